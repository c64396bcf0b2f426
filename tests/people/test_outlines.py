"""The quick look at a word says no only where undoing all its case forms says no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.detection.outlines import Outline
from people.detection.word_likeness import price_of, sounds_of

PARTS = "Анна Ира Юлия Лейла Гия Нино Олег Тахир Цой Ли Фарух Сайда Азиз Мухаммед Айша Ким Пётр Самат Бек Хади".split()
LATIN = "Anna Julia Leyla Gia Oleg Tahir Tsoi Li Farukh Saida Aziz Mike George Aisha Kim Peter Samat Bek Hadi Strell".split()
ENDINGS = [
    "",
    "а",
    "у",
    "ом",
    "ой",
    "ами",
    "ого",
    "и",
    "ю",
    "ию",
    "лар",
    "ның",
    "дан",
    "а́",
    "s",
    "a",
    "u",
    "ning",
    "lardan",
    "y",
]
LANGUAGES = ["ru", "en", "uk", "kk", "uz", "ka", "lt", "hy", "de", "be", "sr", ""]


@given(
    st.sampled_from(PARTS + LATIN),
    st.sampled_from(PARTS + LATIN),
    st.integers(0, 6),
    st.sampled_from(["", *"аеиоуhjnrтсмaeiou"]),
    st.sampled_from(ENDINGS),
    st.booleans(),
    st.sampled_from(LANGUAGES),
)
def test_what_the_outline_rules_out_is_not_the_name(name, other, at, slip, ending, is_small, language):
    word = other[:at] + slip + other[at + bool(slip) :] + ending
    word, part = word.lower() if is_small else word, sounds_of(name, "")
    assert Outline(word, language).may_be(part) or price_of(word, language, part, False) is None


@pytest.mark.parametrize(("word", "language"), [("лагерь", "ru"), ("prison", "en"), ("сообщил", "ru")])
def test_most_words_are_told_from_short_names_without_their_forms(word, language):
    outline = Outline(word, language)
    assert [name for name in PARTS if len(sounds_of(name, "")) <= 4 and outline.may_be(sounds_of(name, ""))] == []
