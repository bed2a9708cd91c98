//! Rate limits, and the form of errors.

use std::collections::BTreeSet;

use mijn_brug_sync::api::Code;
use serde_json::Value;

use crate::server::Backend;
use crate::support::client::Connection;

pub async fn an_address(on: &Backend) {
    let server = on.server_with(|config| config.address_requests = 5).await;
    for _ in 0..5 {
        assert_eq!(server.client.get("/v1/heads", None).await.status, 405);
    }
    let sixth = server.client.get("/v1/heads", None).await;
    assert_eq!(sixth.code(), Some(Code::TooManyRequests));
    assert!((1..=60).contains(&sixth.header("retry-after").parse::<u64>().unwrap()));
    // Requests of monitors and visitors do not count.
    for path in ["/healthz", "/readyz", "/", "/v1/openapi.json"] {
        assert_eq!(server.client.get(path, None).await.status, 200, "{path}");
    }
}

pub async fn a_log(on: &Backend) {
    let server = on.server_with(|config| config.log_requests = 3).await;
    let team = server.team().await;
    let (log, other) = (server.log_of(&team).await, server.log_of(&team).await);
    for _ in 0..3 {
        server.client.read(&log, "").await.page();
    }
    let fourth = server.client.append(&log, &[]).await;
    assert_eq!(fourth.code(), Some(Code::TooManyRequests));
    server.client.read(&other, "").await.page();
}

pub async fn behind_a_proxy(on: &Backend) {
    let trusting = on
        .server_with(|config| {
            config.address_requests = 1;
            config.trusted_proxy.0 = vec!["127.0.0.1".parse().unwrap(), "10.0.0.9".parse().unwrap()];
        })
        .await;
    let ask = async |forwarded: &str| {
        let mut connection = Connection::open(trusting.client.0).await.unwrap();
        let headers = [("x-forwarded-for", forwarded)];
        connection
            .send("GET", "/v1/heads", &headers, b"")
            .await
            .unwrap()
            .status
    };
    assert_eq!((ask("192.0.2.1").await, ask("192.0.2.2").await), (405, 405));
    assert_eq!(ask("192.0.2.1").await, 429);
    // Only what trusted proxies added counts, not what the client sent.
    assert_eq!(ask("198.51.100.7, 192.0.2.1").await, 429);
    assert_eq!(ask("198.51.100.7, 192.0.2.3, 10.0.0.9").await, 405);
    assert_eq!(ask("198.51.100.8, 192.0.2.3, 10.0.0.9").await, 429);

    let plain = on.server_with(|config| config.address_requests = 1).await;
    for (forwarded, expected) in [("192.0.2.1", 405), ("192.0.2.2", 429)] {
        let mut connection = Connection::open(plain.client.0).await.unwrap();
        let headers = [("x-forwarded-for", forwarded)];
        let answer = connection.send("GET", "/v1/heads", &headers, b"").await.unwrap();
        assert_eq!(answer.status, expected);
    }
}

pub async fn methods_and_addresses(on: &Backend) {
    let server = on.server().await;
    for (method, path, allow) in [
        ("GET", "/v1/logs", "POST"),
        ("PATCH", "/v1/logs/00/records", "GET,HEAD,POST"),
        ("POST", "/readyz", "GET,HEAD"),
        ("OPTIONS", "/v1/heads", "POST"),
    ] {
        let answer = server.client.send(method, path, None, b"").await.unwrap();
        assert_eq!(answer.code(), Some(Code::MethodNotAllowed), "{method} {path}");
        assert_eq!(answer.header("allow"), allow.to_lowercase(), "{method} {path}");
    }
    for path in ["/v1", "/v1/", "/v1/log", "/v1/logs/", "/v1/logs//records"] {
        let answer = server.client.get(path, None).await;
        assert!(
            matches!(
                answer.code(),
                Some(Code::NotFound | Code::Malformed | Code::Unauthorized)
            ),
            "{path}: {answer:?}"
        );
    }
    let head = server
        .client
        .send("HEAD", "/v1/openapi.json", None, b"")
        .await
        .unwrap();
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("x-content-type-options"), "nosniff");
}

