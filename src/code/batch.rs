//! Issues of many questions in one request.

macro_rules! batch_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The batch has more items than are asked at once.
            ///
            /// Remedy: send several batches, or the items as lines (NDJSON), of which there may be any number.
            BatchTooManyItems = "batch.too_many_items",
            /// The answers of the items before this one fill 8,388,608 bytes, so that it was not asked.
            ///
            /// Remedy: send this item and those after it as another batch.
            BatchAnswersTooLong = "batch.answers_too_long",
        } }
    };
}
pub(crate) use batch_issues;
