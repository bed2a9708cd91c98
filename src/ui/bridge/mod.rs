//! The bridge as a picture for both apps: what it shows and how it is drawn.

mod drawing;
mod overview;
mod then_or_now;

pub use drawing::Drawing;
pub use overview::{Answer, DomainView, Overview, PillarView, ShownDay, overview};
pub use then_or_now::then_or_now;
