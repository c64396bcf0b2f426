"""Moves and saves of stories, and what follows names in them."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from articles import workflow
from articles.history.content import Content
from articles.models import Article, Translation
from articles.rendering import rebuild
from articles.workflow import completing, passages, pending, translations
from people.naming.hiding import paragraph_digest
from tests.factories import (
    make_article,
    make_image,
    make_person,
)
from tests.newsroom.doors.announcing.making import posted
from tests.newsroom.doors.announcing.table import announces
from tests.support.story_form import change, form_data
from tests.support.translating import translated


def draft():
    return make_article(published=False)


def withdrawn(desk):
    article = make_article()
    workflow.withdraw(article, by=desk.chief, reason="It is wrong.")
    return article


@announces("articles.workflow.changes.changing", Article)
def save_of_a_public_story(desk):
    article = make_article()

    def save():
        with workflow.changing(article, by=desk.editor, comment="saved"):
            article.title = "Another headline"

    return save


@announces("articles.workflow.changes.publish", Article)
def publish(desk):
    article = draft()
    return lambda: workflow.publish(article, by=desk.editor, reason="It is urgent.")


@announces("articles.workflow.changes.publish (later)", Article)
def schedule(desk):
    article, tomorrow = draft(), timezone.now() + timedelta(days=1)
    return lambda: workflow.publish(article, by=desk.editor, at=tomorrow, reason="It is urgent.")


@announces("articles.workflow.completing.complete", Article)
def publish_when_its_picture_is_ready(desk):
    image = make_image(alt="A lake", credit="Dana", state="waiting")
    article = make_article(published=False, lead_image=image)
    workflow.perform("publish", article, by=desk.editor, reason="It is urgent.")
    type(image).objects.filter(pk=image.pk).update(state="ready")
    return lambda: completing.complete(article.awaited.get().pk)


@announces("articles.workflow.changes.perform", Article)
def perform(desk):
    article = draft()
    return lambda: workflow.perform("publish", article, by=desk.editor, note="It is urgent.")


@announces("articles.workflow.changes.withdraw", Article)
def withdraw(desk):
    article = make_article()
    return lambda: workflow.withdraw(article, by=desk.chief, reason="It is wrong.")


@announces("articles.workflow.changes.unschedule", Article)
def unschedule(desk):
    article = make_article(at=timezone.now() + timedelta(days=1))
    return lambda: workflow.unschedule(article, by=desk.editor)


@announces("articles.workflow.changes.unpublish", Article)
def unpublish(desk):
    article = make_article()
    return lambda: workflow.unpublish(article, by=desk.chief, reason="It is wrong.")


def resembling(desk):
    """A story with the bare surname of somebody withheld, and the digest of that paragraph."""
    person = make_person("Vera Tolmasova", exposure="withheld")
    article = make_article(body="<p>The minister Tolmasova spoke.</p>", about=[person])
    return article, person, paragraph_digest("The minister Tolmasova spoke.")


@announces("articles.workflow.passages.settle", Article)
def settle_a_passage(desk):
    article, person, digest = resembling(desk)
    return lambda: passages.settle(article, person, digest, by=desk.editor)


@announces("articles.workflow.passages.unsettle", Article)
def hide_a_passage_again(desk):
    article, person, digest = resembling(desk)
    passages.settle(article, person, digest, by=desk.editor)
    return lambda: passages.unsettle(article, person, digest, by=desk.editor)


@announces("articles.workflow.changes.publish (again)", Article)
def publish_again(desk):
    article = withdrawn(desk)
    return lambda: workflow.publish(article, by=desk.editor, reason="It is right now.")


@announces("articles.workflow.changes.save", Article)
def save(desk):
    article = make_article()
    content = Content.of(article)
    content.fields["title"] = "Another headline"
    return lambda: workflow.save(article, content, by=desk.editor, beside={})


@announces("articles.workflow.changes.restore", Article)
def restore(desk):
    article = make_article()
    content = Content.of(article)
    content.fields["title"] = "An earlier headline"
    return lambda: workflow.restore(article, content, by=desk.editor, opened_version=article.version)


@announces("articles.workflow.changes.tag", Article)
def tag(desk):
    article, person = make_article(), make_person()
    return lambda: workflow.tag(
        article, by=desk.editor, opened_version=article.version, chosen=[person.pk], main=[], shown=[]
    )


@announces("articles.workflow.pending.publish", Article)
def publish_pending(desk):
    article = make_article()
    content = Content.of(article)
    content.fields["title"] = "Another headline"
    waiting = pending.save(article, content, by=desk.editor, opened=0, base_version=article.version)
    return lambda: pending.publish(waiting, by=desk.editor, reason="It is urgent.")


@announces("articles.rendering.stories.rebuild", Article)
def rebuild_stories(desk):
    article = make_article()
    return lambda: rebuild(Article.objects.filter(pk=article.pk))


@announces("manage.py render_bodies", Article)
def render_bodies(desk):
    article = make_article()
    return lambda: call_command("render_bodies", article.pk, stdout=StringIO())


@announces("manage.py move_story", Article)
def move_story(desk):
    article = make_article()
    words = ["withdraw", str(article.pk), "--as", desk.chief.username, "--note", "It is wrong."]
    return lambda: call_command("move_story", *words, stdout=StringIO())


@announces("admin articles.article", Article)
def corrected_in_the_form(desk):
    article = make_article()
    note = {"kind": "correction", "text": "The date was wrong.", "place": "bottom"}
    note |= {"published_at": "2026-03-02 10:00:00"}
    rows = {f"corrections-0-{name}": value for name, value in note.items()} | {"corrections-TOTAL_FORMS": 1}
    return posted(desk, change(article), form_data(article) | rows)


def told_translation(desk):
    """A public translation whose readers are told that its original was changed."""
    original = make_article("Seven boats")
    story = translated(original, by=desk.editor)
    translations.tell_readers(story, True, by=desk.editor)
    with workflow.changing(original, by=desk.editor, comment="edited"):
        original.title = "Nine boats"
    return story


@announces("articles.workflow.translations.bring_up_to_date", Article)
def bring_up_to_date(desk):
    story = told_translation(desk)
    seen = Translation.objects.get(article=story).changed_at
    return lambda: translations.bring_up_to_date(story, by=desk.editor, seen=seen)


@announces("articles.workflow.translations.tell_readers", Article)
def tell_readers(desk):
    story = told_translation(desk)
    return lambda: translations.tell_readers(story, False, by=desk.editor)
