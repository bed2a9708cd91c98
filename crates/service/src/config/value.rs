//! The types of configuration values.

use std::net::IpAddr;
use std::path::PathBuf;

use crate::push::hosts::PushHosts;

/// A value that can be read from text and written as TOML.
pub(super) trait Value: Sized {
    /// Reads the value. The error is a description of the expected text.
    fn read(text: &str) -> Result<Self, String>;
    /// Writes the value as TOML.
    fn toml(&self) -> String;
}

/// Addresses of proxies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses(pub Vec<IpAddr>);

/// The form of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Plain,
    /// For programs.
    Json,
}

/// The least severe lines that are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// Faults of the service.
    Error,
    /// Also: the database or a push service is unavailable.
    Warn,
    /// Also: each request.
    Info,
    /// Also: details for developers.
    Debug,
}

impl Value for String {
    fn read(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }

    fn toml(&self) -> String {
        toml::Value::String(self.clone()).to_string()
    }
}

impl Value for PathBuf {
    fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("the path of a folder".to_owned());
        }
        Ok(text.into())
    }

    fn toml(&self) -> String {
        self.to_string_lossy().into_owned().toml()
    }
}

impl Value for bool {
    fn read(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "true or false".to_owned())
    }

    fn toml(&self) -> String {
        self.to_string()
    }
}

macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl Value for $type {
            fn read(text: &str) -> Result<Self, String> {
                text.parse().map_err(|_| "a whole number, 0 or more".to_owned())
            }

            fn toml(&self) -> String {
                self.to_string()
            }
        }
    )+};
}

numbers!(u32, u64);

impl Value for Addresses {
    fn read(text: &str) -> Result<Self, String> {
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        let addresses: Result<Vec<IpAddr>, _> = items.map(str::parse).collect();
        addresses
            .map(Self)
            .map_err(|_| "addresses such as 127.0.0.1, separated by commas".to_owned())
    }

    fn toml(&self) -> String {
        let items: Vec<String> = self.0.iter().map(|address| format!("\"{address}\"")).collect();
        format!("[{}]", items.join(", "))
    }
}

impl Value for PushHosts {
    fn read(text: &str) -> Result<Self, String> {
        Self::read(text)
            .ok_or_else(|| "names such as push.example.org or *.example.org, separated by commas".to_owned())
    }

    fn toml(&self) -> String {
        let items: Vec<String> = self
            .entries()
            .iter()
            .map(|entry| format!("\"{entry}\""))
            .collect();
        format!("[{}]", items.join(", "))
    }
}

macro_rules! words {
    ($type:ty, $expected:literal, $($word:literal = $variant:ident),+) => {
        impl Value for $type {
            fn read(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($expected.to_owned()),
                }
            }

            fn toml(&self) -> String {
                match self { $(Self::$variant => concat!('"', $word, '"').to_owned(),)+ }
            }
        }
    };
}

words!(LogFormat, "plain or json", "plain" = Plain, "json" = Json);
words!(
    LogLevel,
    "error, warn, info or debug",
    "error" = Error,
    "warn" = Warn,
    "info" = Info,
    "debug" = Debug
);
