"""Publishing, scheduling and taking down by the writing form, who may do it, and two who write at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from articles import workflow
from articles.history.revisions import read_comment
from articles.models import Article, AuditEntry, Status
from people import naming
from people.base.clock import clock
from tests.factories import (
    make_article,
    make_person,
)
from tests.support.admin import sentences
from tests.support.story_form import ADD, change, errors_of, form_data, saved, times

pytestmark = pytest.mark.django_db


# Two who write ---------------------------------------------------------------------------------------------------------


def test_an_older_form_overwrites_nothing(client, editor):
    article = make_article("As it was", published=False)
    old = form_data(article, title="Mine")
    saved(client.post(change(article), form_data(article, title="Theirs", body="<p>Their text.</p>")), article)
    response = client.post(change(article), old)
    assert "saved elsewhere after you opened it" in errors_of(response)
    article.refresh_from_db()
    assert article.title == "Theirs"


def test_a_refused_older_form_shows_both_texts(client, editor):
    article = make_article(published=False)
    old = form_data(article, title="Mine", body="<p>My own words.</p>")
    saved(client.post(change(article), form_data(article, title="Theirs", body="<p>Their text.</p>")), article)
    page = client.post(change(article), old).content.decode()
    assert "My own words." in page
    assert "<del>Theirs</del><ins>Mine</ins>" in page
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
    assert "saved elsewhere after you opened it" in errors_of(client.post(change(article), old))
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_a_form_without_a_version_is_refused(client, editor):
    article = make_article(published=False)
    assert "saved elsewhere after you opened it" in errors_of(
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
    revision = Version.objects.get_for_object(article).get().revision
    assert read_comment(revision) == ("published", "It is urgent.")


def test_a_future_time_schedules(client, editor):
    client.post(ADD, form_data(_publish="", **times("published_at", timezone.now() + timedelta(days=1))))
    assert Article.objects.get().stage() == "scheduled"


def test_a_refused_publication_still_saves_the_text(client, editor):
    response = client.post(ADD, form_data(title="No text yet", body="", _publish=""), follow=True)
    page = response.content.decode()
    assert "Saved, but not published." in page
    assert page.count("No text yet.") == 1
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
    assert "withdraw it first" in errors_of(client.post(change(article), data))


def test_a_published_story_keeps_a_time(client, editor):
    article = make_article()
    assert "To remove it from the site" in errors_of(
        client.post(change(article), form_data(article, **times("published_at", None)))
    )


def test_a_scheduled_story_can_be_published_now(client, editor):
    article = make_article(at=timezone.now() + timedelta(days=1))
    assert saved(client.post(change(article), form_data(article, _publish_now="")), article).is_public


def test_the_log_says_who_published_a_scheduled_story_now(client, editor):
    article = make_article(at=timezone.now() + timedelta(days=1))
    client.post(change(article), form_data(article, _publish_now=""))
    entry = AuditEntry.objects.filter(article=article).latest("pk")
    assert (entry.action, entry.by) == ("published", editor)


def test_a_story_that_was_withdrawn_and_scheduled_again_can_be_published_now(client, chief):
    article = make_article()
    workflow.withdraw(article, by=chief, reason="A mistake.")
    workflow.publish(article, by=chief, at=timezone.now() + timedelta(days=1), reason="Mended.")
    assert saved(client.post(change(article), form_data(article, _publish_now="")), article).is_public


def test_an_embargo_holds_against_publishing_now(client, editor):
    article = make_article(at=timezone.now() + timedelta(days=2))
    data = form_data(article, _publish_now="", **times("embargo_until", timezone.now() + timedelta(days=1)))
    client.post(change(article), data)
    article.refresh_from_db()
    assert not article.is_public


def test_a_time_is_that_of_the_newsroom(client, editor):
    client.post(ADD, form_data(published_at="2026-01-02 14:00"))
    assert Article.objects.get().published_at.isoformat() == "2026-01-02T09:00:00+00:00"


def test_the_form_names_the_zone(client, editor):
    assert "Almaty time (UTC+5)" in client.get(ADD).content.decode()


def test_a_published_story_says_when_in_words(client, editor):
    article = make_article(at=timezone.now() + timedelta(days=1))
    page = client.get(change(article)).content.decode()
    assert '<b class="stage stage-scheduled">Scheduled</b>' in page


def test_a_public_story_leads_to_its_page(client, editor):
    article = make_article()
    assert f'href="{article.get_absolute_url()}" class="view-on-site"' in client.get(change(article)).content.decode()


def test_unpublishing_asks_first(client, chief):
    article = make_article()
    url = reverse("admin:articles_article_unpublish", args=[article.pk])
    assert "Leave it as it is" in client.get(url).content.decode()
    article.refresh_from_db()
    assert article.is_public


def test_unpublishing_withdraws_with_the_reason(client, chief):
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
    assert '<h1 dir="auto">Unseen</h1>' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_preview_asks_for_the_permission(client, db):
    article = make_article(published=False)
    assert client.get(reverse("admin:articles_article_preview", args=[article.pk])).status_code == 302


@pytest.mark.parametrize(
    ("days", "said"), [(0, "Done: readers see it."), (2, "Done: it goes out by itself at its time.")]
)
def test_where_the_story_stands_now_is_said_once(client, editor, days, said):
    article = make_article(published=False)
    when = times("published_at", timezone.now() + timedelta(days=days)) if days else {}
    page = client.post(change(article), form_data(article, _publish="") | when, follow=True)
    article.refresh_from_db()
    assert sentences(page) == said
    assert f"{clock(article.published_at)}, Almaty time (UTC+5)</span>" in page.content.decode()
    assert "Asia/Almaty" not in page.content.decode()
