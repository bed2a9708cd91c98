//! The frame of the app: navigation, banners, and the screen of the current route.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::{Plan, query};

use super::context::{App, use_app};
use super::lazy::{Lazy, LazyParts, loading, use_parts, waiting};
use super::plan::new_mini_step::Place;
use super::reminders::Reminders;
use super::route::{Part, Route, Section, draw, screens};
use super::store::{self, LinkSecret, Locked, Opened, PlanStore, StartFailure};
use super::{bridge, more, plan, today, welcome};
use crate::device::{build, focus, page, settings, speech, worker};
use crate::ui::content;
use crate::ui::icon::Icon;
use crate::ui::keyed::keyed;
use crate::ui::screen::{LateError, LinkButton, Notice, Screen, SkipLink, Update};
use crate::ui::texts::{has_missing_text, t, tn};

/// Provided as context at the root, above every component.
#[derive(Clone, Copy)]
struct Root {
    app: App,
    parts: LazyParts,
    reminders: Reminders,
}

/// Opens what the device stores, then draws the frame.
pub fn app() -> AnyView {
    hide_secret(&Route::read(&page::path()));
    let root = RwSignal::new(None::<Root>);
    let locked = RwSignal::new_local(None::<Locked>);
    let failure = RwSignal::new(None::<StartFailure>);
    // Registered before the plan is open, because a dialog can already be open over the pin code screen.
    page::on_return(move || {
        let Some(Root { app, .. }) = root.get_untracked() else {
            return;
        };
        let route = Route::read(&page::path());
        // Do not redraw for an address that differs only after its `#`, unless that part is a code.
        if hide_secret(&route) || app.route.get_untracked() != route {
            app.route.set(route);
        }
    });
    let open = move |plan: PlanStore| {
        let app = App::new(plan);
        let (parts, reminders) = (LazyParts::new(), Reminders::new(app));
        page::on_link(move |path| app.go(&Route::read(&path)));
        app.listen_to_tabs(move || app.update_waits.set(true));
        app.keep_in_sync();
        worker::register(app.update_waits);
        load_review(app, parts);
        load_reminders(parts, reminders);
        root.set(Some(Root {
            app,
            parts,
            reminders,
        }));
    };
    let start = Callback::new(move |()| {
        failure.set(None);
        let is_open = move || root.with_untracked(Option::is_some) || locked.with_untracked(Option::is_some);
        let told = move |what| {
            if !is_open() {
                failure.set(Some(what));
            }
        };
        spawn_local(async move {
            match store::open(content::load(), told).await {
                // An earlier attempt finished first.
                _ if is_open() => {}
                Opened::Ready(plan) => open(plan),
                Opened::Locked(found) => locked.set(Some(found)),
                Opened::Failed(what) => failure.set(Some(what)),
            }
        });
    });
    start.run(());
    focus::watch();
    (move || match (root.get(), locked.get(), failure.get()) {
        (
            Some(Root {
                app,
                parts,
                reminders,
            }),
            ..,
        ) => {
            provide_context(app);
            provide_context(parts);
            provide_context(reminders);
            view! { <Frame /> }.into_any()
        }
        (None, Some(locked), _) => more::pin::ask(locked, Callback::new(open)),
        (None, None, Some(what)) => more::not_started::screen(what, start),
        (None, None, None) => loading(),
    })
    .into_any()
}

/// Whether the review part has anything to show: the resident is paired, has rewards, or left a review open.
fn needs_review_part(plan: &Plan) -> bool {
    plan.pairing.is_some() || plan.rewards().is_some() || query::open_review(plan).is_some()
}

/// Loads the review part once the resident has a use for it.
fn load_review(app: App, parts: LazyParts) {
    let is_needed = Memo::new(move |_| app.plan(needs_review_part));
    Effect::new(move |_| {
        if is_needed.get() {
            parts.review.load();
        }
    });
    when_loaded(parts.review, move |review| (review.start)(app));
}

