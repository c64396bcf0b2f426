"""The history of a story: who sees it, what it says, and that each version comes back whole."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse

from articles import workflow
from articles.audit import Action
from articles.history import versions
from articles.history.content import Content
from articles.models import Article, Byline, Mention, PendingChange, Topic, TopicTagging
from articles.workflow import pending
from people import merging, naming
from people.models import Exposure
from tests.factories import make_article, make_organization, make_person, make_section, make_topic, make_user
from tests.support.admin import sentences

pytestmark = pytest.mark.django_db


def page(article, name="history", *args) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


def save(article, by, why="", **fields) -> str:
    with workflow.changing(article, by=by, comment="edited", why=why):
        for name, value in fields.items():
            setattr(article, name, value)
    return versions.keys_of(article)[0]


def restore(client, article, key, **data):
    article.refresh_from_db()
    return client.post(page(article, "restore", key), {"opened_version": article.version} | data, follow=True)


@pytest.fixture
def story():
    return make_article("The story", published=False, body="<p>The first text.</p>")


# Looking ---------------------------------------------------------------------------------------------------------------


def test_a_single_version_is_not_offered_for_comparing(story, editor, client):
    save(story, editor)
    assert "Compare the two" not in client.get(page(story)).text
    save(story, editor, title="Another")
    assert "Compare the two" in client.get(page(story)).text


def test_every_version_says_who_when_and_why(story, editor, client):
    save(story, editor, why="The court corrected the date.")
    workflow.submit(story, by=editor)
    text = client.get(page(story)).text
    assert text.index("Submitted for review") < text.index("Edited")
    assert "The court corrected the date." in text
    assert editor.username in text


def test_versions_are_counted_from_one_without_gaps(story, editor, client):
    Article.objects.filter(pk=story.pk).update(version=7)
    story.refresh_from_db()
    keys = [save(story, editor), save(story, editor)]
    Article.objects.filter(pk=story.pk).update(version=20)
    story.refresh_from_db()
    keys.append(save(story, editor))
    assert [versions.fetch(story, key)[0].name for key in keys] == ["Version 1", "Version 2", "Version 3"]
    assert [versions.fetch(story, key)[0].is_current for key in keys] == [False, False, True]
    assert versions.fetch(story, "now")[0].name == "Version 3"
    assert client.get(page(story, "version", keys[0])).status_code == 200


def test_no_word_of_the_machine_is_shown():
    words = {"created", "edited", "published", "scheduled", "unscheduled", "submit", "take_back", "return", "approve"}
    words |= {"withdrawn", "restored", "discarded", "brought back", "pending published"}
    assert words <= set(Action.values)


def test_states_of_pending_changes_are_marked(editor, client):
    story = make_article()
    pending.save(story, Content.of(story), by=editor, opened=0, base_version=story.version)
    text = client.get(page(story)).text
    assert "Pending change, version 1" in text
    assert "is-pending" in text


@pytest.mark.parametrize("count", [2, 30])
def test_the_history_asks_the_same_for_few_versions_and_many(
    count, story, editor, client, django_assert_max_num_queries
):
    for number in range(count):
        save(story, editor, title=f"Title {number}")
    with django_assert_max_num_queries(20):
        answer = client.get(page(story))
    assert answer.text.count('name="old"') == min(count, 25)


def test_the_text_of_no_version_is_read_for_the_list(story, editor, client, django_assert_max_num_queries):
    save(story, editor, body="<p>Canary</p>")
    with django_assert_max_num_queries(20) as asked:
        client.get(page(story))
    rows = [query["sql"] for query in asked.captured_queries if '"reversion_version"' in query["sql"]]
    assert rows
    assert not [sql for sql in rows if ', "reversion_version"."serialized_data"' in sql]


def test_what_changed_between_two_is_told_in_words_fields_and_names(story, editor, client):
    first = save(story, editor)
    person, topic = make_person(), make_topic("Prisons")
    Byline.objects.create(article=story, person=person)
    Mention.objects.create(article=story, subject=person)
    story.topics.add(topic)
    second = save(story, editor, body="<p>The second text.</p>", kind="analysis")
    answer = client.get(page(story, "compare"), {"old": first, "new": second})
    added = {text for row in answer.context["rows"] for op, text in row.parts if op == "added"}
    assert added == {"Analysis", "Aqylbek Muratbai (author)", "Aqylbek Muratbai", "Prisons"}
    (row,) = answer.context["text"]
    assert [part for part in row.parts if part[0] != "same"] == [("removed", " first"), ("added", " second")]


@pytest.mark.parametrize("view", ["side", "inline"])
def test_both_views_mark_changes_for_eye_and_ear(view, story, editor, client):
    first = save(story, editor)
    second = save(story, editor, body="<p>The second text.</p>")
    text = client.get(page(story, "compare"), {"old": first, "new": second, "view": view}).text
    assert '<ins><span class="visually-hidden">added: </span> second</ins>' in text
    assert '<del><span class="visually-hidden">removed: </span> first</del>' in text
    assert 'id="change-1"' in text
    assert 'href="#change-1"' in text


def test_what_was_typed_is_escaped(story, editor, client):
    first = save(story, editor)
    second = save(story, editor, title="<script>alert(1)</script>", body="<p>&lt;img src=x&gt;</p>")
    for view in ("side", "inline"):
        text = client.get(page(story, "compare"), {"old": first, "new": second, "view": view}).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_comparison_names_nobody_whom_the_user_may_not_see(reporter, client):
    story, hidden = make_article(published=False, created_by=reporter), make_person("Somebody Withheld")
    first = save(story, reporter)
    Mention.objects.create(article=story, subject=hidden)
    Byline.objects.create(article=story, person=hidden)
    second = save(story, reporter)
    naming.expose(hidden, Exposure.WITHHELD)
    for address in (page(story, "version", second), f"{page(story, 'compare')}?old={first}&new={second}"):
        text = client.get(address).text
        assert "Somebody" not in text
        assert "others" in text


@pytest.mark.parametrize("key", ["r999999", "p999999", "x1", "r", "r-1", "r9999999999999999999999", "rr1", "p1"])
def test_a_version_that_is_none_is_not_found(key, story, editor, client):
    save(story, editor)
    assert client.get(page(story, "version", key)).status_code == 404
    assert client.get(page(story, "compare"), {"old": key, "new": "now"}).status_code == 404


def test_a_version_of_another_story_is_not_found(story, editor, client):
    key = save(make_article(), editor)
    save(story, editor)
    assert client.get(page(story, "version", key)).status_code == 404
    assert client.post(page(story, "restore", key), {"opened_version": story.version}).status_code == 404


def test_a_reporter_sees_no_history_of_a_strange_story(reporter, client):
    published, draft = make_article(), make_article(published=False)
    keys = {story: save(story, make_user("editor")) for story in (published, draft)}
    for story, status in ((published, 403), (draft, 404)):
        for address in (page(story), page(story, "compare"), page(story, "version", keys[story])):
            assert client.get(address).status_code == status
        assert client.post(page(story, "restore", keys[story])).status_code == status


def test_looking_writes_nothing(story, editor, client, django_assert_max_num_queries):
    key = save(story, editor)
    for address in (page(story), page(story, "version", key), f"{page(story, 'compare')}?old={key}&new=now"):
        with django_assert_max_num_queries(60) as asked:
            assert client.get(address).status_code == 200
        assert not [query for query in asked.captured_queries if not query["sql"].lstrip("(").startswith("SELECT")]


# Restoring -------------------------------------------------------------------------------------------------------------


def ten_versions(story, by) -> list[tuple[str, Content]]:
    """Ten versions that differ in every field and relation."""
    rng = random.Random(5)
    people = [make_person(f"Person {word}") for word in ("Alpha", "Beta", "Gamma", "Delta")]
    desk, topics = make_organization(), [make_topic(f"Topic {number}") for number in range(4)]
    sections = [make_section(f"Section {number}") for number in range(3)]
    found = []
    for number in range(10):
        story.bylines.all().delete()
        for position, person in enumerate(rng.sample(people, 2)):
            Byline.objects.create(article=story, person=person, position=position, role=rng.choice(Byline.Role.values))
        Byline.objects.create(article=story, desk=desk, position=2)
        Byline.objects.create(article=story, text=f"Guest {number}", position=3)
        story.mentions.all().delete()
        for person in rng.sample(people, 3):
            state, prominence = rng.choice(["confirmed", "rejected"]), rng.choice(["main", "mentioned"])
            Mention.objects.create(
                article=story, subject=person, state=state, prominence=prominence, spelling=f"S{number}"
            )
        story.topics.set(rng.sample(topics, 2))
        key = save(
            story, by, title=f"Headline {number}", summary=f"Dek {number}", body=f"<p>Text {number}</p><ul><li>a</li></ul>",
            kind=rng.choice(Article.Kind.values), section=sections[number % 3], dateline=f"Town {number}",
            source_outlet=f"Outlet {number}", source_authors=f"Author {number}", source_licence="CC BY 4.0",
            source_url=f"https://example.org/{number}", source_title=f"Original {number}", source_edited=bool(number % 2),
            source_date=story.created_at.date() - timedelta(days=number), noindex=bool(number % 3), slug=f"story-{number}",
            canonical_at_source=bool(number % 2),
        )  # fmt: skip
        story.refresh_from_db()
        found.append((key, Content.of(story)))
    return found


def test_each_of_ten_versions_comes_back_whole(story, editor, client):
    for key, was in random.Random(1).sample(ten_versions(story, editor), 10):
        answer = restore(client, story, key)
        assert "Restored" in sentences(answer)
        story.refresh_from_db()
        now = Content.of(story)
        for name, value in was.fields.items():
            assert now.fields[name] == value, name
        assert (now.bylines, now.mentions, now.topics) == (was.bylines, was.mentions, was.topics)
    assert story.version == 21


def test_a_restore_is_a_new_version_and_keeps_the_others(story, editor, client):
    first = save(story, editor)
    save(story, editor, title="Second")
    before = versions.keys_of(story)
    restore(client, story, first)
    assert versions.keys_of(story)[1:] == before
    assert "Earlier version restored" in client.get(page(story)).text


def test_a_restore_follows_a_merge_and_says_what_it_leaves_out(story, editor, client):
    survivor, other = make_person("Aqylbek Muratbai"), make_person("Akylbek Muratov")
    topic = make_topic("Gone")
    Byline.objects.create(article=story, person=other)
    Mention.objects.create(article=story, subject=other)
    story.topics.add(topic)
    key = save(story, editor, body='<p>The first text.</p><figure data-image="99"></figure>')
    story.bylines.all().delete()
    story.mentions.all().delete()
    TopicTagging.objects.all().delete()
    save(story, editor, title="Second")
    merging.merge(survivor, other, by=make_user("admin"))
    Topic.objects.all().delete()
    answer = restore(client, story, key)
    story.refresh_from_db()
    assert (story.title, story.bylines.get().person_id, story.mentions.get().subject_id) == (
        "The story",
        survivor.pk,
        survivor.pk,
    )
    assert "1 topic no longer exists." in sentences(answer)
    assert "merged" in sentences(answer)


def test_a_stale_restore_is_refused(story, editor, client):
    key = save(story, editor)
    opened = story.version
    save(story, editor, title="Second")
    answer = client.post(page(story, "restore", key), {"opened_version": opened}, follow=True)
    story.refresh_from_db()
    assert story.title == "Second"
    assert "saved elsewhere after you opened it" in sentences(answer)


@pytest.mark.parametrize("opened", ["", "x", "-1", "9" * 30])
def test_a_restore_that_names_no_version_is_refused(opened, story, editor, client):
    key = save(story, editor)
    save(story, editor, title="Second")
    client.post(page(story, "restore", key), {"opened_version": opened})
    story.refresh_from_db()
    assert story.title == "Second"


def test_a_get_restores_nothing(story, editor, client):
    assert client.get(page(story, "restore", save(story, editor))).status_code == 405


def test_a_published_story_is_restored_as_a_pending_change(editor, client):
    story = make_article("First", body="<p>The first text.</p>")
    key = save(story, editor)
    save(story, editor, title="Second", body="<p>The second text.</p>")
    restore(client, story, key, _pending="1")
    story.refresh_from_db()
    assert story.title == "Second"
    assert pending.content_of(PendingChange.objects.get()).fields["title"] == "First"


def test_a_reporter_restores_a_published_story_only_so(reporter, client):
    story, editor = make_article("First", created_by=reporter), make_user("editor")
    key = save(story, editor)
    save(story, editor, title="Second")
    text = client.get(page(story, "version", key)).text
    assert "Restore as a pending change" in text
    assert "Restore this version" not in text
    assert restore(client, story, key).status_code == 403
    restore(client, story, key, _pending="1")
    story.refresh_from_db()
    assert (story.title, PendingChange.objects.get().begun_by) == ("Second", reporter)
