"""Cases of East Slavic names whose stem changes, so that no ending taken off gives the nominative back: Льва, Орла, Ользі, Кота.

Source: the tables of declension of school grammars (fleeting vowels, second palatalisation, the closed syllable of Ukrainian).
"""

import re

CONSONANTS = "бвгґджзклмнпрстфхцчшщ"
#: A vowel that is only there where no ending follows. Family names in -ов and -ев keep theirs.
FLEETING = re.compile(rf"(?<=[{CONSONANTS}])[еёо](?=[{CONSONANTS}]ь?$)")
KEEPS_ITS_VOWEL = re.compile(r"..[оеё]в$")
CLOSED_SYLLABLE = re.compile(rf"(?<=[{CONSONANTS}])і(?=[{CONSONANTS}]ь?$)")
SOFTENED = {"г": "з", "к": "ц", "х": "с"}
LONGEST = 7
HARD, SOFT, UKRAINIAN = ("а", "у", "ом"), ("я", "ю", "ем"), ("ові", "еві")


def forms_with_other_stem(word: str) -> list[str]:
    """What the name may be in other cases, in small letters; none for a name that keeps its stem."""
    plain = word.lower()
    if (last := SOFTENED.get(plain[-2:-1])) and plain.endswith("а"):
        return [f"{plain[:-2]}{last}{ending}" for ending in "іеы"]
    if len(plain) > LONGEST or KEEPS_ITS_VOWEL.search(plain):
        return []
    endings = SOFT if plain.endswith("ь") else HARD
    found = [CLOSED_SYLLABLE.sub(vowel, plain) for vowel in "ое" if CLOSED_SYLLABLE.search(plain)]
    if found:
        endings += UKRAINIAN
    elif FLEETING.search(plain):
        found = [FLEETING.sub(sign, plain) for sign in ("", "ь")]
    return [stem.removesuffix("ь") + ending for stem in found for ending in endings]
