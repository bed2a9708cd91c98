//! The route table of an app, one row per screen: its parameter, its path, its navigation item, and the expression that draws
//! it. So a screen cannot be half added.
//!
//! An app lists its rows once, in a macro that passes them to other macros. These generate the enum with its paths ([`routes`])
//! and, in the files that know the screens, the drawing. A link to a screen that does not exist does not compile, unlike with a
//! router that matches texts.

use std::fmt::Display;

/// What can be a part of a path.
pub trait Parameter: Sized {
    /// Parses a path segment; `None` if it is not valid.
    fn read(part: &str) -> Option<Self>;
}

impl Parameter for String {
    fn read(part: &str) -> Option<Self> {
        Some(part.to_owned())
    }
}

/// The parts of a path as texts.
pub fn texts(parts: &[&dyn Display]) -> Vec<String> {
    parts.iter().map(ToString::to_string).collect()
}

/// The parts of the path below `root`, which ends with a slash; `None` when it is elsewhere. Anything after a
/// `?` or `#` is ignored.
pub fn split<'a>(root: &str, path: &'a str) -> Option<Vec<&'a str>> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let below = path.strip_prefix(root.trim_end_matches('/'))?;
    let is_below = below.is_empty() || below.starts_with('/');
    is_below.then(|| below.split('/').filter(|part| !part.is_empty()).collect())
}

/// Makes the enum of an app's screens, reads and writes the parts of their paths, and tells the section of the navigation that a
/// screen belongs to. Needs the app's `Section`.
macro_rules! routes {
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
        /// A screen of the app.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Route {
            $($(
                $(#[$doc])*
                $Screen $( ($Type) )?,
            )*)*
            /// A path that leads nowhere.
            Lost,
        }

        impl Route {
            /// The parts of its path.
            fn parts(&self) -> Vec<String> {
                match self {
                    $($(
                        Self::$Screen $( ($field) )? => $crate::ui::route_table::texts(&[$(&$part),*]),
                    )*)*
                    Self::Lost => $crate::ui::route_table::texts(&[&"onbekend"]),
                }
            }

            /// The screen of a path with these parts; `None` when there is none.
            fn of_parts(parts: &[&str]) -> Option<Self> {
                match parts {
                    $($(
                        [$($part),*] => {
                            Some(Self::$Screen $( (<$Type as $crate::ui::route_table::Parameter>::read($field)?) )?)
                        }
                    )*)*
                    _ => None,
                }
            }

            /// The section of the navigation that this screen belongs to.
            pub fn section(&self) -> Option<Section> {
                match self {
                    $($( Self::$Screen { .. } => [$( Section::$item )?].into_iter().next(), )*)*
                    Self::Lost => None,
                }
            }

            /// One of each screen, for tests.
            #[cfg(test)]
            pub fn samples(parameter: &str) -> Vec<Self> {
                vec![
                    $($(
                        Self::$Screen $( ({
                            let $field = parameter;
                            <$Type as $crate::ui::route_table::Parameter>::read($field).unwrap()
                        }) )?,
                    )*)*
                    Self::Lost,
                ]
            }
        }
    };
}

pub(crate) use routes;

/// Draws the screen of a route if it is among these rows, or else something else.
macro_rules! draw_rows {
    (
        $route:expr, $otherwise:expr,
        {
            $(
                $(#[$doc:meta])*
                $Screen:ident $( ($field:ident: $Type:ty) )?, [$($part:tt),*] $(, $item:ident)? => $draw:expr;
            )*
        }
    ) => {
        match $route {
            $( Route::$Screen $( ($field) )? => $draw, )*
            _ => $otherwise,
        }
    };
}

pub(crate) use draw_rows;
