//! The resident's program.

fn main() {
    mijn_brug::resident::start();
}
