//! The confirm gesture: press and hold for a second, which nobody does by accident.
//!
//! People who cannot hold press twice instead, not too fast: by finger, by key, or with a screen reader, which can
//! only press. Holding a key works like holding a finger.

use std::time::Duration;

use leptos::prelude::*;

use crate::device::press;
use crate::ui::busy::Busy;
use crate::ui::icon::Icon;
use crate::ui::screen::later;
use crate::ui::texts::t;

/// How long to hold. The button fills in the same time in the style sheet.
const HOLD: Duration = Duration::from_secs(1);
/// A second press sooner than this is unintended.
const MIN_PRESS_GAP: Duration = Duration::from_millis(600);
/// How long a first press waits for the second.
const SECOND_PRESS_WITHIN: Duration = Duration::from_secs(8);

/// The stage of the gesture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing is pressed.
    Idle,
    /// The button is held; `again` if a first press came before.
    Held { again: bool },
    /// Pressed once, and too soon for a second press.
    Pressed,
    /// Pressed once, and waiting for the second press.
    Waiting,
}

/// A gesture: its stage and the timer for the next one.
#[derive(Clone, Copy)]
struct Gesture {
    stage: RwSignal<Stage>,
    timer: StoredValue<Option<TimeoutHandle>>,
    busy: Busy,
    confirm: Callback<()>,
}

impl Gesture {
    fn new(confirm: Callback<()>) -> Self {
        Self {
            stage: RwSignal::new(Stage::Idle),
            timer: StoredValue::new(None),
            busy: Busy::new(),
            confirm,
        }
    }

    /// `None` if the button was disposed with its screen: the browser still fires key and focus events then.
    fn stage(self) -> Option<Stage> {
        self.stage.try_get_untracked()
    }

    fn goes_to(self, stage: Stage) {
        if let Some(Some(timer)) = self.timer.try_get_value() {
            timer.clear();
        }
        self.timer.try_set_value(None);
        self.stage.try_set(stage);
    }

    fn then(self, wait: Duration, next: impl FnOnce(Self) + 'static) {
        let timer = set_timeout_with_handle(move || next(self), wait).ok();
        self.timer.try_set_value(timer);
    }

    fn press(self) {
        let again = self.stage() == Some(Stage::Waiting);
        self.goes_to(Stage::Held { again });
        self.then(HOLD, Self::done);
    }

    fn release(self) {
        match self.stage() {
            Some(Stage::Held { again: true }) => self.done(),
            Some(Stage::Held { again: false }) => self.pressed_once(),
            _ => {}
        }
    }

    /// A press without a start and an end, as by a screen reader.
    fn tap(self) {
        match self.stage() {
            Some(Stage::Waiting) => self.done(),
            Some(Stage::Idle) => self.pressed_once(),
            _ => {}
        }
    }

    fn pressed_once(self) {
        self.goes_to(Stage::Pressed);
        self.then(MIN_PRESS_GAP, |gesture| {
            gesture.goes_to(Stage::Waiting);
            gesture.then(SECOND_PRESS_WITHIN, |gesture| gesture.goes_to(Stage::Idle));
        });
    }

    /// The finger moved off the button.
    fn leave(self) {
        if matches!(self.stage(), Some(Stage::Held { .. })) {
            self.goes_to(Stage::Idle);
        }
    }

    fn done(self) {
        if self.stage().is_some() {
            self.goes_to(Stage::Idle);
            self.busy.press(|| self.confirm.run(()));
        }
    }
}

/// A button to hold for a second.
#[component]
pub fn HoldButton(
    /// The label.
    #[prop(into)]
    label: String,
    /// A pictogram before the label.
    #[prop(default = "handshake")]
    icon: &'static str,
    /// Called when the gesture is complete.
    on_confirm: Callback<()>,
) -> impl IntoView {
    let gesture = Gesture::new(on_confirm);
    let is_pointers = StoredValue::new(false);
    let is_held = move || matches!(gesture.stage.get(), Stage::Held { .. });
    let hint = move || {
        if gesture.stage.get() == Stage::Waiting {
            t("hold.again")
        } else {
            t("hold.hint")
        }
    };
    view! {
        <div class="mb-hold">
            <button
                type="button"
                class="nl-button nl-button--primary mb-hold__button"
                class:mb-hold__button--held=is_held
                aria-disabled=move || gesture.busy.get().then_some("true")
                on:pointerdown=move |_| {
                    is_pointers.try_set_value(true);
                    gesture.press();
                }
                on:pointerup=move |_| gesture.release()
                on:pointerleave=move |_| gesture.leave()
                on:pointercancel=move |_| gesture.leave()
                on:contextmenu=move |event| event.prevent_default()
                on:keydown=move |event| {
                    if press::is_by_key(&event) {
                        event.prevent_default();
                        if !press::is_held_key(&event) {
                            gesture.press();
                        }
                    }
                }
                on:keyup=move |event| {
                    if press::is_by_key(&event) {
                        event.prevent_default();
                        gesture.release();
                    }
                }
                on:blur=move |_| gesture.leave()
                on:click=move |_| {
                    // The click at the end of a pointer press was already handled by `pointerup`.
                    if is_pointers.try_get_value() == Some(false) {
                        gesture.tap();
                    }
                    is_pointers.try_set_value(false);
                }
            >
                <Icon name=icon />
                <span>{label}</span>
            </button>
            <p class="mb-hold__hint" role="status">{later(hint)}</p>
        </div>
    }
}
