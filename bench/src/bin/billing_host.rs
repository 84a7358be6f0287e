//! Bills in wasmtime, with epochs off and on, in turn with the native program. Arguments: the module, the native program.

use std::cell::RefCell;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use channel_policy_bench::billing::{self, Columns, QUERIES, ROWS, TEXTS, checksum, checksum_of};
use channel_policy_bench::print;
use channel_policy_bench::rounds::{Contender, measure};
use channel_policy_host::{Answer, Limits, Operation, Outcome, RateRows, Rated, Request, Sandbox, Session, Worker};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, native] = arguments.as_slice() else { panic!("the module and the native program are needed") };
    let module = std::fs::read(module).expect("the module is readable");
    let native = RefCell::new(Native::start(native));
    let workers = [("off", None), ("on", Some(Duration::from_secs(60)))].map(|(epochs, deadline)| (epochs, worker(&module, deadline)));
    let columns = Columns::new();
    let texts = [(Operation::Quote, billing::bill()), (Operation::Invoice, billing::invoice())];
    for (epochs, worker) in &workers {
        let mut work = Work::new(worker, &columns);
        work.rows();
        assert_eq!(checksum_of(&work.amounts, &work.flags), native.borrow_mut().ask("check rows"), "epochs {epochs}");
        for question in &texts {
            let own = checksum(work.text(question).text.into_bytes());
            assert_eq!(own, native.borrow_mut().ask(&format!("check {}", question.0.name())), "epochs {epochs}");
        }
    }
    eprintln!("{ROWS} rows, the bill and the invoice are the native ones");
    let mut contenders = Vec::new();
    for (name, operations) in [("rows", ROWS), ("quote", TEXTS), ("invoice", TEXTS)] {
        let native = &native;
        let ask = move || assert_eq!(native.borrow_mut().ask(&format!("run {name} 1")), "");
        contenders.push(Contender::new(format!("billing.native.{name}"), operations, ask));
        for (epochs, worker) in &workers {
            let mut work = Work::new(worker, &columns);
            let question = texts.iter().find(|(operation, _)| operation.name() == name);
            let pass = move || match question {
                None => work.rows(),
                Some(question) => (0..TEXTS).for_each(|_| drop(black_box(work.text(black_box(question))))),
            };
            contenders.push(Contender::new(format!("billing.wasmtime.{epochs}.{name}"), operations, pass));
        }
    }
    print(&measure(contenders));
}

fn worker(module: &[u8], deadline: Option<Duration>) -> Worker {
    let limits = Limits { deadline, concurrency: 8, ..Limits::default() };
    let sandbox = Sandbox::new(module, limits).expect("the module is usable");
    Worker::load(sandbox, billing::bundle()).expect("the documents load")
}

/// The native program, waiting for its turn.
struct Native {
    _process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Native {
    fn start(path: &str) -> Self {
        let mut process = Command::new(path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the native program starts");
        let questions = process.stdin.take().expect("a pipe");
        let answers = BufReader::new(process.stdout.take().expect("a pipe"));
        Self { _process: process, questions, answers }
    }

    fn ask(&mut self, question: &str) -> String {
        writeln!(self.questions, "{question}").expect("the native program listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the native program answers");
        answer.trim_end().to_owned()
    }
}

struct Work<'w> {
    session: Session,
    columns: &'w Columns,
    amounts: Vec<i64>,
    flags: Vec<u8>,
}

impl<'w> Work<'w> {
    fn new(worker: &Worker, columns: &'w Columns) -> Self {
        Self { session: worker.session().expect("a session"), columns, amounts: vec![0; ROWS], flags: vec![0; ROWS] }
    }

    fn rows(&mut self) {
        let Columns { bytes, days, price } = self.columns;
        let rated = Rated { amounts: &mut self.amounts, flags: &mut self.flags };
        let answer = self.session.rate((None, QUERIES.as_bytes()), black_box(RateRows { bytes, days, price }), rated).expect("an answer");
        assert_eq!(answer.outcome, Outcome::Allow, "{}", answer.text);
    }

    fn text(&mut self, (operation, request): &(Operation, String)) -> Answer {
        let request = Request { operation: *operation, now_ms: None, body: request.as_bytes() };
        let answer = self.session.evaluate(request).expect("an answer");
        assert_eq!(answer.outcome, Outcome::Allow, "{}", answer.text);
        answer
    }
}
