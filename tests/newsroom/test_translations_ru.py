"""The Russian catalogue: Russian typography, all placeholders, right plurals, and nothing English on an empty site."""

import datetime
import re
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.utils import formats, translation
from django.utils.html import strip_tags

import messages
from newsroom.admin import stock_texts

CATALOGUE = messages.read(messages.ROOT / "locale" / "ru" / "LC_MESSAGES" / "django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}|</?\w[^>]*>")
#: A noun put in as it stands would need another case there; the sentence says the same without it.
LEFT_OUT = {"{name}", "%(name)s"}


def pairs():
    """(English, Russian) of each text and of each plural form."""
    for message in CATALOGUE:
        if message.id:
            plural = isinstance(message.id, tuple)
            for russian in message.string if plural else [message.string]:
                yield message.id[-1] if plural else message.id, russian


def test_placeholders_and_tags_are_kept():
    for english, russian in pairs():
        lost = set(PLACEHOLDER.findall(english)) ^ set(PLACEHOLDER.findall(russian))
        allowed = LEFT_OUT if english in stock_texts.BUTTONS + stock_texts.MESSAGES else set()
        assert not lost - allowed, (english, russian)


def test_russian_typography():
    for english, russian in pairs():
        bare = PLACEHOLDER.sub("x", russian)
        assert not re.search("[\"“”„']", bare), russian
        assert bare.count("«") == bare.count("»"), russian
        assert not re.search(r"  | - |\.\.\.", bare), russian
        assert english[0].isspace() == russian[0].isspace()
        if english[-1] in ".?…":
            assert russian[-1] in ".?…", (english, russian)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 материал"), (2, "2 материала"), (5, "5 материалов"), (11, "11 материалов"), (21, "21 материал")],
)
def test_plurals(number, words):
    with translation.override("ru"):
        sentence = translation.ngettext("%(number)s story", "%(number)s stories", number)
    assert sentence % {"number": number} == words


def test_dates_are_those_of_a_newspaper():
    day = datetime.date(2026, 7, 22)
    with translation.override("ru"):
        assert formats.date_format(day, "DATE_FORMAT") == "22 июля 2026"
        assert formats.date_format(day, "YEAR_MONTH_FORMAT") == "Июль 2026"
        assert formats.date_format(day, "D") == "ср"


def test_what_we_word_anew_is_still_said_by_django():
    root = Path(django.__file__).parent
    known = set()
    for folder in ("conf", "contrib/admin", "contrib/auth"):
        with (root / folder / "locale/ru/LC_MESSAGES/django.po").open("rb") as file:
            known |= {message.id for message in read_po(file, locale="ru")}
    ours = [text for name, texts in vars(stock_texts).items() if name.isupper() for text in texts]
    assert ours
    assert not set(ours) - known


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/ru/",
        "/ru/archive/",
        "/ru/corrections/",
        "/ru/people/",
        "/ru/organizations/?q=x",
        "/ru/places/",
        "/ru/nothing/",
    ],
)
def test_an_empty_russian_site_says_nothing_in_english(client, settings, path):
    settings.SITE_NAME = "Вести"
    page = client.get(path).text
    body = re.sub(r"<script.*?</script>", "", page[page.index("<body") :], flags=re.DOTALL)
    words = re.findall(r"[A-Za-z]{3,}", strip_tags(body))
    assert set(words) <= {"English", "cookie"}
    labels = re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', body)
    assert labels
    assert not [label for label in labels if re.search("[A-Za-z]{3}", label)]
