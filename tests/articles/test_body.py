"""The cleaner: an allow-list, the last step before storage."""

import re

import pytest
from html5lib import HTMLParser

from articles import body
from articles.body import cleaning
from articles.body.addresses import LINK
from articles.body.embeds import CARD
from articles.models import Article
from newsroom.admin import returned_text
from tests.factories import make_article, make_user
from tests.vectors import VECTORS

#: Attributes that lead somewhere, and what may stand in them.
LEADS = {"href": LINK.pattern, "data-embed": CARD}
ALLOWED_TAGS = cleaning.BLOCKS | cleaning.INLINE


def elements(html: str):
    """Every element of the HTML as a browser's parser sees it: (name, attributes)."""
    tree = HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    return [(element.tag, element.attrib) for element in tree.iter() if isinstance(element.tag, str)][1:]


def harm_in(html: str) -> list[str]:
    """What in the HTML could run, load or mislead."""
    found = []
    for tag, attributes in elements(html):
        if tag not in ALLOWED_TAGS:
            found.append(f"<{tag}>")
        found += [f"{name}={value}" for name, value in attributes.items() if not may_say(name, value)]
    return found


def may_say(name: str, value: str) -> bool:
    """Whether an attribute may stand there, with that value."""
    if name in LEADS:
        return bool(re.fullmatch(LEADS[name], value, re.IGNORECASE))
    if name == "class":
        return value in {"subject", "embed", "embed-site"}
    return name in {"rel", "start", "type", "dir", "colspan", "rowspan"}


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_comes_out_harmless(vector):
    assert harm_in(body.clean(vector)) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_comes_out_harmless_of_the_rendering_too(vector):
    assert harm_in(body.render(body.clean(vector), lambda text: [])) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_comes_out_harmless_where_it_is_handed_back(vector):
    typed = {"title": [vector], "body": [vector], "note": [vector]}
    for_staff, for_others = (returned_text.shown(typed, is_staff) for is_staff in (True, False))
    assert harm_in(for_staff.pop("markup")) == []
    texts = [*for_staff.values(), *for_others.values()]
    assert not any(
        hasattr(text, "__html__") for value in texts for text in ([value] if isinstance(value, str) else value)
    )


@pytest.mark.parametrize("vector", VECTORS)
def test_cleaning_twice_changes_nothing(vector):
    once = str(body.clean(vector))

    assert body.clean(once) == once


@pytest.mark.django_db
def test_bulk_create_cleans():
    user = make_user()
    Article.objects.bulk_create(
        Article(title=f"Story {number}", slug="x", body=vector, created_by=user)
        for number, vector in enumerate(VECTORS)
    )

    assert [harm for text in Article.objects.values_list("body", flat=True) for harm in harm_in(text)] == []


@pytest.mark.django_db
def test_update_cleans():
    article = make_article()
    Article.objects.update(body="<p>a</p><script>alert(1)</script>")
    article.refresh_from_db()

    assert article.body == "<p>a</p>"


@pytest.mark.django_db
def test_bulk_update_cleans():
    article = make_article()
    article.body = "<p onclick='x'>a</p>"
    Article.objects.bulk_update([article], ["body"])
    article.refresh_from_db()

    assert article.body == "<p>a</p>"


@pytest.mark.django_db
def test_saving_sets_the_clean_text_on_the_instance():
    article = make_article()
    article.body = "<p onclick='x'>a</p>"
    article.save()

    assert article.body == "<p>a</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Heading</h2>",
        "<h3>Heading</h3>",
        "<h4>Heading</h4>",
        "<p><strong>bold</strong> and <em>italic</em></p>",
        "<p>H<sub>2</sub>O and x<sup>2</sup></p>",
        "<ul><li><p>one</p></li></ul>",
        '<ol start="3"><li><p>three</p></li></ol>',
        "<blockquote><p>quoted</p></blockquote>",
        "<p>line<br>break</p>",
        "<p>a</p><hr><p>b</p>",
        '<p><a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">a link</a></p>',
        '<p><a href="mailto:desk@example.org" rel="noopener noreferrer">mail</a></p>',
        '<p><a href="/people/somebody/" rel="noopener noreferrer">own page</a></p>',
        '<table><tbody><tr><th colspan="2"><p>a</p></th></tr><tr><td rowspan="2"><p>b</p></td></tr></tbody></table>',
    ],
)
def test_what_an_editor_button_makes_survives(html):
    assert body.clean(html) == html


@pytest.mark.parametrize("empty", ["", "<p></p>", "<p>&nbsp;</p>", "<p><br></p><p> </p>", "<!-- -->"])
def test_a_body_without_content_is_empty(empty):
    assert body.clean(empty) == ""


def test_nul_and_lone_surrogates_are_removed():
    assert body.clean("<p>a\x00b\ud800c</p>") == "<p>abc</p>"


def test_persian_joiners_are_kept():
    assert "\u200c" in body.clean("<p>می‌خواهم</p>")


def test_text_has_a_line_for_each_block():
    assert body.text_of("<h2>One</h2><p>two <em>three</em></p><ul><li>four</li></ul>") == "One\ntwo three\nfour"


def test_words_with_apostrophes_and_hyphens_count_once():
    assert body.word_count("Oʻzbekiston o'g'li Kara-Murza вышел") == 4


TABLE_IN_AN_ADDRESS = '<p><a href="https://example.org/<table><img/src=x/onerror=steal()></table>">x</a></p>'


def test_an_address_that_holds_markup_is_no_link():
    assert "<table>" not in body.clean(TABLE_IN_AN_ADDRESS)


@pytest.mark.django_db
def test_the_page_adds_no_element_to_what_was_cleaned(client):
    article = make_article(body=TABLE_IN_AN_ADDRESS + "<table><tbody><tr><td>21</td></tr></tbody></table>")
    page = client.get(article.get_absolute_url()).text

    assert "steal" not in page
    assert page.count('<section class="table"') == 1


def test_what_is_rendered_is_clean_whatever_came_in():
    raw = '<p onclick="x()">Text<script>x()</script> <a href="javascript:x()">link</a></p><img src=x onerror=x()>'
    assert body.render(raw) == body.render(body.clean(raw))
    assert "x()" not in body.render(raw)
    caption = (
        '<figure data-image="7"><figcaption><b onmouseover="x()">own</b><img src=x onerror=x()></figcaption></figure>'
    )
    assert "x()" not in body.render(caption, picture=lambda number, own: own)
