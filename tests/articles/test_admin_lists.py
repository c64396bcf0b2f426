"""The desk's list of stories, and who is suggested where something is typed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from people import naming
from tests.factories import make_article, make_person, make_section, make_topic

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def titles(response) -> set[str]:
    assert response.status_code == 200
    return {article.title for article in response.context["cl"].result_list}


def suggestions(client, **asked) -> set[str]:
    response = client.get("/admin/autocomplete/", asked)
    assert response.status_code == 200
    return {row["text"] for row in response.json()["results"]}


def asked_of(app, model, field, term="", **more) -> dict:
    return {"app_label": app, "model_name": model, "field_name": field, "term": term} | more


@pytest.mark.parametrize("rows", [2, 20])
def test_the_list_of_stories_stays_within_its_query_budget(client, editor, django_assert_max_num_queries, rows):
    for _ in range(rows):
        make_article(by=make_person(), about=[make_person()], topics=[make_topic(f"Topic {_}")])
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_the_list_shows_the_dek_and_the_first_author(client, editor):
    make_article(summary="What it says below.", by=make_person("Aigul Sarsen"))
    page = client.get(LIST).content.decode()
    assert '<span class="dek">What it says below.</span>' in page
    assert "Aigul Sarsen" in page


def test_what_was_saved_last_stands_first(client, editor):
    make_article("First")
    make_article("Second")
    assert [row.title for row in client.get(LIST).context["cl"].result_list] == ["Second", "First"]


@pytest.mark.parametrize("query", ["заДЕРжан", "БЛОГЕР задержан"])
def test_search_finds_cyrillic_in_any_case(client, editor, query):
    make_article("Задержан блогер", language="ru")
    make_article("Other")
    assert titles(client.get(LIST, {"q": query})) == {"Задержан блогер"}


def test_search_reads_the_text(client, editor):
    make_article("Found", body="<p>The lake recedes.</p>")
    make_article("Other")
    assert titles(client.get(LIST, {"q": "recedes"})) == {"Found"}


@pytest.mark.parametrize("query", ["\x00", "' OR 1=1 --", "%", "_" * 5000, "word " * 2000])
def test_no_search_is_a_server_error(client, editor, query):
    assert client.get(LIST, {"q": query}).status_code == 200


STAGES = {
    "draft": {"published": False},
    "in_review": {"published": False, "status": "in_review"},
    "scheduled": {"at": timedelta(days=1)},
    "published": {},
    "expired": {"at": -timedelta(days=2), "withdraw_at": timezone.now() - timedelta(days=1)},
    "withdrawn": {"status": "withdrawn", "withdrawn_at": timezone.now()},
}


def make_stage(stage):
    fields = dict(STAGES[stage])
    if "at" in fields:
        fields["at"] = timezone.now() + fields["at"]
    return make_article(stage, **fields)


@pytest.mark.parametrize("stage", STAGES)
def test_the_list_is_narrowed_to_where_stories_stand_now(client, editor, stage):
    for each in STAGES:
        make_stage(each)
    assert titles(client.get(LIST, {"stage": stage})) == {stage}


def test_the_list_is_narrowed_to_ones_own(client, editor):
    make_article("Mine", created_by=editor)
    make_article("Theirs")
    assert titles(client.get(LIST, {"whose": "mine"})) == {"Mine"}


@pytest.mark.parametrize(
    "narrowed",
    [{"language": "ru"}, {"kind": "opinion"}, {"section__id__exact": "section"}, {"published_at__year": "2020"}],
)
def test_the_list_is_narrowed_by_what_a_desk_asks(client, editor, narrowed):
    found = make_article(
        "Found",
        language="ru",
        kind="opinion",
        at=timezone.now().replace(year=2020, day=15),
        section=make_section("Суд", "ru"),
    )
    make_article("Other")
    asked = {name: found.section_id if value == "section" else value for name, value in narrowed.items()}
    assert titles(client.get(LIST, asked)) == {"Found"}


@pytest.mark.parametrize(
    "lookup",
    [
        "title__startswith",
        "body__contains",
        "created_by__username",
        "withdrawal_reason__startswith",
        "folded__contains",
    ],
)
def test_no_field_is_read_letter_by_letter(client, reporter, lookup):
    response = client.get(LIST, {lookup: "C"})
    assert response.status_code in {302, 400}


def test_a_reporter_is_shown_own_and_published_stories_only(client, reporter):
    make_article("Own draft", published=False, created_by=reporter)
    make_article("Out")
    make_article("Canary draft", published=False)
    make_article("Canary scheduled", at=timezone.now() + timedelta(days=1))
    assert titles(client.get(LIST)) == {"Own draft", "Out"}


def test_the_list_offers_no_deletion(client, editor):
    make_article()
    page = client.get(LIST).content.decode()
    assert "delete_selected" not in page


@pytest.mark.parametrize("name", ["delete", "history"])
def test_other_doors_to_a_strange_draft_are_shut(client, reporter, name):
    hidden = make_article("Canary", published=False)
    response = client.get(f"{LIST}{hidden.pk}/{name}/", follow=True)
    assert "Canary" not in response.content.decode()


# Suggestions -----------------------------------------------------------------------------------------------------------


def test_pins_are_chosen_among_what_readers_have(client, editor):
    make_article("Out")
    make_article("Draft", published=False)
    assert suggestions(client, **asked_of("articles", "pin", "article")) == {"Out (English)"}


def test_a_reporter_translates_what_is_their_own_or_assigned(client, reporter):
    make_article("Own", published=False, created_by=reporter)
    make_article("Assigned", assigned_to=reporter)
    make_article("Out")
    make_article("Canary", published=False)
    found = suggestions(client, **asked_of("articles", "byline", "article"))
    assert found == {"Own (English)", "Assigned (English)"}


def test_an_editor_translates_any_story(client, editor):
    make_article("Out")
    assert suggestions(client, **asked_of("articles", "byline", "article")) == {"Out (English)"}


def test_topics_are_suggested_in_any_case(client, reporter):
    make_topic("Суды", "ru")
    make_topic("Other", "ru")
    assert suggestions(client, **asked_of("articles", "topictagging", "tag", "СУД")) == {"Суды"}


def test_topics_are_suggested_of_one_edition(client, reporter):
    make_topic("Courts")
    make_topic("Суды", "ru")
    assert suggestions(client, **asked_of("articles", "topictagging", "tag", language="ru")) == {"Суды"}


def test_a_protected_person_is_not_suggested_to_a_reporter(client, reporter):
    naming.expose(make_person("Hidden Canary"), "withheld")
    make_person("Seen Person")
    found = suggestions(client, **asked_of("articles", "byline", "person"))
    assert [text.partition(" (")[0] for text in found] == ["Seen Person"]


def test_namesakes_are_told_apart(client, reporter):
    first, second = make_person("Aigul Sarsen"), make_person("Aigul Sarsen")
    assert suggestions(client, **asked_of("articles", "byline", "person", "aigul")) == {
        first.staff_label, second.staff_label,
    }  # fmt: skip


@pytest.mark.parametrize("term", ["\x00", "x" * 10_000, "%", "'"])
@pytest.mark.parametrize("source", [("byline", "person"), ("byline", "article"), ("topictagging", "tag")])
def test_no_term_is_a_server_error(client, editor, source, term):
    assert client.get("/admin/autocomplete/", asked_of("articles", *source, term)).status_code == 200


# The index -------------------------------------------------------------------------------------------------------------


def test_the_index_groups_what_belongs_together(client, editor):
    names = [group["name"] for group in client.get("/admin/").context["app_list"]]
    assert [str(name) for name in names] == ["Stories", "People and places", "Site"]


def test_the_index_lists_the_users_own_stories(client, reporter):
    make_article("My own", published=False, created_by=reporter)
    make_article("Somebody's", published=False)
    page = client.get("/admin/").content.decode()
    assert "My own" in page
    assert "Somebody" not in page


def test_each_screen_carries_the_newsrooms_name(client, editor, settings):
    assert settings.SITE_NAME in client.get("/admin/").content.decode()


# Protected people ------------------------------------------------------------------------------------------------------


@pytest.fixture
def story_of_a_protected_person():
    person = make_person("Hidden Canary")
    article = make_article("Hidden Canary speaks", body="<p>Hidden Canary spoke.</p>", about=[person])
    naming.expose(person, "withheld")
    article.refresh_from_db()
    return article


def test_the_list_shows_a_reporter_headlines_as_readers_see_them(client, reporter, story_of_a_protected_person):
    assert "Canary" not in client.get(LIST).content.decode()


def test_the_form_shows_a_reporter_a_published_story_as_readers_see_it(client, reporter, story_of_a_protected_person):
    page = client.get(f"{LIST}{story_of_a_protected_person.pk}/change/").content.decode()
    assert "speaks" in page
    assert "Canary" not in page


def test_suggestions_show_a_reporter_their_own_headlines_as_typed(client, reporter, story_of_a_protected_person):
    """They have the text in their form; one that came back replaced would tell whose name is protected."""
    Article.objects.update(assigned_to=reporter)
    found = suggestions(client, **asked_of("articles", "byline", "article"))
    assert found == {"Hidden Canary speaks (English)"}


def test_search_does_not_tell_a_reporter_who_is_protected(client, reporter, story_of_a_protected_person):
    assert titles(client.get(LIST, {"q": "canary"})) == set()


def test_search_tells_an_editor_all(client, editor, story_of_a_protected_person):
    assert titles(client.get(LIST, {"q": "canary"})) == {"Hidden Canary speaks"}


def test_the_history_of_a_story_is_for_its_writers(client, reporter, story_of_a_protected_person):
    assert client.get(f"{LIST}{story_of_a_protected_person.pk}/history/").status_code == 403


def test_search_spells_out_no_withheld_name_in_an_untagged_story(client, reporter):
    """Item 2: the text holds the name, readers see it masked, and no mention says so."""
    naming.expose(make_person("Zorbulak Qanarovich"), "withheld")
    make_article("A trial", body="<p>Zorbulak Qanarovich spoke in court.</p>")
    assert titles(client.get(LIST, {"q": "court"})) == {"A trial"}
    assert titles(client.get(LIST, {"q": "zorb"})) == set()
    assert suggestions(client, **asked_of("articles", "pin", "article", "zorb")) == set()


def test_a_writer_searches_all_of_their_own_story(client, reporter):
    naming.expose(make_person("Zorbulak Qanarovich"), "withheld")
    make_article("Mine", body="<p>Zorbulak Qanarovich spoke.</p>", created_by=reporter, published=False)
    assert titles(client.get(LIST, {"q": "zorb"})) == {"Mine"}


def test_headlines_are_sorted_as_they_are_shown(client, reporter):
    """Item 3: the place of a masked headline between others does not tell the letters behind the mask."""
    naming.expose(make_person("Zorbulak Qanarovich"), "withheld")
    make_article("Zorbulak Qanarovich speaks")
    make_article("Trial")
    shown = [row.shown_title for row in client.get(LIST, {"o": "1"}).context["cl"].result_list]
    assert shown == sorted(shown)
    assert "Zorbulak" not in "".join(shown)
    assert shown[-1] == "Trial"


def test_an_empty_list_says_why_and_offers_a_way_on(client, editor):
    assert "Nothing here yet." in client.get(LIST).text
    make_article("Ferries")
    text = client.get(f"{LIST}?q=zeppelin").text

    assert "Nothing found. Use fewer words, or clear the filters." in text
    assert "Choose what to do" not in text, "nothing can be done with no story"
