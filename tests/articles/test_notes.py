"""Notes between colleagues: who reads them, whom they tell, and that one is one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from articles import workflow
from articles.models import AuditEntry, Byline, Note, Status
from articles.workflow import notes
from tests.factories import make_article, make_person, make_user
from tests.support.admin import sentences
from tests.support.story_form import change

pytestmark = pytest.mark.django_db


def draft(**fields):
    return make_article(published=False, **fields)


def told(note) -> set:
    return {mention.user.username for mention in note.mentions.select_related("user")}


def address(article) -> str:
    return reverse("admin:articles_article_note", args=[article.pk])


def write(article, text, by=None):
    return notes.write(article, by=by or make_user("editor"), text=text)


# Whom a note tells -----------------------------------------------------------------------------------------------------


def test_who_is_named_after_an_at_is_told():
    make_user("editor", username="anna")
    assert told(write(draft(), "@anna, please call the court.").note) == {"anna"}


def test_a_full_stop_behind_a_name_is_no_part_of_it():
    make_user("editor", username="anna")
    assert told(write(draft(), "Ask @anna.").note) == {"anna"}


def test_capital_letters_make_no_other_colleague():
    make_user("editor", username="anna")
    assert told(write(draft(), "@Anna?").note) == {"anna"}


def test_an_address_of_mail_names_nobody():
    make_user("editor", username="example.org")
    written = write(draft(), "Write to press@example.org")
    assert (told(written.note), written.unknown) == (set(), [])


def test_a_name_that_nobody_has_is_reported():
    assert write(draft(), "@nobody-here and @anna!").unknown == ["nobody-here", "anna"]


def test_who_may_not_see_the_story_is_not_told_and_not_betrayed():
    make_user("reporter", username="rustam")
    written = write(draft(), "@rustam @nobody")
    assert (told(written.note), written.unknown) == (set(), ["rustam", "nobody"])


def test_another_reporter_is_not_told_of_a_published_story():
    make_user("reporter", username="rustam")
    assert told(write(make_article(), "@rustam").note) == set()


def test_the_writer_the_assigned_and_the_signing_are_told():
    begun, assigned = make_user("reporter", username="a"), make_user("reporter", username="b")
    signing = make_user("reporter", username="c", person=make_person())
    article = draft(created_by=begun, assigned_to=assigned)
    Byline.objects.create(article=article, person=signing.person)
    assert told(write(article, "@a @b @c").note) == {"a", "b", "c"}


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_who_has_left_is_not_told(lost):
    gone = make_user("editor", username="gone")
    setattr(gone, lost, False)
    gone.save()
    assert told(write(draft(), "@gone").note) == set()


def test_nobody_tells_themselves():
    editor = make_user("editor", username="anna")
    assert told(write(draft(), "@anna: remember.", by=editor).note) == set()


def test_who_is_named_twice_is_told_once():
    make_user("editor", username="anna")
    assert told(write(draft(), "@anna @ANNA @anna.").note) == {"anna"}


def test_what_is_returned_is_for_its_writer():
    reporter = make_user("reporter", username="rustam")
    article = draft(created_by=reporter, status=Status.IN_REVIEW)
    workflow.return_to_writer(article, by=make_user("editor"), note="Call the court.")
    assert told(article.notes.get()) == {"rustam"}


# One note, and what is done with it ------------------------------------------------------------------------------------


def test_the_same_note_twice_is_one():
    article, editor = draft(), make_user("editor")
    first, second = (write(article, "Call the court.", by=editor).note for _ in range(2))
    assert first == second


def test_two_colleagues_say_the_same():
    article = draft()
    write(article, "Yes."), write(article, "Yes.")
    assert article.notes.count() == 2


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_an_empty_note_is_none(text):
    with pytest.raises(ValidationError, match="empty"):
        write(draft(), text)


def test_a_note_too_long_is_refused_with_the_limit():
    with pytest.raises(ValidationError, match="3000"):
        write(draft(), "x" * 3001)


def test_a_note_is_resolved_and_reopened():
    editor = make_user("editor")
    note = write(draft(), "Check the age.").note
    notes.resolve(note, by=editor)
    note.refresh_from_db()
    assert note.resolved_by == editor
    notes.reopen(note, by=editor)
    note.refresh_from_db()
    assert note.resolved_at is None


def test_the_first_who_resolves_has_resolved():
    first, note = make_user("editor"), write(draft(), "Check the age.").note
    notes.resolve(note, by=first)
    notes.resolve(note, by=make_user("editor"))
    note.refresh_from_db()
    assert note.resolved_by == first


def test_the_log_knows_of_notes_and_not_what_they_say():
    note = write(draft(), "The source is her brother.").note
    entry = AuditEntry.objects.get(action="note written")
    assert entry.detail == {"note": note.pk}


def test_a_strange_reporter_writes_no_note_to_a_published_story():
    with pytest.raises(PermissionDenied):
        write(make_article(), "Well done.", by=make_user("reporter"))


# In the admin ----------------------------------------------------------------------------------------------------------


def test_a_note_is_written_beside_the_story(client, editor):
    article = draft()
    response = client.post(address(article), {"text": "Check the age."}, follow=True)
    assert "Check the age." in response.content.decode()
    assert article.notes.get().author == editor


def test_the_script_gets_the_thread_alone(client, editor):
    html = client.post(address(draft()), {"text": "Check the age.", "fetched": "1"}).content.decode()
    assert "Check the age." in html
    assert "<html" not in html


def test_a_refused_note_comes_back_as_it_was_typed(client, editor):
    response = client.post(address(draft()), {"text": "y" * 3001})
    assert response.status_code == 422
    assert "y" * 3001 in response.content.decode()


def test_the_writer_hears_which_names_were_not_found(client, editor):
    response = client.post(address(draft()), {"text": "@annna, look"}, follow=True)
    assert "@annna" in sentences(response)


def test_a_note_shows_what_was_done_with_it(client, editor):
    article = draft(status=Status.IN_REVIEW)
    workflow.return_to_writer(article, by=editor, note="Call the court.")
    html = client.get(change(article)).content.decode()
    assert "Returned to the writer" in html


def test_a_note_is_resolved_with_its_button(client, editor):
    article = draft()
    note = write(article, "Check the age.").note
    client.post(reverse("admin:articles_article_note_resolve", args=[article.pk, note.pk]))
    assert not article.notes.unresolved().exists()


def test_a_note_is_reached_through_its_own_story_only(client, editor):
    note = write(draft(), "Check the age.").note
    other = reverse("admin:articles_article_note_resolve", args=[draft().pk, note.pk])
    assert client.post(other).status_code == 404


def test_a_reporter_reads_no_notes_of_a_strangers_published_story(client, reporter):
    article = make_article()
    write(article, "The source is her brother.")
    assert "her brother" not in client.get(change(article)).content.decode()


def test_a_reporter_reads_the_notes_of_their_own_published_story(client, reporter):
    article = make_article(created_by=reporter)
    write(article, "Readers ask for the date.")
    assert "Readers ask for the date." in client.get(change(article), follow=True).content.decode()


def test_a_strange_draft_takes_no_note(client, reporter):
    assert client.post(address(draft()), {"text": "x"}).status_code == 404
    assert not Note.objects.exists()


def test_a_strangers_published_story_takes_no_note(client, reporter):
    assert client.post(address(make_article()), {"text": "x"}).status_code == 403


def test_looking_at_an_address_of_notes_does_nothing(client, editor):
    article = draft()
    note = write(article, "Check the age.").note
    for name, keys in (("note", [article.pk]), ("note_resolve", [article.pk, note.pk])):
        assert client.get(reverse(f"admin:articles_article_{name}", args=keys)).status_code == 405


def test_markup_in_a_note_is_text(client, editor):
    article = draft()
    write(article, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in client.get(change(article)).content.decode()


def test_a_protected_name_in_a_note_is_masked_for_who_may_not_see_it(client, reporter):
    person = make_person("Gulnara Sadykova", exposure="withheld")
    article = draft(created_by=reporter, about=[person])
    write(article, "Ask Gulnara Sadykova again.")
    assert "Sadykova" not in client.get(change(article)).content.decode()


def test_a_new_story_has_no_notes_yet(client, editor):
    assert 'id="notes"' not in client.get(reverse("admin:articles_article_add")).content.decode()


def test_the_big_form_holds_no_other(client, editor):
    article = draft()
    write(article, "A note to settle.")
    html = client.get(change(article)).content.decode()
    story = html.partition('id="article_form"')[2].partition("</form>")[0]
    assert "<form" not in story
    assert 'form="note-form"' in story
