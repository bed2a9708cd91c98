//! What both apps share.

pub mod appointment_form;
pub mod bars;
pub mod bridge;
pub mod choice;
pub mod code;
pub mod confirm;
pub mod day_picker;
pub mod dom;
pub mod field;
pub mod format;
pub mod icon;
pub mod language;
pub mod level_choice;
pub mod pictogram;
pub mod plan_view;
pub mod position_form;
pub mod qr;
pub mod refusal;
pub mod screen;
pub mod secret_form;
pub mod select;
pub mod session;
pub mod skill;
pub mod split;
pub mod steps;
pub mod texts;
