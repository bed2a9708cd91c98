//! Bonnen: what the team may give, its stock of codes, what it gave; and for one resident: announce, promise, grant, hand
//! over, withdraw.
//!
//! | module | holds |
//! |---|---|
//! | `overview`, `chart` | what is left, what was issued by month, kind and colleague |
//! | `policy` | what the team may give |
//! | `stock`, `scan` | codes: pasted, or read from a photo |
//! | `of_case` | one resident's: the sixth part of a session, and a screen of its own |
//! | `announce`, `promise`, `grant`, `given` | its parts |
//! | `apart` | a code that two colleagues gave: the later voucher gets another |
//! | `context`, `code_form` | what these pieces share |
//! | `money` | amounts as people type them, and what is said when something is refused |

mod announce;
mod apart;
mod chart;
mod code_form;
mod context;
mod given;
mod grant;
mod money;
mod of_case;
mod overview;
mod policy;
mod promise;
mod scan;
mod stock;

pub use apart::{keep_codes_apart, news};
pub use of_case::{of_case, screen as case_screen};
pub use overview::overview;
pub use policy::policy;
pub use stock::stock;

/// The folder of the texts that only this page asks for (R2).
pub const TEXTS: &str = "begeleider/rewards";
