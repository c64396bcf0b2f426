"""Words that open a sentence or stand before or behind a name, so that their capital makes them no part of it."""

import re

from people.names.folding import fold, sounds
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
# What is named after somebody: Nazarbayev University.
NAMED_AFTER_PEOPLE = frozenset(map(fold, read_list("detection/data/named_after_people.txt")))
# Words that make a capitalised sequence an institution, a law or an event, never a person.
INSTITUTION_WORDS = frozenset(map(fold, read_list("detection/data/institution_words.txt")))
# Words that are names too, as sounds, by language: alone they tell nobody.
COMMON_NAMES = {
    language: frozenset(sounds(word, language).replace(" ", "") for word in words)
    for language, words in read_words("detection/data/words_that_are_names.txt").items()
}
TITLES_FOLDED = frozenset(fold(word, language) for language, words in TITLES.items() for word in words)
