//! Starts the app and draws its frame: the screens before unlocking, or navigation and the screen of the current route.

use futures_util::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{App, use_app};
use super::forget::ForgetDevice;
use super::route::{Route, draw, screens};
use super::store::{self, Opened, UnlockedDevice};
use super::{case, cases, enrol, join, new_case, review, rewards, team, unlock};
use crate::device::store::start::StartFailure;
use crate::device::{build, error_log, focus, page, press, speech, worker};
use crate::ui::content;
use crate::ui::icon::Icon;
use crate::ui::keyed::keyed;
use crate::ui::language::LanguageChoice;
use crate::ui::not_started::not_started;
use crate::ui::screen::{LateError, LinkButton, Screen, SkipLink, Update, Weight};
use crate::ui::texts::{self, t};

/// Starts the app in the page.
pub fn start() {
    error_log::watch();
    press::watch();
    focus::watch();
    // The page shows a static frame for the first paint; the app replaces it.
    let Some(root) = page::root() else { return };
    worker::install();
    // Leptos's own `spawn_local` works only once something is mounted.
    wasm_bindgen_futures::spawn_local(async move {
        if !texts::load().await {
            return;
        }
        let rest = join(
            texts::load_folder(texts::SCREENS),
            texts::load_folder(rewards::TEXTS),
        );
        if rest.await != (true, true) {
            page::fail();
            return;
        }
        root.set_inner_html("");
        mount_to(root, app).forget();
    });
}

/// The app, starting from what the device stores.
fn app() -> AnyView {
    let found = RwSignal::new_local(None::<Opened>);
    let grant = StoredValue::new(store::take_grant());
    let start = Callback::new(move |()| {
        found.set(None);
        let is_found = move || found.with_untracked(|found| !matches!(found, None | Some(Opened::Failed(_))));
        let told = move |what| {
            if !is_found() {
                found.set(Some(Opened::Failed(what)));
            }
        };
        spawn_local(async move {
            let opened = store::open(grant.get_value(), told).await;
            // An earlier attempt may have finished first.
            if !is_found() {
                found.set(Some(opened));
            }
        });
    });
    start.run(());
    let state = RwSignal::new(None::<App>);
    // A key that is open, of a team that the service does not know yet.
    let joining = RwSignal::new_local(None::<std::rc::Rc<UnlockedDevice>>);
    let language_revision = RwSignal::new(0_u32);
    let is_opening = RwSignal::new(false);
    let open = move |unlocked: UnlockedDevice| {
        if !unlocked.is_enrolled() {
            joining.set(Some(unlocked.into()));
            return;
        }
        // Ignore a second answer to the same question.
        if is_opening.get_untracked() {
            return;
        }
        is_opening.set(true);
        spawn_local(async move {
            let app = App::new(unlocked.into_store(content::load().await).await);
            page::on_link(move |path| app.go(&Route::read(&path)));
            app.guard(app.update_waits);
            app.keep_in_sync();
            worker::register(app.update_waits);
            state.set(Some(app));
        });
    };
    let open = Callback::new(move |unlocked: enrol::DeviceHandover| {
        if let Some(unlocked) = unlocked.take() {
            open(unlocked);
        }
    });
    page::on_return(move || follow_address(state.get_untracked()));
    texts::on_language_change(move || {
        language_revision.update(|revision| *revision = revision.wrapping_add(1));
    });
    (move || {
        if let Some(app) = state.get() {
            provide_context(app);
            provide_context(cases::Search::new());
            return view! { <Frame /> }.into_any();
        }
        language_revision.track();
        page::after_paint(|| page::begin_screen(&t("team.app")));
        let screen = match (joining.get(), found.get()) {
            // A closure, so that a new form is drawn instead of updating the previous one.
            (Some(_), _) => (move || joining.get().map(|unlocked| enrol::join(unlocked, open))).into_any(),
            (None, None) => return loading(),
            (None, Some(Opened::Blocked)) => closed(t("team.blocked"), t("team.blocked_text")),
            (None, Some(Opened::Failed(what))) => not_opened(what, start),
            (None, Some(Opened::NoLink(joiner, lost))) => join::join(joiner, lost, open),
            (None, Some(Opened::New(unlocked))) => enrol::enrol(unlocked, open),
            (None, Some(Opened::Locked(locked))) => unlock::unlock(locked, open),
        };
        view! {
            <SkipLink />
            <div class="mb-app mb-app--bare">
                <div class="mb-stage">
                    <main id="main" tabindex="-1">
                        {screen}
                        <div class="mb-screen"><LanguageChoice /></div>
                    </main>
                </div>
            </div>
        }
        .into_any()
    })
    .into_any()
}

