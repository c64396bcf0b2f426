"""Letters that are removed, and those that stay because they say something."""

import pytest

from people.base.fields import tidy_line, tidy_text


@pytest.mark.parametrize("sign", ["\u000b", "\u000c", "\u0085", "\u2028", "\u2029", "\r"])
def test_a_separator_is_a_space_in_a_line_and_a_line_end_in_a_text(sign):
    assert tidy_line(f"Court{sign}rejects") == "Court rejects"
    assert tidy_text(f"Court{sign}rejects") == "Court\nrejects"


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d💻 👨\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 👩🏽\u200d💻",
        "می\u200cخواهم",
        "ه\u200d.",
        "ক\u09cd\u200dষ",
        "क\u094d\u200cष",
    ],
)
def test_a_joiner_stays_where_it_joins(text):
    assert tidy_line(text) == tidy_text(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Bo\u200dlat Ke\u200cnesov", "Bolat Kenesov"),
        ("Бо\u200dлат", "Болат"),
        ("a\u200b\u202e\u2066b", "ab"),
        ("👩\u200d 👩", "👩 👩"),
        ("م\u200c\u200cن", "م\u200cن"),
        ("م\u200b\u200cن", "م\u200cن"),
    ],
)
def test_what_joins_nothing_goes(typed, kept):
    assert tidy_line(typed) == kept


def test_a_no_break_hyphen_of_word_is_a_hyphen():
    assert tidy_line("Sultan\u001eBekova") == "Sultan-Bekova"
