//! The route table: every screen of the app is one row.

use mijn_brug_plan::ids::{AppointmentId, DomainId, GoalId, MiniStepId, StepId, VoucherId};
use mijn_brug_plan::values::ReminderTarget;

use crate::ui::route_table::{self, Parameter, routes};
use crate::ui::texts::t;

/// Passes all screens, grouped by the part of the program they are in, to the macro `$then`.
macro_rules! screens {
    ($then:ident $(, $($argument:tt)+)?) => {
        $then! {
            $($($argument)+;)?
            App {
                /// Welkom.
                Welcome, ["welkom"] => welcome_screen();
                /// Vandaag; on a first visit, Welkom.
                Today, [], Today => today_or_welcome();
                /// The moment after "Gelukt".
                Done(id: MiniStepId), ["gelukt", id], Today => today::done::done(id);
                /// The four exits of "Niet gelukt".
                NotDone(id: MiniStepId), ["niet-gelukt", id], Today => today::not_done::not_done(id);
                /// Mijn brug.
                Bridge, ["brug"], Bridge => bridge::bridge();
                /// "Waar loop je tegenaan?": choosing a domain.
                ChooseDomain, ["brug", "onderwerp"], Bridge => bridge::choose::choose();
                /// Marking a position on one domain.
                Position(domain: DomainId), ["brug", "plek", domain], Bridge => bridge::position::position(domain);
                /// What was just marked on a domain, and the ways on.
                Placed(domain: DomainId), ["brug", "geplaatst", domain], Bridge => bridge::placed::placed(domain);
                /// The most urgent domain.
                Urgency, ["brug", "dringend"], Bridge => bridge::urgency::urgency();
                /// Links between domains.
                Links, ["brug", "verbanden"], Bridge => bridge::links::links();
                /// Mijn plan.
                Plan, ["plan"], Plan => plan::plan();
                /// A new goal, on a domain to be chosen there.
                NewGoal, ["plan", "doel"], Plan => plan::new_goal::domain_of_new_goal();
                /// A new goal on this domain.
                NewGoalOn(domain: DomainId), ["plan", "nieuw-doel", domain], Plan => plan::new_goal::new_goal(domain);
                /// One goal with its steps.
                Goal(id: GoalId), ["plan", "doel", id], Plan => plan::goal::goal(id);
                /// The first mini-step of a goal, which makes its first step along with it.
                FirstMiniStep(goal: GoalId), ["plan", "doel", goal, "begin"], Plan
                    => plan::new_mini_step::new_mini_step(Place::FirstOf(goal));
                /// The moment after a goal was reached.
                ReachedGoal(goal: GoalId), ["plan", "doel", goal, "bereikt"], Plan => plan::reached::reached(goal);
                /// A new mini-step of a step.
                NewMiniStep(step: StepId), ["plan", "stap", step], Plan => plan::new_mini_step::new_mini_step(Place::In(step));
                /// "Staat in je plan": when to do a new mini-step, and whether to be reminded.
                Planned(id: MiniStepId), ["plan", "ministap", id, "wanneer"], Plan => plan::planned::planned(id);
                /// One mini-step.
                MiniStep(id: MiniStepId), ["plan", "ministap", id], Plan => plan::mini_step::mini_step(id);
                /// The look-back: everything achieved.
                LookBack, ["plan", "terugblik"], Plan => plan::look_back::look_back();
                /// Meer.
                More, ["meer"], More => more::more();
                /// Language, text size, theme, contrast.
                Display, ["meer", "weergave"], More => more::display::display();
                /// Backup and restore.
                Backup, ["meer", "bewaren"], More => more::backup::backup();
                /// How to put the app on the home screen.
                Install, ["meer", "beginscherm"], More => more::install::install();
                /// The pin code.
                Pin, ["meer", "pincode"], More => more::pin::pin();
                /// Even rust.
                Rest, ["meer", "rust"], More => more::rest::rest();
                /// Nu hulp nodig: numbers to call.
                HelpNow, ["meer", "hulp"], More => more::help_now::help_now();
                /// Wat stress doet.
                Stress, ["meer", "stress"], More => more::stress::stress();
                /// How the resident's data is treated.
                Privacy, ["meer", "gegevens"], More => more::privacy::privacy();
                /// Hulp bij problemen: diagnostics for whoever is helping.
                Troubleshooting, ["meer", "problemen"], More => more::troubleshooting::troubleshooting();
                /// The plan on paper.
                Print, ["meer", "afdrukken"], More => plan::print::print();
                /// Erasing everything.
                Erase, ["meer", "wissen"], More => more::erase::erase();
            }
            Review {
                /// Pairing with a caseworker.
                Pair, ["koppel"], More => more::pair::pair();
                /// What is shared with the caseworker.
                Sharing, ["meer", "delen"], More => more::sharing::sharing();
                /// The recovery card.
                Card, ["meer", "herstelkaart"], More => more::card::card();
                /// A code for moving to a new phone.
                NewPhone, ["meer", "nieuwe-telefoon"], More => more::new_phone::new_phone();
                /// Bringing the plan to this phone, with a code or the recovery card.
                Recover, ["herstel"], More => more::recover::recover();
                /// The joint review, on this phone.
                Review, ["gesprek"] => review::review();
                /// Bonnen.
                Slips, [SLIPS], Slips => vouchers::list();
                /// One voucher.
                Slip(id: VoucherId), [SLIPS, id] => vouchers::voucher(id);
                /// The moment after a voucher was granted.
                SlipMoment(id: VoucherId), [SLIPS, id, "moment"] => vouchers::new_voucher(id);
            }
            Reminders {
                /// A new appointment.
                NewAppointment, ["afspraak"], Today => today::edit_appointment::form();
                /// One appointment.
                Appointment(id: AppointmentId), ["afspraak", id], Today => today::appointment::appointment(id);
                /// Changing an appointment.
                EditAppointment(id: AppointmentId), ["afspraak", id, "verander"], Today => today::edit_appointment::change(id);
                /// The target of the notification with this tag.
                Reminder(tag: String), ["herinnering", tag], Today => of_notification(&tag);
                /// The reminder of an appointment.
                RemindAppointment(id: AppointmentId), ["afspraak", id, "herinnering"], Today
                    => set::set(ReminderTarget::Appointment(id));
                /// The reminder of a mini-step.
                RemindMiniStep(id: MiniStepId), ["plan", "ministap", id, "herinnering"], Plan
                    => set::set(ReminderTarget::MiniStep(id));
                /// Reminder settings: whether reminders fire here, quiet hours, coming reminders.
                Reminders, ["meer", "herinneringen"], More => overview::overview();
            }
        }
    };
}

