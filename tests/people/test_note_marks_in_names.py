"""Names with the mark of a note in them: it parts no name, and takes nothing that is none."""

import pytest

from people.detection.protected import ProtectedName, index_of
from people.detection.traces import trace_of
from tests.people.withheld import recognise

INDEX = index_of(
    (ProtectedName(1, "person", "Koshkarbai Toremuratov", "en"), ProtectedName(2, "person", "Вера Цой", "ru"))
)
MARKS = [
    "[1]",
    " [1]",
    "[12, 13]",
    "[1][2]",
    "[[1]]",
    "[a]",
    "[note 1]",
    "[прим. ред.]",
    "[]",
    "(1)",
    "(*)",
    "(b)",
    "{3}",
    "⁽¹⁾",
    "【1】",
    "〔12〕",
    "［1］",
    "|1|",
]
APART = [" †", " *", " ‡‡", " 1)", " *)", " ²)"]
SIGNS = ["*", "**", "†", "§", "¹", "¹²", "₂", "①", "1", "12", "^1", "™", "↑", "¹,²", "1,2", "*)", "1)"]


def hidden(text: str, language: str, tagged=()) -> list[str]:
    """What is hidden of the text, the longest stretches first; shorter ones in them are the same."""
    kept = []
    for place in sorted(recognise(text, language, INDEX, tagged).places, key=lambda place: place.start - place.end):
        if not any(other.start <= place.start and place.end <= other.end for other in kept):
            kept.append(place)
    return [text[place.start : place.end] for place in kept]


@pytest.mark.parametrize("mark", [*MARKS, *SIGNS])
@pytest.mark.parametrize(
    "written", ["Koshkarbai{} Toremuratov", "Toremuratov{}, Koshkarbai", "Koshkarbai Toremu{}ratov"]
)
def test_a_full_name_is_one_whatever_marks_a_note_in_it(written, mark):
    assert hidden(f"On Monday {written.format(mark)} spoke.", "en") == [written.format(mark)]


@pytest.mark.parametrize("mark", APART)
def test_a_sign_between_two_words_parts_no_name(mark):
    written = f"Koshkarbai{mark} Toremuratov"
    assert hidden(f"On Monday {written} spoke.", "en") == [written]


def test_a_note_between_words_without_a_space_parts_them():
    assert hidden("Вера[1]Цой вернулась", "ru") == ["Вера[1]Цой"]


def test_a_name_in_square_brackets_is_read_as_well():
    text = "He [Koshkarbai Toremuratov] spoke of it[1] again."

    assert [text[place.start : place.end] for place in recognise(text, "en", INDEX).places] == [
        "Koshkarbai Toremuratov"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Koshkarbai[1]. Toremuratov spoke.",
        "Koshkarbai[1] and Toremuratov spoke.",
        "Koshkarbai (his brother) Toremuratov spoke.",
        "Koshkarbai[1]\n\nToremuratov spoke.",
        "Koshkarbai: 1, Toremuratov: 2",
    ],
)
def test_what_is_more_than_a_mark_parts_two_names(text):
    assert recognise(text, "en", INDEX).full == []


def test_a_digit_in_an_address_is_no_mark():
    assert hidden("https://example.org/watch?v=ts1oi", "ru", {2}) == []


def test_a_word_that_may_be_a_name_is_doubted_once():
    text = "Она сказала: вера[1] есть."
    doubts = recognise(text, "ru", INDEX, {2}).doubts

    assert [text[place.start : place.end] for place in doubts] == ["вера"]


def test_the_trace_of_a_text_holds_a_name_that_a_mark_parts():
    assert set(trace_of("Toremuratov", "en").split()) <= set(trace_of("Tore[1]muratov spoke", "en").split())
