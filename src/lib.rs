//! The two web programs of Mijn Brug. Everything runs in the browser; nothing here knows a server.
//!
//! | module | holds |
//! |---|---|
//! | [`device`] | the only code that touches the browser: records, settings, clock, randomness, tabs, files, service worker |
//! | [`ui`] | what both apps share: texts, icons, dates, form fields, the frame of a screen |
//! | [`resident`] | the resident's app: its state, its route table, its screens |
//!
//! Arrows only point down: `resident` knows `ui`, `device`, `plan` and `seal`; `ui` knows `plan` and `device`; `device` knows nobody.
//! What a screen shows is asked of [`mijn_brug_plan::query`]; what a person does goes through one door,
//! `resident::state::App::dispatch`: decide, seal, store, apply.

pub mod device;
pub mod resident;
pub mod ui;
