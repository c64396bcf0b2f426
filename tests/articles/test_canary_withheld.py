"""A withheld name is nowhere: all pages of readers and staff, the name in every line and in twenty forms, in three scripts."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles import workflow
from articles.models import Article, BreakingLine, FrontPage, Pin
from articles.site import changes
from articles.workflow import planning
from people import naming
from people.models import Exposure
from tests.factories import make_package, make_person, make_user
from tests.people.withheld import withheld_forms
from tests.support import choosing
from tests.support.withholding import headers_of, left_of, other_addresses, pages_of_both_editions, tell_of, traces_of

pytestmark = pytest.mark.django_db

#: Staff pages that list or show what others made. ``{pk}`` is a story of somebody else.
LISTS = (
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/?all=1",
    "/admin/articles/image/",
    "/admin/articles/image/choose/",
    "/admin/people/person/",
    "/admin/people/subject/",
    "/admin/articles/pendingchange/",
    "/admin/articles/article/untagged/",
    "/admin/articles/daynote/",
)
OF_A_STORY = (
    "/admin/articles/article/{pk}/change/",
    "/admin/articles/article/{pk}/history/",
    "/admin/articles/article/{pk}/preview/",
    "/admin/articles/article/{pk}/names/",
    "/admin/articles/article/{pk}/tags/",
)


class World:
    """One person, and stories that tell of it in both editions."""

    def __init__(self, canary):
        self.person = make_person(canary["recorded"], language=canary["language"])
        self.needles = traces_of([canary["recorded"], *canary["forms"]])
        self.stories = [
            tell_of(self.person, form, ("en", "ru")[number % 2]) for number, form in enumerate(canary["forms"])
        ]
        for form in canary["forms"]:
            planning.write_day_note(timezone.localdate(), f"Hearing: {form}", by=self.stories[0].created_by)
        for language in ("en", "ru"):
            page, article = FrontPage.objects.create(language=language), self.of(language)[0]
            Pin.objects.create(front_page=page, article=article, position=1)
            self.lead_with(canary["forms"], language)
        self.before = [story.get_absolute_url() for story in self.stories]
        self.page_before = self.person.get_absolute_url()

    def lead_with(self, forms, language):
        """Packages and a breaking bar in whose words the name stands."""
        for number, (story, form) in enumerate(zip(self.stories, forms, strict=True)):
            if story.language == language:
                make_package(form, story, language=language, slug=f"package-{number}", intro=f"How {form} came here.")
        until = timezone.now() + timedelta(hours=1)
        changes.break_news(BreakingLine(text=f"{forms[0]} is free", language=language, until=until))

    def of(self, language):
        return [story for story in self.stories if story.language == language]

    def withhold(self):
        naming.expose(self.person, Exposure.WITHHELD)


@pytest.fixture(scope="module", params=choosing.enough(withheld_forms()), ids=lambda canary: canary["language"])
def made(request, django_db_setup, django_db_blocker):
    """A world for all tests of one canary, taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(request.param)
        transaction.set_rollback(True)


@pytest.fixture
def world(made, db):
    """The same world, which each test may change for itself."""
    return deepcopy(made)


def test_readers_meet_no_trace_of_the_name_on_any_page_until_it_is_named_again(world, client):
    shown = pages_of_both_editions(client)
    assert len(left_of(world.needles, shown)) > 20
    world.withhold()
    pages = pages_of_both_editions(client)
    assert len(pages) > 30
    assert left_of(world.needles, {**pages, "addresses": "\n".join(pages)}) == {}

    naming.expose(world.person, Exposure.NAMED)
    assert pages_of_both_editions(client) == shown


def test_no_header_and_no_redirect_tells_the_name(world, client):
    paths = [*world.before, *other_addresses(world.stories), world.page_before, f"/ru{world.page_before}"]
    world.withhold()
    assert left_of(world.needles, headers_of(client, paths)) == {}


def test_the_page_of_the_name_is_gone(world, client):
    world.withhold()
    assert client.get(world.page_before).status_code == 404


def test_a_withdrawn_story_does_not_tell_the_name(world, client):
    world.withhold()
    stories = Article.objects.filter(pk__in=[story.pk for story in world.stories[::3]])
    chief = make_user("chief")
    for story in stories:
        workflow.unpublish(story, by=chief, reason="A mistake.")
    pages = {story.get_absolute_url(): client.get(story.get_absolute_url()).text for story in stories}
    assert left_of(world.needles, pages) == {}


@pytest.mark.parametrize("role", ["reporter", "tagger"])
def test_staff_who_may_not_see_protected_people_do_not_read_the_name(role, world, client):
    world.withhold()
    client.force_login(make_user(role))
    paths = [*LISTS, *(path.format(pk=story.pk) for story in world.stories[::3] for path in OF_A_STORY)]
    answers = {path: client.get(path) for path in paths}
    assert sum(answer.status_code == 200 for answer in answers.values()) > 10
    assert left_of(world.needles, {path: answer.text for path, answer in answers.items()}) == {}


def test_naming_again_gives_the_addresses_back(world):
    world.withhold()
    naming.expose(world.person, Exposure.NAMED)
    stories = [Article.objects.get(pk=story.pk).get_absolute_url() for story in world.stories]
    assert [*stories, world.person.get_absolute_url()] == [*world.before, world.page_before]
