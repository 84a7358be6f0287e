//! The policies of a soak: the shipped pack, the same with a stricter deal document, and documents that are refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use channel_policy::{CompiledPolicy, load};
use channel_policy_bench::files;
use channel_policy_bench::sidecar::{Client, Server};
use channel_policy_cases::{Trust, bundle};
use serde_json::Value;
use tokio::time::{sleep, timeout};

use crate::stage::{Phase, Stage};
use crate::tally::Tally;

const DOCUMENT: &str = "deal.json";
/// Between one change and the next.
const PAUSE: Duration = Duration::from_millis(700);
/// Longest time from a change to its being taken or refused.
const PATIENCE: Duration = Duration::from_secs(30);

/// Policies that are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Variant {
    /// Deals from 100 TB.
    Shipped,
    /// Deals from 50 TB.
    Stricter,
}

impl Variant {
    pub(crate) const ALL: [Self; 2] = [Self::Shipped, Self::Stricter];
}

/// How a change is made known.
#[derive(Debug, Clone, Copy)]
enum Notice {
    /// The sidecar sees it.
    Watch,
    /// It is told.
    Hangup,
}

impl Notice {
    fn other(self) -> Self {
        match self {
            Self::Watch => Self::Hangup,
            Self::Hangup => Self::Watch,
        }
    }
}

/// A folder of policies that the sidecar watches.
pub(crate) struct Folder {
    path: PathBuf,
    shipped: String,
}

impl Folder {
    pub(crate) fn new(path: PathBuf) -> anyhow::Result<Self> {
        fs::create_dir(&path)?;
        for document in files::documents(&[pack()])? {
            let name = Path::new(&document.source).file_name().context("a file has a name")?;
            fs::write(path.join(name), document.text)?;
        }
        let shipped = fs::read_to_string(path.join(DOCUMENT))?;
        Ok(Self { path, shipped })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn text(&self, variant: Variant) -> String {
        match variant {
            Variant::Shipped => self.shipped.clone(),
            Variant::Stricter => self.shipped.replace("\"100 TB\"", "\"50 TB\""),
        }
    }

    /// The core with these policies, linked into this program: what the sidecar's answers are held to.
    pub(crate) fn native(&self, variant: Variant) -> anyhow::Result<CompiledPolicy> {
        let mut documents = files::documents(std::slice::from_ref(&self.path))?;
        let changing = documents.iter_mut().find(|document| document.source.ends_with(DOCUMENT)).context("the document that changes")?;
        changing.text = self.text(variant);
        load(bundle(&documents, Trust::ALL).as_bytes()).map_err(|answer| anyhow::anyhow!("{}", answer.text))
    }

    /// What is refused: not JSON, cut off, with a field that is none, empty.
    fn broken(&self, round: usize) -> String {
        let cut = self.shipped.len() / 2;
        ["{".to_owned(), self.shipped.chars().take(cut).collect(), self.shipped.replace("\"threshold\"", "\"treshold\""), String::new()]
            [round % 4]
            .clone()
    }

    /// Puts a document in place as a whole.
    fn put(&self, text: &str) -> anyhow::Result<()> {
        let beside = self.path.with_extension("next");
        fs::write(&beside, text)?;
        Ok(fs::rename(&beside, self.path.join(DOCUMENT))?)
    }

    /// Changes the policies until it is dropped, good and bad ones in turn.
    ///
    /// # Errors
    /// Where a change is not taken, or a bad one is.
    pub(crate) async fn change(&self, server: &Server, client: &mut Client, stage: &Stage, tally: &Tally) -> anyhow::Result<()> {
        let mut round = 0;
        loop {
            let notice = if round % 2 == 0 { Notice::Watch } else { Notice::Hangup };
            let variant = Variant::ALL[(round + 1) % 2];
            stage.set(Phase::Changing);
            self.take(server, client, (variant, notice)).await?;
            stage.set(Phase::Settled(variant));
            tally.accepted();
            sleep(PAUSE).await;
            self.refuse(server, client, (&self.broken(round), notice.other())).await?;
            tally.refused();
            sleep(PAUSE).await;
            round += 1;
        }
    }

    /// Brings the shipped policies back, whatever was going on.
    pub(crate) async fn restore(&self, server: &Server, client: &mut Client, stage: &Stage) -> anyhow::Result<()> {
        stage.set(Phase::Changing);
        self.take(server, client, (Variant::Shipped, Notice::Hangup)).await?;
        stage.set(Phase::Settled(Variant::Shipped));
        Ok(())
    }

    async fn take(&self, server: &Server, client: &mut Client, (variant, notice): (Variant, Notice)) -> anyhow::Result<()> {
        self.put(&self.text(variant))?;
        give(server, notice)?;
        let digest = self.digest(variant)?;
        let is_taken = |ready: &Value| {
            let documents = ready["policies"].as_array().into_iter().flatten();
            ready["refused"].is_null() && documents.into_iter().any(|document| document["digest"] == digest.as_str())
        };
        until(client, is_taken).await.with_context(|| format!("{variant:?} policies by {notice:?} were not taken"))
    }

    async fn refuse(&self, server: &Server, client: &mut Client, (text, notice): (&str, Notice)) -> anyhow::Result<()> {
        self.put(text)?;
        give(server, notice)?;
        until(client, |ready| !ready["refused"].is_null()).await.with_context(|| format!("bad policies by {notice:?} were not refused"))
    }

    /// The deal document's digest, as the core prints it.
    fn digest(&self, variant: Variant) -> anyhow::Result<String> {
        let information: Value = serde_json::from_str(&self.native(variant)?.inventory().text)?;
        let documents = information["policies"].as_array().context("documents")?;
        let deal = documents.iter().find(|document| document["kind"] == "deal").context("a deal document")?;
        Ok(deal["digest"].as_str().context("a digest")?.to_owned())
    }
}

fn give(server: &Server, notice: Notice) -> anyhow::Result<()> {
    match notice {
        Notice::Watch => Ok(()),
        Notice::Hangup => server.signal("HUP"),
    }
}

/// Asks `/readyz` until it says so.
async fn until(client: &mut Client, is_so: impl Fn(&Value) -> bool) -> anyhow::Result<()> {
    let asking = async {
        loop {
            let answered = client.get("/readyz").await?;
            if is_so(&serde_json::from_slice(&answered.body)?) {
                return anyhow::Ok(());
            }
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(PATIENCE, asking).await.context("in time")?
}

/// The pack that is asked.
pub(crate) fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/impossible-cloud")
}
