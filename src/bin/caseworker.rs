//! The caseworker's program, apart from the resident's so that residents never download it.

fn main() {
    mijn_brug::caseworker::start();
}
