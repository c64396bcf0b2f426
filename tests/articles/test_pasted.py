"""What other programs hold, as it is stored: one cleaning on every way into the database."""

import time

import pytest

from articles import body
from tests.support.pasted import plainly, samples


@pytest.mark.parametrize("sample", samples("word", "others", "embeds"), ids=str)
def test_a_text_of_another_program_keeps_what_it_says(sample):
    assert plainly(body.clean(sample.pasted)) == plainly(sample.expected)


def test_what_our_editor_wrote_is_left_as_it_is():
    html = '<p>1. One</p><p>2. Two&nbsp; three</p><ol data-type="decimal"><li><p><a href="https://example.org/">a</a></p></li></ol>'

    assert "1. One</p><p>2. Two&nbsp; three" in body.clean(html)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("example.org/report", "https://example.org/report"),
        ("www.example.org", "https://www.example.org"),
        ("пример.рф/а", "https://пример.рф/а"),
        ("//example.org/x", "https://example.org/x"),
        ("desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/my file.pdf", "https://example.org/my%20file.pdf"),
        ("tel:+7 (727) 123-45-67", "tel:+77271234567"),
        ("/people/somebody/", "/people/somebody/"),
        ("javascript:alert(1)", None),
        (" JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///C:/x.doc", None),
        ("report.pdf", None),
        ("nowhere", None),
        ("", None),
    ],
)
def test_an_address_is_mended_or_leaves_its_words(written, kept):
    link = f'<a href="{kept}" rel="noopener noreferrer">x</a>' if kept else "x"

    assert body.clean(f'<p><a href="{written}">x</a></p>') == f"<p>{link}</p>"


NUMBERS = range(5000)


@pytest.mark.parametrize(
    "written",
    [
        f'<p class="track{"change" * 40_000}">x</p>',
        f'<p style="{" text-decoration:" * 20_000}">x</p>',
        f'<ol style="{" list-style:" * 20_000}"><li>x</li></ol>',
        f"<p class=a>x</p>{'<style>' * 40_000}",
        f"<p class=a>x</p><style>{'a' * 200_000}</style>",
        f"<p class=a>x</p><style>{'/*' * 100_000}</style>",
        "".join(f'<a href="#b{at}" id="a{at}">x</a>' for at in NUMBERS)
        + "".join(f'<a href="#a{at}" id="b{at}">y</a>' for at in NUMBERS),
    ],
    ids=["class", "style", "list", "sheets", "rules", "comments", "notes"],
)
def test_no_markup_keeps_the_cleaner_busy(written):
    begun = time.process_time()
    body.clean(written)

    assert time.process_time() - begun < 8
