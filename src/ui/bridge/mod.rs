//! The bridge as a picture: what it shows, and how it is drawn. For both apps.

mod drawing;
mod overview;

pub use drawing::Drawing;
pub use overview::{Look, Overview, PillarView, Place, overview};
