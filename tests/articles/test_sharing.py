"""Passing a story on: links that ask nobody for anything, a text to take, a short address; nothing that is not ours to give."""

import html
import re
from urllib.parse import quote

import pytest

from articles.models import ReaderService
from articles.site import changes
from people import naming
from people.models import Exposure
from tests.articles.test_canary import HIDDEN
from tests.factories import make_article, make_correction, make_image, make_person

pytestmark = pytest.mark.django_db


def service(**fields) -> ReaderService:
    return changes.save(ReaderService(language="en", **fields))


def page_of(client, article) -> str:
    return client.get(article.get_absolute_url()).text


def taken(client, article) -> str:
    """The page to take the story from, as a person reads it."""
    answer = client.get(f"{article.get_absolute_url()}take/")
    assert answer.status_code == 200
    return answer.text


def html_to_copy(client, article) -> str:
    found = re.search(r'id="republish-html"[^>]*>(.*?)</textarea>', taken(client, article), re.DOTALL)
    return html.unescape(found[1]) if found else ""


# Sharing ----------------------------------------------------------------------------------------------------------------


def test_a_story_is_shared_by_plain_links_with_its_headline_and_address(client):
    article = make_article("Freed & well")
    text, address = html.unescape(page_of(client, article)), f"http://127.0.0.1:8000{article.get_absolute_url()}"

    assert f'href="mailto:?subject=Freed%20%26%20well&body=Freed%20%26%20well%0A%0A{quote(address, safe="")}"' in text
    assert f"https://t.me/share/url?url={quote(address, safe='')}&text=Freed+%26+well" in text
    assert f"https://wa.me/?text=Freed%20%26%20well%20{quote(address, safe='')}" in text
    assert f'value="{address}"' in text
    assert all(
        'rel="nofollow noreferrer noopener"' in link
        for link in re.findall(r"<a [^>]*https://(?:t|wa)\\.me[^>]*>", text)
    )


def test_an_edition_chooses_its_links_and_warns_readers_beside_them(client):
    service(share_with=["mail"], safety_notice="You may be punished for sharing.")
    text = page_of(client, make_article())

    assert "mailto:?" in text
    assert "t.me/" not in text
    assert "You may be punished for sharing." in text


# Taking -----------------------------------------------------------------------------------------------------------------


def test_no_text_is_offered_until_the_edition_says_so(client):
    article = make_article()

    assert not html_to_copy(client, article)
    service(republishing=True, licence="CC BY-ND 4.0", licence_url="https://creativecommons.org/licenses/by-nd/4.0/")
    text = html_to_copy(client, article)
    assert "Something happened, and people saw it." in text
    assert f'<a href="http://127.0.0.1:8000{article.get_absolute_url()}"' in text
    assert "CC BY-ND 4.0" in text
    assert "canonical" in taken(client, article)


@pytest.mark.parametrize(
    ("by_edition", "by_story", "is_offered"),
    [(True, "", True), (True, "refused", False), (False, "allowed", True), (False, "", False)],
)
def test_a_story_may_say_otherwise_than_its_edition(by_edition, by_story, is_offered, client):
    service(republishing=by_edition)

    assert bool(html_to_copy(client, make_article(republishing=by_story))) is is_offered


@pytest.mark.parametrize("fields", [{"source_outlet": "Another paper"}, {"source_url": "https://example.org/theirs"}])
def test_what_others_published_first_is_not_ours_to_give(fields, client):
    service(republishing=True)
    article = make_article(body="<p>Their words.</p>", republishing="allowed", **fields)

    assert "Their words." not in taken(client, article)


def test_a_story_that_does_not_stand_is_not_offered(client):
    service(republishing=True)
    article = make_article()
    make_correction(article, "We were wrong.", kind="retraction")

    assert not html_to_copy(client, article)
    assert "We were wrong." in taken(client, article)


def test_a_correction_goes_along_with_the_text(client):
    service(republishing=True)
    article = make_article()
    make_correction(article, "It was Friday.")

    assert "It was Friday." in html_to_copy(client, article)


