//! Reminders that fire while the app is closed. The service sends them in time, and knows only when and where to.
//!
//! `mijn_brug_plan::reminder` decides what fires. This module keeps the service up to date with it: at the start, after
//! each change, on return to the app, and when the network is back. Whether the person wants reminders is stored on
//! this device only.

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
use crate::device::{platform, rng, visibility, worker, worker_cache};
use crate::ui::busy;

mod limits;
mod naming;
mod push_texts;
mod sending;
mod stored;
pub mod testing;

use stored::StoredReminders;

/// Whether reminders can fire here while the app is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Push {
    /// The stored choice is still being read. Screens draw nothing yet, so that nothing moves under a finger.
    Unknown,
    /// The browser does not support push messages.
    Unsupported,
    /// On an iPhone only an app on the home screen can receive them.
    NeedsHomeScreen,
    /// This window inside another app cannot receive them; the browser may.
    NeedsBrowser,
    /// The service sends none, or this window stores nothing (the demo, a private window).
    NotHere,
    /// The person refused the browser's question. Only the browser's settings change that.
    Denied,
    /// Never asked for on this device, or switched off.
    Off,
    /// Reminders are on.
    On,
}

/// Why some or all wanted reminders do not fire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushError {
    /// The person refused the browser's question.
    Denied,
    /// The person closed the browser's question without an answer.
    Unanswered,
    /// The service sends no reminders.
    NotHere,
    /// The browser, or the push service behind it, gives no subscription.
    NoSubscription,
    /// The request to the service failed for now. It is retried automatically.
    Request(Cause),
    /// The plan is paired, but the caseworker's side has not created its log yet.
    NotYet,
    /// The service stores no more reminders for this person.
    Full,
    /// The service refuses them.
    Refused,
    /// The browser stores nothing.
    NotStored,
}

impl PushError {
    /// Whether a later attempt may succeed by itself.
    const fn may_retry(self) -> bool {
        matches!(self, Self::Request(_) | Self::NotYet | Self::NoSubscription)
    }

    /// After how many seconds to try again, if the service said so.
    const fn retry_after(self) -> Option<u32> {
        match self {
            Self::Request(cause) => cause.retry_after(),
            _ => None,
        }
    }
}

/// How long changes are gathered before the service is told.
const GATHER: Duration = Duration::from_secs(1);

thread_local! {
    /// Serialises the updates: two at once would send the same reminders.
    static UPDATE_LOCK: Rc<Mutex<()>> = Rc::default();
    static NEXT: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
    static BACKOFF: RefCell<Backoff> = RefCell::new(Backoff::default());
    /// Whether to send everything again. True at each start, so that reminders fire on the device that was opened last.
    static SEND_ALL: Cell<bool> = const { Cell::new(true) };
    /// The plan is being erased or replaced: send nothing more.
    static IS_STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Reminders on this device, for the screens that set and show them. All signals live as long as the page.
#[derive(Clone, Copy)]
pub struct Reminders {
    app: App,
    /// Whether reminders can fire while the app is closed.
    pub push: RwSignal<Push>,
    /// Why some or all wanted reminders do not fire.
    pub push_trouble: RwSignal<Option<PushError>>,
    /// Whether a notification shows what it is about: the person's choice on this device.
    pub shows_words: RwSignal<bool>,
    /// The reminder that fired while the app was open, until the person has read it.
    pub fired: RwSignal<Option<About>>,
}

/// The reminders, from context.
pub fn use_reminders() -> Reminders {
    #[expect(
        clippy::expect_used,
        reason = "`app::app` provides them at the root, above every component"
    )]
    use_context::<Reminders>().expect("the reminders are provided at the root")
}

impl Reminders {
    /// Reminders of which nothing is known yet.
    pub fn new(app: App) -> Self {
        Self {
            app,
            push: RwSignal::new(Push::Unknown),
            push_trouble: RwSignal::new(None),
            shows_words: RwSignal::new(false),
            fired: RwSignal::new(None),
        }
    }

    /// The app they belong to.
    pub fn app(self) -> App {
        self.app
    }

    /// Keeps the service up to date for as long as the page lives.
    pub fn keep(self) {
        if let Some(push) = self.is_out_of_reach() {
            return self.push.set(push);
        }
        match push::permission() {
            Permission::Denied => self.push.set(Push::Denied),
            Permission::Open => self.push.set(Push::Off),
            // A task of its own, because the update below waits for other tabs.
            Permission::Granted => spawn_local(async move {
                let wanted = StoredReminders::read().await.wanted;
                if self.push.get_untracked() == Push::Unknown {
                    self.push.set(if wanted { Push::On } else { Push::Off });
                }
            }),
        }
        worker::listen(move |path| self.app.go(&Route::read(&path)));
        let awake = move || {
            BACKOFF.with_borrow_mut(Backoff::reset);
            spawn_local(clear_badge());
            self.update_after(Duration::ZERO);
        };
        awake();
        visibility::on_resume(awake);
        Effect::new(move |is_later: Option<bool>| {
            self.app.track();
            self.app.language_revision.track();
            self.app.has_vouchers.track();
            if is_later.is_some() {
                self.update_after(GATHER);
            }
            true
        });
    }

