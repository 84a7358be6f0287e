//! Servers as processes of their own.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Context;

/// Longest time from the start to the first connection; compiling the policies on a busy machine is the most of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A port that nothing listens on now.
///
/// # Errors
/// Where the system has none.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// A server that ends, at the latest, when this is dropped.
pub struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts `command`, which is to listen on `port`, and waits until it does.
    ///
    /// # Errors
    /// Where it ends before, or takes too long.
    pub fn start(command: &mut Command, port: u16) -> anyhow::Result<Self> {
        let process = command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start {command:?}"))?;
        let mut server = Self { process, address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)) };
        let start = Instant::now();
        while TcpStream::connect(server.address).is_err() {
            if let Some(status) = server.process.try_wait()? {
                anyhow::bail!("{command:?} ended with {status}");
            }
            anyhow::ensure!(start.elapsed() < PATIENCE, "{command:?} does not listen");
            sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The process's number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Sends it a signal: `HUP`, `TERM`.
    ///
    /// # Errors
    /// Where it is gone, or the system has no `kill`.
    pub fn signal(&self, name: &str) -> anyhow::Result<()> {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.id().to_string()).status()?;
        anyhow::ensure!(sent.success(), "the signal {name} was not sent");
        Ok(())
    }

    /// Asks it to stop, and waits until it has.
    ///
    /// # Errors
    /// Where it takes too long, or ends otherwise than well.
    pub fn stop(mut self) -> anyhow::Result<()> {
        self.signal("TERM")?;
        let start = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait()? {
                anyhow::ensure!(status.success(), "the server ended with {status}");
                return Ok(());
            }
            anyhow::ensure!(start.elapsed() < PATIENCE, "the server does not stop");
            sleep(Duration::from_millis(20));
        }
    }

    /// Ends it by force, as a crash would, and waits until it is gone.
    ///
    /// # Errors
    /// Where it had ended by itself.
    pub fn kill(mut self) -> anyhow::Result<()> {
        if let Some(status) = self.process.try_wait()? {
            anyhow::bail!("the server had ended with {status}");
        }
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, and there is nobody to tell.
        let _is_ended = self.process.kill().is_ok() && self.process.wait().is_ok();
    }
}
