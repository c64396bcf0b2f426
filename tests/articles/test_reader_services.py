"""What an edition offers its readers: the tip line, its key, support, the newsletter, and who works here."""

import re

import pytest

from articles.models import Page, ReaderService, StaffEntry
from articles.site import changes
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db

KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQINBF\n-----END PGP PUBLIC KEY BLOCK-----"
LIST = "/admin/articles/readerservice/"


def service(**fields) -> ReaderService:
    return changes.save(ReaderService(language="en", **fields))


def form(**fields) -> dict:
    names = (
        "safety_notice licence licence_url terms tips_intro tips_advice signal email key fingerprint post support_intro"
    )
    empty = dict.fromkeys([*names.split(), "support_url", "newsletter_intro", "newsletter_url"], "")
    return {
        **empty,
        "language": "en",
        "share_with": ["mail"],
        "staff-TOTAL_FORMS": 0,
        "staff-INITIAL_FORMS": 0,
        **fields,
    }


def test_the_tip_line_stands_on_a_page_of_its_own_linked_from_all(client, settings):
    assert "/contact-safely/" not in client.get("/").text
    settings.ONION_HOST = "a" * 56 + ".onion"
    service(
        signal="newsroom.01",
        tips_advice="Not from work.\n\nTell nobody.",
        key=KEY,
        fingerprint="ABCD 1234",
        post="Box 1\nTown",
    )
    text = client.get("/contact-safely/").text

    assert '<a href="/contact-safely/">Reach us safely</a>' in client.get("/").text
    assert "<li>Not from work.</li><li>Tell nobody.</li>" in text.replace("\n", "")
    assert [word for word in ("newsroom.01", "a" * 56, "ABCD 1234", "Box 1<br>Town") if word not in text] == []


def test_the_key_is_a_file(client):
    assert client.get("/contact-safely/key.asc").status_code == 404
    service(signal="newsroom.01", key=KEY)
    answer = client.get("/contact-safely/key.asc")

    assert answer.content.decode().strip() == KEY
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(("path", "slug"), [("/contact-safely/", "contact-safely"), ("/support/", "support")])
def test_without_settings_a_standing_page_of_that_address_is_read(path, slug, client):
    assert client.get(path).status_code == 404
    changes.save(Page(title="Written by hand", language="en", slug=slug, body="<p>We.</p>"))

    assert "Written by hand" in client.get(path).text


def test_search_engines_are_told_of_these_pages_in_each_edition_that_has_them(client):
    service(signal="newsroom.01", support_url="https://give.example/")
    changes.save(Page(title="Напишите нам", language="ru", slug="contact-safely", body="<p>Мы.</p>"))
    changes.save(Page(title="Write to us", language="en", slug="contact-safely", body="<p>We.</p>"))

    def told(path: str, mark: str) -> list[tuple[str, str]]:
        links = re.findall(mark + r' hreflang="([\w-]+)" href="http://[^/]+([^"]+)"', client.get(path).text)
        return [link for link in links if link[1].endswith(("/contact-safely/", "/support/"))]

    expected = [("en", "/contact-safely/"), ("ru", "/ru/contact-safely/"), ("x-default", "/contact-safely/")]
    head = '<link rel="alternate"'
    assert told("/contact-safely/", head) == told("/ru/contact-safely/", head) == expected
    assert told("/support/", head) == []
    for part in ("/sitemap-pages-1.xml", "/ru/sitemap-pages-1.xml"):
        assert told(part, '<xhtml:link rel="alternate"') == expected, part
    listed = client.get("/sitemap-pages-1.xml").text
    assert [listed.count(f"{path}</loc>") for path in ("/contact-safely/", "/support/")] == [1, 1]


def test_support_and_newsletter_are_linked_where_there_are_any(client):
    assert "Newsletter" not in client.get("/").text
    service(
        support_intro="Readers pay for us.", support_url="https://give.example/", newsletter_url="https://list.example/"
    )
    front, story = client.get("/").text, client.get(make_article().get_absolute_url()).text

    assert '<a href="/support/">' in front
    assert 'href="https://list.example/"' in front
    assert 'href="https://list.example/"' in story
    assert 'href="https://give.example/"' in client.get("/support/").text


