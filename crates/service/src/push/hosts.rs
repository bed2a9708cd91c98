//! The push services that this service sends to. Clients choose the address of a push service: without a list they could make this
//! service send requests anywhere.

use std::net::IpAddr;

use axum::http::Uri;
use mijn_brug_sync::reminders::ENDPOINT_MAX;

/// The push services of Chrome, Firefox, Safari and Edge.
const KNOWN: [&str; 4] = [
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "*.push.apple.com",
    "*.notify.windows.com",
];

/// The trusted push services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushHosts(Vec<Host>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    /// A host name, over https.
    Exact(String),
    /// All subdomains of this name, over https.
    Subdomains(String),
    /// An origin that the operator configured in full: it may be inside our network, and use http.
    Origin(String),
}

/// A subscription's address at a trusted push service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The address.
    pub uri: Uri,
    /// Its scheme, host and port.
    pub origin: String,
    /// Whether the operator configured this origin in full, so that it may be inside our network.
    pub is_configured: bool,
}

impl Default for PushHosts {
    fn default() -> Self {
        Self(KNOWN.iter().filter_map(|name| Host::read(name)).collect())
    }
}

impl PushHosts {
    /// Reads a comma-separated list; `None` if an entry is invalid.
    pub fn read(text: &str) -> Option<Self> {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(Host::read).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The entries as configured.
    pub fn entries(&self) -> Vec<String> {
        self.0.iter().map(Host::as_configured).collect()
    }

    /// Reads the address of a subscription; `None` if it is invalid, or not at a trusted push service.
    pub fn endpoint(&self, text: &str) -> Option<Endpoint> {
        if text.len() > ENDPOINT_MAX || text.contains('#') {
            return None;
        }
        let uri: Uri = text.parse().ok()?;
        let origin = origin(&uri)?;
        let is_configured = self.0.contains(&Host::Origin(origin.clone()));
        let is_known = || {
            let name = uri.host().unwrap_or_default().to_ascii_lowercase();
            let port = uri.port_u16().unwrap_or(443);
            uri.scheme_str() == Some("https") && port == 443 && self.0.iter().any(|host| host.matches(&name))
        };
        (is_configured || is_known()).then_some(Endpoint {
            uri,
            origin,
            is_configured,
        })
    }
}

/// Scheme, host and port as in an `Origin` header; `None` if there is a user name, or the scheme is not http or https.
fn origin(uri: &Uri) -> Option<String> {
    let scheme = uri
        .scheme_str()
        .filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let host = uri.host()?.to_ascii_lowercase();
    if uri.authority()?.as_str().contains('@') || host.is_empty() {
        return None;
    }
    let usual = if scheme == "https" { 443 } else { 80 };
    Some(match uri.port_u16().filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

impl Host {
    fn read(text: &str) -> Option<Self> {
        if text.contains("://") {
            let uri: Uri = text.parse().ok()?;
            let bare = matches!(uri.path(), "" | "/") && uri.query().is_none();
            return origin(&uri).filter(|_| bare).map(Self::Origin);
        }
        let name = text.to_ascii_lowercase();
        let (below, name) = match name.strip_prefix("*.") {
            Some(name) => (true, name.to_owned()),
            None => (false, name),
        };
        let is_name = name.contains('.')
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
            && name.parse::<IpAddr>().is_err();
        is_name.then_some(if below {
            Self::Subdomains(name)
        } else {
            Self::Exact(name)
        })
    }

    fn as_configured(&self) -> String {
        match self {
            Self::Exact(name) | Self::Origin(name) => name.clone(),
            Self::Subdomains(name) => format!("*.{name}"),
        }
    }

    fn matches(&self, host: &str) -> bool {
        match self {
            Self::Exact(name) => name == host,
            Self::Subdomains(name) => host
                .strip_suffix(name.as_str())
                .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
            Self::Origin(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        let hosts = PushHosts::default();
        assert_eq!(hosts.endpoint(text).is_some(), expected, "{text}");
    }

    #[test]
    fn the_known_push_services() {
        check("https://fcm.googleapis.com/fcm/send/abc:def-1_2", true);
        check("https://FCM.googleapis.com:443/wp/abc", true);
        check("https://updates.push.services.mozilla.com/wpush/v2/gAAA", true);
        check("https://web.push.apple.com/QGu", true);
        check("https://wns2-par02p.notify.windows.com/w/?token=BQY%3d", true);
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "fcm.googleapis.com",
            "http://fcm.googleapis.com/a",
            "https://fcm.googleapis.com:8443/a",
            "https://fcm.googleapis.com.example/a",
            "https://example/fcm.googleapis.com",
            "https://xfcm.googleapis.com/a",
            "https://push.apple.com/a",
            "https://.push.apple.com/a",
            "https://evilpush.apple.com/a",
            "https://user@fcm.googleapis.com/a",
            "https://fcm.googleapis.com@example/a",
            "https://fcm.googleapis.com/a#b",
            "https://127.0.0.1/a",
            "https://[::1]/a",
            "https://169.254.169.254/latest/meta-data",
            "https://localhost/a",
            "https://2130706433/a",
            "ftp://fcm.googleapis.com/a",
            "file:///etc/passwd",
        ] {
            check(text, false);
        }
        check(
            &format!("https://fcm.googleapis.com/{}", "a".repeat(ENDPOINT_MAX)),
            false,
        );
    }

    #[test]
    fn a_full_origin_is_allowed_as_configured() {
        let hosts = PushHosts::read("http://127.0.0.1:9001, *.push.example").unwrap_or_default();
        let ours = hosts.endpoint("http://127.0.0.1:9001/push/1");
        assert!(
            ours.is_some_and(|endpoint| endpoint.is_configured && endpoint.origin == "http://127.0.0.1:9001")
        );
        for text in [
            "http://127.0.0.1:9002/push/1",
            "https://127.0.0.1:9001/push/1",
            "http://127.0.0.1/push/1",
            "https://fcm.googleapis.com/a",
        ] {
            assert!(hosts.endpoint(text).is_none(), "{text}");
        }
        let other = hosts.endpoint("https://a.push.example/1");
        assert!(other.is_some_and(|endpoint| !endpoint.is_configured));
    }

    #[test]
    fn an_invalid_list_is_refused() {
        for text in [
            "*",
            "localhost",
            "127.0.0.1",
            "*.127.0.0.1",
            "https://a.example/path",
            "a b.example",
        ] {
            assert_eq!(PushHosts::read(text), None, "{text}");
        }
        let written = PushHosts::default().entries().join(",");
        assert_eq!(PushHosts::read(&written), Some(PushHosts::default()));
    }
}
