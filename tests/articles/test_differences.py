"""Differences between texts: in words and paragraphs, exact, and quick for long ones."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.body.differences import Mark, align, blocks, words


def ops(old: str, new: str) -> list[str]:
    return [row.op for row in blocks(old, new)]


def test_a_changed_word_is_one_change():
    assert words("Two men were held.", "Two women were held.") == [
        ("same", "Two"),
        ("removed", " men"),
        ("added", " women"),
        ("same", " were held."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "op"), [("", "New.", "added"), ("Old.", "", "removed"), ("As is.", "As is.", "same")]
)
def test_a_text_that_came_went_or_stayed_is_one_part(old, new, op):
    assert words(old, new) == [(op, old or new)]


def test_texts_that_share_nothing_are_not_torn_into_words():
    assert [
        op for op, _text in words("The court sat in the town.", "He and she, the two, left it all behind at once.")
    ] == [
        "removed",
        "added",
    ]


texts = st.text(alphabet="ab ,.\nЖ’é", max_size=60)


@given(texts, texts)
def test_the_parts_make_up_both_texts(old, new):
    parts = words(old, new)
    assert "".join(text for op, text in parts if op != "added") == old
    assert "".join(text for op, text in parts if op != "removed") == new


@given(st.lists(st.integers(0, 9), max_size=300), st.lists(st.integers(0, 9), max_size=300))
def test_what_is_aligned_is_equal_and_ascends(a, b):
    pairs = align(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(i < k and j < n for (i, j), (k, n) in itertools.pairwise(pairs))


def test_a_paragraph_between_others_is_all_that_was_added():
    assert ops("<p>First here.</p><p>Last one.</p>", "<p>First here.</p><p>And this.</p><p>Last one.</p>") == [
        "same",
        "added",
        "same",
    ]


def test_words_are_compared_within_the_paragraph_that_they_stand_in():
    old = "<p>Nothing is known of the first man.</p><p>The second man was seen in the town.</p>"
    new = "<p>The second man was seen in that town.</p>"
    first, second = blocks(old, new)
    assert (first.op, second.op) == ("removed", "changed")
    assert second.parts == [
        ("same", "The second man was seen in"),
        ("removed", " the"),
        ("added", " that"),
        ("same", " town."),
    ]


def test_the_sides_hold_each_its_own_text():
    (row,) = blocks("<p>Two men were held there.</p>", "<p>Two women were held there.</p>")
    assert "".join(text for _op, text in row.before) == "Two men were held there."
    assert "".join(text for _op, text in row.after) == "Two women were held there."


@pytest.mark.parametrize(
    ("old", "new", "mark"),
    [
        ("<p>In the court.</p>", "<p>In <strong>the court</strong>.</p>", Mark("strong", "the court", "", "yes")),
        ("<p>In <em>court</em>.</p>", "<p>In court.</p>", Mark("em", "court", "yes", "")),
        (
            '<p>A <a href="/one">report</a>.</p>',
            '<p>A <a href="/two">report</a>.</p>',
            Mark("a", "report", "/one", "/two"),
        ),
    ],
)
def test_formatting_alone_is_told_as_such(old, new, mark):
    (row,) = blocks(old, new)
    assert row.is_formatting_only
    assert row.marks == [mark]


def test_formatting_of_words_that_are_new_is_no_change_of_formatting():
    (row,) = blocks("<p>It sat in the old court.</p>", "<p>It sat in the <b>high</b> old court.</p>")
    assert (row.is_formatting_only, row.marks) == (False, [])


def test_a_paragraph_that_became_a_heading_is_told():
    (row,) = blocks("<p>What is known</p>", "<h2>What is known</h2>")
    assert (row.op, row.kinds, row.is_formatting_only) == ("changed", ("Paragraph", "Heading"), True)


def test_a_paragraph_that_moved_was_not_written_anew():
    old = "<p>One of us.</p><p>Two of them.</p><p>Three there.</p>"
    new = "<p>Three there.</p><p>One of us.</p><p>Two of them.</p>"
    assert sorted(ops(old, new)) == ["moved_away", "moved_here", "same", "same"]


def test_a_picture_that_moved_is_told():
    old = '<figure data-image="3"></figure><p>One of us.</p><p>Two of them.</p>'
    new = '<p>One of us.</p><p>Two of them.</p><figure data-image="3"></figure>'
    rows = blocks(old, new)
    assert [(row.op, row.block.image) for row in rows if row.op != "same"] == [("moved_away", 3), ("moved_here", 3)]


def test_another_picture_is_one_gone_and_one_new():
    rows = blocks('<p>A b.</p><figure data-image="3"></figure>', '<p>A b.</p><figure data-image="4"></figure>')
    assert [(row.op, row.block.image) for row in rows] == [("same", None), ("removed", 3), ("added", 4)]


def test_items_and_cells_are_blocks():
    html = body.clean("<ul><li><p>One</p></li><li>Two</li></ul><table><tr><th>A</th><td>B</td></tr></table><hr>")
    assert [row.block.kind for row in blocks(html, html)] == ["li", "li", "th", "td", "hr"]


def test_text_that_looks_like_markup_stays_text():
    (row,) = blocks("", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    assert row.parts == [("added", "<script>alert(1)</script>")]


def _pages(count: int, length: int, seed: int = 1) -> list[list[str]]:
    rng = random.Random(seed)
    return [[f"w{int(rng.paretovariate(0.6)) % 9000}" for _ in range(length)] for _ in range(count)]


def _html(paragraphs) -> str:
    return "".join(f"<p>{' '.join(words)}</p>" for words in paragraphs)


@pytest.mark.parametrize(("count", "length"), [(300, 60), (1, 18_000), (9_000, 2)])
def test_a_long_text_is_compared_without_comparing_each_word_with_each(count, length, monkeypatch):
    from articles.body import differences

    given_to_difflib = []

    class Counting(differences.SequenceMatcher):
        def __init__(self, _junk, a, b, autojunk):
            given_to_difflib.append(len(a) * len(b))
            super().__init__(_junk, a, b, autojunk)

    monkeypatch.setattr(differences, "SequenceMatcher", Counting)
    old, new = _pages(count, length), _pages(count, length, seed=2)
    assert blocks(_html(old), _html(new))
    assert max(given_to_difflib, default=0) <= differences.MOST
    assert sum(given_to_difflib) < 300 * count * length
