"""The words that finding knows by their sort: what opens a sentence, titles, and what makes a name that of a thing."""

import re
from functools import cached_property

from people.detection.words import Word
from people.names.folding import fold, sounds
from people.names.inflection import main_code
from people.names.tables import read_list, read_words

OPENINGS = read_words("detection/data/openings.txt")
TITLES = read_words("detection/data/titles_and_trades.txt")
STOP_WORDS = frozenset(
    fold(word, language) for table in (OPENINGS, TITLES) for language, words in table.items() for word in words
)
# The endings of trades, adverbs and adjectives that open a sentence before a name: Filmmaker Sentsov, Recently Sentsov.
ORDINARY_ENDINGS = {
    "en": re.compile(r"(er|or|ist|man|men|ian|ant|ing|ed|ly|tion|ment|ness|ers|ors|ists)$"),
    "ru": re.compile(r"(ист|истка|ник|ница|тель|лог|ец|анин|ант|ент|мен|щик|чик|ый|ий|ой|ая|[оуюеиыэ])$"),
    "uk": re.compile(r"(ист|истка|ник|ниця|тель|лог|ець|анин|ант|ент|мен|щик|чик|ий|[оуюеиіїє])$"),
    "be": re.compile(r"(іст|істка|нік|ніца|тэль|лаг|ец|анін|ант|ент|мэн|шчык|чык|ы|[оуюеіэ])$"),
    "kk": re.compile(r"(шы|ші|гер|кер|ист|лар|лер|дар|дер|тар|тер|ды|ді)$"),
    "ky": re.compile(r"(чы|чи|чу|чү|кер|ист|лар|лер|дар|дер)$"),
    "uz": re.compile(r"(chi|shunos|ist|lar)$"),
}
# The endings of abstract words, which at the beginning of a sentence are hardly an organisation's name.
ABSTRACT_ENDINGS = {
    "en": re.compile(r"[a-z]{3}(ness|ity|tion|sion|ment|ship|hood|ance|ence)$"),
    "ru": re.compile(r"\w{3}(ость|ости|остью|ение|ения|ением|ание|ания|анием|ство|ства|ством)$"),
    "uk": re.compile(r"\w{3}(ість|ості|істю|ення|енням|ання|анням|ство|ства|ством)$"),
    "kk": re.compile(r"\w{2}(лық|лік|дық|дік|тық|тік)$"),
    "ky": re.compile(r"\w{2}(лык|лик|лук|лүк|дык|дик|тык|тик)$"),
    "uz": re.compile(r"\w{3}(lik|chilik|лик|чилик)$"),
    "tk": re.compile(r"\w{3}(lyk|lik|çylyk|çilik)$"),
    "tg": re.compile(r"\w{3}(гарӣ|дорӣ|варӣ)$"),
}
# Words that make a capitalised sequence an institution, a law or an event, never a person.
INSTITUTION_WORDS = frozenset(map(fold, read_list("detection/data/institution_words.txt")))
# Words that are names too, as sounds, by language: alone they tell nobody.
COMMON_NAMES = {
    language: frozenset(sounds(word, language).replace(" ", "") for word in words)
    for language, words in read_words("detection/data/words_that_are_names.txt").items()
}
TITLES_FOLDED = frozenset(fold(word, language) for language, words in TITLES.items() for word in words)

# "And": behind it another name begins.
CONJUNCTIONS = frozenset(
    map(fold, "and und и й та і и ды жана жәна және мен бен пен менен va ва ve və we hem hám da و".split())
)

# Words of so many letters are looked up as they are written: as sounds, too many are one.
SHORT = 3


class WordList:
    """A table with a section for each language, asked about words of a text: any case form of an entry is in it."""

    def __init__(self, table: str):
        self.table = table
        self.joined: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def _sections(self) -> dict[str, frozenset[str]]:
        """Long words as sounds; short ones (АО, ул) as they are written, in small letters."""
        return {
            code: frozenset(
                sounds(word, code).replace(" ", "") if len(word) > SHORT else word.lower() for word in words
            )
            for code, words in read_words(self.table).items()
        }

    def _known(self, word: Word) -> frozenset[str]:
        """The words of the text's language, and those that every text of the alphabet may hold."""
        codes = main_code(word.language), _alphabet(word.text)
        if codes not in self.joined:
            self.joined[codes] = frozenset().union(*(self._sections.get(code, ()) for code in codes))
        return self.joined[codes]

    def has(self, word: Word) -> bool:
        """Whether the word is an entry in some case."""
        known = self._known(word)
        if len(word.text) <= SHORT:
            return word.text.lower() in known
        return any(len(base.sounds) > 2 and base.sounds in known for base in word.bases)

    def has_as_it_stands(self, word: Word) -> bool:
        known = self._known(word)
        return (word.text.lower() if len(word.text) <= SHORT else word.sounds) in known


def _alphabet(text: str) -> str:
    """The language that every text of the word's alphabet may borrow from."""
    return "en" if text[:1].isascii() else "ru" if "\u0400" <= text[:1] <= "\u04ff" else ""


SMALL_WORDS = WordList("detection/data/openings.txt")
THINGS_NAMED = WordList("detection/data/things_named.txt")
NAMED_AFTER = WordList("detection/data/named_after.txt")
ORGANISATION_KINDS = WordList("detection/data/organisation_kinds.txt")
PLACE_KINDS = WordList("detection/data/place_words.txt")
COMMON_WORDS = WordList("detection/data/common_words.txt")
COURT_ROLES = WordList("detection/data/court_roles.txt")
WORKS = WordList("detection/data/works.txt")
_NAMES_AND_PLACES = read_words("detection/data/names_and_places.txt")
# Places by the name of which somebody may be meant, and those that only beside another capital are somebody's name.
GIVEN_NAMES_OF_PLACES = frozenset(map(sounds, _NAMES_AND_PLACES["given names"]))
OTHER_NAMES_OF_PLACES = frozenset(map(sounds, _NAMES_AND_PLACES["other names"]))
NAMED_AFTER_PEOPLE = frozenset(
    fold(word, code) for code, words in read_words("detection/data/things_named.txt").items() for word in words
)
