//! Small letters for capitals, in every script. The library has each capital in a table, which is a fiftieth of the module
//! as it is transferred; here one run stands for many, and a test holds each to the library.

use alloc::string::String;

/// Runs of capitals whose small letters stand elsewhere, in order: the first capital, the last, and the small letter of the first.
#[rustfmt::skip]
const SHIFTED: [(char, char, char); 128] = [
    ('A', 'Z', 'a'), ('À', 'Ö', 'à'), ('Ø', 'Þ', 'ø'), ('Ÿ', 'Ÿ', 'ÿ'), ('Ɓ', 'Ɓ', 'ɓ'), ('Ɔ', 'Ɔ', 'ɔ'),
    ('Ɖ', 'Ɗ', 'ɖ'), ('Ǝ', 'Ǝ', 'ǝ'), ('Ə', 'Ə', 'ə'), ('Ɛ', 'Ɛ', 'ɛ'), ('Ɠ', 'Ɠ', 'ɠ'), ('Ɣ', 'Ɣ', 'ɣ'),
    ('Ɩ', 'Ɩ', 'ɩ'), ('Ɨ', 'Ɨ', 'ɨ'), ('Ɯ', 'Ɯ', 'ɯ'), ('Ɲ', 'Ɲ', 'ɲ'), ('Ɵ', 'Ɵ', 'ɵ'), ('Ʀ', 'Ʀ', 'ʀ'),
    ('Ʃ', 'Ʃ', 'ʃ'), ('Ʈ', 'Ʈ', 'ʈ'), ('Ʊ', 'Ʋ', 'ʊ'), ('Ʒ', 'Ʒ', 'ʒ'), ('Ǆ', 'Ǆ', 'ǆ'), ('Ǉ', 'Ǉ', 'ǉ'),
    ('Ǌ', 'Ǌ', 'ǌ'), ('Ǳ', 'Ǳ', 'ǳ'), ('Ƕ', 'Ƕ', 'ƕ'), ('Ƿ', 'Ƿ', 'ƿ'), ('Ƞ', 'Ƞ', 'ƞ'), ('Ⱥ', 'Ⱥ', 'ⱥ'),
    ('Ƚ', 'Ƚ', 'ƚ'), ('Ⱦ', 'Ⱦ', 'ⱦ'), ('Ƀ', 'Ƀ', 'ƀ'), ('Ʉ', 'Ʉ', 'ʉ'), ('Ʌ', 'Ʌ', 'ʌ'), ('Ϳ', 'Ϳ', 'ϳ'),
    ('Ά', 'Ά', 'ά'), ('Έ', 'Ί', 'έ'), ('Ό', 'Ό', 'ό'), ('Ύ', 'Ώ', 'ύ'), ('Α', 'Ρ', 'α'), ('Σ', 'Ϋ', 'σ'),
    ('Ϗ', 'Ϗ', 'ϗ'), ('ϴ', 'ϴ', 'θ'), ('Ϲ', 'Ϲ', 'ϲ'), ('Ͻ', 'Ͽ', 'ͻ'), ('Ѐ', 'Џ', 'ѐ'), ('А', 'Я', 'а'),
    ('Ӏ', 'Ӏ', 'ӏ'), ('Ա', 'Ֆ', 'ա'), ('Ⴀ', 'Ⴥ', 'ⴀ'), ('Ⴧ', 'Ⴧ', 'ⴧ'), ('Ⴭ', 'Ⴭ', 'ⴭ'), ('Ꭰ', 'Ꮿ', 'ꭰ'),
    ('Ᏸ', 'Ᏽ', 'ᏸ'), ('Ა', 'Ჺ', 'ა'), ('Ჽ', 'Ჿ', 'ჽ'), ('ẞ', 'ẞ', 'ß'), ('Ἀ', 'Ἇ', 'ἀ'), ('Ἐ', 'Ἕ', 'ἐ'),
    ('Ἠ', 'Ἧ', 'ἠ'), ('Ἰ', 'Ἷ', 'ἰ'), ('Ὀ', 'Ὅ', 'ὀ'), ('Ὑ', 'Ὑ', 'ὑ'), ('Ὓ', 'Ὓ', 'ὓ'), ('Ὕ', 'Ὕ', 'ὕ'),
    ('Ὗ', 'Ὗ', 'ὗ'), ('Ὠ', 'Ὧ', 'ὠ'), ('ᾈ', 'ᾏ', 'ᾀ'), ('ᾘ', 'ᾟ', 'ᾐ'), ('ᾨ', 'ᾯ', 'ᾠ'), ('Ᾰ', 'Ᾱ', 'ᾰ'),
    ('Ὰ', 'Ά', 'ὰ'), ('ᾼ', 'ᾼ', 'ᾳ'), ('Ὲ', 'Ή', 'ὲ'), ('ῌ', 'ῌ', 'ῃ'), ('Ῐ', 'Ῑ', 'ῐ'), ('Ὶ', 'Ί', 'ὶ'),
    ('Ῠ', 'Ῡ', 'ῠ'), ('Ὺ', 'Ύ', 'ὺ'), ('Ῥ', 'Ῥ', 'ῥ'), ('Ὸ', 'Ό', 'ὸ'), ('Ὼ', 'Ώ', 'ὼ'), ('ῼ', 'ῼ', 'ῳ'),
    ('Ω', 'Ω', 'ω'), ('K', 'K', 'k'), ('Å', 'Å', 'å'), ('Ⅎ', 'Ⅎ', 'ⅎ'), ('Ⅰ', 'Ⅿ', 'ⅰ'), ('Ⓐ', 'Ⓩ', 'ⓐ'),
    ('Ⰰ', 'Ⱟ', 'ⰰ'), ('Ɫ', 'Ɫ', 'ɫ'), ('Ᵽ', 'Ᵽ', 'ᵽ'), ('Ɽ', 'Ɽ', 'ɽ'), ('Ɑ', 'Ɑ', 'ɑ'), ('Ɱ', 'Ɱ', 'ɱ'),
    ('Ɐ', 'Ɐ', 'ɐ'), ('Ɒ', 'Ɒ', 'ɒ'), ('Ȿ', 'Ɀ', 'ȿ'), ('Ᵹ', 'Ᵹ', 'ᵹ'), ('Ɥ', 'Ɥ', 'ɥ'), ('Ɦ', 'Ɦ', 'ɦ'),
    ('Ɜ', 'Ɜ', 'ɜ'), ('Ɡ', 'Ɡ', 'ɡ'), ('Ɬ', 'Ɬ', 'ɬ'), ('Ɪ', 'Ɪ', 'ɪ'), ('Ʞ', 'Ʞ', 'ʞ'), ('Ʇ', 'Ʇ', 'ʇ'),
    ('Ʝ', 'Ʝ', 'ʝ'), ('Ꭓ', 'Ꭓ', 'ꭓ'), ('Ꞔ', 'Ꞔ', 'ꞔ'), ('Ʂ', 'Ʂ', 'ʂ'), ('Ᶎ', 'Ᶎ', 'ᶎ'), ('\u{a7cb}', '\u{a7cb}', 'ɤ'),
    ('\u{a7dc}', '\u{a7dc}', 'ƛ'), ('\u{ff21}', '\u{ff3a}', '\u{ff41}'), ('\u{10400}', '\u{10427}', '\u{10428}'), ('\u{104b0}', '\u{104d3}', '\u{104d8}'), ('\u{10570}', '\u{1057a}', '\u{10597}'), ('\u{1057c}', '\u{1058a}', '\u{105a3}'),
    ('\u{1058c}', '\u{10592}', '\u{105b3}'), ('\u{10594}', '\u{10595}', '\u{105bb}'), ('\u{10c80}', '\u{10cb2}', '\u{10cc0}'), ('\u{10d50}', '\u{10d65}', '\u{10d70}'), ('\u{118a0}', '\u{118bf}', '\u{118c0}'), ('\u{16e40}', '\u{16e5f}', '\u{16e60}'),
    ('\u{16ea0}', '\u{16eb8}', '\u{16ebb}'), ('\u{1e900}', '\u{1e921}', '\u{1e922}'),
];