def test_an_edition_shows_its_own_alone(client):
    changes.save(ReaderService(language="ru", signal="newsroom.01"))

    assert client.get("/contact-safely/").status_code == 404
    assert client.get("/ru/contact-safely/").status_code == 200


def test_a_withheld_name_is_in_none_of_it(client):
    person, line = make_person("Aigul Seitova"), "Ask Aigul Seitova."
    lines = dict.fromkeys(
        ["safety_notice", "tips_intro", "tips_advice", "post", "support_intro", "newsletter_intro"], line
    )
    service(
        **lines,
        signal="newsroom.01",
        email="aigul.seitova@example.org",
        support_url="https://example.org/aigul-seitova/",
    )
    naming.expose(person, Exposure.WITHHELD)

    for path in ("/contact-safely/", "/support/", make_article().get_absolute_url(), "/"):
        assert "eitova" not in client.get(path).text, path
    naming.expose(person, Exposure.NAMED)
    assert "Ask Aigul Seitova." in client.get("/contact-safely/").text


# Who works here ----------------------------------------------------------------------------------------------------------


def masthead(*people) -> StaffEntry:
    changes.save(Page(title="Who works here", language="en", slug="staff", body="<p>We.</p>", policy="masthead"))
    row = service()
    return [
        changes.save(StaffEntry(service=row, person=person, role="Editor", languages="English")) for person in people
    ]


def test_the_masthead_lists_those_who_agreed_with_their_role(client):
    masthead(make_person("Mirel Andastan"))
    text = client.get("/staff/").text

    assert "Mirel Andastan" in text
    assert "Editor" in text


def test_nobody_is_listed_whom_readers_may_not_meet(client):
    hidden, shown = make_person("Aigul Seitova"), make_person("Mirel Andastan")
    masthead(hidden, shown)
    naming.expose(hidden, Exposure.WITHHELD)
    text = client.get("/staff/").text

    assert "eitova" not in text
    assert text.count("Editor") == 1


def test_no_account_is_listed(client):
    masthead(make_person("Mirel Andastan"))
    make_user("chief", first_name="Canary", last_name="Account")

    assert "Canary" not in client.get("/staff/").text


def test_whoever_leaves_is_listed_no_longer(client):
    [entry] = masthead(make_person("Mirel Andastan"))
    changes.remove_from_staff(entry)

    assert "Mirel" not in client.get("/staff/").text


# The form ----------------------------------------------------------------------------------------------------------------


def test_an_editor_sets_up_the_tip_line(client):
    client.force_login(make_user("editor"))
    person = make_person("Mirel Andastan")
    staff = {"staff-TOTAL_FORMS": 1, "staff-0-person": person.pk, "staff-0-role": "Editor", "staff-0-position": 0}
    answer = client.post(f"{LIST}add/", form(signal="newsroom.01", key=KEY, **staff))

    assert answer.status_code == 302
    assert ReaderService.objects.get().share_with == ["mail"]
    assert StaffEntry.objects.get().public_role == "Editor"
    assert "newsroom.01" in client.get("/contact-safely/").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"key": KEY.replace("PUBLIC", "PRIVATE")}, "This is a private key."),
        ({"key": "0xABCD"}, "This is no public key"),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"support_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"share_with": ["gopher"]}, "Select a valid choice."),
    ],
)
def test_what_would_harm_is_refused_with_a_sentence(fields, sentence, client):
    client.force_login(make_user("editor"))
    answer = client.post(f"{LIST}add/", form(**fields))

    assert sentence in answer.text
    assert not ReaderService.objects.exists()


def test_an_edition_has_its_settings_once(client):
    service()
    client.force_login(make_user("editor"))

    assert "This edition has its settings already" in client.post(f"{LIST}add/", form()).text
