//! `eval --batch`: a question on each line of a file, an answer on each line out, however long the file is.

use super::{Clock, exit_code};
use crate::command::ISSUES;
use channel_policy_host::{Answer, Operation, Outcome, Request, Session, Worker, refused_line};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// The module reads no longer text. Of a longer line so much is handed over that the module can say so.
const LONGEST: usize = 8_388_608;

/// Answers every line that is not blank; the exit code is that of the worst.
pub(super) fn run(file: &Path, worker: &Worker, clock: Option<Clock>) -> anyhow::Result<ExitCode> {
    let input: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin())
    } else {
        match File::open(file) {
            Ok(file) => Box::new(file),
            Err(error) => return Ok(unreadable(file, &error)),
        }
    };
    let mut lines = Lines { input: BufReader::new(input), line: Vec::new() };
    let mut answers = BufWriter::new(io::stdout().lock());
    let mut asking = Asking { worker, session: None };
    let mut worst = Outcome::Allow;
    loop {
        match lines.advance() {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                answers.flush()?;
                return Ok(unreadable(file, &error));
            }
        }
        if lines.line.trim_ascii().is_empty() {
            continue;
        }
        let answer = asking.answer(Request { operation: Operation::Item, now_ms: Clock::read(clock), body: &lines.line });
        worst = worse(worst, answer.outcome);
        if let Err(error) = lines.put(&mut answers, &answer.text) {
            // A reader that has seen enough (`| head`) is no failure.
            return if error.kind() == ErrorKind::BrokenPipe { Ok(exit_code(worst)) } else { Err(error.into()) };
        }
    }
    match answers.flush() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(exit_code(worst)),
    }
}

fn unreadable(file: &Path, error: &io::Error) -> ExitCode {
    eprintln!("error: `{}` cannot be read: {error}", file.display());
    ExitCode::from(ISSUES)
}

/// The outcome with the higher exit code.
fn worse(a: Outcome, b: Outcome) -> Outcome {
    let rank = |outcome| match outcome {
        Outcome::Allow => 0,
        Outcome::Deny => 1,
        Outcome::Malformed | Outcome::Invalid => 2,
        Outcome::Internal => 3,
    };
    if rank(b) > rank(a) { b } else { a }
}

struct Lines {
    input: BufReader<Box<dyn Read>>,
    line: Vec<u8>,
}

impl Lines {
    /// Reads the next line, as far as it can be judged; none at the end.
    fn advance(&mut self) -> io::Result<bool> {
        self.line.clear();
        // INVARIANT: a number of bytes in memory fits.
        let read = (&mut self.input).take(LONGEST as u64 + 2).read_until(b'\n', &mut self.line)?;
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        } else if read > LONGEST {
            self.input.skip_until(b'\n')?;
        }
        Ok(read > 0)
    }

    /// Writes an answer, and hands it on where the next question is not there yet.
    fn put(&self, answers: &mut impl Write, text: &str) -> io::Result<()> {
        answers.write_all(text.as_bytes())?;
        answers.write_all(b"\n")?;
        if self.input.buffer().is_empty() { answers.flush() } else { Ok(()) }
    }
}

/// One instance for all lines, and a fresh one after a failure.
struct Asking<'w> {
    worker: &'w Worker,
    session: Option<Session>,
}

impl Asking<'_> {
    fn answer(&mut self, request: Request<'_>) -> Answer {
        let session = self.session.take().map_or_else(|| self.worker.session(), Ok);
        let answered = session.and_then(|mut session| {
            let answer = session.evaluate(request)?;
            self.session = Some(session);
            Ok(answer)
        });
        answered.unwrap_or_else(|error| {
            let outcome = Outcome::Internal;
            Answer { outcome, text: refused_line(outcome, error.code(), &error.to_string()) }
        })
    }
}
