//! What a resident is called in the caseworker's app.

use mijn_brug_plan::team::Case;

use crate::ui::texts::t;

/// The name that the resident chose, or else the team's label.
pub fn called(case: &Case) -> String {
    let mut names = [&case.name, &case.label].into_iter();
    names
        .find(|name| !name.trim().is_empty())
        .map_or_else(|| t("cases.nameless"), Clone::clone)
}

/// The team's label, unless it is shown instead of the name.
pub fn label_beside(case: &Case) -> Option<String> {
    let has_both = !case.name.trim().is_empty() && !case.label.is_empty();
    has_both.then(|| case.label.clone())
}
