"""The language of a text whose language nobody has said, as far as its letters tell."""

import re

# Letters that only one of the alphabets at hand has; the first that occurs decides.
TELLING_LETTERS = (
    ("kk", re.compile("[әғқңөұүһі].*[әғқңөұүһ]", re.IGNORECASE | re.DOTALL)),
    ("uk", re.compile("[їєґ]", re.IGNORECASE)),
    ("tg", re.compile("[ӣӯҷ]", re.IGNORECASE)),
    ("uz-Cyrl", re.compile("[ўқғҳ].*[қғҳ]", re.IGNORECASE | re.DOTALL)),
    ("be", re.compile("ў", re.IGNORECASE)),
    ("ky", re.compile("[өүң]", re.IGNORECASE)),
    ("ru", re.compile("[а-я]", re.IGNORECASE)),
    ("uz", re.compile("[og][ʻ‘’'`]", re.IGNORECASE)),
    ("az", re.compile("ə", re.IGNORECASE)),
    ("tr", re.compile("[ığ]")),
    ("ka", re.compile("[ა-ჰ]")),
    ("hy", re.compile("[ա-և]")),
)
SAMPLE_LENGTH = 2000


def guess_language(text: str) -> str:
    """A BCP 47 code, English for Latin text without a telling letter."""
    sample = text[:SAMPLE_LENGTH]
    return next((code for code, letters in TELLING_LETTERS if letters.search(sample)), "en")
