//! The request that carries a reminder: a neutral text, encrypted for one browser (RFC 8291), with the headers of RFC 8030.

use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Method, Request};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use mijn_brug_sync::reminders::{Language, PAGE_MAX, Subscription, TAG_MAX};
use sha2::{Digest as _, Sha256};
use web_push_native::p256::PublicKey;
use web_push_native::{Auth, encrypt};

use super::hosts::{Endpoint, PushHosts};
use super::vapid::Vapid;

/// The text is padded to a multiple of this number of bytes, so that its length reveals nothing. Push services accept at least 4,096
/// bytes (RFC 8030, section 7.2).
const LENGTH: usize = 512;

/// The browser that a message is for.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its address at a push service.
    pub endpoint: Endpoint,
    /// Its public key: an uncompressed P-256 point of 65 bytes.
    pub p256dh: Vec<u8>,
    /// Its authentication secret of 16 bytes.
    pub auth: Vec<u8>,
}

/// The content of a message.
#[derive(Clone, Debug)]
pub struct Message {
    /// The opaque tag that the device chose.
    pub tag: String,
    /// The language of the neutral text.
    pub lang: Language,
    /// The page that a tap opens.
    pub page: String,
    /// Whether it may wake a phone that saves battery (urgency `high`).
    pub urgent: bool,
    /// How long a push service keeps it for a phone that is off, in seconds.
    pub ttl: i64,
}

impl Target {
    /// Reads a subscription; `None` if its address is not at a trusted push service or its keys are invalid.
    pub fn read(hosts: &PushHosts, subscription: &Subscription) -> Option<Self> {
        let target = Self {
            endpoint: hosts.endpoint(&subscription.endpoint)?,
            p256dh: Base64UrlUnpadded::decode_vec(&subscription.p256dh).ok()?,
            auth: Base64UrlUnpadded::decode_vec(&subscription.auth).ok()?,
        };
        target.keys().map(|_| target)
    }

    fn keys(&self) -> Option<(PublicKey, Auth)> {
        // The Push API uses uncompressed points only.
        let key = self.p256dh.first().filter(|first| **first == 4)?;
        let _: &u8 = key;
        let public = PublicKey::from_sec1_bytes(&self.p256dh).ok()?;
        let auth = Auth::from_exact_iter(self.auth.iter().copied())?;
        Some((public, auth))
    }

    /// 16 bytes that identify the browser and reveal nothing else about it.
    pub fn device(&self) -> [u8; 16] {
        start(&Sha256::digest(self.endpoint.uri.to_string()))
    }
}

fn start(hash: &[u8]) -> [u8; 16] {
    let mut first = [0; 16];
    first.iter_mut().zip(hash).for_each(|(to, from)| *to = *from);
    first
}