pub async fn every_code_is_described(on: &Backend) {
    let server = on.server().await;
    let document: Value = server.client.get("/v1/openapi.json", None).await.json();
    // Links of the Rust documentation lead nowhere here.
    assert!(!document.to_string().contains("[`"), "{document}");
    let codes: BTreeSet<&str> = document["components"]["schemas"]["Code"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap())
        .collect();
    assert_eq!(codes, Code::ALL.iter().map(|code| code.text()).collect());
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(path, methods)| address(&document, path, methods))
        .collect();
    assert_eq!(described, ADDRESSES.map(ToOwned::to_owned).into_iter().collect());
    for (path, methods) in document["paths"].as_object().unwrap() {
        let real = address(&document, path, methods)
            .replace("{log}", &"00".repeat(16))
            .replace("{box}", &"00".repeat(16))
            .replace("{reminder}", &"00".repeat(16));
        let all = ["get", "put", "post", "delete", "patch"];
        for method in all {
            let answer = server
                .client
                .send(&method.to_uppercase(), &real, None, b"")
                .await
                .unwrap();
            assert_eq!(
                answer.header("api-version"),
                document["info"]["version"],
                "{method} {path}"
            );
            let is_there = answer.code() != Some(Code::MethodNotAllowed);
            assert_eq!(is_there, methods.get(method).is_some(), "{method} {path}");
            let Some(operation) = methods.get(method).filter(|_| answer.status >= 400) else {
                continue;
            };
            // The code of every error is documented.
            let response = &operation["responses"][answer.status.to_string()];
            let code = answer.code().unwrap();
            assert!(
                response["description"]
                    .as_str()
                    .is_some_and(|text| text.contains(code.text())),
                "{method} {path}: {code} in {response}"
            );
        }
    }
    check_fields(&server, &document).await;
}

/// Every address of the API.
const ADDRESSES: [&str; 16] = [
    "/healthz",
    "/readyz",
    "/v1/heads",
    "/v1/logs",
    "/v1/logs/{log}",
    "/v1/logs/{log}/ids",
    "/v1/logs/{log}/records",
    "/v1/mailboxes",
    "/v1/mailboxes/{box}",
    "/v1/openapi.json",
    "/v1/push-key",
    "/v1/reminder-limits",
    "/v1/reminders",
    "/v1/reminders/{reminder}",
    "/v1/teams",
    "/v1/test-reminders",
];

/// A path of the document, below its server.
fn address(document: &Value, path: &str, methods: &Value) -> String {
    let servers = methods.get("servers").unwrap_or(&document["servers"]);
    let server = servers[0]["url"].as_str().unwrap();
    format!("{}{path}", server.trim_end_matches('/'))
}

/// Real bodies have exactly the documented fields.
async fn check_fields(server: &crate::server::Server, document: &Value) {
    let fields_of = |name: &str| -> BTreeSet<String> {
        let schema = &document["components"]["schemas"][name];
        assert_eq!(schema["additionalProperties"], false, "{name}");
        let fields: BTreeSet<String> = schema["properties"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        let required = schema["required"].as_array().unwrap().iter();
        assert_eq!(
            required
                .map(|field| field.as_str().unwrap().to_owned())
                .collect::<BTreeSet<_>>(),
            fields
        );
        fields
    };
    let fields = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
    };

    let problem = server.client.get("/v1/nothing", None).await;
    assert_eq!(
        fields(&serde_json::from_slice(&problem.body).unwrap()),
        fields_of("Problem")
    );
    let log = crate::support::new_log();
    let form = serde_json::json!({ "grant": server.grant().await, "log": log.id, "token": log.token });
    assert_eq!(fields(&form), fields_of("NewTeam"));
    let team: Value = server.client.post("/v1/teams", None, &form).await.json();
    assert_eq!(fields(&team), fields_of("Team"));
    let known = serde_json::json!({ "log": log.id, "token": log.token });
    let unknown = serde_json::json!({ "log": log.token[..32], "token": log.token });
    assert_eq!(fields(&known), fields_of("NewLog"));
    let form = serde_json::json!({ "logs": [known, unknown] });
    assert_eq!(fields(&form), fields_of("HeadsRequest"));
    let heads: Value = server.client.post("/v1/heads", None, &form).await.json();
    assert_eq!(fields(&heads), fields_of("Heads"));
    assert_eq!(fields(&heads["heads"][0]), fields_of("Head"));
    assert_eq!(fields(&heads["heads"][1]), fields_of("HeadRefusal"));
    let form = serde_json::json!({ "offer": "0a".repeat(16), "answer": "0b".repeat(16), "content": "00" });
    assert_eq!(fields(&form), fields_of("NewMailboxes"));
    let created = server.client.post("/v1/mailboxes", Some(&log.token), &form).await;
    assert_eq!(fields(&created.json()), fields_of("CreatedMailboxes"));
}

pub async fn health(on: &Backend) {
    let server = on.server().await;
    for path in ["/healthz", "/readyz"] {
        let answer = server.client.get(path, None).await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (200, "no-store"),
            "{path}"
        );
    }
}
