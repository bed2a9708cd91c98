//! Reads the configuration from its layers: file, environment, command line.

use std::path::{Path, PathBuf};
use std::{fs, io};

use thiserror::Error;

use super::{Config, Flags};

const PREFIX: &str = "MIJN_BRUG_";
/// Variables with our prefix that are not keys: the path of the file, and those of our own tools.
const NON_CONFIG_VARIABLES: [&str; 5] = ["CONFIG", "SERVICE", "WEB", "PROGRAMS", "URL"];

/// Why a configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file is not TOML.
    #[error("cannot parse {} as TOML: {source}", path.display())]
    InvalidToml {
        /// The file.
        path: PathBuf,
        /// The place and the cause.
        source: Box<toml::de::Error>,
    },
    /// A key does not exist.
    #[error("{place}: unknown key `{key}`{}", nearest(key))]
    UnknownKey {
        /// The file or the environment.
        place: String,
        /// The key.
        key: String,
    },
    /// The value of a key is invalid.
    #[error("{place}: invalid value `{value}` for `{key}`: expected {expected}")]
    Value {
        /// The file, the environment or the command line.
        place: String,
        /// The key.
        key: String,
        /// The value.
        value: String,
        /// The expected value.
        expected: String,
    },
}

/// The keys in the environment: all `MIJN_BRUG_…`, and `DATABASE_URL`.
pub fn environment(all: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    let (mut general, mut ours) = (Vec::new(), Vec::new());
    for (name, value) in all {
        if name == "DATABASE_URL" {
            general.push(("database_url".to_owned(), value));
        } else if let Some(key) = name
            .strip_prefix(PREFIX)
            .filter(|key| !NON_CONFIG_VARIABLES.contains(key))
        {
            ours.push((key.to_lowercase(), value));
        }
    }
    // The last one counts, so `MIJN_BRUG_DATABASE_URL` overrides `DATABASE_URL`.
    general.append(&mut ours);
    general
}

/// Reads the file, then the environment, then the flags; later ones override earlier ones.
///
/// # Errors
/// Fails at the first unreadable file, unknown key or invalid value.
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
        let table: toml::Table = text.parse().map_err(|source| ConfigError::InvalidToml {
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

/// A TOML value as the text that it would be in the environment.
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

/// A suggestion: the known key that is nearest.
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
    fn the_environment_overrides_the_file() {
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
    fn database_url_works_without_the_prefix() {
        let config = with("", &[("DATABASE_URL", "postgres:///a")]).unwrap();
        assert_eq!(config.database_url, "postgres:///a");
        let both = [
            ("MIJN_BRUG_DATABASE_URL", "postgres:///b"),
            ("DATABASE_URL", "postgres:///a"),
        ];
        assert_eq!(with("", &both).unwrap().database_url, "postgres:///b");
    }

    #[test]
    fn printed_configuration_can_be_read_back() {
        let config = Config {
            https: true,
            ..Config::default()
        };
        let printed = config.print();
        assert_eq!(with(&printed, &[]).unwrap().print(), printed);
    }

    #[test]
    fn an_unknown_key_suggests_the_nearest() {
        check_wrong("log_record = 5", &[], "Did you mean `log_records`?");
        check_wrong("", &[("MIJN_BRUG_LISTN", "x")], "Did you mean `listen`?");
        check_wrong("colour = 'red'", &[], "unknown key `colour`");
    }

    #[test]
    fn an_invalid_value_says_what_is_expected() {
        check_wrong("log_records = -1", &[], "a whole number");
        check_wrong("https = 'yes'", &[], "true or false");
        check_wrong("log_format = 'xml'", &[], "plain or json");
        check_wrong("trusted_proxy = 'proxy'", &[], "addresses such as");
        check_wrong("listen = ", &[], "as TOML");
    }
}