pub(super) use screens;

/// Draws a screen of one part of the program, or something else for any other route: `screens!(draw, App: route, else lost())`.
/// Each file that uses this imports the screens of its part: what draws a row is looked up there.
macro_rules! draw {
    (App: $route:expr, else $otherwise:expr; App $rows:tt $($others:tt)*) => {
        $crate::ui::route_table::draw_rows!($route, $otherwise, $rows)
    };
    (Review: $route:expr, else $otherwise:expr; App $app:tt Review $rows:tt $($others:tt)*) => {
        $crate::ui::route_table::draw_rows!($route, $otherwise, $rows)
    };
    (Reminders: $route:expr, else $otherwise:expr; App $app:tt Review $review:tt Reminders $rows:tt) => {
        $crate::ui::route_table::draw_rows!($route, $otherwise, $rows)
    };
}

pub(super) use draw;

/// Placeholder for the first path segment of Bonnen. The real segment is a text that arrives with the announcement, so
/// that no file on the phone names vouchers before (R2). Braces never occur in a path.
const SLIPS: &str = "{slips}";

screens!(routes);

/// The part of the program that a screen is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Everything after Welkom that is not in the other two.
    App,
    /// Pairing, joint reviews and vouchers.
    Review,
    /// Reminders and appointments.
    Reminders,
}