/// Loads the reminders part after the first screen is painted, so that it does not compete for the network.
fn load_reminders(parts: LazyParts, reminders: Reminders) {
    page::after_paint(move || parts.reminders.load());
    when_loaded(parts.reminders, move |part| (part.start)(reminders));
}

/// Runs `start` once, when the part has loaded.
fn when_loaded<T: Copy + Send + Sync + 'static>(part: Lazy<T>, start: impl Fn(T) + 'static) {
    let has_started = StoredValue::new(false);
    Effect::new(move |_| {
        if let Some(part) = part.get()
            && !has_started.get_value()
        {
            has_started.set_value(true);
            start(part);
        }
    });
}

/// The frame around a screen, with the screen in it.
#[component]
fn Frame() -> impl IntoView {
    let app = use_app();
    let route = Memo::new(move |_| app.route.get());
    // A change of language redraws everything, so that texts need no signals of their own.
    move || {
        app.language_revision.track();
        view! {
            <SkipLink />
            <div class="mb-app" class:mb-app--bare=move || app.route.get().section().is_none()>
                <Navigation />
                <div class="mb-stage">
                    <Banners />
                    <main id="main" tabindex="-1">{keyed(route, move |_| screen(app))}</main>
                </div>
            </div>
        }
    }
}

/// Removes a code after the `#` from the address bar. Codes in links stand there because browsers never send that part
/// to a server.
fn hide_secret(route: &Route) -> bool {
    let is_code = |text: &str| LinkSecret::read(Some(text.to_owned())) != LinkSecret::Nothing;
    matches!(route, Route::Pair | Route::Recover) && page::hide_secret(is_code)
}

/// Whether this screen must wait for a part that draws above or between its controls: nothing may move away under a
/// finger. A part that failed to load is not waited for.
fn must_wait_for_part(app: App, parts: LazyParts, route: &Route) -> bool {
    let (needs_reminders, needs_review) = match route {
        Route::Today => app.plan_now(|plan| (!plan.reminders.is_empty(), needs_review_part(plan))),
        Route::MiniStep(_) | Route::Planned(_) => (true, false),
        _ => (false, false),
    };
    if needs_reminders {
        parts.reminders.load();
    }
    (needs_reminders && !parts.reminders.is_settled()) || (needs_review && !parts.review.is_settled())
}

/// Vandaag, or Welkom on a first visit.
fn today_or_welcome() -> AnyView {
    let app = use_app();
    let is_first_visit = app.plan_now(Plan::is_empty) && !settings::has_finished_welcome() && !app.is_demo;
    if is_first_visit {
        welcome_screen()
    } else {
        today::today()
    }
}

/// The screen of the current route.
fn screen(app: App) -> AnyView {
    let route = app.route.get();
    speech::stop();
    let parts = use_parts();
    if must_wait_for_part(app, parts, &route) {
        return waiting();
    }
    let mut is_there = true;
    let mut drawn_or = |drawn: Option<AnyView>, wait: fn(LazyParts) -> AnyView| {
        is_there = drawn.is_some();
        drawn.unwrap_or_else(|| wait(parts))
    };
    let view = match route.part() {
        // With rewards, wait for the review part: while it loads, a path of one of its screens can read as `Lost`.
        Part::App if route == Route::Lost && app.plan_now(|plan| plan.rewards().is_some()) => {
            drawn_or(parts.review.get().map(|_| lost()), |parts| parts.review.wait())
        }
        Part::App => screens!(draw, App: route, else lost()),
        Part::Review if route.is_vouchers() && !app.has_vouchers.get() => lost(),
        Part::Review => {
            parts.review.load();
            let drawn = parts.review.get().map(|part| (part.screen)(route));
            drawn_or(drawn, |parts| parts.review.wait())
        }
        Part::Reminders => {
            parts.reminders.load();
            let drawn = parts.reminders.get().map(|part| (part.screen)(route));
            drawn_or(drawn, |parts| parts.reminders.wait())
        }
    };
    // A screen that waits for its part begins when it is drawn. Moving the focus twice would take it from people who
    // have already moved on.
    if is_there {
        page::after_paint(|| page::begin_screen(&t("app.name")));
    }
    look_for_newer(app);
    view
}

