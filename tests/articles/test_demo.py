"""The demo newsroom: what a newcomer meets after the first `make run`."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import body
from articles.demo import drawing, loading
from articles.library import renditions
from articles.models import (
    Article,
    ArticleImage,
    Correction,
    FrontPage,
    Image,
    Note,
    Page,
    PendingChange,
    Portrait,
    Section,
    Stage,
    Topic,
)
from people.models import Membership, Name, Place, Subject
from tests.workshop import without_child

REAL_PEOPLE = {"Aqylbek Muratbai", "Koshkarbai Toremuratov", "Zhangeldy Zhaksymbetov", "Shavkat Mirziyoev"}
REAL_PLACES = {"Uzbekistan", "Karakalpakstan", "Nukus", "Kazakhstan", "Austria"}
PASSWORD = "a-password-for-the-demo"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo loaded once for all tests of this module, and taken back after them."""
    with (
        pytest.MonkeyPatch.context() as environment,
        without_child(),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        environment.setenv("DEMO_PASSWORD", PASSWORD)
        environment.setattr(
            renditions, "prepare_waiting", lambda: Image.objects.update(state="ready")
        )  # which files are made is not under test here
        environment.setattr(drawing, "SIZE", (180, 120))  # small ones are drawn and read sooner
        environment.setattr(drawing, "PORTRAIT_SIZE", (80, 100))
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def newsroom(demo, db):
    """The demo, and a database that each test may change for itself."""


def test_at_least_thirty_stories_are_published(newsroom):
    assert Article.objects.published().in_edition("en").count() >= 30
    assert Article.objects.published().in_edition("ru").count() >= 5


def test_every_stage_that_a_desk_meets_has_a_story(newsroom):
    stages = {article.stage() for article in Article.objects.all()}
    assert stages >= {
        Stage.DRAFT,
        Stage.IN_REVIEW,
        Stage.APPROVED,
        Stage.SCHEDULED,
        Stage.PUBLISHED,
        Stage.EXPIRED,
        Stage.WITHDRAWN,
    }


def test_a_change_waits_for_an_editor_and_a_draft_for_its_writer(newsroom):
    assert PendingChange.objects.open().get().state == "in_review"
    assert Note.objects.filter(move="return").get().article.status == "draft"


def test_every_kind_of_story_and_of_correction_occurs(newsroom):
    assert set(Article.objects.published().values_list("kind", flat=True)) == set(Article.Kind.values)
    assert set(Correction.objects.public().values_list("kind", flat=True)) == set(Correction.Kind.values)


def test_archive_spans_several_months(newsroom):
    assert len(Article.objects.published().in_edition("en").datetimes("published_at", "month")) >= 6


def test_nothing_is_told_before_it_happened(newsroom):
    """Corrections and updates follow their story, translations their original, and none lies in the future."""
    for article in Article.objects.published():
        later = [note.published_at for note in article.corrections.all()]
        later += [article.materially_updated_at] if article.materially_updated_at else []
        later += [row.published_at for row in article.siblings()] if article.language == "en" else []
        assert all(article.published_at < moment <= timezone.now() for moment in later), article


def test_founding_story_leads_the_front_page_of_each_edition(newsroom):
    for language, words in {"en": "denied asylum", "ru": "отказал в убежище"}.items():
        lead = FrontPage.objects.of(language).get().pins.current().get(position=1)
        assert words in lead.article.title
        assert lead.until is None


def test_every_reader_page_of_the_demo_answers(newsroom, client):
    pages = [reverse("articles:home"), reverse("articles:archive"), reverse("articles:corrections")]
    pages += [reverse(f"people:{kind}_index") for kind in loading.MODELS]
    for rows in (
        Article.objects.published(),
        Section.objects.all(),
        Topic.objects.all(),
        Page.objects.all(),
        Subject.objects.public(),
    ):
        pages += [row.get_absolute_url() for row in rows]
    assert [page for page in pages if client.get(page).status_code != 200] == []


def test_no_section_or_topic_is_empty(newsroom):
    published = Article.objects.published()
    assert [row for row in Section.objects.all() if not published.in_section(row).exists()] == []
    assert [row for row in Topic.objects.all() if not published.under_topic(row).exists()] == []


def test_what_the_public_may_not_see_answers_as_it_should(newsroom, client):
    answers = {article.stage(): client.get(article.get_absolute_url()).status_code for article in Article.objects.all()}
    assert answers[Stage.DRAFT] == answers[Stage.SCHEDULED] == 404
    assert answers[Stage.WITHDRAWN] == 410


def test_person_is_known_under_spellings_in_several_scripts(newsroom):
    spellings = Name.objects.public().filter(subject__slug="aqylbek-muratbai")
    assert {"Aqylbek Muratbai", "Акылбек Муратбай", "Ақылбек Муратбай"} <= set(spellings.values_list("text", flat=True))


def test_places_stand_in_their_tree(newsroom):
    nukus = Place.objects.get(slug="nukus")
    assert [place.label for place in Place.objects.ancestors(nukus)] == ["Uzbekistan", "Karakalpakstan"]


def test_real_people_appear_in_the_stories_of_august_2023_only(newsroom):
    """Whatever a name's spelling or script: nothing is invented about anybody who exists."""
    real = Name.objects.filter(subject__label__in=REAL_PEOPLE | REAL_PLACES)
    spelling = re.compile(rf"\b(?:{'|'.join(re.escape(name.text) for name in real)})\b", re.IGNORECASE)
    for article in Article.objects.filter(published_at__gt=datetime(2023, 9, 1, tzinfo=UTC)):
        assert not spelling.search(f"{article.title} {article.summary} {body.text_of(article.body)}"), article
        assert not article.mentions.filter(subject__label__in=REAL_PEOPLE | REAL_PLACES).exists()


def test_real_people_have_no_role_and_no_byline(newsroom):
    assert not Membership.objects.filter(person__label__in=REAL_PEOPLE).exists()
    assert not Article.objects.filter(bylines__person__label__in=REAL_PEOPLE).exists()


def test_the_about_page_says_what_is_invented(newsroom):
    assert "All other stories are invented" in Page.objects.get(slug="about", language="en").body
    assert "истории вымышлены" in Page.objects.get(slug="about", language="ru").body


def test_person_known_by_initials_is_named_nowhere(newsroom, client):
    mother = Subject.objects.get(exposure="initials")
    pages = [mother, *Article.objects.published().about([mother])]
    assert mother.label == "R. T."
    assert len(pages) == 2
    for page in pages:
        assert "Tolvek" not in client.get(page.get_absolute_url()).content.decode()


def test_text_stands_in_the_database_as_it_was_written():
    """The allow-list takes nothing away from a text of ours."""
    for path in sorted((loading.FOLDER / "stories").glob("*.txt")):
        _head, html = loading._read_text(path)
        assert body.clean(html).replace(' rel="noopener noreferrer"', "") == html, path.stem


@pytest.mark.parametrize("role", ["reporter", "tagger", "editor", "chief", "admin"])
def test_each_login_opens_the_admin_in_its_role(newsroom, client, role):
    assert client.login(username=role, password=PASSWORD)
    assert client.get(reverse("admin:index")).status_code == 200
    user = get_user_model().objects.get(username=role)
    assert [group.name for group in user.groups.all()] == [role]
    assert user.has_perm("articles.publish_article") == (role not in {"reporter", "tagger"})


def test_reporter_has_stories_and_a_draft_of_their_own(newsroom):
    reporter = get_user_model().objects.get(username="reporter")
    own = Article.objects.owned_by(reporter)
    assert {Stage.DRAFT, Stage.PUBLISHED} <= {article.stage() for article in own}
    assert reporter.person.label == "Mirel Andastan"


def test_its_pictures_are_described_credited_and_used(newsroom):
    pictures = Image.objects.all()

    assert 12 <= pictures.count() <= 20
    assert not pictures.filter(public_alt="").exists()
    assert not pictures.filter(public_credit="").exists()
    assert not pictures.unused().exists()
    assert ArticleImage.objects.filter(place="body").exists()
    for story in Article.objects.in_edition("ru").filter(lead_image__isnull=False):
        assert story.lead_image.text_in("ru")[2] == "ru", story


def test_no_real_person_has_a_portrait(newsroom):
    assert Portrait.objects.count() >= 3
    assert not Portrait.objects.filter(subject__names__text__in=REAL_PEOPLE).exists()
    assert not Image.objects.filter(subjects__names__text__in=REAL_PEOPLE).exists()