    /// Why push messages are impossible here, whatever the person wants.
    fn is_out_of_reach(self) -> Option<Push> {
        if self.app.is_demo || self.app.is_ephemeral {
            return Some(Push::NotHere);
        }
        match platform::advice_here().push {
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
                // The answer also set the service's clock, so redraw what depends on the time.
                self.app
                    .clock_revision
                    .try_update(|revision| *revision = revision.wrapping_add(1));
            });
        }
    }

    /// Switches reminders on for this device. Call it from a tap only, because the browser asks the person.
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
        let result = self.choose(|stored| stored.wanted = true).await;
        if result == Err(PushError::NotHere) {
            // The service sends none, so do not leave the person waiting for reminders.
            _ = self.choose(|stored| stored.wanted = false).await;
        }
        result
    }

    /// Switches reminders off for this device. They are deleted at the service now, or once there is a network.
    /// `failed` runs if the choice could not be stored; then they stay on.
    pub fn push_off(self, failed: impl FnOnce() + 'static) {
        busy::work(async move {
            // Other errors do not matter here: the choice is stored, and the deletion is retried later.
            if self.choose(|stored| stored.wanted = false).await == Err(PushError::NotStored) {
                failed();
            }
        });
    }

    /// Chooses whether a notification shows what it is about, or only that there is a reminder. `failed` runs if the
    /// choice could not be stored.
    pub fn show_words(self, shows: bool, failed: impl FnOnce() + 'static) {
        self.shows_words.set(shows);
        busy::work(async move {
            if self.choose(move |stored| stored.words = shows).await == Err(PushError::NotStored) {
                if !shows {
                    // What somebody wants hidden must not reach the lock screen because the choice could not be stored.
                    worker_cache::forget(push_texts::NOTE).await;
                }
                self.shows_words.set(StoredReminders::read().await.words);
                failed();
            }
        });
    }

    /// Stores a choice and updates the service accordingly.
    ///
    /// # Errors
    /// [`PushError::NotStored`] if the choice was not stored; any other error means that it was.
    async fn choose(self, choice: impl FnOnce(&mut StoredReminders)) -> Result<(), PushError> {
        {
            let lock = UPDATE_LOCK.with(Clone::clone);
            let _guard = lock.lock().await;
            let mut stored = StoredReminders::read().await;
            choice(&mut stored);
            if !stored.write().await {
                return Err(PushError::NotStored);
            }
        }
        SEND_ALL.set(true);
        self.update().await
    }

    /// Updates the service after a delay, replacing an earlier timer.
    fn update_after(self, wait: Duration) {
        let run = move || {
            // Wait for another tab's update, but then run as well: that tab may have worked from an older plan.
            let work = async move { _ = self.update().await };
            spawn_local(service::with_tab_lock("mijn-brug-reminders", work));
        };
        let timer = set_timeout_with_handle(run, wait).ok();
        if let Some(earlier) = NEXT.replace(timer) {
            earlier.clear();
        }
    }

    /// Updates the service, and schedules a retry where that may help.
    async fn update(self) -> Result<(), PushError> {
        let lock = UPDATE_LOCK.with(Clone::clone);
        let _guard = lock.lock().await;
        if IS_STOPPED.get() {
            return Ok(());
        }
        let result = self.bring_up_to_date(SEND_ALL.get()).await;
        match result {
            Ok(()) => {
                SEND_ALL.set(false);
                BACKOFF.with_borrow_mut(Backoff::reset);
            }
            Err(error) if error.may_retry() => {
                let random = u32::from_be_bytes(rng::bytes());
                self.update_after(
                    BACKOFF.with_borrow_mut(|backoff| backoff.failed(random, error.retry_after())),
                );
            }
            Err(_) => {}
        }
        self.push_trouble.set(result.err());
        result
    }

    /// Withdraws this device's reminders from the service, before the plan is erased or replaced. Offline they stay
    /// there; they reveal nothing, and the push subscription ends with the plan.
    pub async fn withdraw(self) {
        IS_STOPPED.set(true);
        let lock = UPDATE_LOCK.with(Clone::clone);
        let _guard = lock.lock().await;
        let mut stored = StoredReminders::read().await;
        if service::is_online() {
            _ = self.delete_all(&mut stored).await;
        }
        stored.sent.clear();
        stored.write().await;
        worker_cache::forget(push_texts::NOTE).await;
    }

    /// Undoes [`withdraw`](Self::withdraw), when the plan stayed after all.
    pub fn resume(self) {
        IS_STOPPED.set(false);
        self.update_after(Duration::ZERO);
    }
}

/// The note with the tags of the notifications shown since the app was last opened.
const UNSEEN: &str = "unseen";

/// Clears the number on the app's icon when the person is looking at the app.
async fn clear_badge() {
    if visibility::is_visible() {
        push::clear_badge();
        worker_cache::forget(UNSEEN).await;
    }
}
