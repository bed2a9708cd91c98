//! A read-only view of a plan, as a caseworker sees it. The resident's phone shows the same before and while it shares
//! (R8).

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::plan::{
    Appointment, Goal, GoalState, Link, MiniStep, MiniStepState, Plan, Position, Step,
};
use mijn_brug_plan::query;
use mijn_brug_plan::values::Effect;

use super::format;
use super::icon::{Dot, Icon, Picture};
use super::paginate::{CARDS, LINES, paginate};
use super::steps::steps;
use super::texts::{t, tf};

/// The parts of a plan that are useful to a caseworker, as sections with third-level headings.
pub fn plan_view(plan: &Plan, content: &Content) -> AnyView {
    let cards = [
        name(plan),
        bridge(plan, content),
        earlier(plan, content),
        urgency(plan, content),
        links(plan, content),
        goals(plan, content),
        appointments(plan),
    ];
    let cards: Vec<AnyView> = cards.into_iter().flatten().collect();
    if cards.is_empty() {
        return view! { <p class="mb-muted">{t("seen.nothing")}</p> }.into_any();
    }
    cards.into_any()
}

/// The name of a domain. If the content does not know the domain, the last part of its id.
pub fn domain_name(content: Option<&Content>, domain: &DomainId) -> String {
    content.and_then(|content| content.domain(domain)).map_or_else(
        || {
            let id = domain.as_str();
            format::capital(&id.rsplit('.').next().unwrap_or(id).replace('-', " "))
        },
        |(.., known)| known.name.clone(),
    )
}

/// What a link says, with both domains as they read within a sentence: "Door mijn schulden gaat het slechter met mijn
/// hoofd".
pub fn link_words(content: Option<&Content>, from: &DomainId, to: &DomainId, effect: Effect) -> String {
    let key = match effect {
        Effect::Harder => "links.harder",
        Effect::Easier => "links.easier",
    };
    let [from, to] = [from, to].map(|domain| {
        content.and_then(|content| content.domain(domain)).map_or_else(
            || domain_name(content, domain),
            |(.., known)| known.in_sentence().to_owned(),
        )
    });
    tf(key, &[("from", &from), ("to", &to)])
}

/// The sentence of a position: in the language of the user interface if the content has the version it was chosen
/// from, or else as it read when it was chosen.
pub fn sentence(content: Option<&Content>, domain: &DomainId, position: &Position) -> String {
    content
        .filter(|content| content.version == position.content)
        .and_then(|content| content.domain(domain))
        .map_or(position.sentence.as_str(), |(.., known)| {
            known.sentence(position.level)
        })
        .to_owned()
}

/// A heading with its content.
fn section(title: String, body: AnyView) -> AnyView {
    view! { <section class="mb-seen"><h3 class="nl-heading nl-heading--level-3">{title}</h3>{body}</section> }
        .into_any()
}

/// A line of text; `None` if it is empty.
fn line(words: &str) -> Option<AnyView> {
    (!words.is_empty()).then(|| view! { <small dir="auto">{words.to_owned()}</small> }.into_any())
}

fn name(plan: &Plan) -> Option<AnyView> {
    let name = (!plan.name.is_empty()).then(|| plan.name.clone())?;
    Some(section(
        t("seen.name"),
        view! { <p dir="auto">{name}</p> }.into_any(),
    ))
}

/// The ids of all domains with a position: those of the content in its order, then unknown ones.
fn marked<'a>(plan: &'a Plan, content: &'a Content) -> impl Iterator<Item = &'a DomainId> {
    let known = content.domains().map(|(.., domain)| &domain.id);
    let known = known.filter(|domain| plan.position(domain).is_some());
    let others = plan.positions.keys();
    known.chain(others.filter(|domain| content.domain(domain).is_none()))
}

