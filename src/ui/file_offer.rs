//! Offers a file to the person: with a share sheet where the device has one, or else as a download. Only the person
//! can see whether it arrived, so the app asks, and on "nee" offers other ways.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::Icon;
use super::screen::{Button, Weight};
use super::texts::{t, tf};
use crate::device::files::{self, Outgoing, Shared};
use crate::device::page;

/// A file and its text form.
#[derive(Clone)]
struct Offered {
    file: Outgoing,
    /// The content as text, if a person can read it.
    words: Option<String>,
}

/// The stage of an offer.
#[derive(Clone)]
enum Stage {
    /// Nothing was offered yet, or the file is being created again.
    Nothing,
    /// The browser cannot create files.
    Impossible,
    /// The browser requires a tap before it opens the share sheet.
    Tap(Offered),
    /// Handed to the browser; waiting for the person to say whether it arrived.
    Asked(Offered),
    /// The file did not arrive.
    Missing(Offered),
    /// The person has the file.
    There,
}

/// The offer of one file and the place on the screen that shows it.
#[derive(Clone, Copy)]
pub struct FileOffer {
    stage: RwSignal<Stage, LocalStorage>,
    /// The result of another way, such as copying the text.
    said: RwSignal<Option<String>>,
}

/// The texts of an offer.
pub struct FileOfferTexts {
    /// The question whether the file arrived.
    pub question: String,
    /// The text once the person has the file.
    pub there: String,
    /// The last resort when nothing helps.
    pub nothing_helps: String,
}

impl FileOffer {
    /// Creates an offer without a file.
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new_local(Stage::Nothing),
            said: RwSignal::new(None),
        }
    }

    /// Removes any earlier offer from the screen.
    pub fn clear(self) {
        self.stage.try_set(Stage::Nothing);
        self.said.try_set(None);
    }

    /// Hands a file to the browser. `words` is the same content as text, to read and copy.
    pub fn offer(self, name: &str, media_type: &str, bytes: &[u8], words: Option<String>) {
        self.clear();
        match Outgoing::new(name, media_type, bytes) {
            None => drop(self.stage.try_set(Stage::Impossible)),
            Some(file) => {
                let offered = Offered { file, words };
                if files::is_in_hand() && offered.file.can_share() {
                    self.share(offered, true);
                } else {
                    self.download(offered);
                }
            }
        }
    }

    /// Opens the share sheet. A browser may never settle the promise, so the question is shown meanwhile.
    fn share(self, offered: Offered, may_tap: bool) {
        self.stage.try_set(Stage::Asked(offered.clone()));
        spawn_local(async move {
            let stage = match offered.file.share().await {
                Shared::Handed => return,
                Shared::Closed => Stage::Missing(offered),
                Shared::NeedsTap if may_tap => Stage::Tap(offered),
                Shared::NeedsTap | Shared::Refused => return self.download(offered),
            };
            self.stage.try_set(stage);
        });
    }

    fn download(self, offered: Offered) {
        let stage = match offered.file.download() {
            Some(()) => Stage::Asked(offered),
            None => Stage::Missing(offered),
        };
        self.stage.try_set(stage);
    }

    /// The element that shows the offer. `id` is for the focus; `on_answer` receives whether the person has the file.
    pub fn place(self, id: String, words: FileOfferTexts, on_answer: Callback<bool>) -> AnyView {
        let FileOfferTexts {
            question,
            there,
            nothing_helps,
        } = words;
        let answer = {
            let id = id.clone();
            Callback::new(move |has_it: bool| {
                let stage = match self.stage.get_untracked() {
                    Stage::Asked(offered) if !has_it => Stage::Missing(offered),
                    _ => Stage::There,
                };
                self.stage.set(stage);
                on_answer.run(has_it);
                let id = id.clone();
                // The button is gone, so focus what replaced it.
                page::after_paint(move || page::focus(&id));
            })
        };
        let said = self.said;
        let draw = move || match self.stage.get() {
            Stage::Nothing => ().into_any(),
            Stage::Impossible => notice("triangle-alert", vec![nothing_helps.clone()], ().into_any()),
            Stage::Tap(offered) => {
                let ready = tf("file.ready", &[("file", &offered.file.name)]);
                let tap = Callback::new(move |()| self.share(offered.clone(), false));
                let way = view! { <Button label=t("file.tap") weight=Weight::Secondary on_click=tap /> };
                notice("circle-check", vec![ready], way.into_any())
            }
            Stage::Asked(offered) => {
                let ready = tf("file.ready", &[("file", &offered.file.name)]);
                let yes = Callback::new(move |()| answer.run(true));
                let no = Callback::new(move |()| answer.run(false));
                let ways = view! {
                    <Button label=t("file.yes") weight=Weight::Secondary on_click=yes />
                    <Button label=t("file.no") weight=Weight::Secondary on_click=no />
                };
                notice("download", vec![ready, question.clone()], ways.into_any())
            }
            Stage::Missing(offered) => notice(
                "info",
                vec![t("file.other"), nothing_helps.clone()],
                self.other_ways(offered),
            ),
            Stage::There => notice("circle-check", vec![there.clone()], ().into_any()),
        };
        view! {
            <div id=id tabindex="-1" role="status">
                {draw}
                {move || said.get().map(|words| view! { <p class="mb-hint">{words}</p> }.into_any())}
            </div>
        }
        .into_any()
    }

    fn other_ways(self, offered: Offered) -> AnyView {
        let way = |label: String, act: Callback<()>| {
            view! { <Button label weight=Weight::Secondary on_click=act /> }.into_any()
        };
        let share = offered.file.can_share().then(|| {
            let offered = offered.clone();
            way(
                t("file.share"),
                Callback::new(move |()| self.share(offered.clone(), false)),
            )
        });
        let open = {
            let offered = offered.clone();
            Callback::new(move |()| {
                let is_open = offered.file.open().is_some();
                self.said.set((!is_open).then(|| t("file.not_open")));
                if is_open {
                    self.stage.set(Stage::Asked(offered.clone()));
                }
            })
        };
        let copy = offered.words.clone().filter(|_| files::can_copy()).map(|words| {
            let copy = Callback::new(move |()| {
                let words = words.clone();
                spawn_local(async move {
                    let said = match files::copy(&words).await {
                        Some(()) => t("file.copied"),
                        None => t("file.not_copied"),
                    };
                    self.said.try_set(Some(said));
                });
            });
            way(t("file.copy"), copy)
        });
        let again = Callback::new(move |()| self.download(offered.clone()));
        view! {
            {share}
            {way(t("file.again"), again)}
            {way(t("file.open"), open)}
            {copy}
        }
        .into_any()
    }
}

impl Default for FileOffer {
    fn default() -> Self {
        Self::new()
    }
}

fn notice(icon: &'static str, lines: Vec<String>, ways: AnyView) -> AnyView {
    let lines = lines
        .into_iter()
        .map(|line| view! { <p>{line}</p> }.into_any())
        .collect_view();
    view! {
        <div class="mb-notice mb-notice--info">
            <Icon name=icon />
            <div class="mb-notice__text">{lines}<div class="mb-actions">{ways}</div></div>
        </div>
    }
    .into_any()
}
