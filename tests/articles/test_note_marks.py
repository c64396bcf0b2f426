"""Marks of notes in a text: kept for staff by the cleaner, and no part of what the text says, shows or is compared by."""

import re
import time

import pytest

from articles import body
from articles.body import Span, note_marks
from articles.body.differences import blocks, read
from articles.models import Page
from tests.factories import make_article

MARKED = '<p>The court <mark data-note="12">adjourned</mark> on Monday.</p>'
PLAIN = "<p>The court adjourned on Monday.</p>"


# Cleaning --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        MARKED,
        '<h2><mark data-note="12">A heading</mark></h2>',
        '<ul><li><p>One <strong><mark data-note="12">item</mark></strong></p></li></ul>',
        '<figure data-image="7"><figcaption>The <mark data-note="12">court</mark></figcaption></figure>',
        '<p><mark data-note="12">One</mark></p><p><mark data-note="12">note, two paragraphs</mark></p>',
        '<p>A <mark data-note="3">note <mark data-note="12">over</mark></mark><mark data-note="12"> another</mark></p>',
    ],
)
def test_the_cleaner_keeps_the_mark_of_a_note(html):
    assert set(note_marks.passages(html)) == set(note_marks.passages(body.clean(html)))
    assert note_marks.without(body.clean(html)) == note_marks.without(html)
    assert body.clean(str(body.clean(html))) == body.clean(html)


@pytest.mark.parametrize(
    "mark",
    [
        "<mark>", '<mark data-note="">', '<mark data-note="0">', '<mark data-note="note-1">', '<mark data-note="1 2">',
        '<mark class="highlight">', '<mark data-note="9999999999999999">', '<mark data-note="-1" onclick="a()">',
    ],
)  # fmt: skip
def test_a_mark_without_the_number_of_a_note_leaves_its_words(mark):
    assert body.clean(f"<p>The court {mark}adjourned</mark> on Monday.</p>") == PLAIN


def test_a_mark_keeps_nothing_but_its_number():
    html = MARKED.replace("<mark ", '<mark class="x" id="note-1" style="color: red" title="A note" ')
    assert body.clean(html) == MARKED


def test_nothing_else_has_the_number_of_a_note():
    assert (
        body.clean('<p data-note="12">A <strong data-note="12">text</strong></p>') == "<p>A <strong>text</strong></p>"
    )


def test_a_mark_that_a_program_sent_around_paragraphs_stands_in_each():
    html = '<mark data-note="12"><p class="MsoNormal">One</p><p class="MsoNormal">Two</p></mark>'
    assert body.clean(html) == '<p><mark data-note="12">One</mark></p><p><mark data-note="12">Two</mark></p>'


def test_a_mark_on_no_words_and_a_mark_within_itself_go():
    html = '<p>A<mark data-note="12"></mark> <mark data-note="3">no<mark data-note="3">te</mark></mark></p>'
    assert body.clean(html) == '<p>A <mark data-note="3">note</mark></p>'


def test_marks_do_not_let_the_text_of_our_own_editor_be_read_as_anothers():
    html = '<p>1.  <mark data-note="5">Two<mark data-note="3"> spaces</mark></mark></p><p>2. stay</p>'
    assert note_marks.without(body.clean(html)) == note_marks.without(html)


def test_a_text_that_speaks_of_marks_is_no_mark():
    html = '<p>Write &lt;mark data-note="1"&gt; around it.</p>'
    assert note_marks.passages(body.clean(html)) == {}
    assert body.text_of(body.clean(html)) == 'Write <mark data-note="1"> around it.'


@pytest.mark.django_db
def test_a_story_takes_marks_and_a_standing_page_takes_none():
    page = Page.objects.create(title="About us", language="en", slug="about-us", body=MARKED)
    Page.objects.filter(pk=page.pk).update(body=MARKED)
    page.refresh_from_db()

    assert make_article(body=MARKED).body == MARKED
    assert page.body == PLAIN


# What is made of a text ------------------------------------------------------------------------------------------------


def test_readers_text_links_counts_and_pictures_know_no_marks():
    html = MARKED + '<p><a href="https://example.org/">A <mark data-note="3">li</mark>nk</a></p>'
    assert "mark" not in body.render(html)
    assert body.text_of(html) == "The court adjourned on Monday.\nA link"
    assert body.word_count(body.text_of('<p>ad<mark data-note="3">journed</mark></p>')) == 1
    assert body.addresses_in(html) == ["https://example.org/"]


def test_a_name_half_in_a_mark_is_linked_and_replaced_as_a_whole():
    html = '<p>By Gulnara <mark data-note="3">Sadykova, in</mark> Nukus</p>'
    linked = body.render(html, lambda text: [Span(4, 20, href="/people/1/")])
    assert '<a class="subject" href="/people/1/">Gulnara Sadykova</a>, in' in linked
    assert body.render(html, lambda text: [Span(4, 20, replacement="N.")]) == "<p>By N., in Nukus</p>"


def test_the_raised_number_behind_a_name_is_told_from_it_in_a_mark_too():
    html = '<p>Gulnara Sadykova<sup><mark data-note="3">1</mark>2</sup></p>'
    assert body.text_of(html) == body.text_of(note_marks.without(html)) == "Gulnara Sadykova"


