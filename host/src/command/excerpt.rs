//! An issue as people read it: code, message, the lines of the file with a mark under the place, help.

use channel_policy_host::{Issue, Position, Spans};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use std::fmt;

/// Most characters of a line that are shown: a document may be one line.
const LINE_CHARACTERS: usize = 96;
/// How many of them stand before the mark.
const BEFORE_MARK: usize = 40;
/// What stands for the rest of a line.
const CUT: char = '…';

/// How a terminal, or what is none, wants its text.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) has_colours: bool,
    pub(super) width: usize,
}

/// A file's text and the name that is shown for it.
pub(super) struct Source<'s> {
    pub(super) name: &'s str,
    pub(super) spans: Spans<'s>,
}

/// `issue` with the lines of `source` around it.
pub(super) fn render(issue: &Issue, source: Option<&Source<'_>>, look: Look) -> String {
    let theme = if look.has_colours { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(look.width).with_break_words(false);
    let report = Report { issue, excerpt: source.map(|source| Excerpt::of(issue, source)) };
    let mut text = String::new();
    // Writing to a string does not fail.
    handler.render_report(&mut text, &report).unwrap_or_default();
    text
}

#[derive(Debug)]
struct Report<'i> {
    issue: &'i Issue,
    excerpt: Option<Excerpt>,
}

/// Up to three lines, each cut to the same columns, with the place of the mark in them.
#[derive(Debug)]
struct Excerpt {
    name: String,
    text: String,
    /// The first line's number, from 0.
    first_line: usize,
    lines: usize,
    place: Position,
    mark: SourceSpan,
    note: Option<String>,
}

impl Excerpt {
    fn of(issue: &Issue, source: &Source<'_>) -> Self {
        let (found, all) = (source.spans.place(issue), source.spans.text());
        let place = Position::of(all, found.span.start);
        let marked = all.get(found.span.clone()).unwrap_or_default();
        let first_line = place.line.saturating_sub(2);
        // Where few characters stand before the mark, the line is shown from its beginning.
        let start = (place.column - 1).saturating_sub(BEFORE_MARK);
        let mut text = String::new();
        let mut mark = SourceSpan::from(0..0);
        let mut lines = 0;
        let all = all.strip_suffix('\n').unwrap_or(all);
        for (number, line) in all.split('\n').enumerate().skip(first_line).take(place.line + 1 - first_line) {
            let shown = window(line.trim_end_matches('\r'), start);
            if number + 1 == place.line {
                let before: usize = shown.chars().take(place.column - 1 - start + usize::from(start > 0)).map(char::len_utf8).sum();
                let length: usize = shown[before..].chars().take(marked.chars().count().min(LINE_CHARACTERS)).map(char::len_utf8).sum();
                mark = SourceSpan::from(text.len() + before..text.len() + before + length);
            }
            text.push_str(&shown);
            text.push('\n');
            lines += 1;
        }
        let note = found.note.map(|note| printable(&note));
        Self { name: source.name.to_owned(), text, first_line, lines, place, mark, note }
    }
}

/// What a line has from the character `start` on.
fn window(line: &str, start: usize) -> String {
    let mut characters = line.chars().skip(start);
    let mut shown = if start > 0 { CUT.to_string() } else { String::new() };
    shown.extend(characters.by_ref().take(LINE_CHARACTERS).map(visible));
    if characters.next().is_some() {
        shown.push(CUT);
    }
    shown
}

/// A text of others, without what would make a terminal do something.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|character| if character == '\n' { character } else { visible(character) }).collect()
}

fn visible(character: char) -> char {
    match character {
        '\t' => ' ',
        // Control characters have pictures.
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
        // Deletion, the second set of controls, and what turns the direction of text.
        '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Issue { pointer, message, document, .. } = self.issue;
        if self.excerpt.is_none()
            && let Some(document) = document
        {
            write!(formatter, "{}: ", printable(document))?;
        }
        if !pointer.is_empty() {
            write!(formatter, "{}: ", printable(pointer))?;
        }
        formatter.write_str(&printable(message))
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.issue.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.issue.help.as_ref().map(|help| Box::new(printable(help)) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        let label = excerpt.note.clone().unwrap_or_else(|| "here".to_owned());
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(Some(label), excerpt.mark))))
    }
}

impl SourceCode for Excerpt {
    /// Always all of it; only the heading asks without context, and what it wants is the place in the file.
    fn read_span<'a>(&'a self, _: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = if before + after == 0 { (self.place.line - 1, self.place.column - 1) } else { (self.first_line, 0) };
        let all = SourceSpan::from(0..self.text.len());
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), all, line, column, self.lines)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Source, render};
    use channel_policy_host::{Issue, Spans};

    const PLAIN: Look = Look { has_colours: false, width: 100 };

    fn shown(pointer: &str, text: &str) -> String {
        let issue = Issue {
            code: "input.wrong_type".into(),
            pointer: pointer.into(),
            message: "expected a string, found a number".into(),
            help: Some("send a string".into()),
            document: None,
        };
        render(&issue, Some(&Source { name: "deal.json", spans: Spans::of(text) }), PLAIN)
    }

    #[test]
    fn the_mark_stands_under_the_place() {
        assert_eq!(
            shown("/name", "{\n  \"kind\": \"deal\",\n  \"name\": 12,\n  \"version\": \"1\"\n}\n"),
            "input.wrong_type

  × /name: expected a string, found a number
   ╭─[deal.json:3:11]
 2 │   \"kind\": \"deal\",
 3 │   \"name\": 12,
   ·           ─┬
   ·            ╰── here
 4 │   \"version\": \"1\"
   ╰────
  help: send a string
"
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{{\"a\": \"{}\", \"name\": 12, \"b\": \"{}\"}}", "x".repeat(5000), "é".repeat(5000));
        let shown = shown("/name", &text);
        assert!(shown.contains("[deal.json:1:5020]"), "{shown}");
        let lines: Vec<&str> = shown.lines().filter(|line| line.contains(" │ ") || line.contains(" · ")).collect();
        let column = |line: &str, sign: &str| line.split_once(sign).map(|(before, _)| before.chars().count());
        assert_eq!(column(lines[0], "12,"), column(lines[1], "─┬"), "{shown}");
        assert!(lines[0].chars().count() < 120 && lines[0].contains('…'), "{shown}");
    }

    #[test]
    fn what_would_move_the_terminal_is_shown_as_pictures() {
        let shown = shown("/name", "{\"\u{1b}[31m\": 1, \"name\": 12}");
        assert!(shown.contains("␛[31m") && !shown.contains('\u{1b}'), "{shown}");
    }
}
