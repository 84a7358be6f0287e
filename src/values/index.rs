//! From a text to its position, in constant time.

use core::hash::{Hash, Hasher};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// Positions of texts that are kept elsewhere. For what a host loads; a sender could choose texts of one hash.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index(HashTable<u32>);

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Index {
    /// The position of the entry with this text that `is` accepts.
    pub(crate) fn find(&self, text: &str, is: impl Fn(u32) -> bool) -> Option<u32> {
        self.0.find(hash(text), |position| is(*position)).copied()
    }

    /// Adds a position; `text_at` gives the text of one that is there.
    pub(crate) fn insert<'t>(&mut self, text: &str, position: u32, text_at: &dyn Fn(u32) -> &'t str) {
        self.0.insert_unique(hash(text), position, |present| hash(text_at(*present)));
    }
}
