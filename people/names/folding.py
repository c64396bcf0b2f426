"""One key for all spellings of a name: first the sounds it stands for, then these written in plain letters.

A sound is one character, so that comparison can count edits: lower-case letters stand for themselves, and
`Z` is zh, `S` sh, `C` ch, `T` ts, `h` also kh and x. Three letters stay open, because only the language of the
writer would tell: `j` (zh in English and Turkmen, y in German and Polish), `c` (ch, zh, ts or k), `q` (k, or g in
Azerbaijani). Two more are open in German alone: `X` is its s (also for z), `J` its sch (also for zh).

Change a rule, here or in detection/keys.py, and raise FOLDING_VERSION: stored names carry it, and
`manage.py refold_names` makes them and their keys anew.

Sources: BGN/PCGN tables, national alphabets and press habit as noted in transliteration.py; the pairs of letters that
must meet are those of BGN/PCGN, ISO 9, passport and press spellings of one name (Mirziyoyev, Mirziyoev, Mirzioev).
"""

import re
import unicodedata
from functools import lru_cache

from people.base.transliteration import INVISIBLE, ONE_APOSTROPHE, SMALL_CYRILLIC, latinise

FOLDING_VERSION = 5

# Marks that most Latin alphabets of the region and its neighbours agree on (az, crh, cs, hr, kk, lt, lv, sk, tk, tr).
SHARED_LATIN = str.maketrans(
    {"ş": "sh", "š": "sh", "ś": "s", "ș": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ż": "zh", "ź": "z"}
    | {"ə": "a", "ä": "a", "ğ": "g", "ǵ": "g", "ŭ": "w", "ł": "l", "þ": "th", "ð": "d", "џ": "дж"}
)
J_IS_Y = {"j": "y"}
# Spellings that hold only where the language of the Latin text is known.
LATIN_HABITS = {
    "tr": {"c": "j"},
    "ku": {"c": "j"},
    "crh": {"c": "j"},
    "az": {"c": "j", "q": "g"},
    "de": {"tsch": "č", "dsch": "ž", "sch": "š", "ch": "kh", "j": "y", "z": "ts"},
    "nl": {"oe": "u", "tsj": "ch", "sj": "sh", "zj": "zh", "ch": "kh", "j": "y"},
    "fr": {"tch": "ch", "dj": "zh", "ch": "sh", "ou": "u"},
    "pl": {"szcz": "shch", "sz": "sh", "cz": "ch", "rz": "zh", "ch": "kh", "c": "ts", "j": "y"},
    # Belarusian: ў is heard as w; the rest is its Latin script (łacinka).
    "be": {"ў": "w", "ch": "kh", "ć": "ts", "c": "ts", "j": "y", "ź": "z", "ś": "s"},
    "sr": {"dj": "zh", "c": "ts", "j": "y"},
    **dict.fromkeys(("cs", "sk", "sl", "hr", "bs", "lt", "lv", "fi", "et", "sv", "no", "nb", "da", "hu", "sq"), J_IS_Y),
}

DIGRAPHS = {
    **{"shch": "S", "tsch": "C", "sch": "S", "tch": "C", "sh": "S", "ch": "C"},
    **{"dzh": "Z", "dj": "Z", "zh": "Z", "kh": "h", "gh": "g", "ts": "T", "tz": "T", "ph": "f"},
    # Across the joint of a compound: Bakyt-zhan, Bolat-shah.
    **{"tzh": "tZ", "tsh": "tS"},
    **{"x": "h", "w": "v", "y": "i"},
}
DIGRAPH = re.compile("|".join(sorted(DIGRAPHS, key=len, reverse=True)))
# In these stems x is ks, although it is kh in the alphabets of the region (Axmedov).
X_IS_KS = re.compile(r"(?<=[ao]le)x|(?<=\bma)x(?=im|at\b|\b)|(?<=feli)x|(?<=\bro)x(?=[ao])|(?<=\bo)x(?=an)")

# What neighbouring sounds do to each other: a pattern, what becomes of it, and letters without which it cannot occur.
CONTEXT_RULES = [
    (re.compile(pattern), becomes, letters)
    for pattern, becomes, letters in (
        # Polish, Belarusian and German endings for -tski.
        (r"c(?=k[iay]\b)", "T", "ck"),
        # Ck is k: Barack, Nick.
        (r"c(?=k)", "", "ck"),
        # The sh of Dutch and the Nordic languages: Tasjkent; before a vowel it is another (Asja).
        (r"sj(?![aeiou])", "S", "sj"),
        # j that can only be y: Dmitrij, Sergej.
        (r"(?<=[ie])j\b", "i", "j"),
        (r"d+(?=[Zj])", "", "d"),
        (r"t+(?=[TC])", "", "t"),
        # ye is e where a word begins and after a vowel: Yerlan, Tokayev; elsewhere the i is heard: Aliyev.
        (r"(?:(?<![^\W\d_])|(?<=[aeou]))i+(?=e)", "", "ie"),
        # No y is heard after a hushing sound: Dzhyamilya, Gorbachyov.
        (r"(?<=[ZSCj])i+(?=[aou])", "", "i"),
        # ou is a French and Persian u (Manouchehr), but ov in Belarusian endings (Tsikhanouskaya, Sevyaryninou).
        (r"ou(?=sk|\b)", "ov", "ou"),
        (r"ou", "u", "ou"),
        # One sound: Daulet, Dawlet, Davlet.
        (r"(?<=[ae])u", "v", "u"),
    )
]
# What only German writes of a name in Cyrillic: Dschamschid, Mirsijojew, Selenskyj.
GERMAN = re.compile(r"sch|(?:j|[lmnr]z|[nw]ez)[eo]wa?\b|skyj\b")
# German has one letter for s and z before a sound with voice, and one group for sh and zh. Where only the ending may be German
# (Nasarow, but also Turkmen), this is said of s between vowels.
GERMAN_S, GERMAN_SCH = re.compile(r"(?<!s)s(?=[aeioubdglmnrv])"), re.compile(r"S(?=[aeiou])")
PERHAPS_GERMAN_S = re.compile(r"(?<=[aeiou])s(?=[aeiou])")
POLISH_LETTER, HOOKED_LETTER = re.compile("[łćśźń]"), re.compile("[čšž]")
DOUBLED = re.compile(r"([^\W\d_])\1+")
OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
INITIALISM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
SOUNDS_TO_LETTERS = str.maketrans(
    {"Z": "zh", "S": "sh", "C": "c", "T": "ts", "h": "kh", "q": "k", "j": "zh", "X": "s", "J": "sh"}
)

YO = str.maketrans("ёЁ", "еЕ")
#: After ``plain_fold``, which has made one of them of those that look alike already.
ONE_SIGN = str.maketrans(dict.fromkeys("‐‒–—―−⁃", "-") | dict.fromkeys("«»“”„‟‹›″", '"'))
#: Latin letters with signs, and signs of stress on Cyrillic vowels; other marks of Cyrillic and Arabic make other letters.
WITH_MARKS = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff][\u0300-\u036f]*|[аеиоуыэюяіїє]\u0301|[ѐѝ]")
STROKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})


