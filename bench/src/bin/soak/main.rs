//! The sidecar under everything at once: good questions whose answers are known, hostile requests, reloads of good and bad
//! policies, a crash in the middle. Arguments: the sidecar, its module, how many seconds. Prints what it counted, and fails
//! where an answer was wrong or lost, a hostile request was answered otherwise than it should be, a reload went wrong, memory
//! grew or a line of the decision log is missing.
//!
//! The first half runs with a fresh instance for each request, the second, after the crash, with instances that are kept.

mod decision_log;
mod good;
mod hostile;
mod memory;
mod policies;
mod stage;
mod tally;

use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use channel_policy_bench::sidecar::{Client, Server, free_port};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio::time::sleep;

use good::Question;
use hostile::Attack;
use memory::Life;
use policies::{Folder, Variant};
use stage::{Phase, Stage};
use tally::Tally;

const TOKEN: &str = "a-token-of-the-soak-0123456789";
/// Who asks good questions at once.
const CALLERS: usize = 6;
/// Who sends hostile requests at once.
const ATTACKERS: usize = 4;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [sidecar, module, seconds] = arguments.as_slice() else { anyhow::bail!("the sidecar, its module and seconds are needed") };
    let half = Duration::from_secs(seconds.parse()?) / 2;
    let place = Place::new(sidecar, module)?;
    let questions: Arc<[Question]> = good::questions(&place.policies)?.into();
    let attacks: Arc<[Attack]> = hostile::attacks().into();
    eprintln!("{} questions with known answers, {} ways to be hostile", questions.len(), attacks.len());
    let stage = Arc::new(Stage::new(place.port));
    let tally = Arc::new(Tally::default());
    let mut traffic = JoinSet::new();
    for index in 0..CALLERS {
        traffic.spawn(good::ask(Arc::clone(&stage), Arc::clone(&questions), Arc::clone(&tally), index));
    }
    for index in 0..ATTACKERS {
        traffic.spawn(hostile::attack(Arc::clone(&stage), Arc::clone(&attacks), Arc::clone(&tally), index));
    }
    let mut lives = Vec::new();
    for isolation in ["request", "worker"] {
        let server = place.start(isolation)?;
        stage.set(Phase::Settled(Variant::Shipped));
        let life = live(&server, &place, &stage, &tally, half).await?;
        lives.push((isolation, life));
        if isolation == "request" {
            // Whatever is on its way is cut off.
            stage.crash();
            server.kill()?;
            tally.note_log(decision_log::read(&place.log())?);
        } else {
            stage.set(Phase::Ended);
            while let Some(ended) = traffic.join_next().await {
                ended?;
            }
            server.stop().context("at the end")?;
        }
    }
    tally.report(&lives, decision_log::read(&place.log())?)
}

/// A sidecar's life: traffic meets it already; here its policies change, and its memory is looked at.
async fn live(server: &Server, place: &Place, stage: &Stage, tally: &Tally, time: Duration) -> anyhow::Result<Life> {
    let mut client = Client::new(server.address());
    let watched = memory::watch(server.id());
    let changed = tokio::time::timeout(time, place.policies.change(server, &mut client, stage, tally));
    // It changes until the time is over, or until it finds that a change was not taken.
    if let Ok(Err(error)) = changed.await {
        tally.fail(format!("reload: {error:#}"));
    }
    // What a change has begun comes to its end, and the shipped policies come back.
    place.policies.restore(server, &mut client, stage).await?;
    sleep(Duration::from_millis(100)).await;
    Ok(watched.end())
}

/// Files and port of all lives.
struct Place {
    folder: TempDir,
    policies: Folder,
    port: u16,
    sidecar: String,
    module: String,
}

impl Place {
    fn new(sidecar: &str, module: &str) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("tokens"), TOKEN)?;
        let policies = Folder::new(folder.path().join("policies"))?;
        Ok(Self { folder, policies, port: free_port()?, sidecar: sidecar.to_owned(), module: module.to_owned() })
    }

    fn log(&self) -> std::path::PathBuf {
        self.folder.path().join("decisions.ndjson")
    }

    fn start(&self, isolation: &str) -> anyhow::Result<Server> {
        let mut command = Command::new(&self.sidecar);
        command.args(["serve", "--module", &self.module, "--port", &self.port.to_string(), "--isolation", isolation]);
        command.arg("--policies").arg(self.policies.path()).arg("--tokens-file").arg(self.folder.path().join("tokens"));
        // Known answers need known times.
        command.args(["--allow-request-time", "--allow-pinning", "--log-level", "error"]);
        // Slow clients are met soon, and a machine that is busy with other things makes nobody wait in vain.
        command.args(["--read-timeout-ms", "2000", "--queue-wait-ms", "10000", "--deadline-ms", "10000"]);
        command.arg("--decision-log").arg(self.log()).args(["--decision-log-max-bytes", "16777216", "--decision-log-keep", "1000"]);
        let errors = File::options().create(true).append(true).open(self.folder.path().join("errors.log"))?;
        Server::start(command.stderr(Stdio::from(errors)), self.port)
    }
}
