//! The names of reminders outside this device. They reveal nothing, and all devices of a plan derive the same ones.

use mijn_brug_plan::Plan;
use mijn_brug_plan::reminder::{About, Due};

use crate::device::service::hex;
use crate::resident::route::Route;

/// Derives a name that reveals nothing: `RootKey::opaque_name`.
pub type OpaqueNameFn<'a> = &'a dyn Fn(&str) -> [u8; 16];

/// The subject of a reminder, from which its names are derived. Both reminders of an appointment share a subject, so
/// that the later notification replaces the earlier one, also while it waits at the push service.
fn subject(about: &About) -> String {
    match about {
        About::MiniStep(id) => format!("step/{id}"),
        About::Appointment(id) => format!("appointment/{id}"),
        About::Voucher(id, _) => format!("slip/{id}"),
        About::Gathered(_) => "gathered".to_owned(),
    }
}

/// The tag of a notification.
pub fn tag(name: OpaqueNameFn<'_>, about: &About) -> String {
    hex(&name(&format!("tag/{}", subject(about))))
}

/// The ids of reminders at the service, in order. `pairing` is the number of the pairing they belong to. Ids differ by
/// pairing, so that the reminders of two owners can exist side by side for a moment.
pub fn ids(name: OpaqueNameFn<'_>, all: &[Due], pairing: Option<u32>) -> Vec<String> {
    let subjects: Vec<String> = all.iter().map(|due| subject(&due.about)).collect();
    let pairing = pairing.map_or_else(|| "guest".to_owned(), |number| number.to_string());
    let rings = subjects.iter().enumerate().map(|(at, subject)| {
        // Counted from the last one, so that reminders in the past do not change the ids of later ones.
        let later = subjects.iter().skip(at.saturating_add(1));
        let ring = later.filter(|other| *other == subject).count();
        hex(&name(&format!("id/{pairing}/{subject}/{ring}")))
    });
    rings.collect()
}

/// The screen of the target with this tag. Vandaag for a tag that stands for several targets, or whose target is gone.
pub fn screen(name: OpaqueNameFn<'_>, plan: &Plan, sought: &str) -> Route {
    let is_it = |about: About| tag(name, &about) == sought;
    let step = plan.mini_steps.keys().copied();
    if let Some(id) = step.into_iter().find(|id| is_it(About::MiniStep(*id))) {
        return Route::MiniStep(id);
    }
    let appointments = plan.appointments.keys().copied();
    if let Some(id) = appointments.into_iter().find(|id| is_it(About::Appointment(*id))) {
        return Route::Appointment(id);
    }
    let slips = plan
        .rewards()
        .into_iter()
        .flat_map(|rewards| rewards.vouchers.iter());
    let slip = slips.map(|(id, _)| *id).find(|id| is_it(About::Voucher(*id, 0)));
    slip.map_or(Route::Today, Route::Slip)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use mijn_brug_plan::ids::{AppointmentId, MiniStepId, VoucherId};
    use mijn_brug_seal::RootKey;

    use super::*;

    fn root(byte: u8) -> RootKey {
        RootKey::from_random([byte; 32])
    }

    fn due(about: About, hour: u32) -> Due {
        let at = format!("2026-11-23T{hour:02}:00:00Z").parse().unwrap();
        Due { at, about }
    }

    fn appointment() -> About {
        About::Appointment(AppointmentId::from_random([1; 8]))
    }

    fn all() -> [Due; 5] {
        let slip = VoucherId::from_random([2; 8]);
        [
            due(appointment(), 1),
            due(About::MiniStep(MiniStepId::from_random([3; 8])), 2),
            due(appointment(), 3),
            due(About::Voucher(slip, 30), 4),
            due(About::Voucher(slip, 7), 5),
        ]
    }

    fn ids_of(all: &[Due], pairing: Option<u32>, key: u8) -> Vec<String> {
        ids(&|what| root(key).opaque_name(what), all, pairing)
    }

    #[test]
    fn each_firing_has_its_own_id() {
        let mut ids = ids_of(&all(), None, 7);
        assert!(ids.iter().all(|id| id.len() == 32));
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 5);
    }

    #[test]
    fn a_firing_keeps_its_id_when_an_earlier_one_is_past() {
        let [first, rest @ ..] = all();
        let ids = ids_of(&[&[first], rest.as_slice()].concat(), None, 7);
        assert_eq!(ids_of(&rest, None, 7), ids[1..]);
    }

    #[test]
    fn ids_differ_by_owner_and_by_plan() {
        let mine = ids_of(&all(), None, 7);
        for others in [
            ids_of(&all(), Some(0), 7),
            ids_of(&all(), Some(1), 7),
            ids_of(&all(), None, 8),
        ] {
            assert!(others.iter().all(|id| !mine.contains(id)));
        }
    }

    #[test]
    fn a_tag_names_the_target_and_not_the_firing() {
        let name = |what: &str| root(7).opaque_name(what);
        let [first, step, second, month, week] = all().map(|due| tag(&name, &due.about));
        assert_eq!((&first, &month), (&second, &week));
        assert!(first != step && first != month && step != month);
        // The service's maximum length of a tag.
        assert_eq!(first.len(), 32);
    }

    #[test]
    fn a_target_that_is_gone_leads_to_today() {
        let name = |what: &str| root(7).opaque_name(what);
        for sought in ["", "test", &tag(&name, &appointment())] {
            assert_eq!(screen(&name, &Plan::default(), sought), Route::Today);
        }
    }
}
