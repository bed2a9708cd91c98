//! The table of layers: which files and folders may use which.

use super::graph::Module;
use super::name;

/// Files and folders that may use each other, and the other layers that they may use.
pub struct Layer {
    pub name: &'static str,
    /// A file, or a folder with all below it. If several match, the longest one decides. Of a program only its own file is meant:
    /// each of the others has a place of its own, so that a new one is put into a layer on purpose.
    places: &'static [&'static str],
    pub knows: &'static [&'static str],
}

/// The layers of `crates/plan`, top to bottom.
pub const PLAN: &[Layer] = &[
    Layer {
        name: "uses of a plan",
        places: &["command", "evaluation", "query", "reminder", "rules", "sharing"],
        knows: &["fold", "plan", "event", "values"],
    },
    // The team's own log, folded as a plan's.
    Layer {
        name: "team",
        places: &["team"],
        knows: &["fold", "values"],
    },
    Layer {
        name: "fold",
        places: &["fold"],
        knows: &["plan", "event", "values"],
    },
    Layer {
        name: "plan",
        places: &["plan"],
        knows: &["event", "values"],
    },
    Layer {
        name: "event",
        places: &["event"],
        knows: &["values"],
    },
    Layer {
        name: "values",
        places: &[
            "content",
            "conversation",
            "help",
            "stress",
            "csv",
            "ids",
            "limits",
            "refusal",
            "reward",
            "values",
        ],
        knows: &[],
    },
];

/// The layers of `crates/service`, top to bottom.
pub const SERVICE: &[Layer] = &[
    Layer {
        name: "entry",
        places: &["commands", "logging", "main", "server"],
        knows: &[
            "endpoints",
            "app",
            "appends",
            "push",
            "database",
            "settings",
            "parts",
        ],
    },
    Layer {
        name: "endpoints",
        places: &["endpoints", "pages", "request", "sweep"],
        knows: &["app", "appends", "push", "database", "settings", "parts"],
    },
    Layer {
        name: "app",
        places: &["app"],
        knows: &["appends", "push", "database", "settings", "parts"],
    },
    Layer {
        name: "appends",
        places: &["append", "health", "poll", "relay"],
        knows: &["database", "settings", "parts"],
    },
    Layer {
        name: "push",
        places: &["push"],
        knows: &["database", "settings", "parts"],
    },
    Layer {
        name: "database",
        places: &["db"],
        knows: &["parts"],
    },
    Layer {
        name: "settings",
        places: &["config", "push/hosts"],
        knows: &["parts"],
    },
    // They know nothing of logs.
    Layer {
        name: "parts",
        places: &[
            "access",
            "clock",
            "connections",
            "headers",
            "limit",
            "metrics",
            "private_files",
            "problem",
            "site",
        ],
        knows: &[],
    },
];

/// The layers of the web programs, top to bottom.
pub const WEB: &[Layer] = &[
    // Which functions are split off as parts of the program, and the frame that draws them.
    Layer {
        name: "resident's entry",
        places: &["resident", "resident/parts", "resident/boot", "resident/app"],
        knows: &[
            "resident's screens",
            "resident's context",
            "resident's store",
            "ui",
            "device",
        ],
    },
    Layer {
        name: "resident's screens",
        places: &[
            "resident/bridge",
            "resident/more",
            "resident/plan",
            "resident/reminder_screens",
            "resident/review",
            "resident/vouchers",
            "resident/today",
            "resident/welcome",
        ],
        knows: &["resident's context", "resident's store", "review", "ui", "device"],
    },
    // What every screen may use: the plan, where the person is, reminders, and the lazily loaded parts.
    Layer {
        name: "resident's context",
        places: &[
            "resident/context",
            "resident/lazy",
            "resident/messages",
            "resident/reminders",
            "resident/route",
        ],
        knows: &["resident's store", "ui", "device"],
    },
    // Dispatch, sync, pairing, backup: no text and no screen.
    Layer {
        name: "resident's store",
        places: &["resident/store"],
        knows: &["device"],
    },
    Layer {
        name: "caseworker's entry",
        places: &["caseworker", "caseworker/app"],
        knows: &[
            "caseworker's screens",
            "caseworker's context",
            "caseworker's store",
            "ui",
            "device",
        ],
    },
    Layer {
        name: "caseworker's screens",
        places: &[
            "caseworker/case",
            "caseworker/case_name",
            "caseworker/cases",
            "caseworker/enrol",
            "caseworker/forget",
            "caseworker/join",
            "caseworker/new_case",
            "caseworker/passphrase",
            "caseworker/review",
            "caseworker/rewards",
            "caseworker/sync_status",
            "caseworker/team",
            "caseworker/unlock",
        ],
        knows: &[
            "caseworker's context",
            "caseworker's store",
            "review",
            "ui",
            "device",
        ],
    },
    // What every screen may use: the team's store and where the caseworker is.
    Layer {
        name: "caseworker's context",
        places: &["caseworker/context", "caseworker/messages", "caseworker/route"],
        knows: &["caseworker's store", "ui", "device"],
    },
    // The team's log and each resident's: no text and no screen.
    Layer {
        name: "caseworker's store",
        places: &["caseworker/store"],
        knows: &["device"],
    },
    // The review, on the caseworker's screen and on the resident's phone.
    Layer {
        name: "review",
        places: &["ui/review"],
        knows: &["ui", "device"],
    },
    Layer {
        name: "ui",
        places: &["ui"],
        knows: &["device"],
    },
    Layer {
        name: "device",
        places: &["device"],
        knows: &[],
    },
];

impl Layer {
    /// The length of the longest place that contains the file.
    fn fit(&self, file: &str) -> Option<usize> {
        let is_in = |place: &str| {
            let is_program = ["caseworker", "resident"].contains(&place);
            file == place || (!is_program && file.starts_with(&format!("{place}/")))
        };
        let fits = self.places.iter().filter(|place| is_in(place));
        fits.map(|place| place.len()).max()
    }

    /// The layer of a file; `None` if no place holds it.
    pub fn of(layers: &'static [Self], file: &Module) -> Option<&'static Self> {
        let file = name(file);
        layers
            .iter()
            .filter(|layer| layer.fit(&file).is_some())
            .max_by_key(|layer| layer.fit(&file))
    }
}
