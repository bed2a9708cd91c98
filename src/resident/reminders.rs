//! Reminders that ring while the app is closed: the service sends them at their time, and knows no more than when and where to.
//!
//! What rings is asked of `mijn_brug_plan::reminder`. This keeps the service in step with it: at the start, after each change, on
//! return to the app and when the network is back. Whether a person wants reminders here is kept on this device alone.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use futures_util::lock::Mutex;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::reminder::About;
use mijn_brug_sync::{Backoff, Cause};

use super::context::App;
use super::route::Route;
use crate::device::push::{self, Permission, Support};
use crate::device::service::{self, reminders as at_service};
use crate::device::{notes, page, platform, rng, worker};
use crate::ui::busy;

mod kept;
mod naming;
mod sending;
pub mod testing;
mod words;

use kept::Kept;

/// Whether reminders can ring here while the app is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Push {
    /// What was chosen is being read: screens draw nothing of it yet, so that nothing moves under a finger.
    Unknown,
    /// The browser has no push messages.
    Unsupported,
    /// An iPhone has them only for an app on the home screen.
    NeedsHomeScreen,
    /// This window inside another app has none; the browser may.
    NeedsBrowser,
    /// The service sends none, or this window keeps nothing: the example, a private window.
    NotHere,
    /// The person told the browser no; only its settings change that.
    Denied,
    /// Never asked for here, or switched off.
    Off,
    /// They ring.
    On,
}

/// Why reminders do not ring, or not all of them, though they are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushError {
    /// The person told the browser no.
    Denied,
    /// The person closed the browser's question without an answer.
    Unanswered,
    /// The service sends no reminders.
    NotHere,
    /// The browser, or the push service behind it, gives no subscription.
    NoSubscription,
    /// The service could not be asked now: it is tried again by itself.
    Request(Cause),
    /// Linked, and the caseworker's side has not made its place yet.
    NotYet,
    /// The service keeps no more reminders for this person.
    Full,
    /// The service refuses them.
    Refused,
    /// The browser keeps nothing.
    NotKept,
}

impl PushError {
    /// Whether it may go better by itself.
    const fn may_retry(self) -> bool {
        matches!(self, Self::Request(_) | Self::NotYet | Self::NoSubscription)
    }

    /// In how many seconds the service wants to be asked again, if it said so.
    const fn again(self) -> Option<u32> {
        match self {
            Self::Request(cause) => cause.again(),
            _ => None,
        }
    }
}

/// How long changes are gathered before the service hears of them.
const GATHER: Duration = Duration::from_secs(1);

thread_local! {
    /// One at a time: two would send the same.
    static TURN: Rc<Mutex<()>> = Rc::default();
    static NEXT: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
    static BACKOFF: RefCell<Backoff> = RefCell::new(Backoff::default());
    /// The service gets everything once at each start: then it rings on the device that was opened last.
    static IS_ANEW: Cell<bool> = const { Cell::new(true) };
    /// Everything goes: nothing is sent any more.
    static IS_OVER: Cell<bool> = const { Cell::new(false) };
}

/// Reminders on this device, for the screens that set and show them. All signals live as long as the page.
#[derive(Clone, Copy)]
pub struct Reminders {
    app: App,
    /// Whether they can ring while the app is closed.
    pub push: RwSignal<Push>,
    /// Why they do not ring, or not all of them, though they are wanted.
    pub push_trouble: RwSignal<Option<PushError>>,
    /// Whether a notification shows what it is about: the person's choice on this device.
    pub shows_words: RwSignal<bool>,
    /// What fired while the app was open, until the person has read it.
    pub fired: RwSignal<Option<About>>,
}

/// The reminders, for every component.
pub fn use_reminders() -> Reminders {
    #[expect(
        clippy::expect_used,
        reason = "`app::app` provides them at the root, above every component"
    )]
    use_context::<Reminders>().expect("the reminders stand at the root")
}

impl Reminders {
    /// Nothing is known of them yet.
    pub fn new(app: App) -> Self {
        Self {
            app,
            push: RwSignal::new(Push::Unknown),
            push_trouble: RwSignal::new(None),
            shows_words: RwSignal::new(false),
            fired: RwSignal::new(None),
        }
    }

    /// The app that they belong to.
    pub fn app(self) -> App {
        self.app
    }

    /// Begins to keep the service in step with what rings, as long as the page lives.
    pub fn keep(self) {
        if let Some(push) = self.is_out_of_reach() {
            return self.push.set(push);
        }
        match push::permission() {
            Permission::Denied => self.push.set(Push::Denied),
            Permission::Open => self.push.set(Push::Off),
            // Apart from what follows: that waits for other tabs.
            Permission::Granted => spawn_local(async move {
                let wanted = Kept::read().await.wanted;
                if self.push.get_untracked() == Push::Unknown {
                    self.push.set(if wanted { Push::On } else { Push::Off });
                }
            }),
        }
        worker::listen(move |path| self.app.go(&Route::read(&path)));
        let awake = move || {
            BACKOFF.with_borrow_mut(Backoff::reset);
            spawn_local(seen());
            self.remind_after(Duration::ZERO);
        };
        awake();
        page::on_awake(awake);
        Effect::new(move |is_later: Option<bool>| {
            self.app.track();
            self.app.language_turn.track();
            self.app.has_slips.track();
            if is_later.is_some() {
                self.remind_after(GATHER);
            }
            true
        });
    }

