//! The two web programs of Mijn Brug. Everything runs in the browser; nothing here knows a server.
//!
//! | module | holds |
//! |---|---|
//! | [`device`] | the only code that touches the browser: records, settings, clock, randomness, tabs, files, service worker |
//! | [`ui`] | what both apps share: texts, icons, dates, form fields, the frame of a screen |
//! | [`resident`] | the resident's app: its state, its route table, its screens |
//! | [`caseworker`] | the caseworker's app: the team's caseload, and the plans that residents share |
//!
//! Arrows only point down: `resident` and `caseworker` know `ui`, `device`, `plan`, `seal` and `sync`, and not each other; `ui` knows
//! `plan` and `device`; `device` knows `seal` and `sync`.
//! What a screen shows is asked of [`mijn_brug_plan::query`]; what a person does goes through one door,
//! `resident::state::App::dispatch`: decide, seal, store, apply.

pub mod caseworker;
pub mod device;
pub mod resident;
pub mod ui;
