//! A small HTTP client on one connection that shows a test the exact bytes.

use std::io;
use std::net::SocketAddr;

use mijn_brug_sync::api::{Code, Problem};
use mijn_brug_sync::wire::{Head, MEDIA_TYPE, Page, write_batch};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Log;

/// One connection.
pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            read: Vec::new(),
        })
    }

    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> io::Result<Answer> {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: test\r\ncontent-length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.push_str("\r\n");
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        // A service that refuses a large body may answer before it has read all of it, and stop reading.
        let written = self.stream.write_all(&bytes).await;
        match self.answer(method == "HEAD").await {
            Ok(answer) => Ok(answer),
            Err(error) => written.and(Err(error)),
        }
    }

    /// Announces a body of `len` bytes, and sends none.
    pub async fn announce(&mut self, path: &str, bearer: &str, len: usize) -> io::Result<Answer> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: test\r\nauthorization: {bearer}\r\ncontent-length: {len}\r\n\r\n"
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.answer(false).await
    }

    async fn answer(&mut self, is_head: bool) -> io::Result<Answer> {
        let end = loop {
            if let Some(end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.read[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status: u16 = status.ok_or_else(|| io::Error::other("no status"))?;
        let length = header_in(&head, "content-length")
            .and_then(|length| length.parse().ok())
            .filter(|_| !is_head && status != 204 && status != 304)
            .unwrap_or(0);
        while self.read.len() < end + length {
            self.more().await?;
        }
        let rest = self.read.split_off(end + length);
        let body = self.read.split_off(end);
        self.read = rest;
        Ok(Answer { status, head, body })
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.read).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

fn header_in<'head>(head: &'head str, name: &str) -> Option<&'head str> {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find_map(|(is, value)| (is == name).then_some(value))
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        header_in(&self.head, name).unwrap_or_default()
    }

    /// The code, if the response is a problem.
    pub fn code(&self) -> Option<Code> {
        if self.header("content-type") != "application/problem+json" {
            return None;
        }
        let problem: Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(
            (problem.status, problem.kind.as_str()),
            (self.status, "about:blank")
        );
        Some(problem.code)
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, 200, "{self:?}");
        serde_json::from_slice(&self.body).unwrap()
    }

    /// A head: an empty page.
    pub fn head(&self) -> Head {
        let page = self.page();
        assert!(page.items.is_empty());
        page.head
    }

    pub fn page(&self) -> Page<Vec<u8>> {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.body));
        assert_eq!(self.header("content-type"), MEDIA_TYPE);
        assert_eq!(self.header("cache-control"), "no-store");
        Page::<Vec<u8>>::read(&self.body).unwrap()
    }
}

/// A client that opens a connection for each request, as many phones do.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub SocketAddr);

impl Client {
    pub async fn open(self) -> io::Result<Connection> {
        Connection::open(self.0).await
    }

    pub async fn send(
        self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &[u8],
    ) -> io::Result<Answer> {
        let bearer = token.map(|token| format!("Bearer {token}"));
        let headers: Vec<_> = bearer
            .iter()
            .map(|bearer| ("authorization", bearer.as_str()))
            .collect();
        let mut connection = self.open().await?;
        connection.send(method, path, &headers, body).await
    }

    pub async fn get(self, path: &str, token: Option<&str>) -> Answer {
        self.send("GET", path, token, b"").await.unwrap()
    }

    pub async fn post(self, path: &str, token: Option<&str>, form: &impl Serialize) -> Answer {
        let body = serde_json::to_vec(form).unwrap();
        self.send("POST", path, token, &body).await.unwrap()
    }

    pub async fn try_append(self, log: &Log, records: &[Vec<u8>]) -> io::Result<Answer> {
        let body = write_batch(records.iter().map(Vec::as_slice));
        let path = format!("/v1/logs/{}/records", log.id);
        self.send("POST", &path, Some(&log.token), &body).await
    }

    pub async fn append(self, log: &Log, records: &[Vec<u8>]) -> Answer {
        self.try_append(log, records).await.unwrap()
    }

    pub async fn read(self, log: &Log, query: &str) -> Answer {
        let path = format!("/v1/logs/{}/records{query}", log.id);
        self.get(&path, Some(&log.token)).await
    }

    /// Reads all records page by page, and checks that numbers have no gap and the set hash is right.
    pub async fn read_all(self, log: &Log) -> Vec<Vec<u8>> {
        let mut all: Vec<Vec<u8>> = Vec::new();
        loop {
            let page = self.read(log, &format!("?after={}", all.len())).await.page();
            if page.items.is_empty() {
                assert_eq!(page.head.set, super::set(&all));
                assert_eq!(page.head.seq, u64::try_from(all.len()).unwrap());
                return all;
            }
            for record in page.items {
                all.push(record.item);
                assert_eq!(record.seq, u64::try_from(all.len()).unwrap(), "no gap");
            }
        }
    }
}