macro_rules! parts {
    (
        $(
            $group:ident {
                $(
                    $(#[$doc:meta])*
                    $Screen:ident $( ($field:ident: $Type:ty) )?, [$($part:tt),*] $(, $item:ident)? => $draw:expr;
                )*
            }
        )*
    ) => {
        impl Route {
            /// The part of the program that this screen is in.
            pub fn part(&self) -> Part {
                match self {
                    $($( Self::$Screen { .. } => Part::$group, )*)*
                    Self::Lost => Part::App,
                }
            }
        }
    };
}

screens!(parts);

macro_rules! parameters {
    ($($Id:ty),*) => {$(
        impl Parameter for $Id {
            fn read(part: &str) -> Option<Self> {
                part.parse().ok()
            }
        }
    )*};
}

parameters!(AppointmentId, GoalId, MiniStepId, StepId, VoucherId);

impl Parameter for DomainId {
    fn read(part: &str) -> Option<Self> {
        Some(Self::from(part))
    }
}

impl Route {
    /// The path, such as `/brug/plek/geld.schulden`.
    pub fn path(&self) -> String {
        let path = format!("/{}", self.parts().join("/"));
        // Asked for only where it is needed: a text that is not there yet counts as a gap.
        if self.is_vouchers() {
            path.replace(SLIPS, &t("slip.path"))
        } else {
            path
        }
    }

    /// The screen of a path; [`Route::Lost`] when there is none.
    pub fn read(path: &str) -> Self {
        let Some(parts) = route_table::split("/", path) else {
            return Self::Lost;
        };
        match parts.as_slice() {
            ["index.html"] => Self::Today,
            parts => Self::of_parts(parts)
                .or_else(|| Self::of_voucher_parts(parts))
                .unwrap_or(Self::Lost),
        }
    }

    /// The same for vouchers, whose paths begin with a text.
    fn of_voucher_parts(parts: &[&str]) -> Option<Self> {
        let (first, rest) = parts.split_first()?;
        (*first == t("slip.path")).then(|| Self::of_parts(&[&[SLIPS], rest].concat()))?
    }

    /// Whether this is a screen of Bonnen, which exist only after the announcement (R2).
    pub fn is_vouchers(&self) -> bool {
        matches!(self, Self::Slips | Self::Slip(_) | Self::SlipMoment(_))
    }

    /// The screen that sets a reminder.
    pub fn remind(target: ReminderTarget) -> Self {
        match target {
            ReminderTarget::MiniStep(id) => Self::RemindMiniStep(id),
            ReminderTarget::Appointment(id) => Self::RemindAppointment(id),
        }
    }
}

/// The sections of the bottom navigation, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Vandaag.
    Today,
    /// Mijn brug.
    Bridge,
    /// Mijn plan.
    Plan,
    /// Bonnen: only after the announcement (R2).
    Slips,
    /// Meer.
    More,
}

impl Section {
    /// All sections, in order.
    pub const ALL: [Self; 5] = [Self::Today, Self::Bridge, Self::Plan, Self::Slips, Self::More];

    /// The first screen of the section.
    pub fn route(self) -> Route {
        match self {
            Self::Today => Route::Today,
            Self::Bridge => Route::Bridge,
            Self::Plan => Route::Plan,
            Self::Slips => Route::Slips,
            Self::More => Route::More,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_back_to_its_screen() {
        for texts in [
            include_str!("../../public/rewards/nl.json"),
            include_str!("../../public/rewards/en.json"),
        ] {
            crate::ui::texts::merge_json(texts);
            assert_eq!(Route::Slips.path(), "/bonnen");
        }
        // Sixteen hexadecimal digits are valid as an id, a domain and a tag.
        let routes = Route::samples("0123456789abcdef");
        for route in routes {
            assert_eq!(Route::read(&route.path()), route);
        }
    }

    #[test]
    fn an_unknown_path_is_lost() {
        for path in ["/nergens", "/gelukt/geen-id", "/plan/doel/00", "/meer/wissen/nu"] {
            assert_eq!(Route::read(path), Route::Lost, "{path}");
        }
        assert_eq!(Route::read("/brug?demo#x"), Route::Bridge);
    }

    #[test]
    fn the_links_of_welkom_lead_somewhere() {
        // Welkom runs before the route table has loaded, so its links are plain strings.
        let source = include_str!("welcome.rs");
        let links = source
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        let routes: Vec<_> = links.map(Route::read).collect();
        assert_eq!(
            routes,
            [Route::Install, Route::Backup, Route::Recover, Route::Today]
        );
    }
}
