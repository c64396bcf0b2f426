"""Writing a story in the admin: what the form saves, refuses and keeps."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from articles import body
from articles.models import Article, Byline, Mention, Status
from newsroom.models import User
from people import naming
from tests.factories import (
    make_article,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


EDITOR_MAKES = {
    "headings": "<h2>A</h2><h3>B</h3><h4>C</h4>",
    "bold and italic": "<p><strong>a</strong> <em>b</em></p>",
    "subscript and superscript": "<p>CO<sub>2</sub>, m<sup>2</sup></p>",
    "lists": "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>",
    "numbered from three": '<ol start="3"><li><p>c</p></li></ol>',
    "quotation": "<blockquote><p>They said.</p></blockquote>",
    "rule and break": "<p>a<br>b</p><hr><p>c</p>",
    "link": '<p><a href="https://example.org/a?b=c" rel="noopener noreferrer">there</a></p>',
    "table": '<table><tbody><tr><th><p>a</p></th><td colspan="2"><p>b</p></td></tr></tbody></table>',
    "characters": "<p>« » “ ” ’ ʻ … §&nbsp;№ қазақ</p>",
}


@pytest.fixture
def editor(client) -> User:
    user = make_user("editor")
    client.force_login(user)
    return user


@pytest.fixture
def reporter(client) -> User:
    user = make_user("reporter")
    client.force_login(user)
    return user


def form_data(article=None, **fields) -> dict:
    """What the browser sends for a story: its own content, and what the test states."""
    data = {
        "title": "A story", "summary": "", "body": "<p>Text.</p>", "language": "en", "kind": "news", "dateline": "",
        "section": make_section().pk, "opened_version": 0,
        "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0,
        "corrections-TOTAL_FORMS": 0, "corrections-INITIAL_FORMS": 0,
    }  # fmt: skip
    if article:
        data |= {
            "title": article.title, "summary": article.summary, "body": article.body, "language": article.language,
            "kind": article.kind, "section": article.section_id or "", "slug": article.slug,
            "opened_version": article.version,
            "people": keys(article, "person"), "places": keys(article, "place"),
            "organizations": keys(article, "organization"),
            "topics": [topic.pk for topic in article.topics.all()],
            "main_subjects": [row.subject_id for row in article.mentions.filter(prominence="main")],
        }  # fmt: skip
        data |= times("published_at", article.published_at)
    return data | fields


def keys(article, kind):
    return [row.subject_id for row in article.mentions.filter(state="confirmed", subject__kind=kind)]


def times(name, when) -> dict:
    if when is None:
        return {f"{name}_0": "", f"{name}_1": ""}
    local = timezone.localtime(when)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


ADD = "/admin/articles/article/add/"


def change(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def errors_of(response) -> str:
    """All that the form says is wrong, as one text."""
    assert response.status_code == 200
    form = response.context["adminform"].form
    parts = [str(formset.formset.errors) + str(formset.formset.non_form_errors()) for formset in
             response.context["inline_admin_formsets"]]  # fmt: skip
    return str(form.errors) + "".join(parts)


def saved(response, article):
    assert response.status_code == 302, errors_of(response)
    article.refresh_from_db()
    return article


# A new story -----------------------------------------------------------------------------------------------------------


def test_a_new_story_is_a_draft_of_who_wrote_it(client, reporter):
    response = client.post(ADD, form_data(title="Court adjourns"))
    article = Article.objects.get()
    assert response["Location"] == change(article)
    assert (article.status, article.created_by, article.slug) == (Status.DRAFT, reporter, "court-adjourns")


def test_the_first_save_of_a_story_is_recorded_once(client, editor):
    client.post(ADD, form_data())
    versions = Version.objects.get_for_object(Article.objects.get())
    assert [version.revision.user for version in versions] == [editor]


def test_a_save_makes_one_revision_with_all_parts(client, editor):
    article = make_article(published=False)
    person, topic = make_person(), make_topic()
    saved(client.post(change(article), form_data(article, people=[person.pk], topics=[topic.pk])), article)
    revision = Version.objects.get_for_object(article).get().revision
    assert {version.content_type.model for version in revision.version_set.all()} == {
        "article", "mention", "topictagging",
    }  # fmt: skip


def test_a_save_makes_the_next_version(client, editor):
    article = make_article(published=False)
    before = article.version
    assert saved(client.post(change(article), form_data(article)), article).version == before + 1


def test_subjects_of_all_kinds_become_confirmed_mentions(client, editor):
    person, place, group = make_person(), make_place(), make_organization()
    client.post(ADD, form_data(people=[person.pk], places=[place.pk], organizations=[group.pk]))
    rows = Article.objects.get().mentions.values_list("subject", "state")
    assert set(rows) == {(subject.pk, "confirmed") for subject in (person, place, group)}


def test_main_subjects_are_marked_among_the_tagged(client, editor):
    person, place = make_person(), make_place()
    client.post(ADD, form_data(people=[person.pk], places=[place.pk], main_subjects=[person.pk]))
    assert dict(Article.objects.get().mentions.values_list("subject", "prominence")) == {
        person.pk: "main", place.pk: "mentioned",
    }  # fmt: skip


def test_a_main_subject_that_is_tagged_no_longer_drops_out(client, editor):
    person = make_person()
    article = make_article(published=False, about=[person])
    saved(client.post(change(article), form_data(article, people=[], main_subjects=[person.pk])), article)
    assert not article.mentions.exists()


def test_suggested_and_rejected_mentions_survive_a_save(client, editor):
    article, person, place = make_article(published=False), make_person(), make_place()
    Mention.objects.create(article=article, subject=person, state="suggested")
    Mention.objects.create(article=article, subject=place, state="rejected")
    saved(client.post(change(article), form_data(article)), article)
    assert set(article.mentions.values_list("state", flat=True)) == {"suggested", "rejected"}


def test_a_suggested_subject_that_is_chosen_is_confirmed(client, editor):
    article, person = make_article(published=False), make_person()
    Mention.objects.create(article=article, subject=person, state="suggested")
    saved(client.post(change(article), form_data(article, people=[person.pk])), article)
    assert article.mentions.get().state == "confirmed"


def test_topics_are_rows_of_the_through_table(client, editor):
    topic = make_topic()
    client.post(ADD, form_data(topics=[topic.pk]))
    assert list(Article.objects.get().taggings.values_list("tag", flat=True)) == [topic.pk]


def test_a_byline_is_saved_with_its_story(client, reporter):
    person = make_person()
    byline = {
        "bylines-TOTAL_FORMS": 1,
        "bylines-0-position": 1,
        "bylines-0-role": "author",
        "bylines-0-person": person.pk,
    }
    client.post(ADD, form_data(**byline))
    assert Byline.objects.get().person == person


def test_a_byline_of_two_kinds_is_refused_with_a_sentence(client, editor):
    byline = {
        "bylines-TOTAL_FORMS": 1, "bylines-0-position": 1, "bylines-0-role": "author",
        "bylines-0-person": make_person().pk, "bylines-0-text": "Our correspondent",
    }  # fmt: skip
    response = client.post(ADD, form_data(title="Typed with care", **byline))
    assert "A byline is a person, a desk or a free text" in errors_of(response)
    assert "Typed with care" in response.content.decode()


def test_readers_text_follows_the_mentions_of_the_same_save(client, editor):
    person = make_person("Aqylbek Muratbai")
    article = make_article(body="<p>Aqylbek Muratbai was heard.</p>")
    saved(client.post(change(article), form_data(article, people=[person.pk])), article)
    assert f'href="{person.get_absolute_url()}"' in article.body_html


def test_a_correction_carries_who_wrote_it(client, editor):
    article = make_article()
    note = {"corrections-TOTAL_FORMS": 1, "corrections-0-kind": "correction", "corrections-0-text": "It was Tuesday."}
    note |= times("corrections-0-published_at", timezone.now())
    saved(client.post(change(article), form_data(article, **note)), article)
    assert article.corrections.get().created_by == editor


def test_a_new_story_has_no_corrections_yet(client, editor):
    assert "corrections-TOTAL_FORMS" not in client.get(ADD).content.decode()


# Address ---------------------------------------------------------------------------------------------------------------


def test_the_address_follows_the_headline_of_a_draft(client, editor):
    article = make_article("First words", published=False)
    assert saved(client.post(change(article), form_data(article, title="Other words")), article).slug == "other-words"


def test_an_address_that_was_chosen_stays(client, editor):
    article = make_article("First words", published=False)
    saved(client.post(change(article), form_data(article, slug="chosen")), article)
    saved(client.post(change(article), form_data(article, title="Other words")), article)
    assert article.slug == "chosen"


def test_the_address_of_a_published_story_is_frozen(client, editor):
    article = make_article("First words")
    assert saved(client.post(change(article), form_data(article, title="Other words")), article).slug == "first-words"


def test_the_address_of_a_published_story_can_be_changed_on_purpose(client, editor):
    article = make_article("First words")
    assert saved(client.post(change(article), form_data(article, slug="better")), article).slug == "better"


# Languages -------------------------------------------------------------------------------------------------------------


def test_a_section_of_another_edition_is_refused(client, editor):
    section = make_section("Права человека", "ru")
    assert "belongs to the edition Русский" in errors_of(client.post(ADD, form_data(section=section.pk)))


def test_a_topic_of_another_edition_is_refused(client, editor):
    topic = make_topic("Суды", "ru")
    assert "These topics belong to another edition: Суды" in errors_of(client.post(ADD, form_data(topics=[topic.pk])))


def test_a_translation_shares_the_key_of_its_original(client, editor):
    original = make_article()
    section = make_section("Права человека", "ru")
    client.post(ADD, form_data(language="ru", section=section.pk, translation_of=original.pk))
    assert Article.objects.get(language="ru").translation_key == original.translation_key


def test_a_second_version_in_one_language_is_refused(client, editor):
    original = make_article()
    assert "already has a version in this language" in errors_of(
        client.post(ADD, form_data(translation_of=original.pk))
    )


def test_moving_a_translation_into_its_siblings_language_is_refused(client, editor):
    original = make_article()
    russian = make_article(language="ru", translation_key=original.translation_key, published=False)
    data = form_data(russian, language="en", section=make_section().pk, translation_of=original.pk)
    assert "already has a version in this language" in errors_of(client.post(change(russian), data))


# Two who write ---------------------------------------------------------------------------------------------------------


def test_an_older_form_overwrites_nothing(client, editor):
    article = make_article("As it was", published=False)
    old = form_data(article, title="Mine")
    saved(client.post(change(article), form_data(article, title="Theirs", body="<p>Their text.</p>")), article)
    response = client.post(change(article), old)
    assert "changed and saved elsewhere" in errors_of(response)
    article.refresh_from_db()
    assert article.title == "Theirs"


def test_a_refused_older_form_shows_both_texts(client, editor):
    article = make_article(published=False)
    old = form_data(article, title="Mine", body="<p>My own words.</p>")
    saved(client.post(change(article), form_data(article, title="Theirs", body="<p>Their text.</p>")), article)
    page = client.post(change(article), old).content.decode()
    assert "My own words." in page
    assert '<p class="their-title">Theirs</p>' in page
    assert "<p>Their text.</p>" in page


def test_who_has_seen_the_other_text_can_save(client, editor):
    article = make_article(published=False)
    old = form_data(article, title="Mine")
    saved(client.post(change(article), form_data(article, title="Theirs")), article)
    page = client.post(change(article), old)
    version = page.context["adminform"].form["opened_version"].value()
    assert saved(client.post(change(article), old | {"opened_version": version}), article).title == "Mine"


def test_an_older_form_does_not_publish(client, editor):
    article = make_article(published=False)
    old = form_data(article, _publish="")
    saved(client.post(change(article), form_data(article)), article)
    assert "changed and saved elsewhere" in errors_of(client.post(change(article), old))
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_a_form_without_a_version_is_refused(client, editor):
    article = make_article(published=False)
    assert "changed and saved elsewhere" in errors_of(
        client.post(change(article), form_data(article, opened_version=""))
    )


# Publishing ------------------------------------------------------------------------------------------------------------


def test_an_editor_publishes_what_stands_in_the_form(client, editor):
    client.post(ADD, form_data(title="Out now", _publish=""))
    assert Article.objects.published().get().title == "Out now"


def test_publishing_a_draft_publishes_what_was_typed_into_its_form(client, editor):
    article = make_article("Before", published=False)
    saved(
        client.post(change(article), form_data(article, title="After", body="<p>New words.</p>", _publish="")), article
    )
    assert (article.title, article.public_title, article.body_html) == ("After", "After", "<p>New words.</p>")
    assert article.status == Status.PUBLISHED


def test_publishing_makes_one_revision(client, editor):
    article = make_article(published=False)
    saved(client.post(change(article), form_data(article, _publish="")), article)
    assert Version.objects.get_for_object(article).get().revision.comment == "published"


def test_a_future_time_schedules(client, editor):
    client.post(ADD, form_data(_publish="", **times("published_at", timezone.now() + timedelta(days=1))))
    assert Article.objects.get().stage() == "scheduled"


def test_a_refused_publication_still_saves_the_text(client, editor):
    response = client.post(ADD, form_data(title="No text yet", body="", _publish=""), follow=True)
    assert "Saved, but not published. The story has no text yet." in response.content.decode()
    assert (Article.objects.get().title, Article.objects.get().status) == ("No text yet", Status.DRAFT)


def test_a_refused_publication_is_one_revision(client, editor):
    client.post(ADD, form_data(body="", _publish=""))
    assert Version.objects.get_for_object(Article.objects.get()).count() == 1


def test_a_reporter_cannot_publish_but_the_text_is_saved(client, reporter):
    response = client.post(ADD, form_data(title="Eager", _publish=""), follow=True)
    assert "Only an editor can publish." in response.content.decode()
    assert (Article.objects.get().title, Article.objects.get().status) == ("Eager", Status.DRAFT)


def test_a_published_story_cannot_move_into_the_future(client, editor):
    article = make_article()
    data = form_data(article, **times("published_at", timezone.now() + timedelta(days=1)))
    assert "unpublish it first" in errors_of(client.post(change(article), data))


def test_a_published_story_keeps_a_time(client, editor):
    article = make_article()
    assert "To take it back" in errors_of(
        client.post(change(article), form_data(article, **times("published_at", None)))
    )


def test_a_scheduled_story_can_be_published_now(client, editor):
    article = make_article(at=timezone.now() + timedelta(days=1))
    assert saved(client.post(change(article), form_data(article, _publish_now="")), article).is_public


def test_a_time_is_that_of_the_newsroom(client, editor):
    client.post(ADD, form_data(published_at_0="2026-01-02", published_at_1="14:00"))
    assert Article.objects.get().published_at.isoformat() == "2026-01-02T09:00:00+00:00"


def test_the_form_names_the_zone(client, editor):
    assert "Asia/Almaty (UTC+5)" in client.get(ADD).content.decode()


def test_a_published_story_says_when_in_words(client, editor):
    article = make_article(at=timezone.now() + timedelta(days=1))
    page = client.get(change(article)).content.decode()
    assert '<b class="stage stage-scheduled">Scheduled</b>' in page


def test_a_public_story_leads_to_its_page(client, editor):
    article = make_article()
    assert f'href="{article.get_absolute_url()}" class="view-on-site"' in client.get(change(article)).content.decode()


def test_unpublishing_asks_first(client, editor):
    article = make_article()
    url = reverse("admin:articles_article_unpublish", args=[article.pk])
    assert "Leave it as it is" in client.get(url).content.decode()
    article.refresh_from_db()
    assert article.is_public


def test_unpublishing_withdraws_with_the_reason(client, editor):
    article = make_article()
    client.post(reverse("admin:articles_article_unpublish", args=[article.pk]), {"reason": "At a source's request."})
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == (Status.WITHDRAWN, "At a source's request.")


def test_a_draft_cannot_be_unpublished(client, editor):
    article = make_article(published=False)
    client.post(reverse("admin:articles_article_unpublish", args=[article.pk]))
    article.refresh_from_db()
    assert article.status == Status.DRAFT


# Roles -----------------------------------------------------------------------------------------------------------------


def test_a_reporter_sets_no_field_of_the_desk(client, reporter):
    client.post(ADD, form_data())
    article = Article.objects.get()
    forged = {
        "slug": "forged", "noindex": "on", "canonical_at_source": "on", "assigned_to": reporter.pk, "status": "published",
        **times("published_at", timezone.now()), **times("withdraw_at", timezone.now()),
        **times("embargo_until", timezone.now()), **times("breaking_until", timezone.now()),
    }  # fmt: skip
    saved(client.post(change(article), form_data(article, **forged)), article)
    assert (article.status, article.slug, article.noindex, article.canonical_at_source) == (
        "draft",
        "a-story",
        False,
        False,
    )
    assert {article.published_at, article.withdraw_at, article.embargo_until, article.assigned_to} == {None}


def test_a_reporter_reads_a_published_story_without_changing_it(client, reporter):
    article = make_article("Somebody's")
    page = client.get(change(article)).content.decode()
    assert "Somebody" in page
    assert 'name="_continue"' not in page
    assert client.post(change(article), form_data(article, title="Mine now")).status_code == 403


def test_a_strange_draft_does_not_exist_for_a_reporter(client, reporter):
    hidden = make_article("Canary", published=False)
    for url in (change(hidden), reverse("admin:articles_article_unpublish", args=[hidden.pk])):
        response = client.get(url, follow=True)
        assert "Canary" not in response.content.decode()
    assert client.get(reverse("admin:articles_article_preview", args=[hidden.pk])).status_code == 404


def test_a_reporter_cannot_unpublish(client, reporter):
    article = make_article(created_by=reporter)
    assert client.post(reverse("admin:articles_article_unpublish", args=[article.pk])).status_code == 403


def test_an_editors_tag_that_a_reporter_may_not_see_survives_the_reporters_save(client, reporter):
    hidden, seen = make_person("Hidden Canary"), make_person("Seen Person")
    naming.expose(hidden, "withheld")
    article = make_article(published=False, created_by=reporter, about=[hidden, seen])
    saved(client.post(change(article), form_data(article, people=[])), article)
    assert list(article.mentions.values_list("subject", flat=True)) == [hidden.pk]


def test_a_protected_person_is_no_choice_of_a_reporter(client, reporter):
    hidden = make_person("Hidden Canary")
    naming.expose(hidden, "withheld")
    response = client.post(ADD, form_data(people=[hidden.pk]))
    assert "does not exist, or you may not choose it" in errors_of(response)
    assert "Canary" not in response.content.decode()


def test_a_byline_that_a_reporter_may_not_see_survives_the_reporters_save(client, reporter):
    hidden = make_person("Hidden Canary")
    article = make_article(published=False, created_by=reporter, by=hidden)
    naming.expose(hidden, "initials")
    article.refresh_from_db()
    assert "Canary" not in client.get(change(article)).content.decode()
    saved(client.post(change(article), form_data(article)), article)
    assert article.bylines.get().person_id == hidden.pk


def test_the_log_names_no_headline(client, editor):
    from django.contrib.admin.models import LogEntry

    person = make_person("Logged Canary")
    client.post(ADD, form_data(title="About the Canary", people=[person.pk]))
    assert "Canary" not in " ".join(f"{row.object_repr} {row.change_message}" for row in LogEntry.objects.all())


# Preview ---------------------------------------------------------------------------------------------------------------


def test_a_preview_shows_the_saved_draft_and_is_kept_by_nobody(client, editor):
    article = make_article("Unseen", published=False, published_at=None)
    response = client.get(reverse("admin:articles_article_preview", args=[article.pk]))
    assert "<h1>Unseen</h1>" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_preview_asks_for_the_permission(client, db):
    article = make_article(published=False)
    assert client.get(reverse("admin:articles_article_preview", args=[article.pk])).status_code == 302


# Bad input -------------------------------------------------------------------------------------------------------------


def test_a_headline_of_5000_characters_is_refused_and_kept(client, editor):
    response = client.post(ADD, form_data(title="z" * 5000))
    assert "250" in errors_of(response)
    assert "z" * 5000 in response.content.decode()


def test_a_text_of_100000_russian_words_is_saved(client, editor):
    client.post(ADD, form_data(body=f"<p>{'задержанный ' * 100_000}</p>"))
    assert Article.objects.get().word_count == 100_000


def test_a_longer_text_is_refused_and_kept(client, editor):
    text = "задержанный " * 180_000
    response = client.post(ADD, form_data(body=f"<p>{text}</p>"))
    assert "The text is too long" in errors_of(response)
    assert text in response.content.decode()


@pytest.mark.parametrize("field", ["title", "summary", "body", "dateline"])
def test_a_null_byte_is_no_server_error(client, editor, field):
    response = client.post(ADD, form_data(**{field: "before\x00after"}))
    assert "Null characters" in errors_of(response)
    assert "after" in response.content.decode()


@pytest.mark.parametrize("field", ["title", "body"])
def test_a_lone_surrogate_is_no_server_error(client, editor, field):
    data = "&".join(f"{name}={value}" for name, value in form_data(**{field: "before%ED%A0%80after"}).items())
    response = client.post(ADD, data, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    assert "after" in getattr(Article.objects.get(), field)


WRONG_KEYS = [
    ",,,,",
    "," * 1000,
    "abc",
    "0",
    "-1",
    "99999999999999999999999999",
    "1.5",
    "\x00",
    "٣",
    "' OR 1=1",
    "12345678",
]


@pytest.mark.parametrize("key", WRONG_KEYS)
@pytest.mark.parametrize(
    "field", ["topics", "people", "places", "organizations", "section", "translation_of", "assigned_to"]
)
def test_an_unknown_choice_is_refused_and_the_text_kept(client, editor, field, key):
    response = client.post(ADD, form_data(title="Typed with care", **{field: key}))
    assert field in response.context["adminform"].form.errors
    assert "Typed with care" in response.content.decode()


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_an_unknown_person_in_a_byline_is_refused(client, editor, key):
    byline = {"bylines-TOTAL_FORMS": 1, "bylines-0-position": 1, "bylines-0-role": "author", "bylines-0-person": key}
    response = client.post(ADD, form_data(title="Typed with care", **byline))
    assert "person" in errors_of(response)
    assert "Typed with care" in response.content.decode()


@pytest.mark.parametrize("year", ["0001", "1492", "9999"])
def test_a_year_far_away_is_refused(client, editor, year):
    response = client.post(ADD, form_data(published_at_0=f"{year}-01-01", published_at_1="00:00"))
    assert "Give a year between 1900 and 2200." in errors_of(response)


def test_an_empty_headline_is_refused_and_the_text_kept(client, editor):
    response = client.post(ADD, form_data(title="", body="<p>Typed with care</p>"))
    assert "title" in response.context["adminform"].form.errors
    assert "Typed with care" in response.content.decode()


def test_a_removed_byline_is_no_server_error(client, editor):
    article = make_article(published=False, by=make_person())
    key = article.bylines.get().pk
    article.bylines.all().delete()
    gone = {
        "bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 1, "bylines-0-id": key, "bylines-0-article": article.pk,
        "bylines-0-position": 1, "bylines-0-role": "author", "bylines-0-text": "X",
    }  # fmt: skip
    assert client.post(change(article), form_data(article, **gone)).status_code == 200


# The page itself -------------------------------------------------------------------------------------------------------


def test_the_editor_needs_no_exception_from_the_security_policy(client, editor):
    assert client.get(ADD)["Content-Security-Policy"] == client.get("/admin/")["Content-Security-Policy"]


def test_the_shipped_editor_can_be_told_to_put_no_style_sheet_into_the_page():
    shipped = Path(finders.find("django_prose_editor/editor.js")).read_text(encoding="utf-8")
    ours = Path(finders.find("newsroom/admin/editor.js")).read_text(encoding="utf-8")
    assert "this.options.injectCSS&&" in shipped
    assert "injectCSS: false" in ours


def test_no_admin_template_holds_inline_script_or_style():
    for template in (settings.BASE_DIR / "templates" / "admin").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), template


@pytest.mark.parametrize("button", sorted(EDITOR_MAKES))
def test_what_each_button_makes_survives_the_cleaner(button):
    assert body.clean(EDITOR_MAKES[button]) == EDITOR_MAKES[button]


def test_the_form_offers_only_what_the_user_may_do(client, reporter):
    page = client.get(ADD).content.decode()
    assert 'name="_continue"' in page
    assert 'name="_publish"' not in page
