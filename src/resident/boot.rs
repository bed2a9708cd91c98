//! The first part of the program: the texts, and Welkom for a first visit.

use futures_util::future::join;
use leptos::prelude::*;

use super::lazy::{DrawApp, Lazy, Loaders};
use super::welcome;
use crate::device::{error_log, page, press, settings, store};
use crate::ui::texts::{self, t};

/// Mounts the app in the page. `loaders` load the other parts.
pub fn start(loaders: Loaders) {
    loaders.set();
    error_log::watch();
    press::watch();
    // `index.html` shows a static frame for the first paint; the app replaces it.
    let Some(root) = page::root() else { return };
    // Leptos's own `spawn_local` works only once something is mounted.
    wasm_bindgen_futures::spawn_local(async move {
        let app_part = Lazy::app();
        let mut is_first_visit = settings::is_first_visit()
            && !page::is_demo()
            && matches!(page::path().as_str(), "/" | "/welkom");
        if !is_first_visit {
            app_part.load();
        }
        // Settings reach the disk seconds after the plan does. A browser that was killed in between has lost the
        // setting that says the person began, but not the plan.
        let has_begun = async { is_first_visit && store::is_listed(store::RESIDENT).await == Some(true) };
        let (has_texts, has_begun) = join(texts::load(), has_begun).await;
        if !has_texts {
            return;
        }
        if has_begun {
            is_first_visit = false;
            app_part.load();
        }
        root.set_inner_html("");
        mount_to(root, move || {
            if is_first_visit {
                first_visit(app_part)
            } else {
                (move || rest(app_part)).into_any()
            }
        })
        .forget();
    });
}

/// The app, or a loading message until it has loaded.
fn rest(app_part: Lazy<DrawApp>) -> AnyView {
    match app_part.get() {
        Some(app) => app(),
        None => view! { <main id="main">{app_part.wait()}</main> }.into_any(),
    }
}

/// Welkom, until the person moves on.
fn first_visit(app_part: Lazy<DrawApp>) -> AnyView {
    let has_gone_on = RwSignal::new(false);
    let language_revision = RwSignal::new(0_u32);
    page::on_link(move |path| {
        page::push(&path, false);
        has_gone_on.set(true);
    });
    let begin = Callback::new(move |()| {
        settings::finish_welcome();
        // Start with the question of what is difficult now: a first position is what makes the app useful.
        page::push("/brug/onderwerp", true);
        has_gone_on.set(true);
    });
    texts::on_language_change(move || {
        language_revision.update(|revision| *revision = revision.wrapping_add(1));
    });
    // Loaded after the first paint, so that nothing competes with Welkom for the network.
    page::after_paint(move || app_part.load());
    (move || {
        if has_gone_on.get() {
            return rest(app_part);
        }
        language_revision.track();
        page::after_paint(|| page::begin_screen(&t("app.name")));
        view! {
            <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#main">{t("app.skip")}</a>
            <div class="mb-app mb-app--bare">
                <div class="mb-stage">
                    <main id="main" tabindex="-1">{welcome::welcome(begin)}</main>
                </div>
            </div>
        }
        .into_any()
    })
    .into_any()
}
