//! The words that the rules know, as tables. Words of one kind stand in one text, with spaces between.

/// A set of words.
pub(crate) struct Words {
    /// The words, with a space between two.
    pub text: &'static str,
    hashes: &'static [u32],
}

impl Words {
    /// Whether the set has the word.
    pub fn has(&self, word: &str) -> bool {
        self.place(word).is_some()
    }

    /// The place of the word in the text, counted in words.
    pub fn place(&self, word: &str) -> Option<usize> {
        let wanted = hash(word.as_bytes(), 0, word.len());
        let place = self.hashes.iter().position(|hash| *hash == wanted)?;
        (self.text.split(' ').nth(place) == Some(word)).then_some(place)
    }
}

/// A hash of the bytes from `start` to `end` (FNV-1a), so that words are mostly told apart by one number.
pub(crate) const fn hash(bytes: &[u8], start: usize, end: usize) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut at = start;
    while at < end {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

const fn count(text: &str) -> usize {
    let mut words = 1;
    let mut at = 0;
    while at < text.len() {
        if text.as_bytes()[at] == b' ' {
            words += 1;
        }
        at += 1;
    }
    words
}

const fn hashes<const N: usize>(text: &str) -> [u32; N] {
    let mut hashes = [0; N];
    let (mut word, mut at, mut start) = (0, 0, 0);
    while at <= text.len() {
        if at == text.len() || text.as_bytes()[at] == b' ' {
            hashes[word] = hash(text.as_bytes(), start, at);
            word += 1;
            start = at + 1;
        }
        at += 1;
    }
    hashes
}

/// A set of the words of a text.
macro_rules! words {
    ($text:literal) => {{
        const HASHES: [u32; count($text)] = hashes($text);
        Words { text: $text, hashes: &HASHES }
    }};
}

/// The first entry of a table of words with their other forms that has `form` among these.
pub(crate) fn entry<'a, W>(table: &'a [(W, Words)], form: &str) -> Option<&'a W> {
    table.iter().find(|(_, forms)| forms.has(form)).map(|(word, _)| word)
}

/// Words, and what people write for them.
pub(crate) static ALIASES: &[(&str, Words)] = &[
    ("please", words!("pls plz plese pleas")),
    ("you", words!("u")),
    ("your", words!("ur")),
    ("and", words!("n nd")),
    ("thanks", words!("thx tnx ty")),
    ("tomorrow", words!("tmrw tmr tommorow tommorrow tomorow")),
    ("task", words!("taks tsk")),
    ("list", words!("lsit lst todolist")),
    ("add", words!("ad aad")),
    ("show", words!("shwo")),
    ("delete", words!("dlete")),
    ("want", words!("wnat")),
    ("what", words!("whta")),
    ("receive", words!("recieve")),
    ("going", words!("gonna")),
    ("them", words!("em")),
    ("yes", words!("yea yeah yep yup ya y")),
    ("no", words!("nope nah")),
    ("ok", words!("okay okey k")),
];

/// Two words, and their short forms without the apostrophe.
pub(crate) static CONTRACTIONS: &[((&str, &str), Words)] = &[
    (("what", "is"), words!("whats")),
    (("where", "is"), words!("wheres")),
    (("when", "is"), words!("whens")),
    (("how", "is"), words!("hows")),
    (("who", "is"), words!("whos")),
    (("that", "is"), words!("thats")),
    (("there", "is"), words!("theres")),
    (("let", "us"), words!("lets")),
    (("i", "have"), words!("ive")),
    (("i", "am"), words!("im")),
    (("you", "are"), words!("youre")),
    (("do", "not"), words!("dont")),
    (("does", "not"), words!("doesnt")),
    (("did", "not"), words!("didnt")),
    (("can", "not"), words!("cant cannot")),
    (("will", "not"), words!("wont")),
    (("would", "not"), words!("wouldnt")),
    (("should", "not"), words!("shouldnt")),
    (("must", "not"), words!("mustnt")),
    (("have", "not"), words!("havent")),
    (("has", "not"), words!("hasnt")),
    (("is", "not"), words!("isnt")),
    (("are", "not"), words!("arent")),
    (("was", "not"), words!("wasnt")),
    (("want", "to"), words!("wanna")),
    (("got", "to"), words!("gotta")),
    (("give", "me"), words!("gimme")),
    (("it", "would"), words!("itd")),
    (("you", "would"), words!("youd")),
];

/// Verbs, and how they are written behind an apostrophe.
pub(crate) static SHORT_VERBS: &[(&str, Words)] = &[
    ("will", words!("ll")),
    ("would", words!("d")),
    ("have", words!("ve")),
    ("are", words!("re")),
    ("am", words!("m")),
    ("is", words!("s")),
];

