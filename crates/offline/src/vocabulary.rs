//! The words that the rules know, as tables. Words of one kind stand in one text, with spaces between.

/// Whether a table has the word.
pub(crate) fn has(table: &str, word: &str) -> bool {
    table.split(' ').any(|known| known == word)
}

/// The first entry of a table of words with their other forms that has `form` among these.
pub(crate) fn entry<'a, W>(table: &'a [(W, &str)], form: &str) -> Option<&'a W> {
    table.iter().find(|(_, forms)| has(forms, form)).map(|(word, _)| word)
}

/// Words, and what people write for them.
pub(crate) const ALIASES: &[(&str, &str)] = &[
    ("please", "pls plz plese pleas"),
    ("you", "u"),
    ("your", "ur"),
    ("and", "n nd"),
    ("thanks", "thx tnx ty"),
    ("tomorrow", "tmrw tmr tommorow tommorrow tomorow"),
    ("task", "taks tsk"),
    ("list", "lsit lst todolist"),
    ("add", "ad aad"),
    ("show", "shwo"),
    ("delete", "dlete"),
    ("want", "wnat"),
    ("what", "whta"),
    ("receive", "recieve"),
    ("going", "gonna"),
    ("them", "em"),
    ("yes", "yea yeah yep yup ya y"),
    ("no", "nope nah"),
    ("ok", "okay okey k"),
];

/// Two words, and their short forms without the apostrophe.
pub(crate) const CONTRACTIONS: &[((&str, &str), &str)] = &[
    (("what", "is"), "whats"),
    (("where", "is"), "wheres"),
    (("when", "is"), "whens"),
    (("how", "is"), "hows"),
    (("who", "is"), "whos"),
    (("that", "is"), "thats"),
    (("there", "is"), "theres"),
    (("let", "us"), "lets"),
    (("i", "have"), "ive"),
    (("i", "am"), "im"),
    (("you", "are"), "youre"),
    (("do", "not"), "dont"),
    (("does", "not"), "doesnt"),
    (("did", "not"), "didnt"),
    (("can", "not"), "cant cannot"),
    (("will", "not"), "wont"),
    (("would", "not"), "wouldnt"),
    (("should", "not"), "shouldnt"),
    (("must", "not"), "mustnt"),
    (("have", "not"), "havent"),
    (("has", "not"), "hasnt"),
    (("is", "not"), "isnt"),
    (("are", "not"), "arent"),
    (("was", "not"), "wasnt"),
    (("want", "to"), "wanna"),
    (("got", "to"), "gotta"),
    (("give", "me"), "gimme"),
    (("it", "would"), "itd"),
    (("you", "would"), "youd"),
];

/// Verbs, and their past forms that no rule makes; nouns, and their familiar forms.
pub(crate) const IRREGULAR: &[(&str, &str)] = &[
    ("pay", "paid"),
    ("buy", "bought"),
    ("do", "did done"),
    ("go", "went gone"),
    ("take", "took taken"),
    ("send", "sent"),
    ("make", "made"),
    ("write", "wrote written"),
    ("get", "got"),
    ("feed", "fed"),
    ("meet", "met"),
    ("find", "found"),
    ("bring", "brought"),
    ("sweep", "swept"),
    ("run", "ran"),
    ("give", "gave given"),
    ("build", "built"),
    ("sell", "sold"),
    ("tell", "told"),
    ("speak", "spoke"),
    ("drive", "drove"),
    ("eat", "ate"),
    ("hang", "hung"),
    ("leave", "left"),
    ("keep", "kept"),
    ("mother", "mom mum mommy"),
    ("father", "dad"),
    ("doctor", "doc dr"),
];

/// Words of commands that are recognised with a slip of the finger.
pub(crate) const KEYWORDS: &str = "delete remove erase cancel complete completed finish finished remind reminder reminders remember \
     update rename create change pending tasks everything tomorrow please description second third first \
     show";

/// Words that look like a slip in a command's word and are none.
pub(crate) const NOT_TYPOS: &str = "deleted removed removes finishes creates created changed changes erased reminds shows shown deletes \
     completes updated updates renamed canceled remembers thirst frist shower shoe cancels";

/// Words that tell nothing about which task is meant, and that no adjective of a list is.
pub(crate) const FUNCTION_WORDS: &str = "a an the my our your his her this that these those to on onto in into off of from at for with and or \
     is are was i you me it if about be please by";

/// Nouns in -ing that are no form of a verb.
pub(crate) const NOUNS: &str = "meeting wedding building morning evening thing something anything nothing everything string spring \
     ceiling pudding earring engineering gathering clothing viking sibling";

/// Verbs that a task begins with. They tell "buy milk and call mom" from "bread and butter".
pub(crate) const ACTIONS: &str = "buy call pay clean wash do get go take pick drop send email mail text phone ring write read study \
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
     merge";

/// Words that say nothing about what is to be done. A title made of nothing else is asked for.
pub(crate) const VAGUE: &str = "do this that thing things something it later again in a an the bit while awhile at time get done be \
     of for me please about to some stuff anything one new task tasks todo reminder reminders item items \
     my list on now soon today tonight tomorrow i need have moment point another you can more few and set \
     up by his her their sometime someday day date what somethings remember forget not reminded remind \
     with is off";

/// Numbers in words; the place in the table is the number.
pub(crate) const NUMBERS: &str = "zero one two three four five six seven eight nine ten eleven twelve";

/// Ordinals as words and as numerals, from the first.
pub(crate) const ORDINALS: &[(&str, &str)] = &[
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
];
