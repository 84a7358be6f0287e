//! Bills natively, when asked to on standard input: `check <what>` answers with a checksum of the results, `run <what>
//! <passes>` with an empty line when they are done. So rounds in another process can take turns with rounds here.

use std::hint::black_box;
use std::io::{self, BufRead, Write};

use channel_policy::{Answer, CompiledPolicy, Operation, Outcome, RateRows, load};
use channel_policy_bench::billing::{self, Columns, QUERIES, ROWS, TEXTS, checksum, checksum_of};

fn main() -> io::Result<()> {
    let policy = load(billing::bundle().as_bytes()).unwrap_or_else(|answer| panic!("{}", answer.text));
    let mut work = Work { policy, columns: Columns::new(), amounts: vec![0; ROWS], flags: vec![0; ROWS] };
    let texts = [(Operation::Quote, billing::bill()), (Operation::Invoice, billing::invoice())];
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let text = |name: &str| texts.iter().find(|(operation, _)| operation.name() == name).expect("a known question");
        let answer = match words.as_slice() {
            ["check", "rows"] => {
                work.rows();
                checksum_of(&work.amounts, &work.flags)
            }
            ["check", name] => checksum(work.text(text(name)).text.into_bytes()),
            ["run", "rows", passes] => {
                (0..number(passes)).for_each(|_| work.rows());
                String::new()
            }
            ["run", name, passes] => {
                let question = text(name);
                (0..number(passes) * TEXTS).for_each(|_| drop(black_box(work.text(black_box(question)))));
                String::new()
            }
            _ => panic!("`{line}` is not understood"),
        };
        println!("{answer}");
        io::stdout().flush()?;
    }
    Ok(())
}

fn number(text: &str) -> usize {
    text.parse().expect("a number")
}

struct Work {
    policy: CompiledPolicy,
    columns: Columns,
    amounts: Vec<i64>,
    flags: Vec<u8>,
}

impl Work {
    fn rows(&mut self) {
        let Columns { bytes, days, price } = &self.columns;
        let rows = RateRows { bytes, days, price };
        let answer = self.policy.rate_columns(None, QUERIES.as_bytes(), black_box(rows), &mut self.amounts, &mut self.flags);
        assert_eq!(answer.outcome, Outcome::Allow, "{}", answer.text);
    }

    fn text(&self, (operation, request): &(Operation, String)) -> Answer {
        let answer = self.policy.evaluate(*operation, None, request.as_bytes());
        assert_eq!(answer.outcome, Outcome::Allow, "{}", answer.text);
        answer
    }
}
