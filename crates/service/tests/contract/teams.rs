//! Teams, and the links that enrol them.

use mijn_brug_sync::api::{Code, NewTeam, Team};

use crate::server::Backend;
use crate::support::client::{Answer, Client};
use crate::support::{Log, new_log, record};

const DAY: i64 = 86_400;

async fn enrol(client: Client, grant: &str, log: &Log) -> Answer {
    let form = NewTeam {
        grant: grant.to_owned(),
        log: log.id.clone(),
        token: log.token.clone(),
    };
    client.post("/v1/teams", None, &form).await
}

pub async fn enrols_once(on: &Backend) {
    let server = on.server().await;
    let (grant, log) = (server.grant().await, new_log());
    let team: Team = enrol(server.client, &grant, &log).await.json();
    assert_eq!(team.name, "Wijkteam");
    // The log of the team works like any other.
    assert_eq!(server.client.append(&log, &[record()]).await.head().seq, 1);
    let other = enrol(server.client, &grant, &new_log()).await;
    assert_eq!(other.code(), Some(Code::GrantInvalid));
}

pub async fn a_retry_is_the_same(on: &Backend) {
    let server = on.server().await;
    let (grant, log) = (server.grant().await, new_log());
    for _ in 0..3 {
        assert_eq!(enrol(server.client, &grant, &log).await.status, 200);
    }
    // Another token is another client.
    let other = Log {
        token: new_log().token,
        ..log
    };
    assert_eq!(
        enrol(server.client, &grant, &other).await.code(),
        Some(Code::LogTaken)
    );
}

pub async fn wrong_used_and_expired(on: &Backend) {
    let server = on.server_with(|config| config.guesses = 0).await;
    let invalid = Some(Code::GrantInvalid);
    assert_eq!(
        enrol(server.client, &new_log().token, &new_log()).await.code(),
        invalid
    );
    assert_eq!(enrol(server.client, "mistyped", &new_log()).await.code(), invalid);
    assert_eq!(enrol(server.client, "", &new_log()).await.code(), invalid);
    let (grant, late) = (server.grant().await, server.grant().await);
    server.pass(7 * DAY - 1);
    assert_eq!(enrol(server.client, &grant, &new_log()).await.status, 200);
    server.pass(1);
    assert_eq!(enrol(server.client, &late, &new_log()).await.code(), invalid);
}

pub async fn guesses_of_grants_are_limited(on: &Backend) {
    let server = on.server_with(|config| config.guesses = 3).await;
    for _ in 0..3 {
        let wrong = enrol(server.client, &new_log().token, &new_log()).await;
        assert_eq!(wrong.code(), Some(Code::GrantInvalid));
    }
    let fourth = enrol(server.client, &new_log().token, &new_log()).await;
    assert_eq!(fourth.code(), Some(Code::TooManyRequests));
    assert!(fourth.header("retry-after").parse::<u64>().unwrap() > 0);
}

pub async fn a_team_cannot_take_anothers_log(on: &Backend) {
    let server = on.server().await;
    let (team, grant) = (server.team().await, server.grant().await);
    let resident = server.log_of(&team).await;
    let taken = Some(Code::LogTaken);
    for log in [&team, &resident] {
        let with_token = |token: String| Log {
            id: log.id.clone(),
            token,
        };
        assert_eq!(
            enrol(server.client, &grant, &with_token(new_log().token))
                .await
                .code(),
            taken
        );
        assert_eq!(
            enrol(server.client, &grant, &with_token(log.token.clone()))
                .await
                .code(),
            taken
        );
    }
    // That did not use up the grant.
    assert_eq!(enrol(server.client, &grant, &new_log()).await.status, 200);
}
