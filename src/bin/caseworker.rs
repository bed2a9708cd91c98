//! The caseworker's program, apart from the resident's so that residents never download it.
//!
//! Today it tells who comes here by mistake where the resident's app is.

use leptos::prelude::*;
use leptos::web_sys;

fn main() {
    let Some(app) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
    else {
        // Without the page's own frame there is nothing to draw in; the static text stays.
        return;
    };
    app.set_inner_html("");
    let Ok(app) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(app) else {
        return;
    };
    mount_to(app, || {
        view! {
            <main class="mb-screen">
                <h1 class="nl-heading nl-heading--level-1">"Mijn Brug voor begeleiders"</h1>
                <p class="nl-paragraph">
                    "Hier komt het deel voor begeleiders. Dat is er nog niet. Inwoners kunnen al beginnen."
                </p>
                <p class="nl-paragraph">
                    <a class="nl-link" href="/">
                        "Naar de app voor inwoners"
                    </a>
                </p>
            </main>
        }
    })
    .forget();
}
