//! A file that leaves the page: a share sheet where the device has one, else a download. Whether it arrived only the person can
//! see, so they are asked; on "nee" there are other ways.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::Icon;
use super::screen::{Act, Weight};
use super::texts::{t, tf};
use crate::device::files::{self, Outgoing, Shared};
use crate::device::page;

/// A file that is offered.
#[derive(Clone)]
struct Offered {
    file: Outgoing,
    /// What it says as words, where a person can read them.
    words: Option<String>,
}

/// How far it is.
#[derive(Clone)]
enum Stage {
    /// Nothing was offered yet, or it is being made anew.
    Nothing,
    /// The browser makes no files.
    Impossible,
    /// The browser wants a tap before it opens the share sheet.
    Tap(Offered),
    /// Handed to the browser; the person says whether it arrived.
    Asked(Offered),
    /// It did not arrive.
    Missing(Offered),
    /// The person has it.
    There,
}

/// The offer of one file, with its place on the screen.
#[derive(Clone, Copy)]
pub struct FileOffer {
    stage: RwSignal<Stage, LocalStorage>,
    /// What became of another way, such as copying the text.
    said: RwSignal<Option<String>>,
}

/// What an offer says.
pub struct Words {
    /// Asks whether the file arrived.
    pub question: String,
    /// What is so once the person has it.
    pub there: String,
    /// What is left when nothing helps.
    pub nothing_helps: String,
}

impl FileOffer {
    /// Nothing is offered yet.
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new_local(Stage::Nothing),
            said: RwSignal::new(None),
        }
    }

    /// Takes what was offered before off the screen.
    pub fn clear(self) {
        self.stage.try_set(Stage::Nothing);
        self.said.try_set(None);
    }

    /// Hands a file to the browser; `words` is the same to read and copy.
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

    /// Opens the share sheet. A browser may leave that unanswered for ever, so the question stands there meanwhile.
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

    /// Where the offer shows; `id` is for the focus, and `on_answer` hears whether the person has the file.
    pub fn place(self, id: String, words: Words, on_answer: Callback<bool>) -> AnyView {
        let Words {
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
                // The button is gone; what it led to stands here.
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
                let way = view! { <Act label=t("file.tap") weight=Weight::Secondary on_click=tap /> };
                notice("circle-check", vec![ready], way.into_any())
            }
            Stage::Asked(offered) => {
                let ready = tf("file.ready", &[("file", &offered.file.name)]);
                let yes = Callback::new(move |()| answer.run(true));
                let no = Callback::new(move |()| answer.run(false));
                let ways = view! {
                    <Act label=t("file.yes") weight=Weight::Secondary on_click=yes />
                    <Act label=t("file.no") weight=Weight::Secondary on_click=no />
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
                {move || said.get().map(|words| view! { <p class="mb-hint">{words}</p> })}
            </div>
        }
        .into_any()
    }

    fn other_ways(self, offered: Offered) -> AnyView {
        let way =
            |label: String, act: Callback<()>| view! { <Act label weight=Weight::Secondary on_click=act /> };
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
        .map(|line| view! { <p>{line}</p> })
        .collect_view();
    view! {
        <div class="mb-notice mb-notice--info">
            <Icon name=icon />
            <div class="mb-notice__text">{lines}<div class="mb-actions">{ways}</div></div>
        </div>
    }
    .into_any()
}