/// Whether a tag is valid: 1 to 32 of `A-Za-z0-9_-`.
pub fn is_tag(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= TAG_MAX
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether the address of a page is valid: absolute, and over https or on this machine.
pub fn is_page(text: &str) -> bool {
    let is_ours = |rest: &str| {
        let host = rest.split(['/', ':']).next();
        matches!(host, Some("localhost" | "127.0.0.1"))
    };
    let scheme = text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
        || text.strip_prefix("http://").is_some_and(is_ours);
    scheme && text.len() <= PAGE_MAX && text.bytes().all(|byte| byte.is_ascii_graphic())
}

impl Message {
    /// The request to the push service. `None` if the keys are invalid or signing fails.
    pub fn request(&self, target: &Target, vapid: &Vapid, now: i64) -> Option<Request<Vec<u8>>> {
        let (public, auth) = target.keys()?;
        let body = encrypt(self.text(), &public, &auth).ok()?;
        let mut request = Request::new(body);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = target.endpoint.uri.clone();
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, vapid.authorization(&target.endpoint.origin, now)?);
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        headers.insert(HeaderName::from_static("ttl"), HeaderValue::from(self.ttl.max(0)));
        let urgency = if self.urgent { "high" } else { "normal" };
        headers.insert(
            HeaderName::from_static("urgency"),
            HeaderValue::from_static(urgency),
        );
        headers.insert(HeaderName::from_static("topic"), self.topic(target)?);
        Some(request)
    }

    /// The `Topic`, by which a push service replaces a waiting message (RFC 8030, section 5.4): 32 characters, the same only for the same
    /// tag of the same browser.
    fn topic(&self, target: &Target) -> Option<HeaderValue> {
        let hash = Sha256::new()
            .chain_update(target.device())
            .chain_update(&self.tag)
            .finalize();
        let start = hash.get(..24)?;
        HeaderValue::try_from(Base64UrlUnpadded::encode_string(start)).ok()
    }

    /// The text, in the declarative form (<https://www.w3.org/TR/push-api/>): browsers that know it show it unless the service worker
    /// shows something else. For others it is the data of the `push` event.
    fn text(&self) -> Vec<u8> {
        let (lang, body) = match self.lang {
            Language::Nl => ("nl", "Je hebt een herinnering. Tik om te lezen."),
            Language::En => ("en", "You have a reminder. Tap to read it."),
        };
        let message = serde_json::json!({
            "web_push": 8030,
            "notification": {
                "title": "Mijn Brug", "body": body, "lang": lang, "dir": "ltr", "tag": self.tag, "navigate": self.page,
            },
            "mutable": true,
        });
        let mut text = message.to_string().into_bytes();
        // JSON may end in spaces. RFC 8188 has its own padding, but web-push-native does not expose it.
        text.resize(text.len().next_multiple_of(LENGTH), b' ');
        text
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use serde_json::Value;
    use web_push_native::decrypt;
    use web_push_native::p256::SecretKey;

    use super::*;

    /// The receiver's private key of RFC 8291, appendix A.
    const PRIVATE: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    const PUBLIC: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
    const ENDPOINT: &str = "https://updates.push.services.mozilla.com/wpush/v2/one";

    fn decode(text: &str) -> Vec<u8> {
        Base64UrlUnpadded::decode_vec(text).unwrap()
    }

    fn open(sealed: Vec<u8>) -> Vec<u8> {
        let secret = SecretKey::from_slice(&decode(PRIVATE)).unwrap();
        decrypt(sealed, &secret, &Auth::clone_from_slice(&decode(AUTH))).unwrap()
    }

    fn subscription(endpoint: &str) -> Subscription {
        Subscription {
            endpoint: endpoint.into(),
            p256dh: PUBLIC.into(),
            auth: AUTH.into(),
        }
    }

    fn target(endpoint: &str) -> Target {
        Target::read(&PushHosts::default(), &subscription(endpoint)).unwrap()
    }

    fn message(tag: &str) -> Message {
        Message {
            tag: tag.into(),
            lang: Language::Nl,
            page: "https://brug.example.nl/".into(),
            urgent: false,
            ttl: 14_400,
        }
    }

    fn request(message: &Message, target: &Target) -> Request<Vec<u8>> {
        let vapid = Vapid::read(&Vapid::new_key().unwrap(), "mailto:brug@example.org").unwrap();
        message.request(target, &vapid, 1_000_000).unwrap()
    }

    /// RFC 8291, section 5: its message, opened with its keys.
    #[test]
    fn the_example_of_the_rfc() {
        let sealed = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y\
                      l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(open(decode(sealed)), b"When I grow up, I want to be a watermelon");
    }

    #[test]
    fn what_is_sent_is_neutral_and_declarative() {
        for (lang, word) in [(Language::Nl, "herinnering"), (Language::En, "reminder")] {
            let one = Message {
                lang,
                ..message("t1")
            };
            let text: Value =
                serde_json::from_slice(&open(request(&one, &target(ENDPOINT)).into_body())).unwrap();
            assert_eq!(
                (&text["web_push"], &text["mutable"]),
                (&8030.into(), &true.into())
            );
            let shown = &text["notification"];
            assert_eq!(
                (&shown["title"], &shown["tag"]),
                (&"Mijn Brug".into(), &"t1".into())
            );
            assert_eq!(shown["navigate"], "https://brug.example.nl/");
            assert!(shown["body"].as_str().unwrap().contains(word));
        }
    }

    #[test]
    fn the_length_reveals_nothing() {
        let len = |tag: &str| request(&message(tag), &target(ENDPOINT)).body().len();
        assert_eq!(len("a"), len(&"a".repeat(TAG_MAX)));
        let longest = Message {
            page: format!("https://{}", "a".repeat(PAGE_MAX - 8)),
            ..message(&"a".repeat(TAG_MAX))
        };
        assert!(is_page(&longest.page));
        let len = request(&longest, &target(ENDPOINT)).body().len();
        assert!(
            len <= LENGTH + 103,
            "{len}: header, key, tag and delimiter beside it"
        );
    }

    #[test]
    fn the_headers_of_rfc_8030() {
        let one = request(&message("t1"), &target(ENDPOINT));
        let header = |name: &str| one.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            (one.method(), one.uri().to_string()),
            (&Method::POST, ENDPOINT.into())
        );
        assert_eq!(
            (header("ttl"), header("urgency")),
            ("14400".into(), "normal".into())
        );
        assert_eq!(header("content-encoding"), "aes128gcm");
        assert!(header("authorization").starts_with("vapid t="));
        let urgent = Message {
            urgent: true,
            ttl: -5,
            ..message("t1")
        };
        let urgent = request(&urgent, &target(ENDPOINT));
        assert_eq!(
            (&urgent.headers()["urgency"], &urgent.headers()["ttl"]),
            (&"high".parse().unwrap(), &"0".parse().unwrap())
        );
    }

    #[test]
    fn a_topic_is_the_same_for_the_same_tag_of_the_same_browser() {
        let topic = |tag: &str, endpoint: &str| {
            let topic = request(&message(tag), &target(endpoint)).headers()["topic"].clone();
            assert_eq!(topic.len(), 32);
            topic
        };
        let other = "https://updates.push.services.mozilla.com/wpush/v2/two";
        assert_eq!(topic("t1", ENDPOINT), topic("t1", ENDPOINT));
        assert_ne!(topic("t1", ENDPOINT), topic("t2", ENDPOINT));
        assert_ne!(topic("t1", ENDPOINT), topic("t1", other));
    }

    #[test]
    fn invalid_subscriptions() {
        let read = |change: &dyn Fn(&mut Subscription)| {
            let mut one = subscription(ENDPOINT);
            change(&mut one);
            Target::read(&PushHosts::default(), &one)
        };
        assert!(read(&|_| ()).is_some());
        assert!(read(&|one| one.endpoint = "https://example.org/".into()).is_none());
        assert!(read(&|one| one.p256dh.truncate(40)).is_none());
        assert!(
            read(
                &|one| one.p256dh = Base64UrlUnpadded::encode_string(&[[4; 1].as_slice(), &[1; 64]].concat())
            )
            .is_none(),
            "not on the curve"
        );
        assert!(read(&|one| one.p256dh.push('=')).is_none());
        assert!(read(&|one| one.auth = "AAAA".into()).is_none());
        assert!(read(&|one| one.auth.clear()).is_none());
        assert!(read(&|one| one.auth = "€".into()).is_none());
    }

    #[test]
    fn tags_and_pages() {
        for (text, expected) in [
            ("a-B_9", true),
            ("", false),
            ("a b", false),
            ("é", false),
            ("a/b", false),
        ] {
            assert_eq!(is_tag(text), expected, "{text}");
        }
        assert!(!is_tag(&"a".repeat(TAG_MAX + 1)));
        for (text, expected) in [
            ("https://brug.example.nl/", true),
            ("http://localhost:8080/", true),
            ("http://127.0.0.1/", true),
            ("http://brug.example.nl/", false),
            ("http://localhost.example/", false),
            ("https://", false),
            ("javascript:alert(1)", false),
            ("/", false),
            ("https://a b/", false),
        ] {
            assert_eq!(is_page(text), expected, "{text}");
        }
    }
}