/// Runs in which each capital is followed by its small letter, in order: the first capital and the last.
#[rustfmt::skip]
const FOLLOWED: [(char, char); 60] = [
    ('Ā', 'Į'), ('Ĳ', 'Ķ'), ('Ĺ', 'Ň'), ('Ŋ', 'Ŷ'), ('Ź', 'Ž'), ('Ƃ', 'Ƅ'), ('Ƈ', 'Ƈ'), ('Ƌ', 'Ƌ'), ('Ƒ', 'Ƒ'), ('Ƙ', 'Ƙ'),
    ('Ơ', 'Ƥ'), ('Ƨ', 'Ƨ'), ('Ƭ', 'Ƭ'), ('Ư', 'Ư'), ('Ƴ', 'Ƶ'), ('Ƹ', 'Ƹ'), ('Ƽ', 'Ƽ'), ('ǅ', 'ǅ'), ('ǈ', 'ǈ'), ('ǋ', 'Ǜ'),
    ('Ǟ', 'Ǯ'), ('ǲ', 'Ǵ'), ('Ǹ', 'Ȟ'), ('Ȣ', 'Ȳ'), ('Ȼ', 'Ȼ'), ('Ɂ', 'Ɂ'), ('Ɇ', 'Ɏ'), ('Ͱ', 'Ͳ'), ('Ͷ', 'Ͷ'), ('Ϙ', 'Ϯ'),
    ('Ϸ', 'Ϸ'), ('Ϻ', 'Ϻ'), ('Ѡ', 'Ҁ'), ('Ҋ', 'Ҿ'), ('Ӂ', 'Ӎ'), ('Ӑ', 'Ԯ'), ('\u{1c89}', '\u{1c89}'), ('Ḁ', 'Ẕ'), ('Ạ', 'Ỿ'), ('Ↄ', 'Ↄ'),
    ('Ⱡ', 'Ⱡ'), ('Ⱨ', 'Ⱬ'), ('Ⱳ', 'Ⱳ'), ('Ⱶ', 'Ⱶ'), ('Ⲁ', 'Ⳣ'), ('Ⳬ', 'Ⳮ'), ('Ⳳ', 'Ⳳ'), ('Ꙁ', 'Ꙭ'), ('Ꚁ', 'Ꚛ'), ('Ꜣ', 'Ꜯ'),
    ('Ꜳ', 'Ꝯ'), ('Ꝺ', 'Ꝼ'), ('Ꝿ', 'Ꞇ'), ('Ꞌ', 'Ꞌ'), ('Ꞑ', 'Ꞓ'), ('Ꞗ', 'Ꞩ'), ('Ꞵ', 'Ꟃ'), ('Ꟈ', 'Ꟊ'), ('\u{a7cc}', '\u{a7da}'), ('Ꟶ', 'Ꟶ'),
];

