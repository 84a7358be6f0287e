//! The words of the loaded documents as numbers, so that deciding compares no text.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::index::Index;

/// A word of the loaded documents; two are equal where their texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Symbol(u32);

/// Every word of the loaded documents.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    texts: Vec<String>,
    index: Index,
}

impl Symbols {
    /// The symbol of a word; none where no document has it.
    pub(crate) fn find(&self, text: &str) -> Option<Symbol> {
        self.index.find(text, |position| self.text_at(position) == text).map(Symbol)
    }

    /// The symbol of a word, new where no document had it.
    pub(crate) fn add(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.find(text) {
            return symbol;
        }
        let position = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.to_owned());
        let texts = &self.texts;
        self.index.insert(text, position, &|position| text_at(texts, position));
        Symbol(position)
    }

    pub(crate) fn text(&self, symbol: Symbol) -> &str {
        self.text_at(symbol.0)
    }

    fn text_at(&self, position: u32) -> &str {
        text_at(&self.texts, position)
    }
}

fn text_at(texts: &[String], position: u32) -> &str {
    usize::try_from(position).ok().and_then(|position| texts.get(position)).map_or("", String::as_str)
}

/// Positions of symbols in a list of their own, such as the roles of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Positions(Vec<u16>);

const ABSENT: u16 = u16::MAX;

impl Positions {
    /// The positions of `symbols` in their order; of repeated ones the first.
    pub(crate) fn of(symbols: impl Iterator<Item = Symbol>) -> Self {
        let mut positions = Self::default();
        for (position, symbol) in symbols.enumerate() {
            let place = usize::try_from(symbol.0).unwrap_or_default();
            if positions.0.len() <= place {
                positions.0.resize(place.saturating_add(1), ABSENT);
            }
            if let Some(cell @ &mut ABSENT) = positions.0.get_mut(place) {
                *cell = u16::try_from(position).unwrap_or(ABSENT);
            }
        }
        positions
    }

    pub(crate) fn get(&self, symbol: Option<Symbol>) -> Option<usize> {
        let place = usize::try_from(symbol?.0).ok()?;
        self.0.get(place).filter(|position| **position != ABSENT).map(|position| usize::from(*position))
    }
}
