//! The example of `docs/embedding.md` works, and the page shows it as it is.

use crate::support::{module_path, pack_folder, sandbox, workspace};
use std::fs;

#[path = "../../examples/embed.rs"]
#[expect(dead_code, reason = "the example's own `main` takes arguments")]
mod embed;

#[test]
fn the_example_answers() {
    let worker = embed::load(&sandbox(), &pack_folder()).expect("the pack loads");
    assert_eq!(embed::may_update(&worker, "admin").expect("an answer"), "allowed");
    let denied = embed::may_update(&worker, "viewer").expect("an answer");
    assert!(denied.starts_with("denied {"), "{denied}");
    assert!(denied.contains("permission.role_denied"), "{denied}");
    let unknown = embed::may_update(&worker, "\"").expect("an answer");
    assert!(unknown.contains("permission.role_unknown"), "{unknown}");
}

#[test]
fn the_example_says_what_is_wrong_with_policies() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("broken.json"), "{").expect("written");
    let refused = embed::load(&sandbox(), folder.path()).err().expect("refused").to_string();
    assert!(refused.contains("broken.json"), "{refused}");
}

#[test]
fn the_page_shows_the_example_as_it_is() {
    let page = fs::read_to_string(workspace().join("docs/embedding.md")).expect("the page is readable");
    let example = fs::read_to_string(workspace().join("host/examples/embed.rs")).expect("the example is readable");
    assert!(page.contains(&format!("```rust\n{example}```\n")), "copy host/examples/embed.rs into docs/embedding.md");
    assert!(module_path().ends_with("channel_policy_module.wasm"), "the page names the module's file");
}
