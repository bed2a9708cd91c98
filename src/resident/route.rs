//! The one route table: a path for every screen, and back.
//!
//! Our own eighty lines and not `leptos_router`: an enum makes a link to a screen that does not exist a compile error,
//! and the router costs more bytes of WebAssembly than all screens of this folder's siblings need (ARCHITECTURE.md).

use mijn_brug_plan::ids::{AppointmentId, DomainId, GoalId, MiniStepId, StepId, VoucherId};
use mijn_brug_plan::values::ReminderTarget;

use crate::ui::texts::t;

/// The last part of the path of a moment.
const MOMENT: &str = "moment";

/// The last part of the path of a meeting's form.
const CHANGE: &str = "verander";
/// The last part of the path of a reminder.
const REMINDER: &str = "herinnering";

/// The reminder of an id.
fn remind<Id: std::str::FromStr>(id: &str, target: fn(Id) -> ReminderTarget) -> Option<Route> {
    id.parse().ok().map(target).map(Route::Remind)
}

/// The first part of the path of Bonnen: a text like any other, which comes with the announcement. So no file that is on the
/// phone before it names them (R2).
fn slips() -> String {
    t("slip.path")
}

/// A screen of the resident's app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Welkom.
    Welcome,
    /// Vandaag.
    Today,
    /// The moment after "Gelukt".
    Done(MiniStepId),
    /// The four exits of "Niet gelukt".
    NotDone(MiniStepId),
    /// A meeting, new or known.
    Appointment(Option<AppointmentId>),
    /// What a notification with this tag is about.
    Reminder(String),
    /// Changing a meeting.
    EditAppointment(AppointmentId),
    /// A reminder of a mini-step or meeting.
    Remind(ReminderTarget),
    /// Mijn brug.
    Bridge,
    /// Choosing a sentence on one domain.
    Position(DomainId),
    /// What is most urgent.
    Urgency,
    /// Connections between domains.
    Links,
    /// Mijn plan.
    Plan,
    /// A new goal, on a domain if that is known.
    NewGoal(Option<DomainId>),
    /// One goal with its steps.
    Goal(GoalId),
    /// A new mini-step of a step.
    NewMiniStep(StepId),
    /// One mini-step.
    MiniStep(MiniStepId),
    /// Everything achieved.
    LookBack,
    /// Meer.
    More,
    /// Language, text size, theme, contrast.
    Display,
    /// Backup and restore.
    Backup,
    /// How to put the app on the home screen.
    Install,
    /// Pin code.
    Pin,
    /// Whether this phone rings, quiet hours, what is coming.
    Reminders,
    /// Even rust.
    Rest,
    /// How we treat your data.
    Privacy,
    /// The plan on paper.
    Print,
    /// Erase everything.
    Erase,
    /// Linking the plan to a caseworker.
    Pair,
    /// What is shared with the caseworker.
    Sharing,
    /// The recovery card.
    Card,
    /// A code for a new phone.
    NewPhone,
    /// Bringing the plan to this phone with a code.
    Recover,
    /// The joint session, on this phone.
    Session,
    /// Bonnen.
    Slips,
    /// One of them.
    Slip(VoucherId),
    /// The moment after one was given.
    SlipMoment(VoucherId),
    /// A path that leads nowhere.
    Lost,
}

