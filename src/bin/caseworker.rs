//! The caseworker's program. It is a binary of its own so that residents never download it.

fn main() {
    mijn_brug::caseworker::start();
}
