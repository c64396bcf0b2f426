"""What readers see of earlier texts: only those that were public, only where a note says so, and no name that is hidden today."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import workflow
from articles.history.content import Content
from articles.models import Article, Correction, Mention
from articles.workflow import pending
from people import merging, naming
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_user
from tests.support import desk
from tests.support.rows import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def newsroom(editor):
    return Newsroom(editor)


class Newsroom:
    """One story of which each save is a minute later than the one before."""

    def __init__(self, editor):
        self.editor, self.clock = editor, timezone.now() - timedelta(hours=2)
        self.article = make_article("A verdict", body="<p>The draft of Monday.</p>", published=False)

    def at_next_minute(self):
        self.clock += timedelta(minutes=1)
        return time_machine.travel(self.clock, tick=False)

    def publish(self):
        self.article.refresh_from_db()
        with self.at_next_minute():
            desk.publish(self.article, by=self.editor)

    def write(self, body: str, *, note: str = "", shows: bool = True, beside=None, **fields):
        """Save the text; with a note for readers, who may then compare."""
        article = Article.objects.get(pk=self.article.pk)
        content = Content.of(article)
        content.fields |= {"body": body, **fields}
        with self.at_next_minute():
            notes = [Correction(text=note, shows_changes=shows, published_at=timezone.now())] if note else []
            workflow.save(article, content, by=self.editor, beside=beside or {}, corrections=notes)

    def withdraw(self):
        self.article.refresh_from_db()
        with self.at_next_minute():
            workflow.withdraw(self.article, by=make_user("chief"), reason="An error")

    def address(self) -> str:
        return Article.objects.get(pk=self.article.pk).get_absolute_url() + "versions/"

    def corrected(self, before: str, after: str):
        """Published with one text, and corrected to another."""
        self.write(before)
        self.publish()
        self.write(after, note="It was Friday.")
        return self


def page_of(client, newsroom) -> str:
    answer = client.get(newsroom.address())
    assert answer.status_code == 200
    return answer.text


def test_readers_compare_the_text_with_the_one_that_they_had_before(newsroom, client):
    newsroom.corrected("<p>The court met on Thursday in Nukus.</p>", "<p>The court met on Friday in Nukus.</p>")
    text = page_of(client, newsroom)

    assert "<del> Thursday</del><ins> Friday</ins>" in text
    assert "It was Friday." in text
    assert newsroom.address() in client.get(newsroom.article.get_absolute_url()).text


def test_the_headline_and_the_dek_are_compared_too(newsroom, client):
    newsroom.corrected("<p>One.</p>", "<p>Two.</p>")
    newsroom.write("<p>Two.</p>", title="Another verdict")

    assert "<ins>Another</ins>" in page_of(client, newsroom)


def test_a_note_that_does_not_say_so_shows_nothing(newsroom, client):
    newsroom.write("<p>The court met on Thursday.</p>")
    newsroom.publish()
    newsroom.write("<p>The court met on Friday.</p>", note="It was Friday.", shows=False)

    assert client.get(newsroom.address()).status_code == 404
    assert newsroom.address() not in client.get(newsroom.article.get_absolute_url()).text


def test_a_tick_that_is_taken_back_takes_the_page_away(newsroom, client, editor):
    newsroom.corrected("<p>The court met on Thursday.</p>", "<p>The court met on Friday.</p>")
    note = Correction.objects.get()
    note.shows_changes = False
    article = Article.objects.get(pk=newsroom.article.pk)
    workflow.save(article, Content.of(article), by=editor, beside={}, corrections=[note])

    assert client.get(newsroom.address()).status_code == 404


def test_a_note_for_later_shows_nothing_before_its_time(newsroom, client):
    newsroom.corrected("<p>The court met on Thursday.</p>", "<p>The court met on Friday.</p>")
    Correction.objects.update(published_at=timezone.now() + timedelta(hours=1))

    assert client.get(newsroom.address()).status_code == 404


def test_a_material_update_may_show_what_changed(newsroom, client):
    newsroom.write("<p>The court meets on Thursday.</p>")
    newsroom.publish()
    newsroom.write(
        "<p>The court met on Thursday.</p>", beside={"shows_changes": True, "materially_updated_at": timezone.now()}
    )

    assert "<del> meets</del><ins> met</ins>" in page_of(client, newsroom)


# What was never public ------------------------------------------------------------------------------------------------


def test_no_text_of_a_draft_is_shown(newsroom, client):
    newsroom.write("<p>Canary draft.</p>")
    newsroom.corrected("<p>The court met on Thursday.</p>", "<p>The court met on Friday.</p>")

    assert "Canary" not in page_of(client, newsroom)
    assert "Monday" not in page_of(client, newsroom)


def test_no_text_of_a_scheduled_story_is_shown_that_was_changed_before_its_time(newsroom, client, editor):
    newsroom.write("<p>Canary plan.</p>")
    newsroom.article.refresh_from_db()
    with newsroom.at_next_minute():
        desk.publish(newsroom.article, by=editor, at=newsroom.clock + timedelta(minutes=10))
    newsroom.write("<p>The court met on Thursday.</p>")
    newsroom.clock += timedelta(minutes=30)
    newsroom.write("<p>The court met on Friday.</p>", note="It was Friday.")

    assert "Thursday" in page_of(client, newsroom)
    assert "Canary" not in page_of(client, newsroom)


def test_no_pending_text_is_shown(newsroom, client, editor):
    newsroom.corrected("<p>The court met on Thursday.</p>", "<p>The court met on Friday.</p>")
    article = Article.objects.get(pk=newsroom.article.pk)
    content = Content.of(article)
    content.fields["body"] = "<p>Canary pending.</p>"
    pending.save(article, content, by=editor, opened=0, base_version=article.version)

    assert "Canary" not in page_of(client, newsroom)


def test_what_readers_had_before_a_withdrawal_stays_withdrawn(newsroom, client):
    newsroom.write("<p>Canary libel.</p>")
    newsroom.publish()
    newsroom.withdraw()
    newsroom.corrected("<p>The court met on Thursday.</p>", "<p>The court met on Friday.</p>")

    assert "Thursday" in page_of(client, newsroom)
    assert "Canary" not in page_of(client, newsroom)


def test_what_readers_had_while_it_ran_out_stays_away(newsroom, client):
    newsroom.write("<p>Canary offer.</p>")
    newsroom.publish()
    newsroom.write("<p>Canary offer.</p>", beside={"withdraw_at": newsroom.clock + timedelta(minutes=3)})
    newsroom.clock += timedelta(minutes=20)
    newsroom.write("<p>The court met on Thursday.</p>", beside={"withdraw_at": None})
    newsroom.write("<p>The court met on Friday.</p>", note="It was Friday.")

    assert "Thursday" in page_of(client, newsroom)
    assert "Canary" not in page_of(client, newsroom)


def test_what_was_taken_out_before_the_noted_change_is_not_shown(newsroom, client):
    newsroom.write("<p>Canary witness.</p><p>The court met on Thursday.</p>")
    newsroom.publish()
    newsroom.write("<p>The court met on Thursday.</p>")
    newsroom.write("<p>The court met on Friday.</p>", note="It was Friday.")

    assert "Canary" not in page_of(client, newsroom)


def test_a_withdrawn_story_has_no_versions(newsroom, client):
    newsroom.corrected("<p>The court met on Thursday.</p>", "<p>The court met on Friday.</p>")
    newsroom.withdraw()
    answer = client.get(newsroom.address())

    assert answer.status_code == 410
    assert "Thursday" not in answer.text


def test_a_story_that_is_not_public_has_none(newsroom, client):
    hidden, missing = client.get(newsroom.address()), client.get("/a/a-verdict/999999/versions/")

    assert (hidden.status_code, hidden.content) == (404, missing.content)


# Names ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Aigul Seitova was freed.</p>", "<p>A woman was freed.</p>"),
        ("<p>Seitova was freed.</p>", "<p>Aigul Seitova was not freed.</p>"),
        ("<p>Aigul Seitova came.</p><p>Seitova was freed.</p>", "<p>Somebody came.</p><p>Seitova was not freed.</p>"),
        ("<p>Айгуль Сеитова была там.</p>", "<p>The court met.</p>"),
        ('<p>See <a href="https://example.org/aigul-seitova/">this</a>.</p>', "<p>See that of Aigul Seitova.</p>"),
    ],
)
def test_a_name_that_is_withheld_now_is_withheld_in_every_text(before, after, newsroom, client):
    person = make_person("Aigul Seitova")
    newsroom.corrected(before, after)
    naming.expose(person, Exposure.WITHHELD)
    text = page_of(client, newsroom).lower()

    assert not [trace for trace in ("seitova", "aigul", "сеитов", "айгул") if trace in text]


def test_whoever_was_tagged_in_an_earlier_text_alone_is_hidden_there(newsroom, client, editor):
    person = make_person("Aigul Seitova")
    Mention.objects.create(article=newsroom.article, subject=person)
    newsroom.write("<p>Seitova was freed.</p>")
    newsroom.publish()
    article = Article.objects.get(pk=newsroom.article.pk)
    content = Content.of(article)
    content.mentions, content.fields["body"] = [], "<p>A woman was freed.</p>"
    with newsroom.at_next_minute():
        note = Correction(text="It was another.", shows_changes=True, published_at=timezone.now())
        workflow.save(article, content, by=editor, beside={}, corrections=[note])
    naming.expose(person, Exposure.WITHHELD)

    assert "Seitova" not in page_of(client, newsroom)


def test_whoever_was_merged_since_is_hidden_by_the_record_that_stands_for_them(newsroom, client, editor):
    person, other = make_person("Aigul Seitova"), make_person("Seitova Aigul M.")
    Mention.objects.create(article=newsroom.article, subject=other)
    newsroom.corrected("<p>Seitova was freed.</p>", "<p>She was freed.</p>")
    Mention.objects.filter(article=newsroom.article).delete()
    merging.merge(person, other, by=make_user("chief"))
    naming.expose(person, Exposure.WITHHELD)

    assert "Seitova" not in page_of(client, newsroom)


def test_a_name_that_is_shown_again_is_read_again(newsroom, client):
    person = make_person("Aigul Seitova")
    newsroom.corrected("<p>Aigul Seitova was freed.</p>", "<p>A woman was freed.</p>")
    naming.expose(person, Exposure.WITHHELD)
    naming.expose(person, Exposure.NAMED)

    assert "Aigul Seitova" in page_of(client, newsroom)


def test_pictures_of_earlier_texts_are_left_out(newsroom, client):
    picture = f'<figure data-image="{make_image(alt="A boat").pk}"><figcaption>Canary caption</figcaption></figure>'
    newsroom.corrected(f"{picture}<p>One.</p>", "<p>Two.</p>")

    assert "Canary" not in page_of(client, newsroom)


def test_reading_writes_nothing(newsroom, client):
    newsroom.corrected("<p>The court met on Thursday.</p>", "<p>The court met on Friday.</p>")
    before = everything()
    page_of(client, newsroom)

    assert everything() == before
