"""The page of a search: stories and subjects, filters with counts, and what it says where nothing is found."""

from datetime import UTC, datetime

import pytest

from articles.models import Article
from tests.factories import make_article, make_organization, make_person, make_place, make_section, make_topic

pytestmark = pytest.mark.django_db


def ask(client, query="", language="", **filters):
    return client.get(f"{language and f'/{language}'}/search/", {"q": query, **filters})


def titles(response) -> list[str]:
    return [result.story.public_title for result in response.context["page"]]


def facet(response, name) -> dict[str, int]:
    found = {facet.name: facet.options for facet in response.context["facets"]}
    return {option.label: option.count for option in found.get(name, [])}


def test_a_story_is_found_by_headline_dek_and_text_and_shown_with_what_was_found(client):
    make_article("Lamps & lanterns", summary="By the harbour", body="<p>The keeper lit <b>forty</b> candles.</p>")
    for query in ("lantern", "HARBOURS", "candle"):
        assert titles(ask(client, query)) == ["Lamps & lanterns"], query

    text = ask(client, "lantern forty").text
    assert "Lamps &amp; <mark>lanterns</mark>" in text
    assert "The keeper lit <mark>forty</mark> candles." in text


def test_the_headline_counts_more_than_the_text(client):
    make_article("A ferry", body="<p>Nothing else.</p>", at=datetime(2020, 1, 1, tzinfo=UTC))
    make_article("Other", body="<p>On a ferry.</p>")

    assert titles(ask(client, "ferry")) == ["A ferry", "Other"]


def test_a_subject_is_found_in_any_spelling_with_its_card_on_top(client):
    person = make_person("Koshkarbai Toremuratov")
    make_article("A refusal", about=[person])
    for query in ("Торемуратов", "Кошкарбая Торемуратова", "Toremuratof", "Koshkarbay Toremuratov"):
        answer = ask(client, query)
        assert titles(answer) == ["A refusal"], query
        assert [card.pk for card in answer.context["cards"]] == [person.pk], query


def test_a_name_and_another_word_are_found_together(client):
    khelm = make_person("Bastor Khelm")
    make_article("Nine hours", body="<p>Without a lawyer.</p>", about=[khelm])
    make_article("Another day", about=[khelm])

    answer = ask(client, "Хельм lawyer")
    assert titles(answer) == ["Nine hours"]
    assert answer.context["cards"] == []


def test_an_organisation_is_meant_by_all_words_of_its_name(client):
    union = make_organization("Union of Dockers")
    make_article("A strike", about=[union])

    assert titles(ask(client, "dockers union of")) == ["A strike"]
    assert titles(ask(client, "dockers")) == []


def test_a_topic_is_found_by_its_name_as_it_is_called_now(client):
    topic = make_topic("Fair trial")
    make_article("Verdict", topics=[topic])
    assert titles(ask(client, "trials")) == ["Verdict"]

    topic.name = "Courts and judges"
    topic.save()
    assert titles(ask(client, "judge")) == ["Verdict"]
    assert titles(ask(client, "trial")) == []


def test_filters_narrow_and_tell_how_many_there_are(client):
    region = make_place("Karakalpakstan")
    town = make_place("Nukus", parent=region)
    politics, courts, anna = make_section("Politics"), make_topic("Courts"), make_person("Anna Orlova")
    make_article("One river", section=politics, about=[town, anna], kind="analysis")
    make_article("Two rivers", about=[region], topics=[courts], at=datetime(2020, 5, 1, tzinfo=UTC))

    answer = ask(client, "river")
    assert facet(answer, "section") == {"Politics": 1, "Human Rights": 1}
    assert facet(answer, "kind") == {"Analysis": 1, "News": 1}
    assert facet(answer, "place") == {"Nukus": 1}  # both are about the region
    assert (facet(answer, "person"), facet(answer, "topic")) == ({"Anna Orlova": 1}, {"Courts": 1})
    narrowed = {
        "section": politics.slug, "kind": "analysis", "place": town.slug, "person": anna.slug, "since": "2021-01-01",
    }  # fmt: skip
    for name, value in narrowed.items():
        assert titles(ask(client, "river", **{name: value})) == ["One river"], name
    for name, value in {"topic": courts.slug, "until": "2020-05-01"}.items():
        assert titles(ask(client, "river", **{name: value})) == ["Two rivers"], name
    assert len(titles(ask(client, "river", place=region.slug))) == 2
    assert titles(ask(client, "", topic=courts.slug)) == ["Two rivers"]


def test_a_filter_leads_to_an_address_without_a_page_and_can_be_taken_back(client):
    make_article("A river", section=make_section("Politics"))
    make_article("Another river")

    answer = ask(client, "river", page="1")
    address = {option.label: option.address for facet in answer.context["facets"] for option in facet.options}[
        "Politics"
    ]
    assert address == "/search/?q=river&section=politics"
    chip = client.get(address).context["chips"][0]
    assert (chip["label"], chip["value"], chip["address"]) == ("Section", "Politics", "/search/?q=river")


