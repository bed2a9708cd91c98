//! Part 2: looking back. Lists what was done; both people may note what went well and what got in the way.

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::query::{self, Achievement};

use super::ReviewContext;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::plan_view::{domain_name, sentence};
use crate::ui::screen::Heading2;
use crate::ui::texts::{t, tf};

/// The maximum number of achievements listed. The rest is in the look-back of the resident's app.
const SHOWN: usize = 8;

/// Draws part 2.
pub fn look_back(context: ReviewContext) -> AnyView {
    let rows = move || {
        let rows = context.content.with(|content| {
            context.plan(|plan| {
                let mut achieved = query::achieved_since(plan);
                achieved.truncate(SHOWN);
                let known = content.as_ref().ok();
                let words = |(day, it): &(NaiveDate, Achievement<'_>)| (*day, achievement_text(it, known));
                achieved.iter().map(words).collect::<Vec<_>>()
            })
        });
        if rows.is_empty() {
            let has_earlier = context.plan(|plan| query::last_review(plan).is_some());
            let key = if has_earlier {
                "look_back.nothing"
            } else {
                "look_back.nothing_first"
            };
            return view! { <p class="mb-lead">{t(key)}</p> }.into_any();
        }
        let rows: Vec<AnyView> = rows
            .into_iter()
            .map(|(day, words)| {
                view! {
                    <li>
                        <Icon name="circle-check" />
                        <span dir="auto">{words}" "<small>{format::short_day(day)}</small></span>
                    </li>
                }
                .into_any()
            })
            .collect();
        view! {
            <Heading2 text=t("look_back.done") />
            <ul class="mb-facts mb-review__facts">{rows}</ul>
        }
        .into_any()
    };
    view! { <section class="mb-review__list">{rows}</section> }.into_any()
}

fn achievement_text(it: &Achievement<'_>, content: Option<&Content>) -> String {
    match it {
        Achievement::MiniStep(_, mini_step, _) => mini_step.title.clone(),
        Achievement::Goal(goal) => tf("change.goal_reached", &[("wish", &goal.wish)]),
        Achievement::Rise(domain, position, _) => tf(
            "change.position",
            &[
                ("domain", &domain_name(content, domain)),
                ("sentence", &sentence(content, domain, position)),
            ],
        ),
    }
}
