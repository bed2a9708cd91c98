//! The look-back: everything achieved, month by month. Nothing ever leaves it (R6).

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::query::{self, Achievement};

use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::format;
use crate::ui::paginate::{LINES, paginate};
use crate::ui::plan_view::{domain_name, sentence};
use crate::ui::screen::{LinkButton, Screen};
use crate::ui::skill;
use crate::ui::texts::{t, tf, tn};

/// Number of months shown at first.
const MONTHS: usize = 12;

/// One line of the look-back.
struct Line {
    day: NaiveDate,
    title: String,
    detail: String,
}

/// The screen of the look-back.
pub fn look_back() -> AnyView {
    let app = use_app();
    let lines = lines(app);
    if lines.is_empty() {
        return view! {
            <Screen title=t("look_back.title") back=Route::Plan.path()>
                <img class="mb-picture" src="/pictures/lookback.svg" alt="" width="344" height="200" />
                <p class="mb-lead">{t("look_back.empty")}</p>
                <div class="mb-actions"><LinkButton label=t("lost.home") href="/" /></div>
            </Screen>
        }
        .into_any();
    }
    let count = tn("look_back.count", lines.len());
    let mut months: Vec<(String, Vec<Line>)> = Vec::new();
    for line in lines {
        let month = format::capital(&format::month(line.day));
        match months.last_mut() {
            Some((name, lines)) if *name == month => lines.push(line),
            _ => months.push((month, vec![line])),
        }
    }
    let months = months
        .into_iter()
        .map(|(name, lines)| {
            let lines = lines
                .into_iter()
                .map(|line| {
                    view! {
                        <li>
                            <b dir="auto">{line.title}</b>
                            <small>{line.detail} " · " {format::short_day(line.day)}</small>
                        </li>
                    }
                    .into_any()
                })
                .collect();
            let (lines, more) = paginate(lines, LINES);
            view! {
                <section>
                    <h2 class="nl-heading nl-heading--level-3 mb-timeline__month">{name}</h2>
                    <ol>{lines}</ol>
                    {more}
                </section>
            }
            .into_any()
        })
        .collect();
    let (months, more) = paginate(months, MONTHS);
    view! {
        <Screen title=t("look_back.title") back=Route::Plan.path()>
            <p class="mb-lead">{count}</p>
            <div class="mb-timeline">{months}</div>
            {more}
        </Screen>
    }
    .into_any()
}

fn lines(app: App) -> Vec<Line> {
    app.plan_now(|plan| {
        query::look_back(plan)
            .into_iter()
            .map(|(day, achievement)| match achievement {
                Achievement::MiniStep(_, it, skill) => {
                    let (_, skill, _) = skill::words(skill);
                    Line {
                        day,
                        title: it.title.clone(),
                        detail: skill,
                    }
                }
                Achievement::Goal(goal) => Line {
                    day,
                    title: goal.wish.clone(),
                    detail: t("plan.reached"),
                },
                Achievement::Rise(domain, position, _) => {
                    let (name, title) = app.content.with(|content| {
                        let content = content.as_ref().ok();
                        (domain_name(content, domain), sentence(content, domain, position))
                    });
                    let detail = tf("look_back.rise", &[("domain", &name)]);
                    Line { day, title, detail }
                }
            })
            .collect()
    })
}
