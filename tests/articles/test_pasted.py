"""What other programs hold, as it is stored: one cleaning on every way into the database."""

import pytest

from articles import body
from tests.support.pasted import plainly, samples


@pytest.mark.parametrize("sample", samples("word", "others"), ids=str)
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
