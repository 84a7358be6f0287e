//! Requests that mean no good, each on a connection of its own, and what must become of them.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::TOKEN;
use crate::stage::Stage;
use crate::tally::Tally;

/// Between one and the next.
const PAUSE: Duration = Duration::from_millis(20);
/// Whoever is not answered and not sent away by then hangs: well above the sidecar's own limits in a soak.
const PATIENCE: Duration = Duration::from_secs(30);

/// Questions sent on one connection before the first answer is read.
const PIPELINED: usize = 20;

/// The connection ended without an answer.
const NONE: u16 = 0;

/// A request as bytes, and the statuses that it may be met with.
pub(crate) struct Attack {
    kind: &'static str,
    bytes: Vec<u8>,
    then: Then,
    allowed: &'static [u16],
}

/// What is done when all is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// Nothing more is sent; the answer is waited for.
    Wait,
    /// The connection is read to its end, and each of [`PIPELINED`] answers is a 200.
    ReadAll,
    /// The own half of the connection ends.
    HalfClose,
    /// The connection is dropped.
    Leave,
}

pub(crate) fn attacks() -> Vec<Attack> {
    let attack = |kind, bytes, then, allowed| Attack { kind, bytes, then, allowed };
    let evaluation = "/access/v1/evaluation";
    let json = "Content-Type: application/json\r\n";
    let long = vec![b' '; 2 << 20];
    let question = br#"{"action":"check","customer":{"id":"k-1","volume":"90 TB"},"sale":{"plan":"reserved","volume":"20 TB"}}"#;
    let many = |count| format!("{{\"evaluations\":[{}]}}", vec!["{}"; count].join(","));
    let headers = "X-Long: ".to_owned() + &"x".repeat(20_000) + "\r\n";
    let last = post("/v1/deal", json, question);
    let kept = String::from_utf8_lossy(&last).replace("Connection: close\r\n", "").into_bytes();
    let pipelined = [kept.repeat(PIPELINED - 1), last].concat();
    vec![
        attack("body too long", post("/v1/deal", json, &long), Then::Wait, &[413, NONE]),
        attack("body too long, in chunks", chunked("/v1/deal", &long), Then::Wait, &[413, NONE]),
        attack("body that does not come", head("/v1/deal", json, 1_000), Then::Wait, &[408]),
        attack("body that stops", [head("/v1/deal", json, 1_000), b"{\"action\":".to_vec()].concat(), Then::Wait, &[408]),
        attack("head that stops", b"POST /v1/deal HTTP/1.1\r\nHost: x\r\nX-".to_vec(), Then::Wait, &[NONE]),
        attack("head too long", post("/v1/deal", &(headers + json), question), Then::Wait, &[431]),
        attack("broken JSON", post("/v1/deal", json, b"{\"action\":"), Then::Wait, &[400]),
        attack("deep nesting", post(evaluation, json, &vec![b'['; 500_000]), Then::Wait, &[400]),
        attack("not UTF-8", post("/v1/deal", json, b"{\"action\":\"\xff\xfe\"}"), Then::Wait, &[400]),
        attack("wrong items by the thousand", post("/access/v1/evaluations", json, many(5_000).as_bytes()), Then::Wait, &[200]),
        attack("more than fits the memory", post("/access/v1/evaluations", json, many(200_000).as_bytes()), Then::Wait, &[503]),
        attack("another token", stranger("Authorization: Bearer another-token-0123456789\r\n", question), Then::Wait, &[401]),
        attack("no token", stranger("", question), Then::Wait, &[401]),
        attack("another media type", post("/v1/deal", "Content-Type: text/plain\r\n", question), Then::Wait, &[415]),
        attack("compressed bomb", post("/v1/deal", &format!("{json}Content-Encoding: gzip\r\n"), &BOMB), Then::Wait, &[415]),
        attack("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), Then::Wait, &[400, NONE]),
        attack("nothing there", post("/../../etc/passwd", json, question), Then::Wait, &[404]),
        attack("another method", b"DELETE /v1/deal HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(), Then::Wait, &[401, 405]),
        attack("twenty at once", pipelined, Then::ReadAll, &[200]),
        attack("half closed after the question", post("/v1/deal", json, question), Then::HalfClose, &[200, NONE]),
        attack("half closed within the body", head("/v1/deal", json, 1_000), Then::HalfClose, &[400, NONE]),
        attack("gone within the body", head("/v1/deal", json, 1_000), Then::Leave, &[]),
        attack("gone before the answer", post("/v1/deal", json, question), Then::Leave, &[]),
    ]
}

/// The first bytes of a compressed file; nobody may look further.
const BOMB: [u8; 64] = {
    let mut bytes = [0; 64];
    (bytes[0], bytes[1], bytes[2]) = (0x1f, 0x8b, 8);
    bytes
};

fn head(path: &str, headers: &str, length: usize) -> Vec<u8> {
    let token = format!("Authorization: Bearer {TOKEN}\r\n");
    format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{token}{headers}Content-Length: {length}\r\n\r\n").into_bytes()
}

fn post(path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    [head(path, headers, body.len()).as_slice(), body].concat()
}

fn stranger(token: &str, body: &[u8]) -> Vec<u8> {
    let headers = format!("Content-Type: application/json\r\nConnection: close\r\n{token}Content-Length: {}", body.len());
    [format!("POST /v1/deal HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n").as_bytes(), body].concat()
}

fn chunked(path: &str, body: &[u8]) -> Vec<u8> {
    let token = format!("Authorization: Bearer {TOKEN}\r\n");
    let headers = format!("{token}Content-Type: application/json\r\nTransfer-Encoding: chunked");
    let mut bytes = format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n\r\n").into_bytes();
    for chunk in body.chunks(65_536) {
        bytes.extend([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

/// Sends one after the other until all is over.
pub(crate) async fn attack(stage: Arc<Stage>, attacks: Arc<[Attack]>, tally: Arc<Tally>, first: usize) {
    let mut index = first * attacks.len() / crate::ATTACKERS;
    while let Some(before) = stage.up().await {
        let attack = &attacks[index % attacks.len()];
        index += 1;
        let met = timeout(PATIENCE, attack.send(&stage)).await;
        let is_cut_off = before.crashes != stage.now().crashes;
        match met {
            Ok(Ok(status)) if attack.allowed.contains(&status) || attack.then == Then::Leave => tally.hostile(attack.kind),
            _ if is_cut_off => tally.hostile_cut_off(),
            Ok(Ok(status)) => tally.hostile_otherwise(format!("{}: met with {status}", attack.kind)),
            Ok(Err(error)) => tally.hostile_otherwise(format!("{}: {error:#}", attack.kind)),
            Err(_) => tally.hostile_otherwise(format!("{}: hangs", attack.kind)),
        }
        sleep(PAUSE).await;
    }
}

impl Attack {
    /// The answer's status, or [`NONE`].
    async fn send(&self, stage: &Stage) -> anyhow::Result<u16> {
        let mut stream = TcpStream::connect(stage.address()).await.context("no connection")?;
        let (mut answers, mut questions) = stream.split();
        let writing = async {
            // Whoever is sent away while writing has been answered before.
            let _is_written = questions.write_all(&self.bytes).await.is_ok();
            if self.then == Then::HalfClose {
                let _is_closed = questions.shutdown().await.is_ok();
            }
        };
        if self.then == Then::Leave {
            writing.await;
            return Ok(NONE);
        }
        let reading = async {
            let mut head = Vec::new();
            let mut buffer = [0; 1024];
            while self.then == Then::ReadAll || head.len() < STATUS_LINE {
                match answers.read(&mut buffer).await {
                    Ok(0) | Err(_) => break,
                    Ok(count) => head.extend_from_slice(&buffer[..count]),
                }
            }
            head
        };
        let head = tokio::join!(writing, reading).1;
        if head.is_empty() {
            return Ok(NONE);
        }
        if self.then == Then::ReadAll {
            let answers = head.windows(STATUS_LINE).filter(|start| *start == b"HTTP/1.1 200").count();
            anyhow::ensure!(answers == PIPELINED, "{answers} answers to {PIPELINED} questions");
        }
        let status = head.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        status.with_context(|| format!("no status: {}", String::from_utf8_lossy(&head)))
    }
}

/// As much as has the status in it: `HTTP/1.1 200`.
const STATUS_LINE: usize = 12;
