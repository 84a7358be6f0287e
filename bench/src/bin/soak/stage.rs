//! What everybody must know to judge an answer: which policies are in use, and whether the sidecar is there at all.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::sync::watch;

use crate::policies::Variant;

/// What is to be expected of an answer now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Nobody is there.
    Down,
    /// These policies answer.
    Settled(Variant),
    /// Others take their place: either may answer.
    Changing,
    /// Nobody asks any more.
    Ended,
}

/// A phase and its number: who finds the same number before and after has met one phase alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scene {
    pub(crate) number: u64,
    /// How often the sidecar has been ended by force.
    pub(crate) crashes: u64,
    pub(crate) phase: Phase,
}

pub(crate) struct Stage {
    address: SocketAddr,
    scene: watch::Sender<Scene>,
}

impl Stage {
    pub(crate) fn new(port: u16) -> Self {
        let scene = Scene { number: 0, crashes: 0, phase: Phase::Down };
        Self { address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)), scene: watch::Sender::new(scene) }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn set(&self, phase: Phase) {
        self.scene.send_modify(|scene| *scene = Scene { number: scene.number + 1, phase, ..*scene });
    }

    /// From now on what is on its way may be cut off.
    pub(crate) fn crash(&self) {
        self.scene.send_modify(|scene| *scene = Scene { number: scene.number + 1, crashes: scene.crashes + 1, phase: Phase::Down });
    }

    pub(crate) fn now(&self) -> Scene {
        *self.scene.borrow()
    }

    /// Waits until the sidecar is there; none when all is over.
    pub(crate) async fn up(&self) -> Option<Scene> {
        let mut scenes = self.scene.subscribe();
        // INVARIANT: the stage holds the sender.
        let scene = *scenes.wait_for(|scene| scene.phase != Phase::Down).await.ok()?;
        (scene.phase != Phase::Ended).then_some(scene)
    }
}