/// Offers a newer version if a text or style is missing or the content cannot be read: those files may belong to a
/// newer build than this program.
fn look_for_newer(app: App) {
    let lacks_something =
        || has_missing_text() || build::lacks_style() || app.content.with_untracked(Result::is_err);
    if !app.update_waits.get_untracked() && lacks_something() {
        build::check_for_update(app.update_waits);
    }
}

/// Welkom, once the app part has loaded.
fn welcome_screen() -> AnyView {
    let app = use_app();
    let begin = Callback::new(move |()| {
        if !app.is_demo {
            settings::finish_welcome();
        }
        // Start with the question of what is difficult now: a first position is what makes the app useful.
        let has_plan = !app.plan_now(Plan::is_empty);
        app.go_replacing(if has_plan {
            &Route::Today
        } else {
            &Route::ChooseDomain
        });
    });
    welcome::welcome(begin)
}

fn lost() -> AnyView {
    view! {
        <Screen title=t("lost.title")>
            <p class="nl-paragraph">{t("lost.text")}</p>
            <div class="mb-actions"><LinkButton label=t("lost.home") href="/" /></div>
        </Screen>
    }
    .into_any()
}

#[component]
fn Navigation() -> impl IntoView {
    let app = use_app();
    let item = move |section: Section| {
        let (icon, label) = match section {
            Section::Today => ("sun", t("nav.today")),
            Section::Bridge => ("route", t("nav.bridge")),
            Section::Plan => ("list-checks", t("nav.plan")),
            Section::Slips => ("ticket", t("slip.nav")),
            Section::More => ("menu", t("nav.more")),
        };
        let current = move || (app.route.get().section() == Some(section)).then_some("page");
        view! {
            <a class="mb-nav__item" href=section.route().path() aria-current=current>
                <Icon name=icon />
                <span>{label}</span>
            </a>
        }
    };
    let is_bare = move || {
        app.route.get().section().is_none()
            || (app.plan(Plan::is_empty) && !settings::has_finished_welcome() && !app.is_demo)
    };
    view! {
        <nav class="mb-nav mb-no-print" aria-label=t("nav.label") hidden=is_bare>
            {move || {
                let is_there = |section: &Section| *section != Section::Slips || app.has_vouchers.get();
                Section::ALL.into_iter().filter(is_there).map(item).collect_view()
            }}
        </nav>
    }
}

/// What the person should know now: this is the demo, the browser stores nothing, some records cannot be read, or a
/// newer version is ready.
#[component]
fn Banners() -> impl IntoView {
    let app = use_app();
    let parts = use_parts();
    let newer = move || app.unreadable.get().newer;
    let damaged = move || app.unreadable.get().damaged;
    view! {
        <div class="mb-banners mb-no-print">
            {app.is_demo.then(|| view! {
                <div class="mb-notice mb-notice--demo" role="status">
                    <Icon name="info" />
                    <div class="mb-notice__text">
                        <p>{t("demo.text")} " " <a class="nl-link" href="/" target="_self">{t("demo.leave")}</a></p>
                    </div>
                </div>
            }.into_any())}
            <div role="status">
                {app.is_ephemeral.then(|| view! { <Notice kind="warn" text=t("failure.blocked") /> }.into_any())}
            </div>
            <div role="status">
                {move || (newer() > 0).then(|| view! { <Notice kind="info" text=tn("unreadable.newer", newer()) /> }.into_any())}
            </div>
            <div role="status">
                {move || (damaged() > 0).then(|| view! { <Notice kind="warn" text=tn("unreadable.damaged", damaged()) /> }.into_any())}
            </div>
            <LateError words=app.late_error />
            <div role="status">{move || parts.reminders.get().map(|part| (part.banner)(app))}</div>
            <Update waits=app.update_waits on_take=Callback::new(|()| build::load_newest()) />
        </div>
    }
}