fn bridge(plan: &Plan, content: &Content) -> Option<AnyView> {
    let mut rows = Vec::new();
    for domain in marked(plan, content) {
        let Some(position) = plan.position(domain) else {
            continue;
        };
        let picture = match content.domain(domain) {
            Some((pillar, _, known)) => view! { <Dot name=known.picture.clone() pillar /> }.into_any(),
            None => view! { <Picture name="history" small=true /> }.into_any(),
        };
        let talk = position.talk.then(
            || view! { <small class="mb-row__mark"><Icon name="message-circle" />{t("position.talk")}</small> }.into_any(),
        );
        let observation = plan.observations.get(domain).map(|observation| {
            view! {
                <small class="mb-row__mark" dir="auto">
                    <Icon name="users" />{tf("bridge.observation", &[("note", &observation.note)])}
                </small>
            }
            .into_any()
        });
        rows.push(view! {
            <li>
                <div class="mb-row">
                    {picture}
                    <span class="mb-row__text">
                        <b>{domain_name(Some(content), domain)}</b>
                        {line(&sentence(Some(content), domain, position))}
                        {line(&position.note)}
                        {talk}
                        {observation}
                    </span>
                </div>
            </li>
        });
    }
    (!rows.is_empty()).then(|| {
        section(
            t("seen.bridge"),
            view! { <ul class="mb-list">{rows}</ul> }.into_any(),
        )
    })
}

/// Earlier positions, collapsed.
fn earlier(plan: &Plan, content: &Content) -> Option<AnyView> {
    let mut lines = Vec::new();
    for domain in marked(plan, content) {
        let history = plan.positions.get(domain).map_or(&[][..], Vec::as_slice);
        for position in history.iter().rev().skip(1) {
            lines.push(
                view! {
                    <li dir="auto">
                        <b>{domain_name(Some(content), domain)} ", " {format::short_day(position.day)}</b>
                        ": "
                        {sentence(Some(content), domain, position)}
                        " "
                        {position.note.clone()}
                    </li>
                }
                .into_any(),
            );
        }
    }
    (!lines.is_empty()).then(|| {
        let (lines, more) = paginate(lines, LINES);
        view! {
            <details class="mb-details">
                <summary>{t("seen.earlier")}</summary>
                <ul class="mb-lines">{lines}</ul>
                {more}
            </details>
        }
        .into_any()
    })
}

fn urgency(plan: &Plan, content: &Content) -> Option<AnyView> {
    let domain = plan.urgency.as_ref()?;
    let name = domain_name(Some(content), domain);
    Some(section(t("seen.urgency"), view! { <p>{name}</p> }.into_any()))
}

fn links(plan: &Plan, content: &Content) -> Option<AnyView> {
    let words = |link: &Link| link_words(Some(content), &link.from, &link.to, link.effect);
    let lines: Vec<AnyView> = plan
        .links
        .values()
        .map(|link| view! { <li><span>{words(link)}</span> " " {line(&link.note)}</li> }.into_any())
        .collect();
    (!lines.is_empty()).then(|| {
        let (lines, more) = paginate(lines, LINES);
        section(
            t("seen.links"),
            view! { <ul class="mb-lines">{lines}</ul>{more} }.into_any(),
        )
    })
}

fn goals(plan: &Plan, content: &Content) -> Option<AnyView> {
    let goals: Vec<AnyView> = plan.goals.iter().map(|it| goal(plan, content, it)).collect();
    (!goals.is_empty()).then(|| {
        let (goals, more) = paginate(goals, CARDS);
        section(t("seen.goals"), view! { {goals}{more} }.into_any())
    })
}

