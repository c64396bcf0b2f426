"""Old and wrong addresses: editors lead readers on, and see what is asked for in vain, without a trace of who asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles.models import MissingAddress, Redirect
from articles.site import changes, redirects
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_user
from tests.support.admin import as_typed
from tests.support.rows import everything

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/redirect/add/"
TODAY = date(2026, 11, 29)


@pytest.fixture(autouse=True)
def counter(monkeypatch):
    counter = redirects.Counter()
    counter.writer = "none: tests store at once"
    monkeypatch.setattr(redirects, "counter", counter)
    return counter


def redirect(path="/old/story.html", target="/archive/", **fields) -> Redirect:
    return changes.redirect(Redirect(path=path, target=target, **fields))


# What readers get ----------------------------------------------------------------------------------------------------


def test_a_redirect_answers_where_no_page_is_found(client):
    redirect(path="/старый/адрес", target="/ru/archive/")
    answer = client.get("/старый/адрес?from=there")

    assert (answer.status_code, answer.url) == (301, "/ru/archive/")
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_a_page_that_is_found_comes_first(client):
    redirect(path="/archive/", target="/corrections/")
    assert client.get("/archive/").status_code == 200


def test_one_that_is_not_in_use_leads_nowhere(client):
    redirect(is_active=False)
    assert client.get("/old/story.html").status_code == 404


def test_nobody_is_led_to_an_address_that_tells_a_withheld_name(client):
    person = make_person("Bekzat Eralinov")
    make_article(about=[person])
    redirect(target=person.get_absolute_url())
    assert client.get("/old/story.html").status_code == 301
    naming.expose(person, Exposure.WITHHELD)
    answer = client.get("/old/story.html")

    assert answer.status_code == 404
    assert "eralinov" not in str(answer.headers).lower()


def test_nobody_is_led_to_what_readers_do_not_find(client):
    seen = datetime(2026, 11, 5, tzinfo=UTC)
    draft = make_article("Minister resigns", status="draft")
    gone = make_article("Court adjourned", status="withdrawn", withdrawn_at=seen, first_public_at=seen)
    redirect(path="/old/draft.html", target=draft.get_absolute_url())
    redirect(path="/old/gone.html", target=gone.get_absolute_url())
    redirect(path="/old/typo.html", target="/no-such-page/")
    answer = client.get("/old/draft.html")

    assert answer.status_code == 404
    assert "minister" not in str(answer.headers).lower() + answer.text.lower()
    assert client.get("/old/typo.html").status_code == 404
    assert client.get("/old/gone.html", follow=True).status_code == 410


@pytest.mark.parametrize(
    "target", ["/", "/ru/feed.rss", "/sitemap.xml", "/people/", "/archive/2026/11/", "/robots.txt"]
)
def test_whatever_readers_find_may_be_led_to(client, target):
    make_article(published_at=datetime(2026, 11, 5, tzinfo=UTC))
    redirect(target=target)
    assert client.get("/old/story.html?page=99").url == target


@pytest.mark.parametrize("path", ["/%00", f"/{'x' * 5000}/", "/%0A%0D", "/a/%ff/"])
def test_an_address_that_no_database_would_take_is_not_found(client, counter, path):
    assert client.get(path).status_code == 404
    assert all(len(known) <= 300 and known.isprintable() for known in counter.counts)


# What is asked for in vain -------------------------------------------------------------------------------------------


def test_a_readers_request_writes_nothing(client, counter):
    before = everything()
    for _ in range(7):
        client.get("/no/such/page/?q=secret")

    assert everything() == before
    assert counter.counts == {"/no/such/page/": 7}


def test_what_is_asked_for_often_enough_is_stored(client, counter):
    for path, times in {"/often/": 5, "/seldom/": 4}.items():
        for _ in range(times):
            client.get(path)
    counter.store()

    assert list(MissingAddress.objects.values_list("path", "count")) == [("/often/", 5)]
    assert counter.counts == {}


@pytest.mark.parametrize(
    "path", ["/preview/0123456789/", "/admin/nothing/", "/media/0123/1.jpg", "/static/nothing.css"]
)
def test_addresses_of_staff_and_of_files_are_never_counted(client, counter, path):
    client.get(path)
    assert counter.counts == {}


def test_an_address_that_lacks_but_its_last_slash_is_not_counted(client, counter):
    assert client.get("/archive").status_code == 301
    assert counter.counts == {}


def test_memory_stays_bounded_and_keeps_what_comes_up_most():
    counter = redirects.Counter(most=10)
    counter.writer = "none"
    for number in range(500):
        counter.add("/often/")
        counter.add(f"/once/{number}/")

    assert len(counter.counts) <= 10
    assert counter.take().keys() == {"/often/"}


def test_numbers_are_added_up_and_forgotten_after_a_while():
    changes.note_missing({"/a/": 5, "/b/": 9}, TODAY - timedelta(days=100))
    changes.note_missing({"/c/": 5}, TODAY - timedelta(days=20))
    changes.note_missing({"/c/": 6}, TODAY)

    assert list(MissingAddress.objects.values_list("path", "count", "asked_on")) == [("/c/", 11, TODAY)]


# The screen ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    client.force_login(make_user("editor"))


def add(client, path, target):
    return client.post(ADD, as_typed(client.get(ADD), path=path, target=target, is_active="on"))


def test_an_address_is_taken_as_a_browser_shows_it(client, editor, settings):
    story = make_article("Суд", language="ru")
    add(client, "/%D1%81%D1%82%D0%B0%D1%80%D1%8B%D0%B9", f"{settings.SITE_URL}{story.get_absolute_url()}")

    assert list(Redirect.objects.values_list("path", "target")) == [("/старый", story.get_absolute_url())]


@pytest.mark.parametrize(
    ("path", "target", "sentence"),
    [
        ("/old/", "https://elsewhere.example/archive/", "another site"),
        ("/old/", "/no/such/page/", "no such page"),
        ("/old/", "/known/", "redirected itself"),
        ("/known/", "/archive/", "already"),
        ("/archive/", "/corrections/", "Another redirect leads"),
        ("/corrections/", "/corrections/", "to itself"),
        ("/old/", "//[", "another site"),
        ("http://℀/old/", "/archive/", "another site"),
        ("/?p=12", "/archive/", "what follows"),
        ("old", "/archive/", "from the first /"),
        ("/admin/x/", "/archive/", "Readers do not come"),
    ],
)
def test_what_cannot_work_is_refused_with_a_sentence(client, editor, path, target, sentence):
    redirect(path="/known/")
    answer = add(client, path, target)

    assert sentence in str(answer.context["errors"])
    assert Redirect.objects.count() == 1


def test_addresses_that_may_tell_names_are_for_those_who_may_see_them(client):
    changes.note_missing({"/people/bekzat-eralinov/": 9}, TODAY)
    user = make_user("editor")
    client.force_login(user)
    assert "bekzat-eralinov" in client.get("/admin/articles/redirect/").text
    group = user.groups.get()
    group.permissions.remove(group.permissions.get(codename="see_protected_subject"))

    assert "bekzat-eralinov" not in client.get("/admin/articles/redirect/").text
