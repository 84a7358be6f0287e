//! The main job, end to end: the sidecar with the shipped policies, and the playground that asks it and itself.

use std::net::{Ipv4Addr, TcpStream};
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use crate::artifacts;
use crate::shell::{program, root};

/// Builds what is needed and runs the sidecar until it is stopped.
pub(crate) fn run(port: u16) -> anyhow::Result<()> {
    artifacts::build_package()?;
    artifacts::build_host()?;
    let playground = artifacts::build_playground()?;
    let policies = root().join("policies").join("impossible-cloud");
    let binary = artifacts::binary();
    let mut sidecar =
        program(&binary.to_string_lossy(), &["serve", "--allow-request-time", "--allow-pinning", "--port", &port.to_string()]);
    let mut sidecar = sidecar.arg("--policies").arg(policies).arg("--assets").arg(playground).spawn()?;
    wait_until_listening(&mut sidecar, port)?;
    print_usage(port);
    let status = sidecar.wait()?;
    anyhow::ensure!(status.success(), "the sidecar ended with {status}");
    Ok(())
}

/// Waits for the sidecar's port; a sidecar that ends first has said why.
fn wait_until_listening(sidecar: &mut Child, port: u16) -> anyhow::Result<()> {
    loop {
        if let Some(status) = sidecar.try_wait()? {
            anyhow::bail!("the sidecar ended with {status}; is port {port} taken? `--port` chooses another");
        }
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(());
        }
        sleep(Duration::from_millis(50));
    }
}

fn print_usage(port: u16) {
    let base = format!("http://127.0.0.1:{port}");
    let json = "-H 'content-type: application/json'";
    println!("\nPlayground: {base}/   (Ctrl+C stops it)\n");
    println!("May 47 TB and 1 byte be allocated where 53 of 100 TB are taken?");
    println!(
        "  curl -s {base}/v1/allocation {json} -d '{{\"action\":\"create\",\"contract\":{{\"id\":\"c-1\",\"reservedCapacity\":\"100 TB\",\"allocatedCapacity\":\"53 TB\"}},\"requestedCapacity\":47000000000001}}'\n"
    );
    println!("Does a customer with 90 TB need a registered deal for 20 TB more?");
    println!(
        "  curl -s {base}/v1/deal {json} -d '{{\"action\":\"check\",\"customer\":{{\"id\":\"k-1\",\"volume\":\"90 TB\"}},\"sale\":{{\"plan\":\"reserved\",\"volume\":\"20 TB\"}}}}'\n"
    );
    println!("What does a month of 2.345 TB cost?");
    println!(
        "  curl -s {base}/v1/quote {json} -d '{{\"allowSample\":true,\"plan\":{{\"kind\":\"payPerUse\",\"volume\":\"2.345 TB\"}}}}'\n"
    );
}
