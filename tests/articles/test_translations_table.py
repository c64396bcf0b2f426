"""The table of every story by language: what each cell says, to whom, and how a translation is begun from it."""

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Article
from tests.factories import make_article, make_section, make_user
from tests.support.translating import translated

pytestmark = pytest.mark.django_db

TABLE = reverse("admin:articles_translation_changelist")


def rows(client, query="") -> dict[str, dict[str, str]]:
    """Each story's headline with what is said of each language."""
    table = client.get(f"{TABLE}?{query}").context["table"]
    return {row.title: {cell.language: str(cell.state.word) for cell in row.cells} for row in table.rows}


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return editor


def behind(story, by):
    with workflow.changing(story, by=by, comment="edited"):
        story.title = f"{story.title} again"


def test_each_version_says_where_it_stands(client, desk):
    alone, whole, late = (make_article(title) for title in ("Alone", "Whole", "Late"))
    for story in (whole, late):
        translated(story, by=desk)
    begun = make_article("Begun")
    workflow.translate(begun, "ru", by=desk)
    behind(late, desk)
    assert rows(client) == {
        "Alone": {"en": "Original", "ru": "Missing"},
        "Whole": {"en": "Original", "ru": "Current"},
        "Late again": {"en": "Original", "ru": "Behind"},
        "Begun": {"en": "Original", "ru": "Draft"},
    }
    assert list(rows(client, "missing=ru")) == [alone.title]
    assert list(rows(client, "behind=ru")) == ["Late again"]


def test_a_translation_is_begun_with_one_click(client, desk):
    make_article("Alone")
    row = client.get(TABLE).context["table"].rows[0]
    start = row.cells[1].start
    answers = [client.post(start, {"language": "ru", "form_token": row.token}) for _click in range(2)]
    made = Article.objects.get(language="ru")
    assert {answer["Location"] for answer in answers} == {reverse("admin:articles_article_change", args=[made.pk])}
    assert made.translation.original.title == "Alone"


def test_it_is_narrowed_by_section_and_by_whose_it_is(client, desk):
    section = make_section("Rights")
    make_article("Here", section=section)
    make_article("Mine", created_by=desk)
    assert list(rows(client, f"section={section.pk}")) == ["Here"]
    assert list(rows(client, "whose=mine")) == ["Mine"]


def test_a_reporter_sees_no_draft_of_others_and_starts_only_their_own(client, editor):
    reporter = make_user("reporter")
    make_article("Hidden", published=False, created_by=editor)
    public, own = make_article("Public", created_by=editor), make_article("Own", created_by=reporter)
    workflow.translate(public, "ru", by=editor)
    client.force_login(reporter)
    assert rows(client) == {
        "Public": {"en": "Original", "ru": "Missing"},
        "Own": {"en": "Original", "ru": "Missing"},
    }
    starts = {row.title: row.cells[1].start for row in client.get(TABLE).context["table"].rows}
    assert starts == {"Public": "", "Own": reverse("admin:articles_article_copy", args=[own.pk])}
    assert rows(client, "behind=ru") == {}


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=99999999999", "missing=xx", "section=9999999", "behind=%00"]
)
def test_what_is_not_there_is_answered(client, desk, query):
    make_article("Alone")
    assert client.get(f"{TABLE}?{query}").status_code == 200


def test_pages_go_on_with_what_it_is_narrowed_by(client, desk):
    for number in range(27):
        make_article(f"Story {number}")
    first = client.get(f"{TABLE}?missing=ru")
    assert len(first.context["table"].rows) == 25
    assert first.context["after"] == "?missing=ru&page=2"
    assert len(client.get(TABLE + first.context["after"]).context["table"].rows) == 2
