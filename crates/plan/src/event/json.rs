//! The written form of an event: a JSON object with one key, the kind, and the fields as its value.
//!
//! That is serde's externally tagged form of an enum. Its derive writes it, but reading is done here: the derived reader has a
//! visitor, a field table and a sequence form for each variant, which was 75 kB of WebAssembly. Here all kinds share one reader
//! that looks fields up by name.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A kind, and its fields as raw JSON.
pub(super) struct Tagged<'a> {
    pub kind: String,
    content: &'a RawValue,
}

impl<'a> Tagged<'a> {
    pub fn read(raw: &'a RawValue) -> Result<Self, serde_json::Error> {
        let Fields(mut kinds) = serde_json::from_slice(raw.get().as_bytes())?;
        match (kinds.pop(), kinds.is_empty()) {
            (Some((kind, content)), true) => Ok(Self {
                kind: kind.into_owned(),
                content,
            }),
            _ => Err(de::Error::custom("an event has one kind")),
        }
    }

    pub fn fields(&self) -> Result<Fields<'a>, serde_json::Error> {
        serde_json::from_slice(self.content.get().as_bytes())
    }
}

/// The fields of an event by name, in their order. Unknown fields are ignored.
pub(super) struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Fields<'a> {
    /// A field's value. A missing field reads as `null`, so that a missing optional field is `None`.
    pub fn get<T: Deserialize<'a>>(&self, name: &str) -> Result<T, serde_json::Error> {
        let json = self.find(name).map_or("null", RawValue::get);
        serde_json::from_slice(json.as_bytes())
            .map_err(|error| de::Error::custom(format_args!("{name}: {error}")))
    }

    /// A field's value, or `default` when it is missing.
    pub fn get_or<T: Deserialize<'a>>(&self, name: &str, default: T) -> Result<T, serde_json::Error> {
        if self.find(name).is_some() {
            self.get(name)
        } else {
            Ok(default)
        }
    }

    fn find(&self, name: &str) -> Option<&'a RawValue> {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, raw)| *raw)
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::new();
                while let Some((name, raw)) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
                    if fields.iter().any(|(known, _)| *known == name) {
                        return Err(de::Error::custom(format_args!("duplicate field `{name}`")));
                    }
                    fields.push((name, raw));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

/// Declares all events, area by area: the enum of all events with its written form, and for each area an enum of its
/// events with borrowed fields, for the area's file to match without a wildcard.
macro_rules! events {
    (
        $(#[$enum_meta:meta])*
        pub enum Event {$(
            $(#[$area_meta:meta])*
            $area:ident: $area_event:ident {
                $($(#[$meta:meta])* $kind:literal => $variant:ident {
                    $($(#[$field_meta:meta])* $field:ident: $type:ty $(= $default:expr)?),* $(,)?
                }),* $(,)?
            }
        )*}
    ) => {
        $(#[$enum_meta])*
        pub enum Event {
            $($($(#[$meta])* #[serde(rename = $kind)] $variant { $($(#[$field_meta])* $field: $type),* },)*)*
        }

        /// Every kind of event of this version, as written.
        pub const KINDS: &[&str] = &[$($($kind),*),*];

        /// An event by the area that it belongs to.
        #[derive(Clone, Copy)]
        pub(crate) enum Area<'a> {
            $($area($area_event<'a>),)*
        }

        $(
            $(#[$area_meta])*
            #[derive(Clone, Copy)]
            pub(crate) enum $area_event<'a> {
                $($variant { $($field: &'a $type),* },)*
            }
        )*

        impl Event {
            /// The area that the event belongs to.
            pub(crate) fn area(&self) -> Area<'_> {
                match self {
                    $($(Self::$variant { $($field),* } => Area::$area($area_event::$variant { $($field),* }),)*)*
                }
            }

            fn read(raw: &serde_json::value::RawValue) -> Result<Self, serde_json::Error> {
                let tagged = $crate::event::json::Tagged::read(raw)?;
                let fields = tagged.fields()?;
                Ok(match tagged.kind.as_str() {
                    $($($kind => Self::$variant { $($field: events!(@get fields, $field $(, $default)?)),* },)*)*
                    _ => return Err(serde::de::Error::unknown_variant(&tagged.kind, KINDS)),
                })
            }
        }

        impl<'de> Deserialize<'de> for Event {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = <&serde_json::value::RawValue>::deserialize(deserializer)?;
                Self::read(raw).map_err(serde::de::Error::custom)
            }
        }
    };
    (@get $fields:ident, $field:ident) => {
        $fields.get(stringify!($field))?
    };
    (@get $fields:ident, $field:ident, $default:expr) => {
        $fields.get_or(stringify!($field), $default)?
    };
}

pub(super) use events;
