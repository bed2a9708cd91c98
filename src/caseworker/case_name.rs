//! What a resident is called in the caseworker's app.

use mijn_brug_plan::team::Case;

use crate::ui::texts::t;

/// What a resident is called: by themselves, else by the team.
pub fn called(case: &Case) -> String {
    let mut names = [&case.name, &case.label].into_iter();
    names
        .find(|name| !name.trim().is_empty())
        .map_or_else(|| t("cases.nameless"), Clone::clone)
}

/// The team's label, where it does not stand in the place of the name.
pub fn label_beside(case: &Case) -> Option<String> {
    let has_both = !case.name.trim().is_empty() && !case.label.is_empty();
    has_both.then(|| case.label.clone())
}