/// Words behind which "'s" means "is"; behind others it is mostly a genitive.
pub(crate) static WITH_IS: Words =
    words!("it that this there here he she what where when who how which everything");

/// Verbs, and their past forms that no rule makes; nouns, and their familiar forms.
pub(crate) static IRREGULAR: &[(&str, Words)] = &[
    ("pay", words!("paid")),
    ("buy", words!("bought")),
    ("do", words!("did done")),
    ("go", words!("went gone")),
    ("take", words!("took taken")),
    ("send", words!("sent")),
    ("make", words!("made")),
    ("write", words!("wrote written")),
    ("get", words!("got")),
    ("feed", words!("fed")),
    ("meet", words!("met")),
    ("find", words!("found")),
    ("bring", words!("brought")),
    ("sweep", words!("swept")),
    ("run", words!("ran")),
    ("give", words!("gave given")),
    ("build", words!("built")),
    ("sell", words!("sold")),
    ("tell", words!("told")),
    ("speak", words!("spoke")),
    ("drive", words!("drove")),
    ("eat", words!("ate")),
    ("hang", words!("hung")),
    ("leave", words!("left")),
    ("keep", words!("kept")),
    ("mother", words!("mom mum mommy")),
    ("father", words!("dad")),
    ("doctor", words!("doc dr")),
];

/// Words of commands that are recognised with a slip of the finger.
pub(crate) static KEYWORDS: Words = words!(
    "delete remove erase cancel complete completed finish finished remind reminder reminders remember \
     update rename create change pending tasks everything tomorrow please description second third first \
     show"
);

/// Words that look like a slip in a command's word and are none.
pub(crate) static NOT_TYPOS: Words = words!(
    "deleted removed removes finishes creates created changed changes erased reminds shows shown deletes \
     completes updated updates renamed canceled remembers thirst frist shower shoe cancels"
);

/// Words that tell nothing about which task is meant, and that no adjective of a list is.
pub(crate) static FUNCTION_WORDS: Words = words!(
    "a an the my our your his her this that these those do did doing as there to on onto in into off of from at for with and or \
     is are was i you me it if about be please by"
);

/// Nouns in -ing that are no form of a verb.
pub(crate) static NOUNS: Words = words!(
    "meeting wedding building morning evening thing something anything nothing everything string spring \
     ceiling pudding earring engineering gathering clothing viking sibling"
);

/// Verbs that a task begins with. They tell "buy milk and call mom" from "bread and butter".
pub(crate) static ACTIONS: Words = words!(
    "buy call pay clean wash do get go take pick drop send email mail text phone ring write read study \
     practice practise exercise run walk feed water mow rake shovel sweep mop vacuum dust scrub fold iron \
     cook bake make prepare prep pack unpack move fix repair replace paint build install book schedule \
     arrange organize organise plan renew return visit meet see watch order print sign submit file finish \
     start review check prune plant bring give tell ask talk contact message register apply cancel charge \
     bathe brush groom trim cut throw empty refill fill change back backup update sort tidy declutter \
     donate sell post ship wrap attend workout stretch meditate learn research look find set put turn \
     lock close open defrost thaw marinate wipe rinse hang polish wax drive park tune inspect measure \
     test draft edit upload download transfer deposit withdraw grab collect deliver host invite rsvp \
     reply respond follow confirm work wake shower shave drink eat stop swing hire interview remember \
     rent reserve pre purchase shop teach train volunteer vote weed winterize wind sew knit stock restock \
     recycle reschedule clear catch harvest hem help bury burn boil swap sync present publish deploy \
     merge"
);

/// Words that say nothing about what is to be done. A title made of nothing else is asked for.
pub(crate) static VAGUE: Words = words!(
    "do this that thing things something it later again in a an the bit while awhile at time get done be \
     of for me please about to some stuff anything one new task tasks todo reminder reminders item items \
     my list on now soon today tonight tomorrow i need have moment point another you can more few and set \
     up by his her their sometime someday day date what somethings remember forget not reminded remind \
     with is off everything all"
);

/// Numbers in words; the place in the table is the number.
pub(crate) static NUMBERS: Words =
    words!("zero one two three four five six seven eight nine ten eleven twelve");

/// Ordinals as words and as numerals, from the first.
pub(crate) static ORDINALS: &[(&str, Words)] = &[
    ("first", words!("1st")),
    ("second", words!("2nd")),
    ("third", words!("3rd")),
    ("fourth", words!("4th")),
    ("fifth", words!("5th")),
    ("sixth", words!("6th")),
    ("seventh", words!("7th")),
    ("eighth", words!("8th")),
    ("ninth", words!("9th")),
    ("tenth", words!("10th")),
];
