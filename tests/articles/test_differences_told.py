"""No difference without words: whatever tells two texts apart is said, and said otherwise for either side."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body
from articles.body.differences import blocks
from articles.body.differences import words as words_of_line
from articles.history.comparison import compare
from articles.history.content import Content
from tests.factories import make_article, make_user


def kinds(old: str, new: str) -> list[tuple[str, str]]:
    return [row.kinds for row in blocks(body.clean(old), body.clean(new)) if row.kinds != ("", "")]


def cells(first: str) -> str:
    return f"<table><tbody><tr>{first}<td>Two</td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (cells("<td>One</td>"), cells("<th>One</th>"), ("Cell of a table", "Heading cell of a table")),
        (cells("<td>One</td>"), cells('<td colspan="2">One</td>'), ("Cell of a table", "Cell of a table, 2 columns wide")),
        (
            cells('<td rowspan="3">One</td>'), cells("<td>One</td>"),
            ("Cell of a table, 3 rows high", "Cell of a table"),
        ),
        ("<ol><li>A</li></ol>", "<ul><li>A</li></ul>", ("Item of a numbered list", "Item of a bulleted list")),
        (
            "<ul><li>A<ul><li>B</li></ul></li></ul>", "<ul><li>A</li><li>B</li></ul>",
            ("Item of a bulleted list, in a bulleted list", "Item of a bulleted list"),
        ),
        (
            "<ol><li>A</li></ol>", '<ol start="5"><li>A</li></ol>',
            ("Item of a numbered list (a list begins)", "Item of a numbered list (a list begins at 5)"),
        ),
        (
            "<ul><li>A</li><li>B</li></ul>", "<ul><li>A</li></ul><ul><li>B</li></ul>",
            ("Item of a bulleted list", "Item of a bulleted list (a list begins)"),
        ),
        (
            "<ul><li><p>A</p><p>B</p></li></ul>", "<ul><li>A</li><li>B</li></ul>",
            ("Item of a bulleted list", "Item of a bulleted list (an item begins)"),
        ),
        ("<h2>A</h2>", "<h3>A</h3>", ("Heading", "Subheading")),
        ("<p>A</p>", "<blockquote><p>A</p></blockquote>", ("Paragraph", "Quotation")),
        ("<h2>A</h2>", "<blockquote><h2>A</h2></blockquote>", ("Heading", "Heading, in a quotation")),
        (
            "<table><tbody><tr><td>A</td><td>B</td></tr></tbody></table>",
            "<table><tbody><tr><td>A</td></tr><tr><td>B</td></tr></tbody></table>",
            ("Cell of a table", "Cell of a table (a row begins)"),
        ),
    ],
)  # fmt: skip
def test_what_a_block_is_now_is_said_beside_what_it_was(old, new, told):
    assert kinds(old, new) == [told]


def test_a_new_first_item_is_all_that_is_told():
    rows = blocks("<ul><li>B</li></ul>", "<ul><li>A</li><li>B</li></ul>")
    assert [row.op for row in rows] == ["added", "same"]


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("<b>word</b>", "<b>wo</b>rd", [("strong", "word", "removed"), ("strong", "wo", "added")]),
        ("<s>a b</s> c", "<u>a b</u> c", [("s", "a b", "removed"), ("u", "a b", "added")]),
        ('<a href="/one">x</a>', '<a href="/two">x</a>', [("a", "x", "changed")]),
    ],
)
def test_formatting_is_told_to_the_letter(old, new, marks):
    (row,) = blocks(f"<p>{old}</p>", f"<p>{new}</p>")
    assert sorted((mark.name, mark.text, mark.op) for mark in row.marks) == sorted(marks)


@pytest.mark.parametrize("new", ["<strong>a</strong> <strong>b</strong>", "<b>a b</b>", "<strong>a b </strong>"])
def test_formatting_that_nobody_sees_is_no_difference(new):
    assert [row.op for row in blocks("<p><strong>a b</strong></p>", f"<p>{new}</p>")] == ["same"]


@pytest.mark.django_db
def test_blanks_that_differ_look_otherwise():
    parts = words_of_line("10 km", "10\u00a0km")
    page = render_to_string("admin/articles/article/_parts.html", {"parts": parts})
    assert "␣</del>" in page
    assert "⍽</ins>" in page


# Of any two texts --------------------------------------------------------------------------------------------------------

#: Few words, so that many texts are alike in all but what is looked for.
words = st.sampled_from(["one", "<strong>one</strong>", '<a href="/x">one</a>', '<a href="/y">one</a>'])
line = st.lists(words, min_size=1, max_size=2).map(" ".join)
paragraph = line.map("<p>{}</p>".format)
paragraphs = st.lists(paragraph, min_size=1, max_size=2).map("".join)
cell = st.builds("<{0}{1}>{2}</{0}>".format, st.sampled_from(["td", "th"]), st.sampled_from(["", ' colspan="2"']), line)
row = st.lists(cell, min_size=1, max_size=2).map(lambda found: f"<tr>{''.join(found)}</tr>")
table = st.lists(row, min_size=1, max_size=2).map(lambda found: f"<table><tbody>{''.join(found)}</tbody></table>")


def lists(inner):
    item = st.builds("<li>{}{}</li>".format, paragraphs, st.one_of(st.just(""), inner))
    start = st.sampled_from(["<ul>{}</ul>", "<ol>{}</ol>", '<ol start="3">{}</ol>'])
    return st.builds(lambda tag, found: tag.format("".join(found)), start, st.lists(item, min_size=1, max_size=2))


lists_in_lists = lists(lists(st.nothing()) | paragraph)
headings = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["h2", "h3", "h4"]), line)
quotation = st.one_of(paragraphs, lists_in_lists).map("<blockquote>{}</blockquote>".format)
texts = st.lists(st.one_of(paragraph, headings, lists_in_lists, quotation, table, st.just("<hr>")), max_size=2).map(
    "".join
)


def is_told(row) -> bool:
    parts = [part for part in row.parts if part[0] != "same"]
    return row.op not in {"same", "changed"} or bool(parts or row.marks) or row.kinds[0] != row.kinds[1]


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_whatever_differs_is_told(old, new):
    old, new = body.clean(old), body.clean(new)
    rows = [row for row in blocks(old, new) if row.op != "same"]
    assert bool(rows) == (old != new)
    assert all(map(is_told, rows)), [row for row in rows if not is_told(row)]


@pytest.mark.django_db
def test_the_page_says_it_in_words(client):
    user = make_user("chief")
    story = make_article(body=cells("<td>One</td>"))
    old, new = Content.of(story), Content.of(story)
    new.fields["body"] = body.clean(cells("<th>One</th>"))
    assert compare(old, new, user).changes == 1
