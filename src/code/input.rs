//! Issues of any input.

macro_rules! input_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The text is not JSON (RFC 8259): it is truncated, has trailing text or breaks the grammar.
            ///
            /// Remedy: send one complete JSON value.
            InputMalformedJson = "input.malformed_json",
            /// The text is not UTF-8.
            ///
            /// Remedy: encode the body as UTF-8 without a byte order mark.
            InputInvalidUtf8 = "input.invalid_utf8",
            /// A string holds half of a surrogate pair, which is not a character.
            ///
            /// Remedy: remove it, or send both halves.
            InputLoneSurrogate = "input.lone_surrogate",
            /// Arrays and objects are nested more than 32 deep.
            ///
            /// Remedy: flatten the request; no operation needs more than 8 levels.
            InputTooDeep = "input.too_deep",
            /// The text is longer than 8,388,608 bytes or has more than 500,000 values (over HTTP the sidecar's own limit on the
            /// body answers first, with status 413).
            ///
            /// Remedy: send totals instead of lists, or split the request.
            InputTooLarge = "input.too_large",
            /// An object has the same key twice; which value was meant is unknown.
            ///
            /// Remedy: send each key once.
            InputDuplicateKey = "input.duplicate_key",
            /// The object has a field that this operation does not know.
            ///
            /// Remedy: correct its spelling or leave it out; the message lists the known fields.
            InputUnknownField = "input.unknown_field",
            /// A required field is absent.
            ///
            /// Remedy: add it.
            InputMissingField = "input.missing_field",
            /// The value has another JSON type than the field.
            ///
            /// Remedy: send the type that the message names.
            InputWrongType = "input.wrong_type",
            /// The value is `null`. JavaScript's `JSON.stringify` writes NaN and infinities as `null`, so it is never read as "absent".
            ///
            /// Remedy: leave the field out, or send a value.
            InputNull = "input.null",
            /// A number is fractional or outside ±(2^53 − 1), where not every system keeps it exact.
            ///
            /// Remedy: send capacity as a string with a unit and money as a decimal string.
            InputNotAnInteger = "input.not_an_integer",
            /// The value is not one of the listed words.
            ///
            /// Remedy: use one of the words that the help lists.
            InputUnknownValue = "input.unknown_value",
            /// The input has more than 1,000 issues of shape; the first 1,000 are given.
            ///
            /// Remedy: correct these, then ask again.
            InputTooManyIssues = "input.too_many_issues",
            /// The text is longer than the field allows, or empty where an id, a name or a source belongs.
            ///
            /// Remedy: keep to the length that the message names.
            InputTextLength = "input.text_length",
            /// The string is not a capacity: a decimal number, one space and a unit of B, kB, MB, GB, TB, PB, EB, KiB, MiB, GiB, TiB, PiB or EiB.
            ///
            /// Remedy: write for example `47.5 TB`; no comma, no thousands separator.
            InputCapacityFormat = "input.capacity_format",
            /// The capacity could be meant in two ways: `1.000 GB` is 1 GB where the point is a decimal sign and 1000 GB where it
            /// separates thousands. So are numbers of one to three digits, a point and three decimals of which the last is a needless zero.
            ///
            /// Remedy: write one of the two under `allowed`.
            InputCapacityAmbiguous = "input.capacity_ambiguous",
            /// The capacity is negative.
            ///
            /// Remedy: send 0 or more.
            InputCapacityNegative = "input.capacity_negative",
            /// The capacity does not come to a whole number of bytes.
            ///
            /// Remedy: use fewer decimals or a smaller unit.
            InputCapacityFraction = "input.capacity_fraction",
            /// The capacity is above 1000 EB (10^21 bytes).
            ///
            /// Remedy: check the unit.
            InputCapacityTooLarge = "input.capacity_too_large",
            /// The string is not a decimal: digits, at most one point with digits on both sides, no exponent, no `+`, no separators.
            ///
            /// Remedy: write for example `7.99`.
            InputDecimalFormat = "input.decimal_format",
            /// The decimal has more than 24 digits or more than 12 after the point.
            ///
            /// Remedy: send fewer digits; nothing is rounded for you.
            InputDecimalTooLong = "input.decimal_too_long",
            /// The amount or price is negative.
            ///
            /// Remedy: send 0 or more.
            InputDecimalNegative = "input.decimal_negative",
            /// The currency is not an active ISO 4217 code with minor units.
            ///
            /// Remedy: write for example `EUR`.
            InputCurrency = "input.currency",
            /// The string is not a date of the form `YYYY-MM-DD` in the years 0001 to 9998.
            ///
            /// Remedy: write for example `2026-03-20`.
            InputDateFormat = "input.date_format",
            /// The string is not an instant (RFC 3339, with an offset or `Z`).
            ///
            /// Remedy: write for example `2026-03-20T08:30:00Z`.
            InputInstantFormat = "input.instant_format",
            /// The string is not a JSON Pointer (RFC 6901): empty, or tokens that each begin with `/`.
            ///
            /// Remedy: write for example `/form/password`.
            InputPointerFormat = "input.pointer_format",
            /// There are more than 100 pointers; each is held against every member of the request.
            ///
            /// Remedy: name what holds them, or use `*`.
            InputTooManyPointers = "input.too_many_pointers",
            /// The period or validity ends before or when it starts.
            ///
            /// Remedy: periods are `[start, end)`; the end must be later.
            InputPeriodEmpty = "input.period_empty",
            /// The same id is listed twice.
            ///
            /// Remedy: list each id once.
            InputDuplicateId = "input.duplicate_id",
            /// Neither the request has an `asOf` nor the caller has a clock, so no rule version can be chosen.
            ///
            /// Remedy: send `asOf` (permission: `context.asOf`).
            InputAsOfMissing = "input.as_of_missing",
            /// The request has an `asOf`, but this service decides by its own clock.
            ///
            /// Remedy: leave `asOf` out, or let the operator allow request time.
            InputAsOfRefused = "input.as_of_refused",
            /// The request pins a document version, but this service does not allow that.
            ///
            /// Remedy: leave `pin` out, or let the operator allow pinning.
            InputPinRefused = "input.pin_refused",
            /// The request pins a version that is not loaded.
            ///
            /// Remedy: pin one of the loaded versions; the help lists them.
            InputPinUnknown = "input.pin_unknown",
        } }
    };
}
pub(crate) use input_issues;