impl Route {
    /// The path, such as `/brug/plek/geld.schulden`.
    pub fn path(&self) -> String {
        match self {
            Self::Welcome => "/welkom".to_owned(),
            Self::Today => "/".to_owned(),
            Self::Done(id) => format!("/gelukt/{id}"),
            Self::NotDone(id) => format!("/niet-gelukt/{id}"),
            Self::Appointment(None) => "/afspraak".to_owned(),
            Self::Appointment(Some(id)) => format!("/afspraak/{id}"),
            Self::Reminder(tag) => format!("/herinnering/{tag}"),
            Self::EditAppointment(id) => format!("/afspraak/{id}/{CHANGE}"),
            Self::Remind(ReminderTarget::Appointment(id)) => format!("/afspraak/{id}/{REMINDER}"),
            Self::Remind(ReminderTarget::MiniStep(id)) => format!("/plan/ministap/{id}/{REMINDER}"),
            Self::Bridge => "/brug".to_owned(),
            Self::Position(domain) => format!("/brug/plek/{domain}"),
            Self::Urgency => "/brug/dringend".to_owned(),
            Self::Links => "/brug/verbanden".to_owned(),
            Self::Plan => "/plan".to_owned(),
            Self::NewGoal(None) => "/plan/doel".to_owned(),
            Self::NewGoal(Some(domain)) => format!("/plan/nieuw-doel/{domain}"),
            Self::Goal(id) => format!("/plan/doel/{id}"),
            Self::NewMiniStep(step) => format!("/plan/stap/{step}"),
            Self::MiniStep(id) => format!("/plan/ministap/{id}"),
            Self::LookBack => "/plan/terugblik".to_owned(),
            Self::More => "/meer".to_owned(),
            Self::Display => "/meer/weergave".to_owned(),
            Self::Backup => "/meer/bewaren".to_owned(),
            Self::Install => "/meer/beginscherm".to_owned(),
            Self::Pin => "/meer/pincode".to_owned(),
            Self::Reminders => "/meer/herinneringen".to_owned(),
            Self::Rest => "/meer/rust".to_owned(),
            Self::Privacy => "/meer/gegevens".to_owned(),
            Self::Print => "/meer/afdrukken".to_owned(),
            Self::Erase => "/meer/wissen".to_owned(),
            Self::Pair => "/koppel".to_owned(),
            Self::Sharing => "/meer/delen".to_owned(),
            Self::Card => "/meer/herstelkaart".to_owned(),
            Self::NewPhone => "/meer/nieuwe-telefoon".to_owned(),
            Self::Recover => "/herstel".to_owned(),
            Self::Session => "/gesprek".to_owned(),
            Self::Slips => format!("/{}", slips()),
            Self::Slip(id) => format!("/{}/{id}", slips()),
            Self::SlipMoment(id) => format!("/{}/{id}/{MOMENT}", slips()),
            Self::Lost => "/onbekend".to_owned(),
        }
    }

    /// The screen of a path; [`Route::Lost`] when there is none.
    pub fn read(path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let route = match parts.as_slice() {
            [] | ["index.html"] => Some(Self::Today),
            ["welkom"] => Some(Self::Welcome),
            ["gelukt", id] => id.parse().ok().map(Self::Done),
            ["niet-gelukt", id] => id.parse().ok().map(Self::NotDone),
            ["afspraak"] => Some(Self::Appointment(None)),
            ["afspraak", id] => id.parse().ok().map(|id| Self::Appointment(Some(id))),
            ["herinnering", tag] => Some(Self::Reminder((*tag).to_owned())),
            ["afspraak", id, CHANGE] => id.parse().ok().map(Self::EditAppointment),
            ["afspraak", id, REMINDER] => remind(id, ReminderTarget::Appointment),
            ["plan", "ministap", id, REMINDER] => remind(id, ReminderTarget::MiniStep),
            ["brug"] => Some(Self::Bridge),
            ["brug", "plek", domain] => Some(Self::Position(DomainId::from(*domain))),
            ["brug", "dringend"] => Some(Self::Urgency),
            ["brug", "verbanden"] => Some(Self::Links),
            ["plan"] => Some(Self::Plan),
            ["plan", "doel"] => Some(Self::NewGoal(None)),
            ["plan", "nieuw-doel", domain] => Some(Self::NewGoal(Some(DomainId::from(*domain)))),
            ["plan", "doel", id] => id.parse().ok().map(Self::Goal),
            ["plan", "stap", id] => id.parse().ok().map(Self::NewMiniStep),
            ["plan", "ministap", id] => id.parse().ok().map(Self::MiniStep),
            ["plan", "terugblik"] => Some(Self::LookBack),
            ["meer"] => Some(Self::More),
            ["meer", "weergave"] => Some(Self::Display),
            ["meer", "bewaren"] => Some(Self::Backup),
            ["meer", "beginscherm"] => Some(Self::Install),
            ["meer", "pincode"] => Some(Self::Pin),
            ["meer", "herinneringen"] => Some(Self::Reminders),
            ["meer", "rust"] => Some(Self::Rest),
            ["meer", "gegevens"] => Some(Self::Privacy),
            ["meer", "afdrukken"] => Some(Self::Print),
            ["meer", "wissen"] => Some(Self::Erase),
            ["koppel"] => Some(Self::Pair),
            ["meer", "delen"] => Some(Self::Sharing),
            ["meer", "herstelkaart"] => Some(Self::Card),
            ["meer", "nieuwe-telefoon"] => Some(Self::NewPhone),
            ["herstel"] => Some(Self::Recover),
            ["gesprek"] => Some(Self::Session),
            [word] if *word == slips() => Some(Self::Slips),
            [word, id] if *word == slips() => id.parse().ok().map(Self::Slip),
            [word, id, MOMENT] if *word == slips() => id.parse().ok().map(Self::SlipMoment),
            _ => None,
        };
        route.unwrap_or(Self::Lost)
    }

