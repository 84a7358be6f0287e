//! Policies are reloaded as a whole or not at all.

use crate::client::post;
use crate::support::{directory_file, pack_folder, sandbox};
use channel_policy_host::http::{Settings, app};
use channel_policy_host::{LoadError, Operation, Outcome, Policies, PolicySource, Reload, Request, Required, Trust, Worker};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// 40 TB and 20 TB: below the shipped threshold of 100 TB, above one of 50 TB.
const QUESTION: &[u8] = br#"{"action":"check","customer":{"id":"k-1","volume":"40 TB"},"sale":{"plan":"reserved","volume":"20 TB"}}"#;

fn deal() -> String {
    fs::read_to_string(pack_folder().join("deal.json")).expect("the shipped document")
}

/// The shipped document with another threshold.
fn stricter() -> String {
    let text = deal().replace("\"100 TB\"", "\"50 TB\"");
    assert_ne!(text, deal());
    text
}

fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("deal.json"), text).expect("written");
    folder
}

fn load(folder: &Path, required: Vec<Required>) -> Result<Arc<Policies>, LoadError> {
    let sandbox = sandbox();
    let source = PolicySource { paths: vec![folder.to_path_buf()], trust: Trust::ALL, required };
    Policies::load(source, move |bundle| Worker::load(sandbox.clone(), bundle)).map(Arc::new)
}

fn policies(folder: &Path) -> Arc<Policies> {
    load(folder, Vec::new()).unwrap_or_else(|error| panic!("{error}"))
}

fn answer(worker: &Worker) -> Outcome {
    let request = Request { operation: Operation::Deal, now_ms: Some(1_790_000_000_000), body: QUESTION };
    worker.evaluate(request).expect("an answer").outcome
}

#[test]
fn good_policies_take_the_place_of_others_and_bad_ones_do_not() {
    let folder = folder(&deal());
    let policies = policies(folder.path());
    let (begun, first) = (policies.current(), policies.revision());
    assert_eq!((answer(&begun), policies.reload()), (Outcome::Allow, Reload::Unchanged));

    fs::write(folder.path().join("deal.json"), stricter()).expect("written");
    let Reload::Accepted(second) = policies.reload() else { panic!("it is good") };
    assert_eq!((second != first, policies.revision()), (true, second.clone()));
    assert_eq!((answer(&policies.current()), answer(&begun)), (Outcome::Deny, Outcome::Allow), "who has a worker keeps it");

    fs::write(folder.path().join("deal.json"), deal().replace("\"threshold\"", "\"treshold\"")).expect("written");
    let Reload::Refused(refusal) = policies.reload() else { panic!("it is bad") };
    let codes: Vec<&str> = refusal.issues.iter().map(|issue| issue.code.as_str()).collect();
    assert!(codes.contains(&"input.unknown_field") && codes.contains(&"input.missing_field"), "{codes:?}");
    assert_eq!(policies.refusal(), Some(refusal));
    assert_eq!((answer(&policies.current()), policies.revision()), (Outcome::Deny, second.clone()));

    fs::remove_file(folder.path().join("deal.json")).expect("removed");
    let Reload::Refused(refusal) = policies.reload() else { panic!("nothing is there") };
    assert_eq!(refusal.issues[0].code, "host.empty_folder");

    fs::write(folder.path().join("deal.json"), stricter()).expect("written");
    assert_eq!((policies.reload(), policies.refusal()), (Reload::Unchanged, None));
    assert_eq!((policies.reloads_accepted(), policies.reloads_refused()), (1, 2));
}

#[test]
fn layout_is_no_other_revision_and_a_bundle_the_same() {
    let one = policies(folder(&deal()).path()).revision();
    let other = policies(folder(&deal().replace('\n', "\r\n")).path()).revision();
    assert_eq!(one, other);
}

#[test]
fn what_is_required_must_stay() {
    let required = Required { kind: "directory", by: "--some-option" };
    let folder = folder(&deal());
    assert!(matches!(load(folder.path(), vec![required]), Err(LoadError::Policies(text)) if text.contains("`--some-option` needs")));
    fs::copy(directory_file().path(), folder.path().join("directory.json")).expect("copied");
    let policies = load(folder.path(), vec![required]).unwrap_or_else(|error| panic!("{error}"));
    fs::remove_file(folder.path().join("directory.json")).expect("removed");
    let Reload::Refused(refusal) = policies.reload() else { panic!("the directory is needed") };
    assert_eq!(refusal.issues[0].code, "host.document_missing");
    assert!(policies.current().has("directory"));
}

