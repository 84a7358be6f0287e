//! Times permission decisions natively: the verdict on a read request, the answer to it, and text to text.

use std::hint::black_box;

use channel_policy::{Answer, CompiledPolicy, Operation, Outcome, PreparedPermission, load};
use channel_policy_bench::directory::{Content, GROUP, document};
use channel_policy_bench::questions::{Question, questions};
use channel_policy_bench::rounds::{Contender, measure};
use channel_policy_bench::{bundle, print};

/// Accounts of the directories.
const SIZES: [usize; 2] = [1_000, 100_000];
/// Questions asked of each.
const QUESTIONS: usize = 1_024;
/// 15 June 2026, 12:00 UTC.
const NOW: Option<i64> = Some(1_781_524_800_000);

fn main() {
    let policies = SIZES.map(|accounts| {
        let directory = document(accounts / GROUP, Content::Everything);
        let policy = load(bundle(Some(&directory)).as_bytes()).unwrap_or_else(|answer| refused(&answer));
        (accounts, policy, questions(QUESTIONS, accounts / GROUP))
    });
    let inquiries: Vec<_> = policies.iter().map(|(accounts, policy, questions)| Inquiry::new(*accounts, policy, questions)).collect();
    inquiries.iter().for_each(Inquiry::check);
    // For a profiler: `bench-permission native.1000.verdict`.
    let wanted = std::env::args().nth(1).unwrap_or_default();
    print(&measure(inquiries.iter().flat_map(Inquiry::contenders).filter(|contender| contender.id().starts_with(&wanted)).collect()));
}

/// The questions of one directory, as text and read.
struct Inquiry<'p> {
    accounts: usize,
    policy: &'p CompiledPolicy,
    questions: &'p [Question],
    prepared: Vec<PreparedPermission<'p>>,
}

impl<'p> Inquiry<'p> {
    fn new(accounts: usize, policy: &'p CompiledPolicy, questions: &'p [Question]) -> Self {
        let prepare = |question: &'p Question| policy.prepare_permission(NOW, &question.request).unwrap_or_else(|answer| refused(&answer));
        Self { accounts, policy, questions, prepared: questions.iter().map(prepare).collect() }
    }

    /// All ways of asking agree with what the console's roles say.
    fn check(&self) {
        for (question, prepared) in self.questions.iter().zip(&self.prepared) {
            let text = self.policy.evaluate(Operation::Permission, NOW, &question.request);
            let request = String::from_utf8_lossy(&question.request);
            assert_eq!(text.outcome == Outcome::Allow, question.allowed, "{request}: {}", text.text);
            assert_eq!(prepared.verdict(), question.allowed, "{request}");
            assert_eq!(prepared.answer().text, text.text, "{request}");
        }
    }

    fn contenders(&self) -> Vec<Contender<'_>> {
        let id = |way: &str| format!("native.{}.{way}", self.accounts);
        let part = |allowed: bool| -> Vec<&PreparedPermission<'p>> {
            let both = self.questions.iter().zip(&self.prepared);
            both.filter(|(question, _)| question.allowed == allowed).map(|(_, prepared)| prepared).collect()
        };
        let verdicts = || self.prepared.iter().for_each(|prepared| _ = black_box(black_box(prepared).verdict()));
        let texts = || {
            for question in self.questions {
                black_box(self.policy.evaluate(Operation::Permission, NOW, black_box(&question.request)));
            }
        };
        vec![
            Contender::new(id("verdict"), self.prepared.len(), verdicts),
            answers(id("answer"), self.prepared.iter().collect()),
            answers(id("answer.allowed"), part(true)),
            answers(id("answer.denied"), part(false)),
            Contender::new(id("text"), self.questions.len(), texts),
        ]
    }
}

fn answers<'a>(id: String, prepared: Vec<&'a PreparedPermission<'_>>) -> Contender<'a> {
    Contender::new(id, prepared.len(), move || prepared.iter().for_each(|prepared| drop(black_box(prepared.answer()))))
}

fn refused(answer: &Answer) -> ! {
    panic!("{}", answer.text)
}
