//! The skills that a finished mini-step took, in words (R6).

use mijn_brug_plan::values::Skill;

use super::texts::t;

/// A skill's pictogram, name and a kind sentence.
pub fn words(skill: Skill) -> (&'static str, String, String) {
    match skill {
        Skill::Started => ("sprout", t("skill.started"), t("skill.started_text")),
        Skill::PlannedAhead => ("calendar", t("skill.planned"), t("skill.planned_text")),
        Skill::ChoseAMoment => ("clock", t("skill.moment"), t("skill.moment_text")),
        Skill::AskedForHelp => ("users", t("skill.help"), t("skill.help_text")),
        Skill::MadeItSmaller => ("scissors", t("skill.smaller"), t("skill.smaller_text")),
        Skill::KeptGoing => ("route", t("skill.kept_going"), t("skill.kept_going_text")),
        Skill::FinishedAStep => ("flag", t("skill.finished"), t("skill.finished_text")),
        Skill::TookAStep => ("circle-check", t("skill.step"), t("skill.step_text")),
    }
}
