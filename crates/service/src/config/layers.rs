//! The layers of a configuration, and what may be wrong with them.

use std::path::{Path, PathBuf};
use std::{fs, io};

use thiserror::Error;

use super::{Config, Flags};

const PREFIX: &str = "MIJN_BRUG_";
/// What is named so and is no key: the file itself, and what our own tools need.
const NOT_OURS: [&str; 5] = ["CONFIG", "SERVICE", "WEB", "PROGRAMS", "URL"];

/// A configuration that can't be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("cannot read the configuration {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file is no TOML.
    #[error("{} is no TOML: {source}", path.display())]
    NoToml {
        /// The file.
        path: PathBuf,
        /// Where, and why.
        source: Box<toml::de::Error>,
    },
    /// There is no such key.
    #[error("{place}: there is no key `{key}`{}", nearest(key))]
    UnknownKey {
        /// File or environment.
        place: String,
        /// The key.
        key: String,
    },
    /// A key's value is of no use.
    #[error("{place}: `{key}` should be {expected}, and is `{value}`")]
    Value {
        /// File, environment or command line.
        place: String,
        /// The key.
        key: String,
        /// What it is.
        value: String,
        /// What it should be.
        expected: String,
    },
}

/// The part of an environment that is ours: all `MIJN_BRUG_…`, and `DATABASE_URL`.
pub fn environment(all: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    let (mut general, mut ours) = (Vec::new(), Vec::new());
    for (name, value) in all {
        if name == "DATABASE_URL" {
            general.push(("database_url".to_owned(), value));
        } else if let Some(key) = name.strip_prefix(PREFIX).filter(|key| !NOT_OURS.contains(key)) {
            ours.push((key.to_lowercase(), value));
        }
    }
    // The last one counts: our own name for it weighs more than the general one.
    general.append(&mut ours);
    general
}

/// Lays the file under the environment under the flags.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(
    file: Option<&Path>,
    environment: &[(String, String)],
    flags: &Flags,
) -> Result<Config, ConfigError> {
    let mut config = Config::default();
    if let Some(path) = file {
        let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let table: toml::Table = text.parse().map_err(|source| ConfigError::NoToml {
            path: path.to_owned(),
            source: Box::new(source),
        })?;
        let place = path.display().to_string();
        for (key, value) in &table {
            set(&mut config, &place, key, &plain(value))?;
        }
    }
    for (key, value) in environment {
        set(&mut config, "environment", key, value)?;
    }
    for (key, value) in flags.given() {
        set(&mut config, "command line", key, value)?;
    }
    Ok(config)
}

/// A value of the file as the text it would be elsewhere.
fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn set(config: &mut Config, place: &str, key: &str, value: &str) -> Result<(), ConfigError> {
    let (place, key) = (place.to_owned(), key.to_owned());
    if !Config::KEYS.iter().any(|(name, _)| *name == key) {
        return Err(ConfigError::UnknownKey { place, key });
    }
    config.set(&key, value).map_err(|expected| ConfigError::Value {
        place,
        key,
        value: value.to_owned(),
        expected,
    })
}

/// The key that somebody may have meant.
fn nearest(key: &str) -> String {
    Config::KEYS
        .iter()
        .map(|(name, _)| (strsim::damerau_levenshtein(name, key), name))
        .min()
        .filter(|(distance, name)| *distance <= name.len() / 2)
        .map_or_else(String::new, |(_, name)| format!(". Did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn with(file: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, file).unwrap();
        let all = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        read(Some(&path), &super::environment(all), &Flags::default())
    }

    fn check_wrong(file: &str, environment: &[(&str, &str)], expected: &str) {
        let error = with(file, environment).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn the_environment_weighs_more_than_the_file() {
        let config = with(
            "listen = '[::1]:1'\nhttps = true\nlog_records = 5\ntrusted_proxy = ['::1', '127.0.0.1']",
            &[("MIJN_BRUG_LISTEN", "[::1]:2"), ("HOME", "/")],
        )
        .unwrap();
        assert_eq!(
            (config.listen.as_str(), config.https, config.log_records),
            ("[::1]:2", true, 5)
        );
        assert_eq!(config.trusted_proxy.0.len(), 2);
    }

    #[test]
    fn the_database_has_its_common_name_too() {
        let config = with("", &[("DATABASE_URL", "postgres:///a")]).unwrap();
        assert_eq!(config.database_url, "postgres:///a");
        let both = [
            ("MIJN_BRUG_DATABASE_URL", "postgres:///b"),
            ("DATABASE_URL", "postgres:///a"),
        ];
        assert_eq!(with("", &both).unwrap().database_url, "postgres:///b");
    }

    #[test]
    fn what_is_printed_can_be_read() {
        let config = Config {
            https: true,
            ..Config::default()
        };
        let printed = config.print();
        assert_eq!(with(&printed, &[]).unwrap().print(), printed);
    }

    #[test]
    fn a_key_that_is_none_names_the_nearest() {
        check_wrong("log_record = 5", &[], "Did you mean `log_records`?");
        check_wrong("", &[("MIJN_BRUG_LISTN", "x")], "Did you mean `listen`?");
        check_wrong("colour = 'red'", &[], "there is no key `colour`");
    }

    #[test]
    fn a_value_of_no_use_says_what_it_should_be() {
        check_wrong("log_records = -1", &[], "a whole number");
        check_wrong("https = 'yes'", &[], "true or false");
        check_wrong("log_format = 'xml'", &[], "plain or json");
        check_wrong("trusted_proxy = 'proxy'", &[], "addresses such as");
        check_wrong("listen = ", &[], "is no TOML");
    }
}
