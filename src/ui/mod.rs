//! What both apps share.

pub mod field;
pub mod format;
pub mod icon;
pub mod screen;
pub mod texts;
