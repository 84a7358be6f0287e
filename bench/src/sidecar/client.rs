//! One connection that asks one question after the other, and never asks one twice by itself.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// The header `Policy-Revision`; empty where there is none.
    pub revision: String,
    /// The whole body.
    pub body: Bytes,
}

/// A client of one server.
pub struct Client {
    address: SocketAddr,
    token: Option<String>,
    name: Option<String>,
    connection: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    /// A client that connects with its first question.
    #[must_use]
    pub fn new(address: SocketAddr) -> Self {
        Self { address, token: None, name: None, connection: None }
    }

    /// The same with a token for each question.
    #[must_use]
    pub fn with_token(self, token: &str) -> Self {
        Self { token: Some(format!("Bearer {token}")), ..self }
    }

    /// The same with this `X-Request-ID` for each question, by which the decision log knows whose it was.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..self }
    }

    /// Sends JSON and takes the whole answer.
    ///
    /// # Errors
    /// Where no answer came; the next question has a new connection.
    pub async fn post(&mut self, path: &str, body: impl Into<Bytes>) -> anyhow::Result<Answered> {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json").body(Full::new(body.into()))?;
        self.send(request).await
    }

    /// Fetches a page.
    ///
    /// # Errors
    /// Where no answer came.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<Answered> {
        self.send(Request::get(path).body(Full::default())?).await
    }

    async fn send(&mut self, mut request: Request<Full<Bytes>>) -> anyhow::Result<Answered> {
        request.headers_mut().insert(header::HOST, self.address.to_string().parse()?);
        if let Some(token) = &self.token {
            request.headers_mut().insert(header::AUTHORIZATION, token.parse()?);
        }
        if let Some(name) = &self.name {
            request.headers_mut().insert("x-request-id", name.parse()?);
        }
        let mut connection = match self.connection.take().filter(|connection| !connection.is_closed()) {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let exchange = async {
            connection.ready().await?;
            let (head, body) = connection.send_request(request).await?.into_parts();
            let revision = head.headers.get("policy-revision").map_or("", |value| value.to_str().unwrap_or_default()).to_owned();
            let body = body.collect().await?.to_bytes();
            anyhow::Ok(Answered { status: head.status.as_u16(), revision, body })
        };
        let answered = timeout(PATIENCE, exchange).await.context("no answer in time")??;
        self.connection = Some(connection);
        Ok(answered)
    }

    async fn connect(&self) -> anyhow::Result<SendRequest<Full<Bytes>>> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // It ends with the server or with the sender; whoever waits for an answer is told.
        tokio::spawn(async move { connection.await.is_ok() });
        Ok(sender)
    }
}