def test_a_comparison_sees_no_mark():
    assert [row.op for row in blocks(PLAIN, MARKED)] == ["same"]
    assert read(MARKED) == read(PLAIN)


# Where marks stay ------------------------------------------------------------------------------------------------------


def test_only_the_marks_of_some_notes():
    html = '<p><mark data-note="3">One <mark data-note="12">two</mark></mark></p>'
    assert note_marks.only(html, [12]) == '<p>One <mark data-note="12">two</mark></p>'


@pytest.mark.parametrize(
    "expected",
    [
        f"<p>New.</p>{MARKED}",
        '<p>On Monday the court <em><mark data-note="12">adjourned</mark></em>.</p>',
        "<p>Nothing of it.</p>",
        "<p>It adjourned. The other court adjourned.</p>",
    ],
)
def test_a_text_written_over_another_keeps_the_mark_where_its_words_surely_stand(expected):
    assert note_marks.kept(note_marks.without(expected), MARKED, [12]) == expected


def test_the_same_words_twice_keep_the_mark_on_those_that_had_it():
    before = '<p>Monday, and <mark data-note="12">Monday</mark> again.</p>'
    after = '<p>On Monday, and then <mark data-note="12">Monday</mark> again.</p>'
    assert note_marks.kept(note_marks.without(after), before, [12]) == after


def test_a_mark_that_was_written_on_is_taken_as_it_is_now():
    now = '<p>The court <mark data-note="12">ended early</mark> on Monday.</p>'
    assert note_marks.kept(now, MARKED, [12]) == now


def test_words_with_signs_of_html_are_found_again():
    html = "<p>Law &amp; order, 1 &lt; 2</p>"
    marked = note_marks.pointed(html, 12, "Law & order, 1 < 2")
    assert marked == '<p><mark data-note="12">Law &amp; order, 1 &lt; 2</mark></p>'
    assert note_marks.words_of(marked, 12) == "Law & order, 1 < 2"


@pytest.mark.parametrize(
    ("words", "text"), [("a", "<p>R&amp;D</p>"), ("amp", "<p>R&amp;D</p>"), ("lt", "<p>1 &lt; 2</p>")]
)
def test_no_mark_parts_a_letter_that_is_written_as_several(words, text):
    before = f'<p>Here <mark data-note="12">{words}</mark> stood.</p>'
    assert note_marks.kept(text, before, {12}) == text
    assert note_marks.pointed(text, 12, words) == text


def test_words_that_stand_in_each_other_lose_no_text():
    before = '<p>ab<mark data-note="12">aba</mark> stood.</p>'
    assert note_marks.kept("<p>aba</p>", before, {12}) == "<p>aba</p>"


def test_words_with_such_a_letter_keep_their_mark():
    before = '<p>Money for <mark data-note="12">R&amp;D</mark> and a.</p>'
    assert (
        note_marks.kept("<p>More for R&amp;D.</p>", before, {12})
        == '<p>More for <mark data-note="12">R&amp;D</mark>.</p>'
    )
    assert note_marks.pointed("<p>For R&amp;D.</p>", 12, "R&D") == '<p>For <mark data-note="12">R&amp;D</mark>.</p>'


# Texts that no desk writes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "".join(f'<mark data-note="{number}">a' for number in range(1, 3000)),
        "".join(f'<mark data-note="{number}">a</mark>' for number in range(1, 9000)),
        '<mark data-note="1">a</mark>b' * 9000,
    ],
    ids=["within one another", "of many notes", "in many pieces"],
)
def test_marks_beyond_number_make_no_text_many_times_as_long(html):
    before = time.process_time()
    cleaned = body.clean(f"<p>{html}</p>")

    assert time.process_time() - before < 5
    assert note_marks.without(cleaned) == body.clean(f"<p>{note_marks.without(html)}</p>")
    assert len(cleaned) < 2 * len(html)
    assert body.clean(str(cleaned)) == cleaned


def test_more_notes_than_a_desk_writes_on_the_same_words_leave_the_words():
    found = note_marks.passages(
        body.clean("".join(f'<mark data-note="{number}">' for number in range(1, 90)) + "words")
    )
    assert found == {number: [(0, 5)] for number in range(1, note_marks.MOST_ON_WORDS + 1)}


@pytest.mark.parametrize(
    "typed",
    [
        '<p><a href="https://films.example/<mark">seen" onmouseover=alert(1) x="</a></p>',
        '<p><a href="https://films.example/?q=<mark data-note=1>">seen</a></p>',
        '<figure data-embed="https://films.example/<mark"><figcaption>seen" onmouseover=alert(1)</figcaption></figure>',
        '<p dir="<mark" id="note-<mark">seen</p><ol start="<mark" type="<mark"><li>seen</li></ol>',
        '<p>&lt;scr<mark data-note="1">ipt&gt;seen</mark></p>',
    ],
)
def test_a_clean_text_stays_clean_without_its_marks(typed):
    left = note_marks.without(body.clean(typed))

    assert "seen" in left
    assert "<mark" not in left
    assert body.clean(left) == left
    assert not re.search(r"<[^<>]*(?:onmouseover|<)", left)
