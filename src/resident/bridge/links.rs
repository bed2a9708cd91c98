//! Links between domains, shown as sentences.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::{DomainId, LinkId};
use mijn_brug_plan::plan::Link;
use mijn_brug_plan::values::Effect;

use crate::device::{draft, page, rng};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::busy::Busy;
use crate::ui::field::{Field, FieldError, Kind, Segment};
use crate::ui::icon::Icon;
use crate::ui::new_id::NewId;
use crate::ui::plan_view::{domain_name, link_words};
use crate::ui::screen::{Button, Heading2, Screen, Weight};
use crate::ui::select::Select;
use crate::ui::texts::{t, tf};

const HARDER: &str = "harder";
const DRAFT: &str = "links.";

/// All links as sentences, such as "Schulden maakt Slapen lastiger".
pub fn sentences(app: App) -> Vec<(LinkId, String)> {
    app.plan(|plan| {
        plan.links
            .iter()
            .map(|(id, link)| (*id, words(app, &link.from, &link.to, link.effect)))
            .collect()
    })
}

fn words(app: App, from: &DomainId, to: &DomainId, effect: Effect) -> String {
    app.content
        .with(|content| link_words(content.as_ref().ok(), from, to, effect))
}

/// The screen of the links: the existing ones, and a form for a new one.
pub fn links() -> AnyView {
    view! {
        <Screen title=t("links.title") back=Route::Bridge.path()>
            <p class="mb-lead">{t("links.lead")}</p>
            {drawn()}
            {form()}
        </Screen>
    }
    .into_any()
}

/// The existing links. Each can be removed, and put back afterwards.
fn drawn() -> AnyView {
    let app = use_app();
    let error = RwSignal::new(None);
    let taken_away = RwSignal::new(None::<(LinkId, Link)>);
    let put_back = Callback::new(move |()| {
        if let Some((link, removed)) = taken_away.get_untracked() {
            let Link {
                from,
                to,
                effect,
                note,
            } = removed;
            let event = Event::LinkDrawn {
                link,
                from,
                to,
                effect,
                note,
            };
            app.act(event, error, move || taken_away.set(None));
        }
    });
    let rows = move || {
        sentences(app)
            .into_iter()
            .map(|(id, words)| {
                let link = app.plan(|plan| plan.links.get(&id).cloned());
                let note = link.as_ref().map(|link| link.note.clone()).filter(|note| !note.is_empty());
                let label = tf("links.remove_what", &[("link", &words)]);
                let busy = Busy::new();
                let remove = move |_| busy.press(|| {
                    let link = link.clone();
                    app.act(Event::LinkRemoved { link: id }, error, move || {
                        taken_away.set(link.map(|link| (LinkId::from_random(rng::bytes()), link)));
                        page::after_paint(|| page::focus("put-back"));
                    });
                });
                view! {
                    <li>
                        <div class="mb-row">
                            <span class="mb-row__text"><b>{words}</b><small dir="auto">{note}</small></span>
                            <button type="button" class="nl-button nl-button--subtle nl-button--icon-only" aria-label=label on:click=remove>
                                <Icon name="trash-2" />
                            </button>
                        </div>
                    </li>
                }
                .into_any()
            })
            .collect()
    };
    let list = move || {
        let rows: Vec<AnyView> = rows();
        if rows.is_empty() {
            ().into_any()
        } else {
            view! { <ul class="mb-list">{rows}</ul> }.into_any()
        }
    };
    view! {
        {list}
        <div role="status">
            {move || taken_away.get().map(|(_, link)| {
                let words = words(app, &link.from, &link.to, link.effect);
                let busy = Busy::new();
                view! {
                    <div class="mb-notice mb-notice--info">
                        <Icon name="info" />
                        <div class="mb-notice__text">
                            <p>{tf("links.removed", &[("link", &words)])}</p>
                            <div class="mb-actions">
                                <button
                                    id="put-back"
                                    type="button"
                                    class="nl-button nl-button--secondary"
                                    on:click=move |_| busy.press(|| put_back.run(()))
                                >
                                    {t("links.put_back")}
                                </button>
                            </div>
                        </div>
                    </div>
                }.into_any()
            }).into_any()}
        </div>
        <FieldError id="links-error".to_owned() error />
    }
    .into_any()
}

/// The form for a new link.
fn form() -> AnyView {
    let app = use_app();
    let mut options = vec![(String::new(), t("links.pick"))];
    options.extend(app.content.with_untracked(|content| {
        match content {
            Ok(content) => content
                .domains()
                .map(|(.., domain)| (domain.id.0.clone(), domain.name.clone()))
                .collect(),
            Err(_) => app.plan_now(|plan| {
                plan.positions
                    .keys()
                    .map(|domain| (domain.0.clone(), domain_name(None, domain)))
                    .collect::<Vec<_>>()
            }),
        }
    }));
    let from = draft::text(format!("{DRAFT}from"), String::new());
    let to = draft::text(format!("{DRAFT}to"), String::new());
    let effect = draft::text(format!("{DRAFT}effect"), HARDER.to_owned());
    let note = draft::text(format!("{DRAFT}note"), String::new());
    let new = NewId::new("links");
    let error = RwSignal::new(None);
    let made = move || {
        let (from, to) = (DomainId(from.get()), DomainId(to.get()));
        let effect = if effect.get() == HARDER {
            Effect::Harder
        } else {
            Effect::Easier
        };
        (!from.0.is_empty() && !to.0.is_empty()).then_some((from, to, effect))
    };
    let save = Callback::new(move |()| {
        let Some((one, other, kind)) = untrack(made) else {
            error.set(Some(t("links.pick_two")));
            return;
        };
        let is_known = app.plan_now(|plan| {
            plan.links
                .values()
                .any(|link| link.from == one && link.to == other && link.effect == kind)
        });
        if is_known {
            error.set(Some(t("links.known")));
            return;
        }
        let link = LinkId::from_random(new.get());
        let event = Event::LinkDrawn {
            link,
            from: one,
            to: other,
            effect: kind,
            note: note.get_untracked(),
        };
        app.act(event, error, move || {
            draft::clear(DRAFT);
            from.set(String::new());
            to.set(String::new());
            effect.set(HARDER.to_owned());
            note.set(String::new());
            new.renew();
        });
    });
    view! {
        <section class="mb-card">
            <Heading2 text=t("links.new") />
            <Select id="links-from" label=t("links.from") options=options.clone() value=from />
            <Segment
                legend=t("links.effect")
                name="links-effect"
                options=vec![
                    (HARDER.to_owned(), t("links.makes_harder")),
                    ("easier".to_owned(), t("links.makes_easier")),
                ]
                value=effect
                on_choose=Callback::new(move |value| effect.set(value))
                quiet=true
            />
            <Select id="links-to" label=t("links.to") options value=to />
            <Field id="links-note" label=t("position.note") hint=t("position.note_hint") value=note kind=Kind::Lines />
            {move || {
                let made = made().filter(|(from, to, _)| from != to);
                let words = made.map(|(from, to, effect)| words(app, &from, &to, effect));
                words.map(|words| view! { <p class="mb-quote">{words}</p> }.into_any()).into_any()
            }}
            <FieldError id="links-form-error".to_owned() error />
            <div class="mb-actions"><Button label=t("links.save") weight=Weight::Primary on_click=save /></div>
        </section>
    }.into_any()
}
