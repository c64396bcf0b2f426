"""Search finds what readers mean: the queries of queries.txt over the demo, in all its languages."""

from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from articles.demo import loading
from articles.models import Article
from articles.search import asking, index
from articles.search.finding import Search
from tests.factories import make_user

FIRST = 20


class Asked(NamedTuple):
    query: str
    edition: str
    first: str
    among: list[str]
    hidden: list[str]


def asked() -> list[Asked]:
    lines = (Path(__file__).parent / "queries.txt").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [
        Asked(query, edition, first, among.split(), hidden.split()) for query, edition, first, among, hidden in rows
    ]


@pytest.fixture(scope="module")
def names(django_db_setup, django_db_blocker):
    """The demo, loaded once and taken back: the key of each story with the name of its file."""
    with django_db_blocker.unblock(), transaction.atomic():
        subjects = loading.load_subjects()
        staff = {role: make_user(role) for role in ("reporter", "editor", "chief")}
        stories = loading.load_stories(subjects, **staff, pictures=False)
        by_title = {}
        for file in (loading.FOLDER / "stories").glob("*.txt"):
            head = loading._read_text(file)[0]
            by_title[head["title"], loading._edition(head)] = file.stem
        yield {story.pk: by_title[story.title, story.language] for story in stories}
        transaction.set_rollback(True)


def found(client, names, query: str, edition: str) -> list[str]:
    with translation.override(edition):
        address = reverse("articles:search")
    page = client.get(address, {"q": query}).context["page"]
    return [names[result.story.pk] for result in page][:FIRST]


def wrong(row: Asked, hits: list[str]) -> str:
    """What is wrong with the answer to a query, or nothing."""
    if row.first == "none":
        return f"found {hits}" if hits else ""
    if row.first and hits[:1] != [row.first]:
        return f"first {hits[:3]}, not {row.first}"
    if missing := {*row.among} - {*hits}:
        return f"lacks {sorted(missing)}"
    return f"tells {told}" if (told := {*row.hidden} & {*hits}) else ""


@pytest.mark.django_db
def test_readers_find_what_they_mean(names, client):
    rows = asked()
    answers = [(row, wrong(row, found(client, names, row.query, row.edition))) for row in rows]
    failures = {f"{row.query} ({row.edition})": said for row, said in answers if said}

    assert len(rows) >= 60
    assert Article.objects.published().exists()
    assert not failures, f"{len(rows) - len(failures)} of {len(rows)}: {failures}"


def holds(words: list[str], wanted) -> bool:
    """What a database has to answer, said once more without any."""
    return all(any(stands(words, phrase) for phrase in group) for group in wanted.all_of) and not any(
        stands(words, phrase) for phrase in wanted.none_of
    )


def stands(words: list[str], phrase) -> bool:
    *whole, last = phrase.tokens
    runs = zip(*(words[place:] for place in range(len(phrase.tokens))), strict=False)
    return any(
        [*run[:-1]] == whole and (run[-1].startswith(last) if phrase.is_begun else run[-1] == last) for run in runs
    )


@pytest.mark.django_db
def test_each_database_finds_what_the_words_say_and_so_both_give_one_order(names):
    """The order is a function of ours of what is found: where that is the same, the first twenty are."""
    stories = Article.objects.published()
    read = {story.pk: (story.language, index.Read(story).words) for story in index.published([*names])}
    public = set(stories.values_list("pk", flat=True))
    for row in asked():
        for loosely in (False, True):
            search = Search(asking.read(row.query))
            keys = search.find(stories.in_edition(row.edition), [row.edition], loosely=loosely).keys
            wanted = search.wanted([row.edition], loosely)
            expected = {pk for pk, (code, words) in read.items() if code == row.edition and holds(words, wanted)}
            assert set(keys) == expected & public, (row.query, loosely)
