"""Films and posts of other sites as cards of ours: which addresses, what is stored, and what readers get."""

import re
import time

import pytest
from django.utils import translation

from articles import body
from articles.body import differences, embeds
from articles.history.content import Content
from articles.workflow import copying
from articles.workflow.checklist import blockers, checklist
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_user
from tests.support.story_form import change, errors_of, form_data

FILM = "https://www.youtube.com/watch?v=aQ1bC2dE3fG"
CARD = f'<figure data-embed="{FILM}"><figcaption>The road to Dovresk</figcaption></figure>'


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        (FILM, FILM),
        ("youtu.be/aQ1bC2dE3fG", "https://youtu.be/aQ1bC2dE3fG"),
        ("https://www.youtube.com/embed/aQ1bC2dE3fG", FILM),
        ("https://t.me/lantern/12", "https://t.me/lantern/12"),
        ("https://пример.рф/фильм", "https://пример.рф/фильм"),
        ("/people/somebody/", None),
        ("desk@example.org", None),
        ("tel:+77271234567", None),
        ("javascript:alert(1)", None),
        ("https://localhost/x", None),
        ("https://youtube.com@evil.example/x", None),
        ("https://youtube.com:x@evil.example/x", None),
        ("https://[films.example/x", None),
        ("https://films].example/x", None),
        ("https://℀.example/x", None),
        ("https://youtube.com／evil.example/x", None),
        ("https://films.example:99999/x", None),
        (f"https://example.org/{'x' * 3000}", None),
        ("https://www.facebook.com/plugins/video.php?href=javascript%3Aalert(1)", None),
        ("", None),
    ],
)
def test_an_address_makes_a_card_or_none(written, leads_to):
    assert embeds.card_address(written) == leads_to


@pytest.mark.parametrize(
    ("href", "site"),
    [
        (FILM, "YouTube"),
        ("https://m.youtube.com/watch?v=1", "YouTube"),
        ("https://youtube.com.evil.example/watch", ""),
        ("https://notyoutube.com/", ""),
        ("https://x.com/a/status/1", "X"),
    ],
)
def test_a_site_is_named_by_its_own_host_alone(href, site):
    assert embeds.site_of(href) == site


@pytest.mark.django_db
def test_a_card_of_no_address_leaves_its_words_and_nothing_fails():
    story = make_article(
        body='<figure data-embed="https://[films.example/x"><figcaption>The road</figcaption></figure>'
    )
    assert story.body_html == "<p>The road</p>"


def test_markup_that_repeats_what_a_button_says_is_read_in_one_pass():
    before = time.process_time()
    body.clean("<script" + " data-telegram-post=a/1" * 20_000)
    body.clean(("<script data-telegram-post=a/1 >" + " " * 2000) * 200)

    assert time.process_time() - before < 3


def test_a_card_is_stored_as_it_is_and_says_what_it_shows_in_plain_words():
    assert body.clean(CARD) == CARD
    assert body.clean(body.clean(CARD)) == CARD
    formatted = CARD.replace("The road", "<strong>The <a href='https://example.org/'>road</a></strong>")
    assert body.clean(formatted) == CARD


def test_a_card_within_a_sentence_leaves_its_words():
    assert "figure" not in body.clean(f"<h2>See {CARD} there</h2>")
    assert "The road to Dovresk" in body.clean(f"<h2>See {CARD} there</h2>")


def test_readers_get_a_link_and_nothing_that_asks_another_site():
    html = body.render(CARD)

    assert f'<a href="{FILM}" rel="noopener noreferrer nofollow">The road to Dovresk</a>' in html
    assert "<bdi><b>YouTube</b></bdi> · Opens at <bdi>youtube.com</bdi>" in html
    assert not re.search(r"<(?:iframe|script|img|video|object|embed)\b|src=", html)


