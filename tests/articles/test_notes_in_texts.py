"""Notes, directions and struck words of a text: what is stored, what readers get, and what a comparison tells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body
from articles.body import differences
from articles.models import Article
from people import naming
from people.models import Exposure
from tests.articles.test_body import harm_in
from tests.factories import make_article, make_person
from tests.support.pasted import samples

NOTE = '<a href="#note-1" id="note-ref-1"><sup>1</sup></a>'
NOTES = '<ol><li id="note-1"><p>Of 2025. <a href="#note-ref-1">↑</a></p></li></ol>'


def cleaned(html: str, language: str = "") -> str:
    return str(body.clean(html, language)).replace(' rel="noopener noreferrer"', "")


def test_a_note_and_its_number_lead_to_one_another():
    assert cleaned(f"<p>Held.{NOTE}</p>{NOTES}") == f"<p>Held.{NOTE}</p>{NOTES}"


def test_a_number_without_its_note_is_no_link():
    assert cleaned(f"<p>Held.{NOTE}</p>") == "<p>Held.<sup>1</sup></p>"


def test_a_name_for_a_link_is_given_once():
    assert cleaned(f"<p>Held.{NOTE}</p><p>Again.{NOTE}</p>{NOTES}").count('id="note-ref-1"') == 1


@pytest.mark.parametrize(
    "written",
    [
        '<div>Held <a href="#b" id="a">1</a>.<br><a href="#a" id="b">1</a> Of 2025.</div>',
        '<p>Held <a href="#b" id="a">1</a>. <a href="#a" id="b">1</a> Of 2025.</p>',
        '<ol><li>Held <a href="#b" id="a">1</a>. <a href="#a" id="b">1</a> Of 2025.</li></ol>',
    ],
)
def test_a_note_in_the_block_of_its_number_stays_there(written):
    assert " ".join(body.text_of(body.clean(written)).split()) == "Held 1. 1 Of 2025."


def test_a_text_may_speak_of_the_names_of_notes():
    said = 'Write id="note-1", not id="note-1" or href="#note-9".'
    assert cleaned(f"<p>{said}</p><p>Held.{NOTE}</p>{NOTES}") == f"<p>{said}</p><p>Held.{NOTE}</p>{NOTES}"


@pytest.mark.parametrize("name", ["config", "note-x", "note-ref-1", "__proto__"])
def test_no_other_name_than_that_of_a_note_is_kept(name):
    assert "id=" not in cleaned(f'<ol><li id="{name}"><p>a</p></li></ol>')


def test_the_number_of_a_note_is_no_word_of_the_text():
    assert body.text_of(body.clean(f"<p>Held{NOTE} again</p>{NOTES}")).rstrip() == "Held again\nOf 2025."


def test_what_is_raised_is_found_beside_the_word_before_it():
    html = body.clean(f"<p>100 m<sup>2</sup>, 5 km <sup>2</sup>, held{NOTE}</p>{NOTES}")

    assert body.raised_in(html) == "m2 km2"


@pytest.mark.django_db
def test_a_story_is_found_by_what_is_raised_in_it():
    article = make_article(body="<p>A cell of 9 m<sup>2</sup></p>", published=True)

    for public in (False, True):
        assert list(Article.objects.containing("9 m2", public=public)) == [article]
        assert list(Article.objects.containing("9 m²", public=public)) == [article]


def test_a_raised_sign_behind_a_letter_is_shown_and_no_word():
    html = body.clean("<p>Held<sup>1&amp;2</sup> 10<sup>6</sup> times</p>")

    assert body.render(html) == "<p>Held<sup>1&amp;2</sup> 10<sup>6</sup> times</p>"
    assert body.text_of(html) == "Held 106 times"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written",
    [
        f"Koshkarbai Toremuratov{NOTE} spoke.",
        "Koshkarbai Toremuratov<sup>1</sup> spoke.",
        "Koshkarbai<sup>12</sup> Toremuratov<sup>*</sup> spoke.",
        "Koshkarbai<sup>[1,2]</sup> Toremuratov spoke.",
        "Koshkarbai<sup>1–2 </sup>Toremuratov<sup> &amp;</sup> spoke.",
        f"Koshkarbai Toremu{NOTE}ratov spoke.",
        f"Koshkarbai Toremuratov{NOTE.replace('note-1', 'note-7')} spoke.",
        "Koshkarbai Toremuratov<sub>2</sub> spoke.",
        "Koshkarbai <sup>1</sup> Toremuratov spoke.",
        "Koshkarbai<sub>1</sub> Toremu<sub>2</sub>ratov spoke.",
        "Kosh<sub>karbai</sub> Tore<em>mu</em>ratov spoke.",
        'Koshkarbai<a href="https://example.org/">[1]</a> Toremuratov spoke.',
        f"Koshkarbai[{NOTE}] Toremuratov spoke.",
        f'<a href="#note-1">Koshkarbai Toremuratov</a> spoke. {NOTE}',
        "Koshkarbai <s>Toremuratov</s> spoke.",
        '<bdi dir="rtl">Koshkarbai</bdi> Toremuratov spoke.',
        "Koshkarbai\u2028Toremuratov spoke.",
        "Kosh\u200dkarbai Tore\u200cmuratov spoke.",
    ],
)
def test_a_withheld_name_goes_beside_notes_and_in_struck_words(written):
    person = make_person("Koshkarbai Toremuratov")
    article = make_article(body=f"<p>{written}</p>{NOTES}")
    naming.expose(person, Exposure.WITHHELD)
    shown = Article.objects.get(pk=article.pk).body_html

    assert "Toremuratov" not in shown
    assert "Koshkarbai" not in shown


def test_blocks_run_as_their_letters_do_where_some_run_from_the_right():
    html = body.render('<p>She said:</p><p dir="rtl">قالت: "لا!"</p><p>قالت</p>')

    assert html == '<p dir="auto">She said:</p><p dir="rtl">قالت: "لا!"</p><p dir="auto">قالت</p>'
    assert body.render("<p>She said</p>") == "<p>She said</p>"


def test_a_phrase_keeps_its_direction():
    assert cleaned('<p>a <bdi dir="rtl">لا!</bdi> b</p>') == '<p>a <bdi dir="rtl">لا!</bdi> b</p>'


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“a ‘b’”"),
        ("ru", "«a „b“»"),
        ("kk", "«a „b“»"),
        ("de", "„a ‚b‘“"),
        ("uz", "“a ‘b’”"),
        ("fr", "«\u00a0a “b”\u00a0»"),
    ],
)
def test_a_quotation_has_the_marks_of_the_language(language, expected):
    assert body.text_of(body.clean("<p><q>a <q>b</q></q></p>", language)) == expected


def test_a_quotation_without_a_language_has_the_marks_of_its_letters():
    assert body.text_of(body.clean("<p>Он сказал: <q>да</q></p>")) == "Он сказал: «да»"


@pytest.mark.django_db
def test_the_language_of_the_story_gives_the_marks():
    assert "«да»" in make_article(language="ru", body="<p>Oн: <q>да</q></p>").body


def test_a_comparison_tells_that_words_were_struck_or_run_otherwise():
    (struck,) = differences.blocks("<p>One two</p>", "<p>One <s>two</s></p>")
    (turned,) = differences.blocks("<p>One</p>", '<p dir="rtl">One</p>')

    assert [(mark.name, mark.text) for mark in struck.marks] == [("s", "two")]
    assert [(mark.name, mark.new) for mark in turned.marks] == [("dir", "rtl")]


@pytest.mark.parametrize("sample", samples("word", "others"), ids=str)
def test_a_pasted_text_is_a_fixed_point(sample):
    once = str(body.clean(sample.pasted))

    assert body.clean(once) == once


PIECES = sorted({piece for sample in samples("word", "others") for piece in sample.pasted.split("<") if piece})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_pieces_of_pasted_texts_in_any_order_come_out_harmless_and_settled(pieces):
    once = str(body.clean("<" + "<".join(pieces)))

    assert body.clean(once) == once
    assert [harm for harm in harm_in(once) if not harm.startswith(("id=note-", "href=#note-"))] == []
