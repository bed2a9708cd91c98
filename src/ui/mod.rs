//! What both apps share.

pub mod day_picker;
pub mod dom;
pub mod field;
pub mod format;
pub mod icon;
pub mod language;
pub mod pictogram;
pub mod screen;
pub mod texts;