/// The text with small letters for capitals, character by character, without any language's rules.
pub(crate) fn small_letters(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'İ' => small.push_str("i\u{307}"),
            _ => small.push(small_letter(character)),
        }
    }
    small
}

fn small_letter(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    shifted(character).or_else(|| followed(character)).unwrap_or(character)
}

fn shifted(capital: char) -> Option<char> {
    let run = SHIFTED.partition_point(|(_, last, _)| *last < capital);
    let (first, _, small) = SHIFTED.get(run)?;
    char::from_u32(u32::from(*small).checked_add(u32::from(capital).checked_sub(u32::from(*first))?)?)
}

fn followed(capital: char) -> Option<char> {
    let run = FOLLOWED.partition_point(|(_, last)| *last < capital);
    let (first, _) = FOLLOWED.get(run)?;
    let step = u32::from(capital).checked_sub(u32::from(*first))?;
    if step % 2 == 0 { char::from_u32(u32::from(capital).checked_add(1)?) } else { None }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use core::ops::RangeInclusive;

    use super::small_letters;

    /// Where scripts with capitals are.
    const CASED: [RangeInclusive<char>; 5] =
        ['\0'..='\u{2fff}', '\u{a640}'..='\u{abff}', '\u{fb00}'..='\u{119ff}', '\u{16e00}'..='\u{16eff}', '\u{1e900}'..='\u{1e9ff}'];

    #[test]
    fn small_letters_are_the_librarys() {
        for character in '\0'..=char::MAX {
            let expected: String = character.to_lowercase().collect();
            let given = String::from(character);
            if CASED.iter().any(|script| script.contains(&character)) {
                assert_eq!(small_letters(&given), expected, "{:04x}", u32::from(character));
            } else {
                assert_eq!(given, expected, "a script with capitals, {:04x}", u32::from(character));
            }
        }
    }
}
