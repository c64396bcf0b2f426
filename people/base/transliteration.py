"""Any text in plain Latin letters, by the table of its own language: for addresses and for file names.

The tables follow the habit of the English-language press of the region, which is close to BGN/PCGN without its
diacritics and apostrophes (zh, kh, ts, ya). They are for reading, not for comparison: the comparable key of a name is
made in names/folding.py.

Sources: "BGN" is the romanisation of the US and UK boards on geographic names (Romanization Systems and Policies,
agreements 1947-2019); "press" is the usage of RFE/RL, Reuters and OSCE documents where it differs; national rules are
named in place.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from anyascii import anyascii

VOWELS = "аеёиоуыэюяіїєәөүұўөӣӯ"
# U+02BB and U+02BC are the letters of the Uzbek alphabet, the rest is what keyboards and word processors make of them.
APOSTROPHES = "'`´‘’‚‛′ʹʻʼʽʾʿˈˊˋ՚׳ꞌ＇"
ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
STRESS = re.compile("(?i)(?<=[аеёиоуыэюяіїє])\u0301")
CYRILLIC_WORD = re.compile("[\u0400-\u052f]+(?:['][\u0400-\u052f]+)*")
#: A word that is written with small Cyrillic letters only, as most are: no sign in it to compose or to leave out.
SMALL_CYRILLIC = re.compile("[а-џґғқңүұҳҷһәӣөӯ]+")


@dataclass(frozen=True)
class Table:
    """The letters of one language; `opening` holds where a word begins and after the letters of `opens_after`."""

    letters: Mapping[str, str]
    opening: Mapping[str, str] = field(default_factory=dict)
    opens_after: str = ""
    endings: tuple[tuple[str, str], ...] = ()
    digraphs: tuple[tuple[str, str], ...] = ()

    def read_small(self, word: str) -> str:
        """A word of small letters: those that open it or a syllable are told by capitals, and all are exchanged at once."""
        for pair, replacement in self.digraphs:
            word = word.replace(pair, replacement)
        if self._opens:
            word = self._opens.sub(lambda match: match[0].upper(), word)
        return word.translate(self._exchanged)

    @cached_property
    def _opens(self) -> re.Pattern | None:
        after = f"|(?<=[{re.escape(self.opens_after)}])" if self.opens_after else ""
        return re.compile(f"(?:^{after})[{''.join(self.opening)}]") if self.opening else None

    @cached_property
    def _exchanged(self) -> dict[int, str]:
        return str.maketrans({**self.letters, **{letter.upper(): latin for letter, latin in self.opening.items()}})


# BGN/PCGN 1947 for Russian, without apostrophes; ё as yo by the press.
RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
        strict=True,
    )
) | {"ъ": "", "ь": ""}
# Letters outside Russian, for text whose language is not known: the reading most of the languages below share.
OTHER_CYRILLIC = {
    **{"і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u"},
    **{"ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h"},
    **{
        "ӣ": "i",
        "ӯ": "u",
        "ҳ": "h",
        "ҷ": "j",
        "ҝ": "g",
        "ҹ": "j",
        "җ": "j",
        "ј": "y",
        "ҥ": "ng",
        "ҡ": "q",
        "ҙ": "z",
        "ҫ": "s",
    },
    **{
        "ђ": "dj",
        "ћ": "c",
        "љ": "lj",
        "њ": "nj",
        "џ": "dzh",
        "ѓ": "gj",
        "ќ": "kj",
        "ѕ": "dz",
        "ѣ": "e",
        "ѳ": "f",
        "ѵ": "i",
    },
}
COMMON = RUSSIAN | OTHER_CYRILLIC
YE = {"е": "ye"}
AFTER_VOWEL = VOWELS + "ьъ'"
# The press drops one letter of the Russian ending of adjectives: Navalny, Zelensky, Kovalsky.
RUSSIAN_ENDINGS = (("ый", "y"), ("ий", "y"))

CYRILLIC = {
    "": Table(COMMON, YE, AFTER_VOWEL, RUSSIAN_ENDINGS),
    "ru": Table(COMMON, YE, AFTER_VOWEL, RUSSIAN_ENDINGS),
    # Cabinet of Ministers of Ukraine, resolution 55 of 2010 (passports): the iotated letters differ where a word
    # begins, and зг is zgh so that nobody reads zh.
    "uk": Table(
        COMMON | {"г": "h", "и": "y", "й": "i", "є": "ie", "ї": "i", "ю": "iu", "я": "ia", "'": ""},
        {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"},
        digraphs=(("зг", "зgh"), ("Зг", "Зgh"), ("ЗГ", "ЗGH")),
    ),
    # BGN/PCGN 1979 for Belarusian; ў as u by the press (Tsikhanouskaya).
    "be": Table(COMMON | {"г": "h", "ў": "u"}, YE, AFTER_VOWEL + "ў"),
    # BGN/PCGN 1979 for Kazakh, ü and ö without marks; initial е as ye by the press (Yerlan), -aev as RFE/RL writes it.
    "kk": Table(COMMON | {"щ": "shch"}, YE),
    # BGN/PCGN 1979 for Kyrgyz: ж is j (Japarov), е is e everywhere.
    "ky": Table(COMMON | {"ж": "j"}),
    # Karakalpak alphabet of 2016, without acute letters; ў is w.
    "kaa": Table(COMMON | {"ж": "j", "ғ": "g", "ң": "n", "х": "x", "ў": "w", "ҳ": "h"}),
    # Uzbek law of 1993/1995 on the Latin alphabet, without the apostrophes of oʻ and gʻ.
    "uz": Table(COMMON | {"ж": "j", "х": "x", "ў": "o", "ғ": "g", "э": "e", "щ": "sh", "ы": "i"}, YE, AFTER_VOWEL),
    # BGN/PCGN 1994 for Tajik.
    "tg": Table(COMMON, YE, AFTER_VOWEL),
    # Turkmen Cyrillic by BGN/PCGN 1979; the Latin alphabet of 1999 is below.
    "tk": Table(COMMON | {"җ": "j", "ң": "n", "в": "w"}, YE),
    # Azerbaijani Cyrillic of 1958 to the Latin letters of 1991 and these to the press (Aliyev, Sevinj).
    "az": Table(COMMON | {"г": "q", "ҝ": "g", "ҹ": "j", "ј": "y", "ы": "i", "ғ": "gh", "ә": "a", "һ": "h"}),
    # Bulgarian transliteration act of 2009.
    "bg": Table(COMMON | {"щ": "sht", "ъ": "a", "х": "h", "ь": "y"}),
    # Serbian and Macedonian: their own Latin letters without marks; х is h.
    "sr": Table(COMMON | {"х": "h", "ц": "c", "ј": "j", "ж": "z", "ч": "c", "ш": "s"}),
    "mk": Table(COMMON | {"х": "h", "ц": "c", "ј": "j"}),
    # BGN/PCGN 1964 for Mongolian.
    "mn": Table(COMMON | {"ж": "j"}, YE),
}

# Latin letters that the press respells, by language; every other mark simply falls away.
LATIN = {
    # Azerbaijani alphabet of 1991: ə, c, x and ğ as the press writes Hasanli, Sevinj, Khadija, Aghayev.
    "az": {"ə": "a", "c": "j", "ç": "ch", "ş": "sh", "x": "kh", "ğ": "gh", "ı": "i"},
    # Turkmen alphabet of 1999 by BGN/PCGN 2000, marks replaced by digraphs.
    "tk": {"ç": "ch", "ş": "sh", "ž": "zh", "ň": "n", "ä": "a"},
    # Kazakh decrees 569 (2017), 637 (2018 acute letters) and the draft of 2021 (umlauts).
    "kk": {
        "ş": "sh",
        "ç": "ch",
        "ğ": "gh",
        "ǵ": "gh",
        "ñ": "ng",
        "ń": "ng",
        "ı": "i",
        "j": "zh",
        "ū": "u",
        "ä": "a",
        "á": "a",
    },
    # German practice of DIN 5007-2.
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
    # Crimean Tatar alphabet of 1997 as the press writes it (Dzhemilev is the Russian form and not derived from it).
    "crh": {"ñ": "n", "c": "dj", "ç": "ch", "ş": "sh", "ğ": "gh", "ı": "i"},
}

# Uyghur alphabet of 1983 by the Uyghur Latin alphabet (ULY, 2001), zh and kh as in the other tables.
UYGHUR = dict(
    zip(
        "اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيئ",
        "a e b p t j ch kh d r z zh s sh gh f q k g ng l m n h o u o u w e i y -".split(),
        strict=True,
    )
) | {"ئ": ""}
# Georgian national system of 2002 without apostrophes.
GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
# BGN/PCGN 1981 for Armenian without apostrophes; ու is one vowel and ե, ո open a word as ye, vo.
ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split(),
        strict=True,
    )
)
ARMENIAN_DIGRAPHS = (("ու", "u"), (r"\bե(?!ւ)", "ye"), (r"\bև", "yev"), (r"\bո", "vo"))


def latinise(text: str, language: str = "") -> str:
    """The text in ASCII letters, by the table of `language` (a BCP 47 code) or by the common reading of each letter."""
    code = language.replace("_", "-").split("-")[0].lower()
    if SMALL_CYRILLIC.fullmatch(text) and code not in LATIN:
        return anyascii(_cyrillic_word(text, CYRILLIC.get(code, CYRILLIC[""])))
    text = normalise(text)
    text = CYRILLIC_WORD.sub(lambda match: _cyrillic_word(match[0], CYRILLIC.get(code, CYRILLIC[""])), text)
    if code in LATIN:
        text = _by_letter(text, LATIN[code])
    text = _by_letter(text, GEORGIAN)
    if code == "ug":
        text = _by_letter(text, UYGHUR)
    return anyascii(_armenian(text))


def normalise(text: str) -> str:
    """Composed letters, one kind of apostrophe, no invisible signs, no stress marks on Cyrillic vowels."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return STRESS.sub("", text.translate(ONE_APOSTROPHE))


