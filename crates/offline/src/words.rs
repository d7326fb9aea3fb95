//! Whether two words are forms of one: "washing" and "wash", "groceries" and "grocery".

use crate::{
    text::is_slip,
    vocabulary::{ACTIONS, IRREGULAR, NOUNS, entry},
};

/// How surely two words mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Not at all.
    None,
    /// With one letter for another, so it may well be another word.
    Doubtful,
    /// Forms of one word, or a slip of the finger.
    Same,
}

/// Compares two words, both in lower case.
pub(crate) fn likeness(one: &str, other: &str) -> Likeness {
    let (one, other) = (stem(one), stem(other));
    let shorter = one.chars().count().min(other.chars().count());
    let is_text = !one.chars().chain(other.chars()).any(|c| c.is_ascii_digit());
    if one == other {
        Likeness::Same
    } else if is_text && shorter >= 4 && is_slip(&one, &other) {
        if shorter >= 5 || one.len() == other.len() { Likeness::Same } else { Likeness::Doubtful }
    } else if is_text && shorter >= 5 && is_one_letter_off(&one, &other) {
        Likeness::Doubtful
    } else {
        Likeness::None
    }
}

/// Whether this is the past of a verb that tasks begin with.
pub(crate) fn is_past_action(word: &str) -> bool {
    if let Some(verb) = entry(IRREGULAR, word) {
        return ACTIONS.has(verb);
    }
    let Some(rest) = word.strip_suffix("ed") else { return false };
    let is_regular =
        ACTIONS.has(rest) || ACTIONS.has(&word[..word.len() - 1]) || ACTIONS.has(undoubled(rest));
    is_regular || rest.strip_suffix('i').is_some_and(|rest| ACTIONS.has(&format!("{rest}y")))
}

/// What the forms of a word have in common; no word itself.
fn stem(word: &str) -> String {
    if let Some(base) = entry(IRREGULAR, word) {
        return stem(base);
    }
    if NOUNS.has(word) {
        return word.into();
    }
    let long_enough = |rest: &&str| rest.len() >= 3 && rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let plural = match word.strip_suffix("ies") {
        Some(rest) if rest.len() >= 2 => format!("{rest}y"),
        _ => match word.strip_suffix('s').filter(long_enough) {
            Some(rest) if !rest.ends_with(['s', 'u', 'i']) => rest.into(),
            _ => word.into(),
        },
    };
    if NOUNS.has(&plural) {
        return plural;
    }
    let verb = ["ing", "ied", "ed"].iter().find_map(|suffix| plural.strip_suffix(suffix).filter(long_enough));
    let mut stem: String = match verb {
        Some(rest) => undoubled(rest).into(),
        None => plural.clone(),
    };
    // "dishes" has lost its s, "bake" and "baked" their e, and "tidy" and "tidied" differ in y.
    for ending in ['e', 'y'] {
        if stem.len() > 3 && stem.ends_with(ending) {
            stem.pop();
        }
    }
    stem
}

/// "planned" is of "plan", but "called" is of "call".
fn undoubled(word: &str) -> &str {
    let mut ends = word.chars().rev();
    match (ends.next(), ends.next()) {
        (Some(last), Some(before))
            if last == before && !"lsz".contains(last) && last.is_ascii_alphabetic() =>
        {
            &word[..word.len() - 1]
        }
        _ => word,
    }
}

fn is_one_letter_off(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count()
        && one.chars().zip(other.chars()).filter(|(a, b)| a != b).count() == 1
}