    /// Why no push message can come here, whatever the person wants.
    fn is_out_of_reach(self) -> Option<Push> {
        if self.app.is_demo || self.app.is_ephemeral {
            return Some(Push::NotHere);
        }
        match platform::here().push {
            Support::Yes => None,
            Support::FromHomeScreen => Some(Push::NeedsHomeScreen),
            Support::InBrowser => Some(Push::NeedsBrowser),
            Support::No => Some(Push::Unsupported),
        }
    }

    /// Finds out whether the service sends reminders at all, for a screen that offers them.
    pub fn look_for_push(self) {
        if matches!(self.push.get_untracked(), Push::Unknown | Push::Off) && service::is_online() {
            spawn_local(async move {
                if at_service::push_key().await.is_err_and(sending::is_not_here) {
                    self.push.set(Push::NotHere);
                }
                // Its answer says what time it is.
                self.app
                    .clock_turn
                    .try_update(|turn| *turn = turn.wrapping_add(1));
            });
        }
    }

    /// Switches reminders on for this device; only from a tap, because the browser asks the person.
    pub fn push_on(self, then: impl FnOnce(Result<(), PushError>) + 'static) {
        let asked = push::ask();
        self.push_on_then(Box::pin(asked), Box::new(then));
    }

    fn push_on_then(
        self,
        asked: std::pin::Pin<Box<dyn Future<Output = Permission>>>,
        then: Box<dyn FnOnce(Result<(), PushError>)>,
    ) {
        busy::work(async move {
            let result = match asked.await {
                Permission::Granted => self.turn_on().await,
                Permission::Denied => {
                    self.push.set(Push::Denied);
                    Err(PushError::Denied)
                }
                Permission::Open => Err(PushError::Unanswered),
            };
            then(result);
        });
    }

    async fn turn_on(self) -> Result<(), PushError> {
        let result = self.choose(|kept| kept.wanted = true).await;
        if result == Err(PushError::NotHere) {
            // Nobody waits for what cannot come.
            _ = self.choose(|kept| kept.wanted = false).await;
        }
        result
    }

    /// Switches reminders off for this device. What is at the service goes, now or when there is a network. `failed` runs when
    /// the choice could not be kept: then they still ring.
    pub fn push_off(self, failed: impl FnOnce() + 'static) {
        busy::work(async move {
            // What the service has not heard yet it hears later: off it is already.
            if self.choose(|kept| kept.wanted = false).await == Err(PushError::NotKept) {
                failed();
            }
        });
    }

    /// Chooses whether a notification shows what it is about; else it only says that there is one. `failed` runs when the choice
    /// could not be kept.
    pub fn show_words(self, shows: bool, failed: impl FnOnce() + 'static) {
        self.shows_words.set(shows);
        busy::work(async move {
            if self.choose(move |kept| kept.words = shows).await == Err(PushError::NotKept) {
                if !shows {
                    // What somebody wants to hide is not left for the lock screen because a choice could not be written.
                    notes::forget(words::NOTE).await;
                }
                self.shows_words.set(Kept::read().await.words);
                failed();
            }
        });
    }

    /// Keeps a choice, and does what follows from it.
    async fn choose(self, choice: impl FnOnce(&mut Kept)) -> Result<(), PushError> {
        {
            let turn = TURN.with(Clone::clone);
            let _turn = turn.lock().await;
            let mut kept = Kept::read().await;
            choice(&mut kept);
            if !kept.write().await {
                return Err(PushError::NotKept);
            }
        }
        IS_ANEW.set(true);
        self.remind().await
    }

    /// Brings the service up to date after a while.
    fn remind_after(self, wait: Duration) {
        let run = move || {
            // After a tab that is at it, this one too: it may do so for the plan of a moment ago.
            let work = async move { _ = self.remind().await };
            spawn_local(service::in_turn("mijn-brug-reminders", work));
        };
        let timer = set_timeout_with_handle(run, wait).ok();
        if let Some(earlier) = NEXT.replace(timer) {
            earlier.clear();
        }
    }

    /// Brings the service up to date, and tries again later where that may help.
    async fn remind(self) -> Result<(), PushError> {
        let turn = TURN.with(Clone::clone);
        let _turn = turn.lock().await;
        if IS_OVER.get() {
            return Ok(());
        }
        let result = self.bring_up_to_date(IS_ANEW.get()).await;
        match result {
            Ok(()) => {
                IS_ANEW.set(false);
                BACKOFF.with_borrow_mut(Backoff::reset);
            }
            Err(error) if error.may_retry() => {
                let random = u32::from_be_bytes(rng::bytes());
                self.remind_after(BACKOFF.with_borrow_mut(|backoff| backoff.failed(random, error.again())));
            }
            Err(_) => {}
        }
        self.push_trouble.set(result.err());
        result
    }

    /// Takes away what this device had the service keep, before its plan goes. Without a network it stays there: it says
    /// nothing, and the subscription ends with the plan.
    pub async fn withdraw(self) {
        IS_OVER.set(true);
        let turn = TURN.with(Clone::clone);
        let _turn = turn.lock().await;
        let mut kept = Kept::read().await;
        if service::is_online() {
            _ = self.take_back(&mut kept).await;
        }
        kept.sent.clear();
        kept.write().await;
        notes::forget(words::NOTE).await;
    }

    /// After [`withdraw`](Self::withdraw), when the plan could not be taken away.
    pub fn resume(self) {
        IS_OVER.set(false);
        self.remind_after(Duration::ZERO);
    }
}

/// The note with the tags of the notifications that were shown since the app was opened last.
const UNSEEN: &str = "unseen";

/// The person is in the app: its icon needs no number any more.
async fn seen() {
    if page::is_visible() {
        push::clear_badge();
        notes::forget(UNSEEN).await;
    }
}