def test_a_card_of_a_site_without_a_name_tells_its_host():
    html = body.render(CARD.replace("www.youtube.com/watch?v=aQ1bC2dE3fG", "example.org/a?b=1&amp;c=2"))

    assert '<p class="embed-site">Opens at <bdi>example.org</bdi></p>' in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html


def test_it_is_told_in_the_language_of_the_story():
    with translation.override("ru"):
        assert "Откроется на <bdi>youtube.com</bdi>" in body.render(CARD)


def test_search_and_counts_read_what_it_shows():
    assert body.text_of(CARD) == "The road to Dovresk"
    assert body.addresses_in(CARD) == [FILM]


def test_a_comparison_tells_another_address_and_another_line():
    other = CARD.replace("aQ1bC2dE3fG", "zZ9yY8xX7wW")
    [moved] = [row for row in differences.blocks(CARD, other) if row.op != "same"]
    [said] = [row for row in differences.blocks(CARD, CARD.replace("road", "way")) if row.op != "same"]

    assert [(mark.old, mark.new) for mark in moved.marks] == [(FILM, FILM.replace("aQ1bC2dE3fG", "zZ9yY8xX7wW"))]
    assert ("added", " way") in [(op, text) for op, text in said.parts]
    assert [block.text for block in differences.read(f'<figure data-embed="{FILM}"></figure><p>x</p>')] == [FILM, "x"]


# Stories -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_withheld_name_is_hidden_in_what_it_shows_and_takes_its_address(client):
    person = make_person("Aigul Seitova")
    told = CARD.replace("The road to Dovresk", "Aigul Seitova speaks").replace(
        FILM, "https://example.org/aigul-seitova"
    )
    plain = CARD.replace(FILM, "https://example.org/film-7")
    article = make_article("Freed", body=f"<p>Before</p>{told}{plain}", about=[person])
    naming.expose(person, Exposure.WITHHELD)
    page = client.get(article.get_absolute_url()).content.decode()

    assert "seitova" not in page.lower()
    assert " speaks</p>" in page
    assert 'href="https://example.org/film-7"' in page


@pytest.mark.django_db
def test_names_in_it_are_not_linked_inside_its_link(client):
    person = make_person("Aigul Seitova")
    article = make_article("Freed", body=CARD.replace("The road to Dovresk", "Aigul Seitova speaks"), about=[person])

    assert ">Aigul Seitova speaks</a>" in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_card_that_does_not_say_what_it_shows_is_asked_for_before_publication():
    article = make_article("Film", body=f'<p>x</p><figure data-embed="{FILM}"></figure>', published=False)

    assert "1 card of another site does not say what it shows." in blockers(checklist(article))
    article.body = f"<p>x</p>{CARD}"
    assert not [sentence for sentence in blockers(checklist(article)) if "card" in sentence]


@pytest.mark.django_db
def test_a_copy_by_somebody_who_reads_what_readers_do_has_the_card():
    person = make_person("Aigul Seitova")
    article = make_article("Film", body=f"<p>Aigul Seitova spoke.</p>{CARD}", about=[person])
    naming.expose(person, Exposure.WITHHELD)
    article.refresh_from_db()
    made = copying.copy(article, by=make_user("reporter"))

    assert "Seitova" not in made.body
    assert CARD in made.body
    assert Content.of(made).fields["body"] == made.body


@pytest.mark.django_db
def test_a_published_story_is_not_saved_with_a_card_that_does_not_say_what_it_shows(client):
    article = make_article("Film")
    client.force_login(make_user("editor"))
    data = form_data(article, body=f'<p>x</p><figure data-embed="{FILM}"></figure>')

    assert "does not say what it shows" in errors_of(client.post(change(article), data))


@pytest.mark.django_db
def test_readers_search_what_it_shows():
    assert "the road to dovresk" in make_article("Film", body=CARD).public_folded


def test_a_card_that_is_copied_from_our_own_page_is_the_same_card():
    assert body.clean(body.render(f"<p>x</p>{CARD}<p>y</p>")) == f"<p>x</p>{CARD}<p>y</p>"