@pytest.mark.parametrize(
    ("licence", "is_kept"), [("cc-by", True), ("cc0", True), ("agency", False), ("own", False), ("", False)]
)
def test_pictures_go_along_only_where_everybody_may_print_them(licence, is_kept, client):
    service(republishing=True)
    lead, inside = make_image(licence=licence, caption="Lead"), make_image(licence=licence, credit="Credit")
    body = f'<p>Before.</p><figure data-image="{inside.pk}"></figure><p>After.</p>'
    text = html_to_copy(client, make_article(lead_image=lead, body=body))

    assert [f"/media/{image.token}/" in text for image in (lead, inside)] == [is_kept, is_kept]
    assert ("Lead" in text) is ("Credit" in text) is is_kept
    assert "Before." in text
    assert "After." in text


def test_the_html_has_no_class_script_or_choice_of_files(client):
    service(republishing=True)
    body = '<p>See <a href="/archive/">all</a>.</p><table><tbody><tr><td>1</td></tr></tbody></table>'
    text = html_to_copy(client, make_article(body=body))

    assert not re.search(r"class=|srcset|<section|<script", text)
    assert 'href="http://127.0.0.1:8000/archive/"' in text


def test_a_letter_has_the_text_without_markup_or_pictures(client):
    image = make_image(caption="A caption")
    article = make_article(
        "Freed & well", body=f'<p>One.</p><figure data-image="{image.pk}"></figure><p>“Two” & three.</p>'
    )
    letter = re.search(r'aria-label="Text for a letter" rows[^>]*>(.*?)</textarea>', taken(client, article), re.DOTALL)[
        1
    ]
    lines = html.unescape(letter).split("\n")

    assert lines[0] == "Freed & well"
    assert [line for line in lines if line in {"One.", "“Two” & three.", "A caption"}] == ["One.", "“Two” & three."]
    assert lines[-1] == f"http://127.0.0.1:8000{article.get_absolute_url()}"


def test_a_citation_names_author_headline_newsroom_date_and_address(client):
    article = make_article("Freed", by=make_person("Mirel Andastan"))
    citation = re.search(r'class="take-citation"[^>]*>(.*?)</p>', taken(client, article), re.DOTALL)[1]

    assert "Mirel Andastan. “Freed”." in citation
    assert article.get_absolute_url() in citation
    assert "Version of the text: <time" in taken(client, article)


def test_a_name_that_is_withheld_is_in_no_text_to_take(client):
    service(republishing=True, terms="Ask Aigul Seitova.", safety_notice="Aigul Seitova was punished.")
    person = make_person("Aigul Seitova")
    article = make_article(
        "Aigul Seitova freed", body="<p>Seitova came.</p>", how_we_know="Seitova told us.", about=[person], by=person
    )
    naming.expose(person, Exposure.WITHHELD)
    article.refresh_from_db()

    assert "eitova" not in taken(client, article)
    assert "eitova" not in page_of(client, article)


def test_search_engines_are_asked_to_pass_the_page_by(client):
    assert '<meta name="robots" content="noindex">' in taken(client, make_article())


# Short addresses ---------------------------------------------------------------------------------------------------------


def test_a_short_address_leads_to_the_story_for_the_moment(client):
    article = make_article(language="ru")
    answer = client.get(f"/s/{article.pk}/")

    assert (answer.status_code, answer.headers["Location"]) == (302, article.get_absolute_url())
    assert "no-store" in answer.headers["Cache-Control"]
    assert f"http://127.0.0.1:8000/s/{article.pk}/" in taken(client, article)


def test_its_code_is_a_picture_drawn_here(client):
    answer = client.get(f"/s/{make_article().pk}/qr.svg")

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<?xml")
    assert b"style" not in answer.content


@pytest.mark.parametrize("state", [state for state in HIDDEN if state != "draft"])
@pytest.mark.parametrize("path", ["/s/{pk}/", "/s/{pk}/qr.svg"])
def test_a_story_that_is_not_public_has_none(path, state, client):
    article = make_article("Canary", **HIDDEN[state]())
    hidden, missing = client.get(path.format(pk=article.pk)), client.get(path.format(pk=999999))

    assert (hidden.status_code, hidden.content) == (404, missing.content)


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_nothing_is_taken_of_a_story_that_is_not_public(state, client):
    article = make_article("Canary", **HIDDEN[state]())
    answer = client.get(f"{article.get_absolute_url()}take/")

    assert answer.status_code == (410 if state == "withdrawn" else 404)
    assert "Canary" not in answer.text


def test_an_old_address_of_the_page_leads_to_the_one_of_now(client):
    article = make_article()

    assert client.get(f"/a/old/{article.pk}/take/").headers["Location"] == f"{article.get_absolute_url()}take/"
