//! The route table: every screen of the app is one row.

use std::fmt;

use crate::ui::route_table::{self, Parameter, routes};

/// Passes all screens to the macro `$then`.
macro_rules! screens {
    ($then:ident $(, $($argument:tt)+)?) => {
        $then! {
            $($($argument)+;)?
            Caseworker {
                /// Inwoners: the caseload.
                Cases, [], Cases => cases::cases();
                /// One resident.
                Case(id: CaseId), ["inwoner", id], Cases => case::case(id.0);
                /// The joint review with a resident.
                Review(id: CaseId), ["inwoner", id, "gesprek"] => review::review(id.0);
                /// The vouchers of a resident.
                CaseVouchers(id: CaseId), ["inwoner", id, "bonnen"], Cases => rewards::case_screen(id.0);
                /// Pairing with a resident.
                NewCase, ["koppelen"], NewCase => new_case::new_case();
                /// The overview of the team's vouchers.
                Vouchers, ["bonnen"], Vouchers => rewards::overview();
                /// The reward policy.
                Policy, ["bonnen", "regels"], Vouchers => rewards::policy();
                /// The stock of codes.
                Codes, ["bonnen", "codes"], Vouchers => rewards::stock();
                /// The colleagues, and this device.
                Team, ["team"], Team => team::team();
                /// A code for a colleague.
                Colleague, ["team", "collega"], Team => team::colleague::colleague();
                /// The table for the municipality's research.
                Research, ["team", "onderzoek"], Team => team::research::research();
                /// Hulp bij problemen: diagnostics for whoever is helping.
                Troubleshooting, ["team", "problemen"], Team => team::troubleshooting::troubleshooting();
            }
        }
    };
}

pub(super) use screens;

/// Draws a screen, or something else for [`Route::Lost`]: `screens!(draw, route, else lost())`.
macro_rules! draw {
    ($route:expr, else $otherwise:expr; Caseworker $rows:tt) => {
        $crate::ui::route_table::draw_rows!($route, $otherwise, $rows)
    };
}

pub(super) use draw;

screens!(routes);

/// The items of the navigation, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Inwoners.
    Cases,
    /// Bonnen.
    Vouchers,
    /// Koppelen.
    NewCase,
    /// Team.
    Team,
}

/// The id of a resident's log: 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseId(pub String);

impl Parameter for CaseId {
    fn read(part: &str) -> Option<Self> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (part.len() == 32 && part.bytes().all(is_hex)).then(|| Self(part.to_owned()))
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The start of every path.
const ROOT: &str = "/begeleider/";

impl Route {
    /// The path, such as `/begeleider/inwoner/0a1b…`.
    pub fn path(&self) -> String {
        format!("{ROOT}{}", self.parts().join("/"))
    }

    /// The screen of a path; [`Route::Lost`] when there is none.
    pub fn read(path: &str) -> Self {
        let parts = route_table::split(ROOT, path);
        parts
            .and_then(|parts| Self::of_parts(&parts))
            .unwrap_or(Self::Lost)
    }

    /// Whether a notice about this resident may appear on this screen. A resident may be looking too, so nothing
    /// appears during a review, and nothing about others on one resident's screens.
    pub fn may_tell_of(&self, case: &str) -> bool {
        match self {
            Self::Review(_) | Self::NewCase => false,
            Self::Case(id) | Self::CaseVouchers(id) => id.0 == case,
            Self::Cases
            | Self::Vouchers
            | Self::Policy
            | Self::Codes
            | Self::Team
            | Self::Colleague
            | Self::Research
            | Self::Troubleshooting
            | Self::Lost => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CaseId, Route};

    #[test]
    fn every_path_leads_back_to_its_screen() {
        let routes = Route::samples(&"0123456789abcdef".repeat(2));
        for route in routes {
            assert_eq!(Route::read(&route.path()), route);
        }
        assert_eq!(Route::read("/begeleider"), Route::Cases);
        assert_eq!(Route::read("/begeleider/?x#main"), Route::Cases);
    }

    #[test]
    fn nothing_about_others_is_shown_beside_a_resident() {
        let [one, other] = ["0", "1"].map(|digit| CaseId(digit.repeat(32)));
        for (route, of_one, of_other) in [
            (Route::Review(one.clone()), false, false),
            (Route::NewCase, false, false),
            (Route::Case(one.clone()), true, false),
            (Route::CaseVouchers(one.clone()), true, false),
            (Route::Cases, true, true),
            (Route::Vouchers, true, true),
        ] {
            let told = [&one, &other].map(|case| route.may_tell_of(&case.0));
            assert_eq!(told, [of_one, of_other], "{route:?}");
        }
    }

    #[test]
    fn an_unknown_path_is_lost() {
        for path in [
            "/",
            "/begeleiders",
            "/begeleider/inwoner",
            "/begeleider/inwoner/0123",
            "/begeleider/inwoner/0123456789ABCDEF0123456789abcdef",
            "/begeleider/koppelen/nu",
            "/begeleider/inwoner/0123/gesprek",
            "/begeleider/inwoner/0123456789abcdef0123456789abcdef/gesprek/1",
        ] {
            assert_eq!(Route::read(path), Route::Lost, "{path}");
        }
    }
}