def make_slug(text: str, language: str = "", *, fallback: str = "", max_length: int = 100) -> str:
    """The text as [a-z0-9-], never empty, cut between words; the caller makes it unique."""
    return _slug(text, language, max_length) or _slug(fallback, "", max_length) or "untitled"[:max_length]


def _slug(text: str, language: str, max_length: int) -> str:
    plain = latinise(text, language).lower().replace("'", "").replace('"', " ").replace("&", " and ")
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def _cyrillic_word(word: str, table: Table) -> str:
    for ending, latin in table.endings:
        if word.lower().endswith(ending) and len(word) > len(ending) + 1:
            return _cyrillic_letters(word[: -len(ending)], table) + _like(word[-1], latin, word.isupper())
    return _cyrillic_letters(word, table)


def _cyrillic_letters(word: str, table: Table) -> str:
    if SMALL_CYRILLIC.fullmatch(word):
        return table.read_small(word)
    for pair, replacement in table.digraphs:
        word = word.replace(pair, replacement)
    out, before = [], ""
    for letter in word:
        low = letter.lower()
        opens = low in table.opening and (not before or before in table.opens_after)
        latin = table.opening[low] if opens else table.letters.get(low)
        out.append(letter if latin is None else _like(letter, latin, word.isupper() and len(word) > 1))
        before = low
    return "".join(out)


def _by_letter(text: str, letters: Mapping[str, str]) -> str:
    if not any(letter in letters for letter in text.lower()):
        return text
    return "".join(_like(letter, letters[letter.lower()]) if letter.lower() in letters else letter for letter in text)


def _like(letter: str, latin: str, shout: bool = False) -> str:
    if not letter.isupper():
        return latin
    return latin.upper() if shout else latin.capitalize()


def _armenian(text: str) -> str:
    if not re.search("[\u0531-\u0587]", text):
        return text
    for pattern, latin in ARMENIAN_DIGRAPHS:
        text = re.sub(pattern, lambda match, latin=latin: _like(match[0][0], latin), text, flags=re.IGNORECASE)
    return _by_letter(text, ARMENIAN)
