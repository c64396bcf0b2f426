"""A text is read as its reader sees it, and each word keeps the place that it has in the source."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.detection import find
from people.detection.plain import LOOKS_CYRILLIC, LOOKS_LATIN, plain_of
from people.detection.words import words_of
from tests.people.test_detection import MemoryIndex

TIMUR = ("person", ["Тимур Есенов"])

DISGUISED = {
    "stress mark": "Тимур Есе\u0301нов",
    "soft hyphen": "Тимур Есе\u00adнов",
    "grapheme joiner": "Ти\u034fмур Есенов",
    "Mongolian vowel separator": "Тимур Е\u180eсенов",
    "Hangul filler": "Тимур Есе\u115fнов",
    "variation selector": "Тимур Есенов\ufe0f",
    "zero width": "Т\u200bимур Е\u2060сенов",
    "Latin letters": "T\u0438\u043cyp \u0415c\u0435\u043do\u0432",
    "Greek letters": "Тимυρ Εсенοв",
    "percent-encoded again": "%25D0%25A2%25D0%25B8%25D0%25BC%25D1%2583%25D1%2580 Есенов",
    "percent-encoded": "%D0%A2%D0%B8%D0%BC%D1%83%D1%80 Есенов",
}


@pytest.mark.parametrize("written", DISGUISED.values(), ids=DISGUISED.keys())
def test_a_disguised_name_is_found_where_it_stands(written):
    text = f"Суд оправдал: {written} свободен."

    (span,) = find(text, "ru", MemoryIndex(TIMUR)).decided

    assert text[span.start : span.end] == span.surface == written


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＡＢ", "AB"),
        ("\U0001d413imur", "Timur"),
        ("xn--80adxhks", "москва"),
        ("й ё", "й ё"),
        ("Pаris", "Paris"),
        ("Τimur", "Timur"),
        ("№ 5™", "№ 5™"),
        ("%FF%zz 50%", "%FF%zz 50%"),
        ("xn--", "xn--"),
        ("Covid19 3D в2019 2-я COVID", "Covid19 3D в2019 2-я COVID"),
    ],
)
def test_letters_are_read_as_they_look(written, read):
    assert plain_of(written).text == read


def test_each_table_of_look_alikes_leads_into_one_alphabet():
    assert all("\u0400" <= letter <= "\u052f" for letter in LOOKS_CYRILLIC.values())
    assert set(LOOKS_LATIN.values()) <= set(string.ascii_letters)


@given(st.text(alphabet="аbО0 .\u0301\u200b%D1%8Fxn--\ufe0fй"))
def test_words_lie_in_the_text_one_after_the_other(text):
    at = 0
    for word in words_of(text, "ru"):
        assert at <= word.start < word.end <= len(text)
        at = word.start
