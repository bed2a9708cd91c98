//! The two web programs of Mijn Brug.