def test_what_is_found_in_other_languages_alone_is_shown_and_said(client):
    make_article("Река", language="ru")
    answer = ask(client, "реки")

    assert titles(answer) == ["Река"]
    assert "other languages" in answer.text
    assert 'href="/ru/a/' in answer.text
    make_article("The river")
    make_article("Река river", language="ru")
    answer = ask(client, "river")
    assert (titles(answer), facet(answer, "language")) == (["The river"], {"Русский": 1})
    assert len(titles(client.get("/search/?q=river&language=all"))) == 2


def test_where_nothing_is_found_the_page_says_what_to_try(client):
    make_person("Ovena Strell")
    make_article("A river", section=make_section("Politics"))

    near = ask(client, "Ovana Strel")
    assert "Did you mean" in near.text
    assert [card.label for card in near.context["cards"]] == ["Ovena Strell"]
    filtered = ask(client, "river", kind="opinion")
    assert titles(filtered) == []
    assert 'href="/search/?q=river"' in filtered.text


def test_an_answer_is_kept_by_nobody_and_listed_nowhere(client):
    answer = ask(client, "river")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not answer.has_header("ETag")
    assert not answer.cookies
    assert 'name="robots" content="noindex' in answer.text


def test_the_empty_form_is_a_page_like_others(client):
    answer = client.get("/search/")

    assert not answer.has_header("X-Robots-Tag")
    assert "noindex" not in answer.text
    assert '<link rel="canonical" href="http://127.0.0.1:8000/search/">' in answer.text


def test_counts_stop_at_a_thousand(client, monkeypatch):
    for module in ("articles.search.finding", "articles.site.search"):
        monkeypatch.setattr(f"{module}.MOST_HITS", 3)
    for number in range(4):
        make_article(f"River {number}")

    answer = ask(client, "river")
    assert len(titles(answer)) == 3
    assert "More than 1,000 stories" in answer.text


def test_a_page_costs_as_much_with_twenty_stories_as_with_two(client, django_assert_max_num_queries):
    for number in range(2):
        make_article(
            f"River {number}", about=[make_person(f"River Person{number}")], topics=[make_topic(f"River {number}")]
        )
    with django_assert_max_num_queries(60) as two:
        ask(client, "river")
    for number in range(2, 20):
        make_article(
            f"River {number}", about=[make_person(f"River Person{number}")], topics=[make_topic(f"River {number}")]
        )
    with django_assert_max_num_queries(25) as twenty:
        assert len(titles(ask(client, "river"))) == 20

    assert len(twenty) == len(two)


BAD = {
    "a megabyte": "x" * 1_000_000,
    "ten thousand words": "word " * 10_000,
    "quotation marks": '"' * 5000,
    "unbalanced": 'river "of',
    "operators": 'AND OR NOT NEAR( -" * ^ : {} () + "',
    "columns": "words : river",
    "NUL": "river\0river",
    "emoji": "🦆🦆 👩‍👩‍👧",
    "marks": "ي" + "\u0301" * 5000,
    "many beginnings": " ".join(f"{letter}{letter}{letter}*" for letter in "abcdefghij"),
    "SQL": "' OR 1=1--",
    "tsquery": "'river' & !:* | <->",
    "backslash": "\\",
    "other scripts": "川 नदी رود მდინარე",
    "surrogate": "%ED%A0%80",
    "minus": "-river",
    "spaces": " \u00a0\u200b ",
}


@pytest.mark.parametrize("name", BAD)
def test_whatever_is_typed_is_answered(name, client):
    make_article("A river", about=[make_person()])

    assert client.get("/search/", {"q": BAD[name]}).status_code == 200


def test_filters_that_do_not_exist_are_left_out_and_said(client):
    make_article("A river")
    for name in ("section", "kind", "topic", "person", "organization", "place", "since", "until"):
        for value in (
            "nothing",
            "0",
            "\0x",
            "x" * 100_000,
            "0000-01-01",
            "99999-01-01",
            "9999-12-31",
            "2020-02-31",
            "-1",
        ):
            answer = ask(client, "river", **{name: value})
            assert (answer.status_code, titles(answer)) == (200, ["A river"]), (name, value[:20])
            assert "there is no such choice" in answer.text, (name, value[:20])
    assert titles(client.get("/search/?q=river&language=xx&unheard=of")) == ["A river"]
    assert [client.get(f"/search/?q=river&page={page}").status_code for page in ("0", "99", "x", "１", "")] == [
        404, 404, 404, 200, 200,
    ]  # fmt: skip


def test_of_a_name_that_is_withheld_search_knows_nothing(client):
    person = make_person("Reyna Tolvek", exposure="initials")
    make_article("A mother", body="<p>Reyna Tolvek waits for a letter.</p>", about=[person])

    assert Article.objects.published().count() == 1
    for query in ("Reyna Tolvek", "Tolvek", "Тольвек", "Reyna", "Tolv*", '"Reyna Tolvek"'):
        answer = ask(client, query)
        assert (titles(answer), answer.context["cards"]) == ([], []), query
