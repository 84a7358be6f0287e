//! The sidecar as a process with a real socket, its log, and raw requests to it.

use crate::support::{module_path, pack_folder};
use serde_json::Value;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Long against anything that a test waits for.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Sidecar {
    process: Child,
    pub(crate) address: String,
    pub(crate) metrics_address: Option<String>,
    lines: Receiver<String>,
    said: Vec<String>,
}

impl Sidecar {
    /// Starts on a free port with the pack that most tests load.
    pub(crate) fn with(arguments: &[&str]) -> Self {
        Self::start(&[&pack_folder()], arguments)
    }

    /// Starts on a free port with the policies at `paths`.
    pub(crate) fn start(paths: &[&Path], arguments: &[&str]) -> Self {
        let mut command = command(paths);
        command.args(["--port", "0"]).args(arguments);
        Self::run(command)
    }

    /// Starts what `command` says and waits until it listens.
    pub(crate) fn run(mut command: Command) -> Self {
        let mut process = command.stderr(Stdio::piped()).spawn().expect("the program starts");
        let stderr = BufReader::new(process.stderr.take().expect("piped"));
        let (sender, lines) = channel();
        // Read to the end, or a full pipe would hold the sidecar up.
        thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut sidecar = Self { process, address: String::new(), metrics_address: None, lines, said: Vec::new() };
        let listening = sidecar.line_with("listening on http://");
        let (_, address) = listening.split_once("listening on http://").expect("the address");
        address.split(['"', ' ']).next().expect("its end").clone_into(&mut sidecar.address);
        let listening: Value = serde_json::from_str(&listening).unwrap_or_default();
        sidecar.metrics_address = listening["metrics_address"].as_str().map(str::to_owned);
        sidecar
    }

    /// Waits for a line of the log.
    #[track_caller]
    pub(crate) fn line_with(&mut self, text: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("no line has `{text}`: {:#?}", self.said));
            self.said.push(line.clone());
            if line.contains(text) {
                return line;
            }
        }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(&self.address)
    }

    /// The whole reply to one request.
    pub(crate) fn ask(&self, method_and_path: &str, body: &str) -> String {
        self.ask_with(method_and_path, "", body)
    }

    /// The same with further header lines, each of which ends with CR and LF.
    pub(crate) fn ask_with(&self, method_and_path: &str, headers: &str, body: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "{}{body}", head(method_and_path, headers, body.len())).expect("sent");
        rest(&mut stream)
    }

    pub(crate) fn json(&self, method_and_path: &str, body: &str) -> Value {
        let reply = self.ask(method_and_path, body);
        let (_, body) = reply.split_once("\r\n\r\n").expect("a body");
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {reply}"))
    }

    /// Asks it to stop, as an orchestrator does.
    #[cfg(unix)]
    pub(crate) fn terminate(&self) {
        let signalled = Command::new("kill").arg(self.process.id().to_string()).status();
        assert!(signalled.expect("kill runs").success());
    }

    /// Waits until it has ended: how, and everything that it said.
    pub(crate) fn end(mut self) -> (ExitStatus, String) {
        let status = self.process.wait().expect("it ends");
        let mut said = std::mem::take(&mut self.said);
        said.extend(self.lines.iter());
        (status, said.join("\n"))
    }
}

impl Drop for Sidecar {
    fn drop(&mut self) {
        // Also where a test failed; it may have ended before.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// `serve` with the policies at `paths`, and nothing of this process's own settings.
pub(crate) fn command(paths: &[&Path]) -> Command {
    let policies = paths.iter().map(|path| path.as_os_str()).collect::<Vec<_>>().join(OsStr::new(","));
    let mut command = Command::new(env!("CARGO_BIN_EXE_channel-policy"));
    command.env("CHANNEL_POLICY_MODULE", module_path()).env("CHANNEL_POLICY_POLICIES", policies).arg("serve");
    command
}

pub(crate) fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

pub(crate) fn head(method_and_path: &str, headers: &str, length: usize) -> String {
    format!(
        "{method_and_path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n"
    )
}

/// What comes until the connection ends.
pub(crate) fn rest(stream: &mut TcpStream) -> String {
    let mut reply = String::new();
    stream.read_to_string(&mut reply).expect("a reply");
    reply
}
