//! Where in a text something stands, as an editor counts: lines and characters from 1.

/// The line and column of the byte at `offset`.
pub(super) fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    // Every character has one byte that does not continue another.
    let column = before[line_start..].iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
    (line, column)
}

/// Where the field at `index` of the CSV record begins that is read from `start` on: line ends before it belong to no record.
pub(super) fn field_offset(text: &str, start: usize, index: usize) -> usize {
    let bytes = text.as_bytes();
    let begin = bytes[start..].iter().position(|byte| !matches!(byte, b'\r' | b'\n')).map_or(start, |skipped| start + skipped);
    let (mut quoted, mut field) = (false, 0);
    for (offset, byte) in bytes.iter().enumerate().skip(begin) {
        if field == index {
            return offset;
        }
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => field += 1,
            b'\r' | b'\n' if !quoted => break,
            _ => {}
        }
    }
    begin
}

#[cfg(test)]
mod tests {
    use super::{field_offset, place};

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(place("ä,b\nä,b", 8), (2, 3));
        assert_eq!(place("", 0), (1, 1));
    }

    #[test]
    fn quoted_commas_and_line_ends_belong_to_their_field() {
        let text = "\r\n\"a,\"\"\n\",b,c\r\n";
        assert_eq!(place(text, field_offset(text, 0, 0)), (2, 1));
        assert_eq!(place(text, field_offset(text, 0, 1)), (3, 3));
        assert_eq!(place(text, field_offset(text, 0, 2)), (3, 5));
        // A field that is not there is the record's.
        assert_eq!(place(text, field_offset(text, 0, 3)), (2, 1));
    }
}
