//! The sidecar under load beside native servers: the same questions, by the same client, in turn. Arguments: the sidecar, its
//! module, the native servers' program. `wrk` is the client: its own cost is small beside any of the servers'.

mod equal;
mod wrk;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use channel_policy_bench::directory::{Content, document};
use channel_policy_bench::print;
use channel_policy_bench::questions::{Question, questions};
use channel_policy_bench::rounds::Samples;
use channel_policy_bench::sidecar::{Server, free_port};
use tempfile::TempDir;

/// Groups of 100 accounts in the directory.
const GROUPS: usize = 10;
/// Questions that are asked in turn.
const QUESTIONS: usize = 1_024;
/// Rounds; in each, every server has its turn.
const ROUNDS: usize = 7;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [sidecar, module, native] = arguments.as_slice() else {
        anyhow::bail!("the sidecar, its module and the native servers' program are needed")
    };
    let files = Files::write()?;
    let mut contenders = Vec::new();
    for id in ["core", "cedar"] {
        let port = free_port()?;
        let mut command = Command::new(native);
        command.args([id, &port.to_string()]).args(&files.policies);
        contenders.push(Contender { id, server: Server::start(&mut command, port)? });
    }
    for id in ["request", "worker", "request.log", "worker.log"] {
        let port = free_port()?;
        let mut command = Command::new(sidecar);
        command.args(["serve", "--module", module, "--port", &port.to_string(), "--no-watch", "--refuse-request-facts"]);
        files.policies.iter().for_each(|path| _ = command.arg("--policies").arg(path));
        match id.split_once('.') {
            // A line for each request, as by default; where it goes costs nothing here.
            Some((isolation, _)) => command.args(["--isolation", isolation]).stderr(Stdio::null()),
            None => command.args(["--isolation", id, "--log-level", "warn"]),
        };
        contenders.push(Contender { id, server: Server::start(&mut command, port)? });
    }
    equal::check(&contenders, &files.questions)?;
    print(&measure(&mut contenders, &files.asked)?);
    Ok(())
}

/// A server that has its turn in each round.
struct Contender {
    id: &'static str,
    server: Server,
}

fn measure(contenders: &mut [Contender], questions: &Path) -> anyhow::Result<Samples> {
    let mut samples = Samples::new();
    for contender in contenders.iter() {
        wrk::run(contender.server.address(), questions, wrk::WARM_UP)?;
    }
    for _ in 0..ROUNDS {
        for contender in contenders.iter() {
            let seen = wrk::run(contender.server.address(), questions, wrk::TURN)?;
            for (figure, value) in [("rate", seen.rate), ("p50", seen.p50), ("p99", seen.p99)] {
                samples.entry(format!("load.{}.{figure}", contender.id)).or_default().push(value);
            }
        }
        // Whoever comes first, or after a certain other, is another one in the next round.
        contenders.rotate_left(1);
    }
    Ok(samples)
}

/// What servers and client read.
struct Files {
    _folder: TempDir,
    policies: [PathBuf; 2],
    questions: Vec<Question>,
    /// The questions, one a line.
    asked: PathBuf,
}

impl Files {
    fn write() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let (directory, asked) = (folder.path().join("directory.json"), folder.path().join("questions.ndjson"));
        fs::write(&directory, document(GROUPS, Content::Everything))?;
        let questions = questions(QUESTIONS, GROUPS);
        let lines: Vec<&[u8]> = questions.iter().map(|question| question.request.as_slice()).collect();
        fs::write(&asked, lines.join(&b'\n'))?;
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/impossible-cloud");
        Ok(Self { _folder: folder, policies: [pack, directory], questions, asked })
    }
}
