//! How to put the app on the home screen: with pictures, or with one tap where the browser offers that.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::back;
use crate::device::platform::{self, RunsIn};
use crate::device::{install as offer, page};
use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::screen::{Button, Heading2, Notice, Screen};
use crate::ui::texts::t;

/// The screen about installing.
pub fn install() -> AnyView {
    let app = use_app();
    let is_done = RwSignal::new(page::is_installed());
    let has_plan = !app.is_demo && !app.plan_now(mijn_brug_plan::Plan::is_empty);
    view! {
        <Screen title=t("more.install") back=back(app)>
            {move || if is_done.get() {
                view! { <Notice kind="info" text=t("install.done") /> }.into_any()
            } else {
                view! {
                    <p class="mb-lead">{t("install.why")}</p>
                    {ways(is_done, has_plan)}
                }.into_any()
            }}
        </Screen>
    }
    .into_any()
}

/// The instructions for this device, and those for other devices behind folds.
fn ways(is_done: RwSignal<bool>, has_plan: bool) -> AnyView {
    let here = platform::advice_here();
    // Neither way works in a browser inside another app.
    if here.place == RunsIn::OtherApp {
        return other_app();
    }
    let apple_title = if here.is_apple && !here.is_phone {
        t("install.ipad")
    } else {
        t("install.ios")
    };
    let (title, way) = match here.place {
        RunsIn::Apple => (apple_title, apple(here.is_phone)),
        RunsIn::Computer => (t("install.computer"), computer()),
        _ => (t("install.android"), android()),
    };
    let folded = |title: String, way: AnyView| {
        view! { <details class="mb-details"><summary>{title}</summary>{way}</details> }
    };
    let other_android =
        (here.place != RunsIn::Android).then(|| folded(t("install.other_android"), android()));
    let other_apple = (here.place != RunsIn::Apple).then(|| folded(t("install.other_ios"), apple(true)));
    let is_offered = RwSignal::new(offer::is_offered());
    let ask = Callback::new(move |()| {
        // A browser's install offer can be used only once.
        is_offered.set(false);
        spawn_local(async move {
            if offer::ask().await == Some(true) {
                is_done.try_set(true);
            }
        });
    });
    view! {
        // On an iPhone the app on the home screen has its own storage, which starts empty.
        {(here.is_apple && has_plan).then(|| view! {
            <Notice kind="warn" text=t("install.ios_empty")>
                <p><a class="nl-link" href=Route::Backup.path()>{t("install.ios_copy")}</a></p>
            </Notice>
        }.into_any())}
        {move || is_offered.get().then(|| view! {
            <div class="mb-actions"><Button label=t("install.now") icon="square-plus" on_click=ask /></div>
        }.into_any())}
        <Heading2 text=title />
        {way}
        {other_android}
        {other_apple}
    }
    .into_any()
}

/// How to leave a browser inside another app: the address, to open in the real browser.
pub fn other_app() -> AnyView {
    view! {
        <p class="nl-paragraph">{t("install.in_app")}</p>
        <p class="mb-lead" dir="ltr">{page::origin()}</p>
        <p class="nl-paragraph">{t("install.in_app_how")}</p>
    }
    .into_any()
}

fn android() -> AnyView {
    shots(vec![
        ("/pictures/install-android-1.svg", t("install.android_1")),
        ("/pictures/install-android-2.svg", t("install.android_2")),
    ])
}

/// The pictures for an iPhone or iPad, which have their share buttons in different places.
pub fn apple(is_phone: bool) -> AnyView {
    let share = if is_phone {
        t("install.ios_1")
    } else {
        t("install.ipad_1")
    };
    shots(vec![
        ("/pictures/install-ios-1.svg", share),
        ("/pictures/install-ios-2.svg", t("install.ios_2")),
        ("/pictures/install-ios-3.svg", t("install.ios_3")),
    ])
}

/// Why notifications do not work in a Safari tab.
pub fn only_from_home_screen() -> String {
    if platform::advice_here().is_phone {
        t("push.install_ios")
    } else {
        t("push.install_ipad")
    }
}

fn computer() -> AnyView {
    view! {
        <ul class="mb-lines">
            <li>{t("install.computer_chrome")}</li>
            <li>{t("install.computer_safari")}</li>
        </ul>
    }
    .into_any()
}

/// Pictures in order, each with its sentence.
fn shots(steps: Vec<(&'static str, String)>) -> AnyView {
    let steps = steps.into_iter().map(|(picture, text)| {
        view! {
            <li>
                <img src=picture width="200" height="260" alt="" />
                <span>{text}</span>
            </li>
        }
        .into_any()
    });
    view! { <ol class="mb-shots">{steps.collect_view()}</ol> }.into_any()
}
