//! What a loaded directory keeps in memory, in bytes per account.

use channel_policy::load;
use channel_policy_bench::directory::{Content, GROUP, document};
use channel_policy_bench::rounds::Samples;
use channel_policy_bench::{bundle, print};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Accounts of the directory.
const ACCOUNTS: usize = 100_000;

fn main() {
    let without = kept(None);
    let figure = |id: &str, content| {
        let directory = document(ACCOUNTS / GROUP, content);
        let bytes = kept(Some(&directory)).saturating_sub(without).saturating_sub(directory.len());
        (id.to_owned(), vec![bytes as f64 / ACCOUNTS as f64])
    };
    print(&Samples::from([figure("memory.accounts", Content::Accounts), figure("memory.everything", Content::Everything)]));
}

/// Bytes that are still allocated once the bundle is loaded and its text is gone.
fn kept(directory: Option<&str>) -> usize {
    let text = bundle(directory);
    let policy = load(text.as_bytes()).unwrap_or_else(|answer| panic!("{}", answer.text));
    drop(text);
    let kept = ALLOCATOR.current_usage();
    drop(policy);
    kept
}
