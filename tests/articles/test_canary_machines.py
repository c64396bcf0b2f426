"""What is not public is in no answer to a program: the API, oEmbed, share pictures, feeds of searches, and what they say of it.

Their lists are in the walk of test_canary.py; here is what a program asks for one story or person, and what it is told beside.
"""

import base64
import json
import re
from urllib.parse import quote, urlsplit

import pytest

from articles.history.content import Content
from articles.models import Article
from articles.pictures import sharing
from articles.site import share_pictures
from articles.workflow import pending
from people import naming
from people.models import Exposure
from tests.articles.test_canary import HIDDEN, MARK, SEEN
from tests.factories import (
    make_article,
    make_correction,
    make_organization,
    make_person,
    make_place,
    make_topic,
    make_user,
)
from tests.people.withheld import withheld_forms
from tests.support.withholding import headers_of, left_of, tell_of, traces_of

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
LISTS = [
    *(f"/api/v1/{name}/" for name in ("stories", "persons", "organizations", "places", "sections", "topics")),
    "/api/v1/stories/?limit=1", "/api/v1/stories/?person=aqylbek-muratbai", "/api/v1/stories/?topic=courts",
    "/search/feed.rss?q=Canary", "/search/feed.atom?q=story", "/search/feed.json?topic=courts",
]  # fmt: skip
#: All that a feed says of a story that readers saw once.
DELETED = re.compile(rb"<at:deleted-entry [^>]+/>")


def of_story(article) -> list[str]:
    """All addresses at which a program may ask for it."""
    page = SITE + article.get_absolute_url()
    return [
        f"/api/v1/stories/{article.pk}/",
        f"/api/v1/stories/{article.pk}/ninjs.json",
        f"/oembed?url={quote(page, safe='')}",
        f"/oembed?format=xml&url={quote(page, safe='')}",
        share_pictures.of_story(article).path,
    ]


def told(client) -> dict[str, tuple]:
    """What each list answers, and what tells of its age; without what Atom says of stories that are gone."""
    found = {}
    for path in LISTS:
        answer = client.get(path)
        content = DELETED.sub(b"", answer.content)
        found[path] = (answer.status_code, content, "" if content != answer.content else answer.headers.get("ETag"))
    return found


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_not_public_changes_no_list_and_is_nowhere_by_itself(state, client):
    shared = {"about": [make_person(), make_organization(), make_place()], "topics": [make_topic()]}
    public = [make_article(f"Public story {number}", **shared) for number in range(2)]
    before = told(client)
    fields = HIDDEN[state]()
    article = make_article(f"{MARK} title", summary=f"{MARK} dek", short_title=f"{MARK} card", **shared, **fields)
    make_correction(article, f"{MARK} correction")
    after = told(client)

    if state in SEEN:  # an Atom feed says that a story is gone, and so has another mark
        assert {path: answer[:2] for path, answer in after.items()} == {path: row[:2] for path, row in before.items()}
    else:
        assert after == before
    for address in of_story(article):
        answer = client.get(address)
        gone = state in SEEN and not address.startswith("/oembed")
        assert answer.status_code == (410 if gone else 404), address
        assert MARK not in answer.text
        assert MARK not in str(answer.headers)
    versions = json.loads(client.get(f"/api/v1/stories/{public[0].pk}/").content)
    assert MARK not in json.dumps(versions)


def test_a_pending_change_shows_in_nothing(client):
    article = make_article("Public story", summary="A dek")
    paths = [*of_story(article), *LISTS]
    before = [(client.get(path).content, client.get(path).headers.get("ETag")) for path in paths]
    content = Content.of(article)
    content.fields |= {"title": f"{MARK} title", "short_title": f"{MARK} card", "body": f"<p>{MARK}</p>"}
    pending.save(article, content, by=make_user("admin"), opened=0, base_version=article.version)

    assert [(client.get(path).content, client.get(path).headers.get("ETag")) for path in paths] == before


@pytest.mark.parametrize("canary", withheld_forms(), ids=lambda canary: canary["language"])
def test_a_withheld_name_is_in_no_answer(canary, client):
    person = make_person(canary["recorded"], language=canary["language"])
    forms = canary["forms"][::6]
    needles = traces_of([canary["recorded"], *forms])
    stories = [tell_of(person, form, ("en", "ru")[number % 2]) for number, form in enumerate(forms)]
    before = [address for story in stories for address in of_story(story)]
    assert left_of(needles, {path: client.get(path).text for path in before if "/share/" not in path})
    naming.expose(person, Exposure.WITHHELD)
    stories = list(Article.objects.filter(pk__in=[story.pk for story in stories]))
    after = [address for story in stories for address in of_story(story)]
    texts = {path: client.get(path).text for path in [*after, *LISTS] if "/share/" not in path}
    drawn = {f"on the picture of {story.pk}": " ".join(map(str, vars(share_pictures.of_story(story).words).values()))
             for story in stories}  # fmt: skip

    assert len(texts) > 20
    assert left_of(needles, texts | drawn) == {}
    # An address of before is asked for by its old words: only what leads on from it may tell, and does not.
    assert left_of(needles, headers_of(client, [path for path in before if "/oembed" not in path])) == {}
    assert left_of(needles, headers_of(client, after)) == {}


def test_what_is_drawn_is_what_readers_see(client):
    """The picture is drawn of these words and no others: the same words, the same bytes."""
    person = make_person("Zorbulak Qanarovich")
    story = make_article("Zorbulak Qanarovich is free", about=[person])
    naming.expose(person, Exposure.WITHHELD)
    story.refresh_from_db()
    words = share_pictures.of_story(story).words

    assert words.headline == story.public_title
    assert client.get(share_pictures.of_story(story).path).content == sharing.draw(words)


def test_a_cursor_says_nothing_but_a_place_that_is_public(client):
    person = make_person("Zorbulak Qanarovich")
    stories = [make_article(f"Story {number}", about=[person, make_person("Aqylbek Muratbai")]) for number in range(3)]
    make_article("Draft", published=False)
    naming.expose(person, Exposure.INITIALS)
    places = {"stories": [stories[2].published_at.isoformat(), stories[2].pk], "persons": ["aqylbek-muratbai"]}
    for name, place in places.items():
        following = json.loads(client.get(f"/api/v1/{name}/?limit=1").content)["next"]
        cursor = urlsplit(following).query.partition("cursor=")[2].partition("%3A")[0].partition(":")[0]
        said = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        assert said == [[name, []], place]
