//! Names as they may be spelled by another outlet: keys that are equal, or nearly, where only the spelling differs.

/// The words of a name in lower case, without accents, punctuation, and articles at their beginning: `The el-Hadari` is
/// `hadari`.
pub(super) fn words(name: &str) -> Vec<String> {
    let plain: String = name.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    let mut words: Vec<String> = plain
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let is_article = |word: &String| matches!(word.as_str(), "the" | "al" | "el" | "ul");
    if words.iter().any(|word| !is_article(word)) {
        words.retain(|word| !is_article(word));
    }
    words
}

/// What stays of a word however its sounds are written in Latin letters: consonants, with those that stand for one sound
/// made one. `mohammed` and `muhamad` are both `mhmd`.
pub(super) fn skeleton(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    let mut is_first = true;
    while let Some(letter) = letters.next() {
        let sound = match (letter, letters.peek()) {
            ('p', Some('h')) => {
                letters.next();
                'f'
            }
            ('k' | 'g' | 'd' | 't' | 's', Some('h')) => {
                letters.next();
                letter
            }
            ('q' | 'c', _) => 'k',
            ('w', _) => 'v',
            ('z', _) => 's',
            ('y' | 'j', _) => 'i',
            _ => letter,
        };
        let is_vowel = matches!(sound, 'a' | 'e' | 'i' | 'o' | 'u');
        // A vowel at the beginning is heard; the others are written in many ways.
        let kept = if is_vowel { is_first.then_some('a') } else { Some(sound) };
        if let Some(kept) = kept.filter(|kept| !key.ends_with(*kept)) {
            key.push(kept);
        }
        is_first = false;
    }
    key
}

/// Whether two words are spellings of one: the same skeleton, and few letters apart.
pub(super) fn is_variant(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let n = a.chars().count().min(b.chars().count());
    let most = if n < 5 { 1 } else { 3 };
    let key = skeleton(a);
    n >= 4 && key.len() >= 3 && key == skeleton(b) && distance(a, b) <= most
}

/// Number of letters that have to be put in, taken out or changed to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// A letter without the sign above, below or through it, for the letters of languages that news romanize.
fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' | 'ð' | 'ḍ' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' => 'e',
        'ğ' | 'ģ' => 'g',
        'ḥ' | 'ḩ' => 'h',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => 's',
        'ť' | 'ţ' | 'ț' | 'ṭ' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' | 'ẓ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_name_have_no_article_accent_or_sign() {
        assert_eq!(words("The Al-Haddari"), ["haddari"]);
        assert_eq!(words("Inès O’Rourke"), ["ines", "orourke"]);
        assert_eq!(words("The"), ["the"], "a name has words");
    }

    #[test]
    fn spellings_of_one_name_are_told_from_other_names() {
        for (a, b) in [
            ("mohammed", "muhamad"),
            ("haddari", "hadari"),
            ("qasim", "kassem"),
            ("omar", "umar"),
            ("yusuf", "youssef"),
        ] {
            assert!(is_variant(a, b), "{a} {b}: {} {}", skeleton(a), skeleton(b));
        }
        for (a, b) in [("denn", "dann"), ("vale", "velle"), ("marsh", "marin"), ("ali", "ala")] {
            assert!(!is_variant(a, b), "{a} {b}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