/// Follows the address after a step back or forward, or after a link was pasted.
fn follow_address(app: Option<App>) {
    if page::has_fragment(store::LINK) {
        // An enrolment link: reload, so that it is handled as in a new window.
        return page::reload();
    }
    let route = Route::read(&page::path());
    // Do not redraw for an address that differs only after its `#`.
    if let Some(app) = app.filter(|app| app.route.get_untracked() != route) {
        app.route.set(route);
    }
}

/// The same as the page shows before the program runs, so that nothing moves.
fn loading() -> AnyView {
    view! {
        <main id="main">
            <div class="mb-loading">
                <p class="nl-heading nl-heading--level-1">{t("team.app")}</p>
                <p class="mb-muted" role="status">{t("app.loading")}</p>
            </div>
        </main>
    }
    .into_any()
}

/// The screen for when the stored data cannot be opened.
fn not_opened(what: StartFailure, start: Callback<()>) -> AnyView {
    let more = (what == StartFailure::Damaged).then(|| {
        let forget = Callback::new(move |()| {
            let done: std::pin::Pin<Box<dyn Future<Output = _>>> = Box::pin(store::forget_unopened());
            done
        });
        view! { <ForgetDevice text=t("forget.text") forget /> }.into_any()
    });
    not_started(what, t("start.kept_team"), start, more.into_any())
}

/// A screen with no way on but to the residents' app.
fn closed(title: String, text: String) -> AnyView {
    view! {
        <Screen title=title>
            <p class="nl-paragraph">{text}</p>
            <div class="mb-actions">
                <LinkButton label=t("team.to_residents") href="/" weight=Weight::Secondary />
            </div>
        </Screen>
    }
    .into_any()
}

/// The frame around a screen, with the screen in it.
#[component]
fn Frame() -> impl IntoView {
    let app = use_app();
    rewards::replace_duplicate_codes(app);
    let route = Memo::new(move |_| app.route.get());
    let is_review = move || matches!(app.route.get(), Route::Review(_));
    // A change of language redraws everything, so that texts need no signals of their own.
    move || {
        app.language_revision.track();
        view! {
            <SkipLink />
            // The review shows its own list of parts in place of the navigation: one thing at a time, for two people.
            <div class="mb-app" class:mb-app--bare=is_review>
                <Navigation />
                <div class="mb-stage">
                    <div class="mb-banners mb-no-print">
                        <LateError words=app.late_error />
                        <Update waits=app.update_waits on_take=Callback::new(|()| build::load_newest()) />
                    </div>
                    <div role="status">{rewards::news(app)}</div>
                    <main id="main" tabindex="-1">{keyed(route, move |_| screen(app))}</main>
                </div>
            </div>
        }
    }
}

fn screen(app: App) -> AnyView {
    let route = app.route.get();
    speech::stop();
    let view = screens!(draw, route, else lost());
    page::after_paint(|| page::begin_screen(&t("team.app")));
    view
}

fn lost() -> AnyView {
    view! {
        <Screen title=t("lost.title")>
            <p class="nl-paragraph">{t("lost.text")}</p>
            <div class="mb-actions"><LinkButton label=t("cases.to_list") href=Route::Cases.path() /></div>
        </Screen>
    }
    .into_any()
}

#[component]
fn Navigation() -> impl IntoView {
    let app = use_app();
    let item = move |icon: &'static str, label: String, route: Route| {
        let path = route.path();
        let section = route.section();
        let is_here = move || app.route.get().section() == section;
        view! {
            <a class="mb-nav__item" href=path aria-current=move || is_here().then_some("page")>
                <Icon name=icon />
                <span>{label}</span>
            </a>
        }
    };
    view! {
        <nav
            class="mb-nav mb-no-print"
            aria-label=t("nav.label")
            hidden=move || matches!(app.route.get(), Route::Review(_))
        >
            {item("users", t("cases.title"), Route::Cases)}
            {item("ticket", t("reward.nav"), Route::Vouchers)}
            {item("link", t("cases.new"), Route::NewCase)}
            {item("handshake", t("nav.team"), Route::Team)}
            <button type="button" class="mb-nav__item" on:click=|_| store::lock()>
                <Icon name="lock" />
                <span>{t("team.lock")}</span>
            </button>
        </nav>
    }
}
