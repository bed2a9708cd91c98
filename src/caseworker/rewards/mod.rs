//! Bonnen: what the team may give, its stock of codes, what it gave; and for one resident: announce, promise, grant,
//! hand over, withdraw.
//!
//! | module | holds |
//! |---|---|
//! | `overview`, `chart` | what is left, and what was issued by month, kind and colleague |
//! | `policy` | what the team may give |
//! | `stock`, `scan` | codes: pasted, or read from a photo |
//! | `case_rewards` | the rewards of one resident: part 6 of a review, and a screen of its own |
//! | `announce`, `promise`, `grant`, `given` | the parts of `case_rewards` |
//! | `duplicate_codes` | duplicate codes: the later voucher gets another one |
//! | `context`, `code_form` | what these modules share |
//! | `money` | amounts as people type them, and the texts for refusals |

mod announce;
mod case_rewards;
mod chart;
mod code_form;
mod context;
mod duplicate_codes;
mod given;
mod grant;
mod money;
mod overview;
mod policy;
mod promise;
mod scan;
mod stock;

pub use case_rewards::{case_rewards, screen as case_screen};
pub use duplicate_codes::{news, replace_duplicate_codes};
pub use overview::overview;
pub use policy::policy;
pub use stock::stock;

/// The folder of the texts that only this page loads (R2).
pub const TEXTS: &str = "begeleider/rewards";
