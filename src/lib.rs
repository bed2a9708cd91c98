//! The two web programs of Mijn Brug. Everything here runs in the browser.
//!
//! | module | holds |
//! |---|---|
//! | [`device`] | the only code that touches the browser: records, settings, clock, randomness, tabs, files, workers |
//! | [`ui`] | what both apps share: texts, icons, dates, form fields, the frame of a screen |
//! | [`resident`] | the resident's app: its store, its route table, its screens |
//! | [`caseworker`] | the caseworker's app: the team's caseload, and the plans that residents share |
//!
//! Dependencies only point down: `resident` and `caseworker` know `ui`, `device`, `plan`, `seal` and `sync`, and not
//! each other; `ui` knows `plan`, `device`, and from `sync` why a request failed; `device` knows `seal` and `sync`.
//! Screens read through [`mijn_brug_plan::query`]. The resident's changes all go through
//! `resident::store::PlanStore::dispatch`: decide, seal, store, apply.

pub mod caseworker;
pub mod device;
pub mod resident;
pub mod ui;
