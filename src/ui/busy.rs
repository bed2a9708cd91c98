//! Ignores repeated presses while the work that a press started is running.
//!
//! On a slow disk a person taps twice. The pressed button knows what its press starts: [`press`](Busy::press) records
//! which control is being pressed, and [`work`], through which everything that stores or sends is started, keeps that
//! control busy until the work ends, with or without success. So no screen has to track this, and a failure releases
//! the button.
//!
//! A control whose next press means something else, such as a switch, handles every press and only
//! [follows](Busy::follow) the progress of its work.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

thread_local! {
    /// The control whose press is being handled.
    static PRESSED: Cell<Option<Busy>> = const { Cell::new(None) };
}

/// Counts the running work that a control started.
#[derive(Clone, Copy)]
pub struct Busy(RwSignal<u32>);

impl Busy {
    /// A control that is not busy.
    pub fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// Whether work is running. Reactive.
    pub fn get(self) -> bool {
        self.0.get() > 0
    }

    /// Handles a press. Ignores it while earlier work is running, or when the control was disposed with its screen.
    pub fn press(self, act: impl FnOnce()) {
        if self.0.try_get_untracked() == Some(0) {
            self.follow(act);
        }
    }

    /// Handles a press, even while earlier work is running.
    pub fn follow(self, act: impl FnOnce()) {
        let outer = PRESSED.replace(Some(self));
        act();
        PRESSED.set(outer);
    }
}

impl Default for Busy {
    fn default() -> Self {
        Self::new()
    }
}

/// Keeps a control busy until dropped.
pub struct BusyGuard(Option<Busy>);

/// Marks the control that is being pressed, if any, as busy.
pub fn hold() -> BusyGuard {
    let busy = PRESSED.get();
    if let Some(Busy(count)) = busy {
        count.try_update(|count| *count = count.saturating_add(1));
    }
    BusyGuard(busy)
}

impl Drop for BusyGuard {
    fn drop(&mut self) {
        // The control may have been disposed with its screen.
        if let Some(Busy(count)) = self.0 {
            count.try_update(|count| *count = count.saturating_sub(1));
        }
    }
}

/// Spawns work, and keeps the control that is being pressed busy until it is done.
pub fn work(work: impl Future<Output = ()> + 'static) {
    let under_way = hold();
    spawn_local(async move {
        work.await;
        drop(under_way);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_press_waits_for_the_end_of_the_first() {
        let owner = Owner::new();
        owner.set();
        let busy = Busy::new();
        let times = StoredValue::new(0);
        let again = || times.update_value(|times| *times += 1);
        let first = StoredValue::new_local(None::<BusyGuard>);
        busy.press(|| {
            again();
            first.set_value(Some(hold()));
        });
        busy.press(again);
        assert_eq!((times.get_value(), busy.0.get_untracked()), (1, 1));
        first.set_value(None);
        busy.press(again);
        assert_eq!((times.get_value(), busy.0.get_untracked()), (2, 0));
    }

    #[test]
    fn background_work_locks_no_button() {
        let owner = Owner::new();
        owner.set();
        let busy = Busy::new();
        let _work = hold();
        let other = Busy::new();
        other.press(|| drop(hold()));
        assert_eq!((busy.0.get_untracked(), other.0.get_untracked()), (0, 0));
    }

    #[test]
    fn a_removed_control_is_not_touched() {
        let owner = Owner::new();
        owner.set();
        let busy = owner.with(Busy::new);
        let under_way = StoredValue::new_local(None);
        busy.press(|| under_way.set_value(Some(hold())));
        let held = under_way.try_update_value(Option::take).flatten();
        owner.cleanup();
        drop(held);
        let was_heard = std::cell::Cell::new(false);
        busy.press(|| was_heard.set(true));
        assert!(!was_heard.get());
    }
}