fn goal(plan: &Plan, content: &Content, goal: &Goal) -> AnyView {
    let state = match goal.state {
        GoalState::Active => None,
        GoalState::Reached(day) => Some(tf("goal.reached_on", &[("day", &format::day(day))])),
        GoalState::LetGo => Some(t("plan.let_go")),
    };
    let dot = match content.domain(&goal.domain) {
        Some((pillar, _, known)) => view! { <Dot name=known.picture.clone() pillar /> }.into_any(),
        None => view! { <Picture name="history" small=true /> }.into_any(),
    };
    let (all, more) = paginate(
        query::steps_of(plan, goal)
            .map(|(_, it)| step(plan, it))
            .collect(),
        CARDS,
    );
    view! {
        <div class="mb-goal">
            <div class="mb-goal__head">
                {dot}
                <div>
                    <p class="mb-muted">{domain_name(Some(content), &goal.domain)}</p>
                    <h4 class="nl-heading nl-heading--level-4" dir="auto">{goal.wish.clone()}</h4>
                    {state.map(|state| view! { <p class="mb-muted">{state}</p> }.into_any())}
                </div>
            </div>
            {all}
            {more}
        </div>
    }
    .into_any()
}

fn step(plan: &Plan, step: &Step) -> AnyView {
    let mini_steps = step.mini_steps.iter().filter_map(|id| plan.mini_steps.get(id));
    // The parts of a split mini-step are in the list themselves.
    let mini_steps = mini_steps.filter(|it| it.state != MiniStepState::Split);
    let rows = mini_steps.map(|it| (it.done_on(), mini_step(it))).collect();
    view! {
        <div>
            <p dir="auto"><b>{step.title.clone()}</b></p>
            {steps(rows, LINES)}
        </div>
    }
    .into_any()
}

fn mini_step(it: &MiniStep) -> AnyView {
    let (class, mark) = match it.state {
        MiniStepState::Done(..) => ("mb-steps__done", view! { <Icon name="check" /> }.into_any()),
        _ => ("mb-steps__later", ().into_any()),
    };
    let state = match it.state {
        MiniStepState::Done(day, _) => Some(tf("goal.done_on", &[("day", &format::day(day))])),
        MiniStepState::LetGo => Some(t("plan.let_go")),
        _ => format::when(it.when),
    };
    let if_then = it.if_then.as_ref().map(format::if_then);
    let supporter = it.supporter.as_ref();
    // A mini-step that was let go no longer needs help.
    let asked = it
        .help_asked
        .as_ref()
        .filter(|_| it.state != MiniStepState::LetGo);
    let question = asked.map(|question| {
        if question.is_empty() {
            t("seen.help")
        } else {
            tf("seen.question", &[("question", question)])
        }
    });
    let answer = it.help_answer.as_ref();
    let lines = [
        state,
        if_then,
        supporter.map(|name| tf("today.supporter", &[("name", name)])),
        question,
        answer.map(|answer| tf("seen.answer", &[("answer", answer)])),
    ];
    let lines: Vec<AnyView> = lines
        .into_iter()
        .flatten()
        .filter_map(|words| line(&words))
        .collect();
    view! {
        <li class=class>
            <span class="mb-steps__mark" aria-hidden="true">{mark}</span>
            <span class="mb-steps__words"><span dir="auto">{it.title.clone()}</span>{lines}</span>
        </li>
    }
    .into_any()
}

fn appointments(plan: &Plan) -> Option<AnyView> {
    let rows: Vec<AnyView> = plan.appointments.values().map(appointment).collect();
    (!rows.is_empty()).then(|| {
        let (rows, more) = paginate(rows, CARDS);
        section(
            t("seen.appointments"),
            view! { <ul class="mb-list">{rows}</ul>{more} }.into_any(),
        )
    })
}

fn appointment(it: &Appointment) -> AnyView {
    let details = &it.details;
    let when = format::moment(details.day, details.time);
    view! {
        <li>
            <div class="mb-row">
                <Picture name="calendar" small=true />
                <span class="mb-row__text">
                    <b dir="auto">{details.with.clone()}</b>
                    {line(&when)}
                    {line(&details.place)}
                    {(!details.bring.is_empty()).then(|| line(&tf("today.bring", &[("things", &details.bring)])))}
                    {it.declined.then(|| view! { <small class="mb-row__mark">{t("seen.declined")}</small> }.into_any())}
                    {it.instead.map(|instead| line(&format::instead(instead)))}
                </span>
            </div>
        </li>
    }.into_any()
}