def fold(text: str, language: str = "") -> str:
    """The stored key of a spelling: plain lower-case letters and digits, words apart by one space, perhaps ""."""
    folded = sounds(text, language).translate(SOUNDS_TO_LETTERS)
    while (again := sounds(folded).translate(SOUNDS_TO_LETTERS)) != folded:
        folded = again
    return folded


def fold_query(text: str) -> str:
    """The key of a name half typed: an end that may still join the next letter into another sound is left open."""
    folded = fold(text)
    return re.sub(r"(?<=[a-z]{2})(?:(?<=[aeou])i|dz?)$", "", folded)


def plain_fold(text: str) -> str:
    """Case, width, apostrophes, spaces and invisible signs made one, and no letter turned into another."""
    text = _casefold(INVISIBLE.sub("", text)).translate(ONE_APOSTROPHE)
    return " ".join(text.replace("\0", " ").split())


def search_fold(text: str) -> str:
    """As ``plain_fold``, and letters that readers take for one are one: ё and е, é and e, every dash, every quotation mark.

    Only what readers write either way. Letters that differ to whoever knows the alphabet (й and и, қ and к) stay apart.
    """
    text = yo_as_ye(plain_fold(text)).translate(ONE_SIGN)
    return text if text.isascii() else WITH_MARKS.sub(lambda match: _without_marks(match[0]), text)


def yo_as_ye(text: str) -> str:
    """Russian is printed without the two points as often as with them."""
    return text.translate(YO)


def _without_marks(letters: str) -> str:
    plain = unicodedata.normalize("NFD", letters)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(STROKED)


def sounds(text: str, language: str = "") -> str:
    """The text as sounds, words apart by one space."""
    plain = _plain(text)
    language = language or _language_told_by_letter(plain)
    return " ".join(filter(None, [_word_sounds(word, language) for word in plain.split()]))


@lru_cache(maxsize=16_384)
def _word_sounds(word: str, language: str) -> str:
    """No rule reaches over a space, and names share their words: each is read once."""
    language = language or ("de" if GERMAN.search(word) else "")
    plain = _latin(word, language)
    if "x" in plain:
        plain = X_IS_KS.sub("ks", plain)
    sounded = DIGRAPH.sub(lambda match: DIGRAPHS[match[0]], plain)
    if language.startswith("de"):
        sounded = GERMAN_SCH.sub("J", GERMAN_S.sub("X", sounded))
    elif not language and plain.endswith(("ow", "ew", "owa", "ewa")):
        sounded = PERHAPS_GERMAN_S.sub("X", sounded)
    for pattern, becomes, letters in CONTEXT_RULES:
        if letters in sounded:
            sounded = pattern.sub(becomes, sounded)
    return DOUBLED.sub(lambda match: match[1], sounded)


def _plain(text: str) -> str:
    """Lower-case letters of any script, initialisms (U.N.) closed up, apostrophes gone."""
    small = text.lower()
    if SMALL_CYRILLIC.fullmatch(small):
        return small
    text = small if text.isascii() else _casefold(INVISIBLE.sub("", text))
    text = text.translate(ONE_APOSTROPHE).replace("'", "")
    return INITIALISM.sub(lambda match: match[0].replace(".", ""), text) if "." in text else text


def _latin(text: str, language: str) -> str:
    """ASCII letters and digits; all else a space."""
    for written, meant in LATIN_HABITS.get(language.split("-")[0].lower(), {}).items():
        text = text.replace(written, meant)
    if not text.isascii():
        text = latinise(text.translate(SHARED_LATIN), language).lower().replace("'", "")
    return text if text.isalnum() else " ".join(OTHER_SIGNS.sub(" ", text).split())


def _language_told_by_letter(text: str) -> str:
    """The language of a Latin spelling that its letters give away."""
    if text.isascii():
        return ""
    if "ə" in text:
        return "az"
    # Belarusian has letters of Polish beside those of Czech; Polish itself never writes ch with a hook.
    if "ŭ" in text or (POLISH_LETTER.search(text) and HOOKED_LETTER.search(text)):
        return "be"
    return "pl" if "ł" in text else ""


def _casefold(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