    /// Whether it is about Bonnen, which are not always there.
    pub fn is_slips(&self) -> bool {
        matches!(self, Self::Slips | Self::Slip(_) | Self::SlipMoment(_))
    }

    /// Whether its screen is in the third part of the program.
    pub fn is_together(&self) -> bool {
        matches!(
            self,
            Self::Pair
                | Self::Sharing
                | Self::Card
                | Self::NewPhone
                | Self::Recover
                | Self::Session
                | Self::Slips
                | Self::Slip(_)
                | Self::SlipMoment(_)
        )
    }

    /// Whether its screen is in the fourth part of the program.
    pub fn is_reminding(&self) -> bool {
        matches!(
            self,
            Self::Reminder(_)
                | Self::Reminders
                | Self::Remind(_)
                | Self::Appointment(_)
                | Self::EditAppointment(_)
        )
    }

    /// The item of the bottom navigation that it belongs to.
    pub fn section(&self) -> Option<Section> {
        match self {
            Self::Today
            | Self::Done(_)
            | Self::NotDone(_)
            | Self::Appointment(_)
            | Self::EditAppointment(_)
            | Self::Reminder(_)
            | Self::Remind(ReminderTarget::Appointment(_)) => Some(Section::Today),
            Self::Bridge | Self::Position(_) | Self::Urgency | Self::Links => Some(Section::Bridge),
            Self::Plan
            | Self::NewGoal(_)
            | Self::Goal(_)
            | Self::NewMiniStep(_)
            | Self::MiniStep(_)
            | Self::Remind(ReminderTarget::MiniStep(_))
            | Self::LookBack => Some(Section::Plan),
            Self::Slips => Some(Section::Slips),
            Self::Welcome | Self::Session | Self::Slip(_) | Self::SlipMoment(_) | Self::Lost => None,
            _ => Some(Section::More),
        }
    }
}

/// The items of the bottom navigation, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Vandaag.
    Today,
    /// Mijn brug.
    Bridge,
    /// Mijn plan.
    Plan,
    /// Bonnen: only when there may be any (R2).
    Slips,
    /// Meer.
    More,
}

impl Section {
    /// All items, in their order.
    pub const ALL: [Self; 5] = [Self::Today, Self::Bridge, Self::Plan, Self::Slips, Self::More];

    /// Its first screen.
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
            crate::ui::texts::take(texts);
            assert_eq!(Route::Slips.path(), "/bonnen");
        }
        let id = |byte| [byte; 8];
        let domain = DomainId::from("geld.schulden");
        let routes = [
            Route::Welcome,
            Route::Today,
            Route::Done(MiniStepId::from_random(id(1))),
            Route::NotDone(MiniStepId::from_random(id(2))),
            Route::Appointment(None),
            Route::Appointment(Some(AppointmentId::from_random(id(3)))),
            Route::Reminder("0123abcd".to_owned()),
            Route::EditAppointment(AppointmentId::from_random(id(3))),
            Route::Remind(ReminderTarget::Appointment(AppointmentId::from_random(id(3)))),
            Route::Remind(ReminderTarget::MiniStep(MiniStepId::from_random(id(6)))),
            Route::Bridge,
            Route::Position(domain.clone()),
            Route::Urgency,
            Route::Links,
            Route::Plan,
            Route::NewGoal(None),
            Route::NewGoal(Some(domain)),
            Route::Goal(GoalId::from_random(id(4))),
            Route::NewMiniStep(StepId::from_random(id(5))),
            Route::MiniStep(MiniStepId::from_random(id(6))),
            Route::LookBack,
            Route::More,
            Route::Display,
            Route::Backup,
            Route::Install,
            Route::Pin,
            Route::Reminders,
            Route::Rest,
            Route::Privacy,
            Route::Print,
            Route::Erase,
            Route::Pair,
            Route::Sharing,
            Route::Card,
            Route::NewPhone,
            Route::Recover,
            Route::Session,
            Route::Slips,
            Route::Slip(VoucherId::from_random(id(7))),
            Route::SlipMoment(VoucherId::from_random(id(8))),
            Route::Lost,
        ];
        for route in routes {
            assert_eq!(Route::read(&route.path()), route);
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_is_lost() {
        for path in ["/nergens", "/gelukt/geen-id", "/plan/doel/00", "/meer/wissen/nu"] {
            assert_eq!(Route::read(path), Route::Lost, "{path}");
        }
        assert_eq!(Route::read("/brug?demo#x"), Route::Bridge);
    }

    #[test]
    fn the_links_of_welkom_lead_somewhere() {
        // Welkom comes before the route table is there, so its links are plain texts.
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
