//! The questions about a goal.

use mijn_brug_plan::values::GoalAspect;

use super::texts::t;

/// The question that an aspect answers.
pub fn question(aspect: GoalAspect) -> String {
    match aspect {
        GoalAspect::Why => t("goal.aspect.why"),
        GoalAspect::Success => t("goal.aspect.success"),
        GoalAspect::OwnPart => t("goal.aspect.own_part"),
        GoalAspect::People => t("goal.aspect.people"),
        GoalAspect::Professionals => t("goal.aspect.professionals"),
    }
}