fn next(reloads: &Receiver<Reload>) -> Reload {
    reloads.recv_timeout(Duration::from_secs(60)).expect("it is noticed")
}

#[test]
fn changed_files_are_noticed_and_read_when_they_stand_still() {
    let folder = folder(&deal());
    let policies = policies(folder.path());
    let (tell, reloads) = mpsc::channel();
    let watch =
        policies.watch(Some(Duration::from_millis(20)), move |reload| tell.send(reload.clone()).unwrap_or_default()).expect("a thread");
    fs::write(folder.path().join("deal.json"), "{").expect("written");
    assert!(matches!(next(&reloads), Reload::Refused(_)));
    fs::write(folder.path().join("deal.json"), stricter()).expect("written");
    assert!(matches!(next(&reloads), Reload::Accepted(_)));
    watch.ask();
    assert_eq!(next(&reloads), Reload::Unchanged);
    drop(watch);
    assert!(reloads.recv_timeout(Duration::from_secs(60)).is_err_and(|error| error == mpsc::RecvTimeoutError::Disconnected));
}

/// As Kubernetes does with a ConfigMap: files are links through `..data`, and `..data` is swapped.
#[cfg(unix)]
#[test]
fn a_swapped_link_is_noticed() {
    use std::os::unix::fs::symlink;
    let volume = tempfile::tempdir().expect("a folder");
    let path = |name: &str| volume.path().join(name);
    for (version, text) in [("..1", deal()), ("..2", stricter())] {
        fs::create_dir(path(version)).expect("a folder");
        fs::write(path(version).join("deal.json"), text).expect("written");
    }
    symlink("..1", path("..data")).expect("a link");
    symlink("..data/deal.json", path("deal.json")).expect("a link");
    let policies = policies(volume.path());
    let (tell, reloads) = mpsc::channel();
    let _watch =
        policies.watch(Some(Duration::from_millis(20)), move |reload| tell.send(reload.clone()).unwrap_or_default()).expect("a thread");
    symlink("..2", path("..data_tmp")).expect("a link");
    fs::rename(path("..data_tmp"), path("..data")).expect("swapped");
    assert!(matches!(next(&reloads), Reload::Accepted(_)));
    assert_eq!(answer(&policies.current()), Outcome::Deny);
}

/// Good and bad policies take turns while callers ask: every question has an answer, and it is that of the
/// revision that it names.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn reloads_under_load_fail_no_request() {
    let folder = folder(&deal());
    let policies = policies(folder.path());
    let lenient = policies.revision();
    let settings = Settings { queue_wait: Duration::from_secs(30), ..Settings::default() };
    let app = app(Arc::clone(&policies), &settings);
    let is_over = Arc::new(AtomicBool::new(false));
    let callers: Vec<_> = (0..4)
        .map(|_| {
            let (app, lenient, is_over) = (app.clone(), lenient.clone(), Arc::clone(&is_over));
            tokio::spawn(async move {
                let mut answers = [0, 0];
                while !is_over.load(Ordering::Relaxed) {
                    let reply = post(&app, "/v1/deal", QUESTION).await;
                    assert_eq!(reply.status, 200, "{}", reply.text());
                    let is_lenient = reply.header("policy-revision") == lenient;
                    assert_eq!(reply.json()["decision"], is_lenient, "{}", reply.text());
                    answers[usize::from(is_lenient)] += 1;
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                answers
            })
        })
        .collect();
    let reloading = tokio::task::spawn_blocking(move || {
        for text in [stricter(), deal().replace("\"threshold\"", "\"treshold\""), "{".to_owned(), deal()] {
            fs::write(folder.path().join("deal.json"), text).expect("written");
            policies.reload();
            sleep(Duration::from_millis(100));
        }
        is_over.store(true, Ordering::Relaxed);
        (policies.reloads_accepted(), policies.reloads_refused())
    });
    assert_eq!(reloading.await.expect("no reload panics"), (2, 2));
    for caller in callers {
        let [strict, lenient] = caller.await.expect("every answer is right");
        assert!(strict > 0 && lenient > 0, "{strict} answers of the stricter policies, {lenient} of the others");
    }
}
