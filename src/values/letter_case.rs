//! Small letters for capitals, in every script. The library has each capital in a table, which is a fiftieth of the module
//! as it is transferred; here one run stands for many, and a test holds each to the library.

use alloc::string::String;

/// Runs of capitals whose small letters stand elsewhere: the first capital, the last, and the small letter of the first.
const SHIFTED: &str = "\
    AZa ÀÖà ØÞø ŸŸÿ ƁƁɓ ƆƆɔ ƉƊɖ ƎƎǝ ƏƏə ƐƐɛ ƓƓɠ ƔƔɣ ƖƖɩ ƗƗɨ ƜƜɯ ƝƝɲ ƟƟɵ ƦƦʀ ƩƩʃ ƮƮʈ ƱƲʊ ƷƷʒ ǄǄǆ ǇǇǉ ǊǊǌ ǱǱǳ ǶǶƕ ǷǷƿ \
    ȠȠƞ ȺȺⱥ ȽȽƚ ȾȾⱦ ɃɃƀ ɄɄʉ ɅɅʌ ͿͿϳ ΆΆά ΈΊέ ΌΌό ΎΏύ ΑΡα ΣΫσ ϏϏϗ ϴϴθ ϹϹϲ ϽϿͻ ЀЏѐ АЯа ӀӀӏ ԱՖա ႠჅⴀ ჇჇⴧ ჍჍⴭ ᎠᏯꭰ ᏰᏵᏸ ᲐᲺა \
    ᲽᲿჽ ẞẞß ἈἏἀ ἘἝἐ ἨἯἠ ἸἿἰ ὈὍὀ ὙὙὑ ὛὛὓ ὝὝὕ ὟὟὗ ὨὯὠ ᾈᾏᾀ ᾘᾟᾐ ᾨᾯᾠ ᾸᾹᾰ ᾺΆὰ ᾼᾼᾳ ῈΉὲ ῌῌῃ ῘῙῐ ῚΊὶ ῨῩῠ ῪΎὺ ῬῬῥ ῸΌὸ ῺΏὼ ῼῼῳ \
    ΩΩω KKk ÅÅå ℲℲⅎ ⅠⅯⅰ ⒶⓏⓐ ⰀⰯⰰ ⱢⱢɫ ⱣⱣᵽ ⱤⱤɽ ⱭⱭɑ ⱮⱮɱ ⱯⱯɐ ⱰⱰɒ ⱾⱿȿ ꝽꝽᵹ ꞍꞍɥ ꞪꞪɦ ꞫꞫɜ ꞬꞬɡ ꞭꞭɬ ꞮꞮɪ ꞰꞰʞ ꞱꞱʇ ꞲꞲʝ ꞳꞳꭓ ꟄꟄꞔ ꟅꟅʂ \
    ꟆꟆᶎ ꟋꟋɤ ꟜꟜƛ \u{ff21}\u{ff3a}\u{ff41} \u{10400}\u{10427}\u{10428} \u{104b0}\u{104d3}\u{104d8} \
    \u{10570}\u{1057a}\u{10597} \u{1057c}\u{1058a}\u{105a3} \u{1058c}\u{10592}\u{105b3} \u{10594}\u{10595}\u{105bb} \
    \u{10c80}\u{10cb2}\u{10cc0} \u{10d50}\u{10d65}\u{10d70} \u{118a0}\u{118bf}\u{118c0} \u{16e40}\u{16e5f}\u{16e60} \
    \u{16ea0}\u{16eb8}\u{16ebb} \u{1e900}\u{1e921}\u{1e922}";

/// Runs in which each capital is followed by its small letter: the first capital and the last.
const FOLLOWED: &str = "\
    ĀĮ ĲĶ ĹŇ ŊŶ ŹŽ ƂƄ ƇƇ ƋƋ ƑƑ ƘƘ ƠƤ ƧƧ ƬƬ ƯƯ ƳƵ ƸƸ ƼƼ ǅǅ ǈǈ ǋǛ ǞǮ ǲǴ ǸȞ ȢȲ ȻȻ ɁɁ ɆɎ ͰͲ ͶͶ ϘϮ ϷϷ ϺϺ ѠҀ ҊҾ ӁӍ ӐԮ ᲉᲉ ḀẔ \
    ẠỾ ↃↃ ⱠⱠ ⱧⱫ ⱲⱲ ⱵⱵ ⲀⳢ ⳫⳭ ⳲⳲ ꙀꙬ ꚀꚚ ꜢꜮ ꜲꝮ ꝹꝻ ꝾꞆ ꞋꞋ ꞐꞒ ꞖꞨ ꞴꟂ ꟇꟉ ꟌꟚ ꟵꟵ";

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
    let mut runs = SHIFTED.split(' ').filter_map(letters);
    let ([first, _], small) = runs.find(|([first, last], _)| (*first..=*last).contains(&capital))?;
    let step = u32::from(capital).checked_sub(u32::from(first))?;
    char::from_u32(u32::from(small?).checked_add(step)?)
}

fn followed(capital: char) -> Option<char> {
    let mut runs = FOLLOWED.split(' ').filter_map(letters);
    let ([first, _], _) = runs.find(|([first, last], _)| (*first..=*last).contains(&capital))?;
    let step = u32::from(capital).checked_sub(u32::from(first))?;
    if step % 2 == 0 { char::from_u32(u32::from(capital).checked_add(1)?) } else { None }
}

fn letters(run: &str) -> Option<([char; 2], Option<char>)> {
    let mut letters = run.chars();
    Some(([letters.next()?, letters.next()?], letters.next()))
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
