//! The route table: a path for every screen, and back.

/// A screen of the caseworker's app, once it is unlocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Inwoners: the caseload.
    Cases,
    /// One resident, by the id of their log.
    Case(String),
    /// The joint review with a resident, by the id of their log.
    Session(String),
    /// The vouchers of a resident, by the id of their log.
    CaseVouchers(String),
    /// Pairing with a resident.
    NewCase,
    /// The overview of the team's vouchers.
    Vouchers,
    /// The reward policy.
    Policy,
    /// The stock of codes.
    Codes,
    /// The colleagues, and this device.
    Team,
    /// A code for a colleague.
    Colleague,
    /// The table for the municipality's research.
    Research,
    /// What whoever helps needs to know when something does not work.
    Troubleshooting,
    /// A path that leads nowhere.
    Lost,
}

/// The start of every path.
const ROOT: &str = "/begeleider/";

impl Route {
    /// The path, such as `/begeleider/inwoner/0a1b…`.
    pub fn path(&self) -> String {
        match self {
            Self::Cases => ROOT.to_owned(),
            Self::Case(id) => format!("{ROOT}inwoner/{id}"),
            Self::Session(id) => format!("{ROOT}inwoner/{id}/gesprek"),
            Self::CaseVouchers(id) => format!("{ROOT}inwoner/{id}/bonnen"),
            Self::NewCase => format!("{ROOT}koppelen"),
            Self::Vouchers => format!("{ROOT}bonnen"),
            Self::Policy => format!("{ROOT}bonnen/regels"),
            Self::Codes => format!("{ROOT}bonnen/codes"),
            Self::Team => format!("{ROOT}team"),
            Self::Colleague => format!("{ROOT}team/collega"),
            Self::Research => format!("{ROOT}team/onderzoek"),
            Self::Troubleshooting => format!("{ROOT}team/problemen"),
            Self::Lost => format!("{ROOT}weg"),
        }
    }

    /// Whether a notice about this resident may appear on this screen. A resident may be looking too, so nothing
    /// appears during a review, and nothing about others on one resident's screens.
    pub fn may_tell_of(&self, case: &str) -> bool {
        match self {
            Self::Session(_) | Self::NewCase => false,
            Self::Case(id) | Self::CaseVouchers(id) => id == case,
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

    /// The screen of a path. Ignores what follows a `?` or `#`.
    pub fn read(path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let Some(rest) = path.trim_end_matches('/').strip_prefix("/begeleider") else {
            return Self::Lost;
        };
        let mut parts = rest.split('/').skip(1);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (None, ..) if rest.is_empty() => Self::Cases,
            (Some("inwoner"), Some(id), None, None) if is_id(id) => Self::Case(id.to_owned()),
            (Some("inwoner"), Some(id), Some("gesprek"), None) if is_id(id) => Self::Session(id.to_owned()),
            (Some("inwoner"), Some(id), Some("bonnen"), None) if is_id(id) => {
                Self::CaseVouchers(id.to_owned())
            }
            (Some("koppelen"), None, None, None) => Self::NewCase,
            (Some("bonnen"), None, None, None) => Self::Vouchers,
            (Some("bonnen"), Some("regels"), None, None) => Self::Policy,
            (Some("bonnen"), Some("codes"), None, None) => Self::Codes,
            (Some("team"), None, None, None) => Self::Team,
            (Some("team"), Some("collega"), None, None) => Self::Colleague,
            (Some("team"), Some("onderzoek"), None, None) => Self::Research,
            (Some("team"), Some("problemen"), None, None) => Self::Troubleshooting,
            _ => Self::Lost,
        }
    }
}

/// Whether a text has the form of a log id.
fn is_id(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn every_path_leads_back_to_its_screen() {
        let routes = [
            Route::Cases,
            Route::Case("0123456789abcdef0123456789abcdef".to_owned()),
            Route::Session("0123456789abcdef0123456789abcdef".to_owned()),
            Route::CaseVouchers("0123456789abcdef0123456789abcdef".to_owned()),
            Route::NewCase,
            Route::Vouchers,
            Route::Policy,
            Route::Codes,
            Route::Team,
            Route::Colleague,
            Route::Research,
            Route::Troubleshooting,
            Route::Lost,
        ];
        for route in routes {
            assert_eq!(Route::read(&route.path()), route);
        }
        assert_eq!(Route::read("/begeleider"), Route::Cases);
        assert_eq!(Route::read("/begeleider/?x#main"), Route::Cases);
    }

    #[test]
    fn nothing_about_others_comes_while_a_resident_may_look() {
        let [one, other] = ["0", "1"].map(|digit| digit.repeat(32));
        for (route, of_one, of_other) in [
            (Route::Session(one.clone()), false, false),
            (Route::NewCase, false, false),
            (Route::Case(one.clone()), true, false),
            (Route::CaseVouchers(one.clone()), true, false),
            (Route::Cases, true, true),
            (Route::Vouchers, true, true),
        ] {
            let told = [&one, &other].map(|case| route.may_tell_of(case));
            assert_eq!(told, [of_one, of_other], "{route:?}");
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_is_lost() {
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
