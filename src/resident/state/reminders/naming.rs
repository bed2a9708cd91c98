//! The names of reminders outside this device: they tell nothing, and all devices of a plan find the same ones.

use mijn_brug_plan::Plan;
use mijn_brug_plan::reminder::{About, Due};

use crate::device::service::hex;
use crate::resident::route::Route;

/// Makes a name that tells nothing: `RootKey::opaque_name`.
pub type Name<'a> = &'a dyn Fn(&str) -> [u8; 16];

/// What it is about, for a name. Both words before a meeting are about the same: the later notification takes the place of the
/// earlier, and so does what waits at a push service.
fn subject(about: &About) -> String {
    match about {
        About::MiniStep(id) => format!("step/{id}"),
        About::Appointment(id) => format!("meeting/{id}"),
        About::Voucher(id, _) => format!("slip/{id}"),
        About::Gathered(_) => "gathered".to_owned(),
    }
}

/// The tag of a notification.
pub fn tag(name: Name<'_>, about: &About) -> String {
    hex(&name(&format!("tag/{}", subject(about))))
}

/// The ids of reminders at the service, in their order. `link` is the number of the link whose reminders they are: another owner's
/// have other ids, so that both may be there for a moment.
pub fn ids(name: Name<'_>, all: &[Due], link: Option<u32>) -> Vec<String> {
    let subjects: Vec<String> = all.iter().map(|due| subject(&due.about)).collect();
    let link = link.map_or_else(|| "guest".to_owned(), |number| number.to_string());
    let rings = subjects.iter().enumerate().map(|(at, subject)| {
        // Counted from the last one: those that rang already change no name.
        let later = subjects.iter().skip(at.saturating_add(1));
        let ring = later.filter(|other| *other == subject).count();
        hex(&name(&format!("id/{link}/{subject}/{ring}")))
    });
    rings.collect()
}

/// The screen of what a tag is about; Vandaag for what stands for several, and for what is not there any more.
pub fn screen(name: Name<'_>, plan: &Plan, sought: &str) -> Route {
    let is_it = |about: About| tag(name, &about) == sought;
    let step = plan.mini_steps.iter().map(|(id, _)| *id);
    if let Some(id) = step.into_iter().find(|id| is_it(About::MiniStep(*id))) {
        return Route::MiniStep(id);
    }
    let meetings = plan.appointments.iter().map(|(id, _)| *id);
    if let Some(id) = meetings.into_iter().find(|id| is_it(About::Appointment(*id))) {
        return Route::Appointment(Some(id));
    }
    let slips = plan
        .rewards()
        .into_iter()
        .flat_map(|rewards| rewards.vouchers.iter());
    let slip = slips.map(|(id, _)| *id).find(|id| is_it(About::Voucher(*id, 0)));
    slip.map_or(Route::Today, Route::Slip)
}
