"""Notes that point at words of a story: where the mark goes when something is saved, and that nobody else learns of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles import previews, workflow
from articles.body import note_marks
from articles.history import versions
from articles.history.comparison import compare
from articles.history.content import Content
from articles.models import Article, Note, PendingChange
from articles.workflow import notes, pending
from articles.workflow.pointing import Passage
from tests.factories import make_article, make_person, make_user
from tests.support.admin import sentences
from tests.support.pending_form import form_of, typed
from tests.support.story_form import ADD, change, form_data, saved
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db

PLAIN = "<p>The court adjourned on Monday.</p><p>Officials gave no reason.</p>"
NUMBER = 987654321
MARK = f'<mark data-note="{NUMBER}">'
MARKED = PLAIN.replace("Monday", f"{MARK}Monday</mark>")
#: What would tell that there is a note.
TRACES = ("<mark", "data-note", str(NUMBER), "Or was it Tuesday?")


@pytest.fixture
def story():
    return make_article("Court adjourns", published=False, body=PLAIN)


@pytest.fixture
def anna():
    return make_user("editor", username="anna")


def note_on(article, by, html=MARKED, number=NUMBER, text="Or was it Tuesday?") -> Note:
    return notes.write(article, by=by, text=text, passage=Passage.of(str(number), html)).note


def body_of(article) -> str:
    return Article.objects.values_list("body", flat=True).get(pk=article.pk)


def write_over(article, by, html):
    article.refresh_from_db()
    content = Content.of(article)
    content.fields["body"] = html
    workflow.save(article, content, by=by, beside={})
    return body_of(article)


def address(article) -> str:
    return reverse("admin:articles_article_note", args=[article.pk])


# Setting it ------------------------------------------------------------------------------------------------------------


def test_a_note_marks_its_words_in_what_is_stored_and_makes_no_version(story, anna):
    before = Article.objects.values().get(pk=story.pk), versions.keys_of(story)
    note = note_on(story, anna)

    assert (note.mark, note.quote, body_of(story)) == (NUMBER, "Monday", MARKED)
    assert (Article.objects.values().get(pk=story.pk) | {"body": PLAIN}, versions.keys_of(story)) == before


def test_words_that_are_not_saved_yet_get_their_mark_with_the_save(story, anna):
    typed_on = MARKED.replace(f"on {MARK}Monday</mark>", f"on {MARK}a Friday</mark>")
    note = note_on(story, anna, typed_on)

    assert (note.quote, body_of(story)) == ("a Friday", PLAIN)
    assert write_over(story, anna, typed_on) == typed_on


def test_a_note_typed_in_the_form_goes_along_with_the_save_of_its_words(client, editor, story):
    saved(client.post(change(story), form_data(story, body=MARKED, move_note="Check it.", note_mark=NUMBER)), story)
    note = Note.objects.get()
    assert (note.text, note.mark, note.quote, story.body) == ("Check it.", NUMBER, "Monday", MARKED)


def test_a_new_story_is_saved_with_a_note_on_its_words(client, editor):
    client.post(ADD, form_data(body=MARKED, move_note="Check it.", note_mark=NUMBER))
    assert Note.objects.get().quote == "Monday"
    assert Article.objects.get().body == MARKED


def test_a_script_sends_the_note_with_the_text_in_which_its_words_stand(client, editor, story):
    answer = client.post(address(story), {"fetched": 1, "text": "Check it.", "note_mark": NUMBER, "body": MARKED})
    assert f'data-mark="{NUMBER}"' in answer.text
    assert "<q>Monday</q>" in answer.text
    assert body_of(story) == MARKED


def test_a_note_that_was_not_written_comes_back_with_the_mark_on_its_words(client, editor, story):
    data = form_data(story, body=MARKED, section="", move_note="Check it.", note_mark=NUMBER)
    page = client.post(change(story), data | {"_publish": 1})
    assert "Saved, but not published" in page.text
    assert page.context["adminform"].form["body"].value() == MARKED
    assert f'name="note_mark" id="note-mark" value="{NUMBER}"' in page.text
    assert (body_of(story), Note.objects.count()) == (PLAIN, 0)


def test_a_note_that_was_begun_is_kept_with_the_unsaved_text(client, editor, story):
    kept = form_data(story, body=MARKED, move_note="Check", note_mark=NUMBER)
    client.post(reverse("admin:articles_article_autosave", args=[story.pk]), kept)
    page = client.get(f"{change(story)}?unsaved=1")
    assert page.context["adminform"].form["body"].value() == MARKED
    assert f'name="note_mark" id="note-mark" value="{NUMBER}"' in page.text


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "12", "9" * 30, "１"])
def test_a_note_on_words_that_have_no_such_mark_is_a_note_all_the_same(client, editor, story, number):
    client.post(address(story), {"fetched": 1, "text": "Check it.", "note_mark": number, "body": MARKED})
    assert Note.objects.get().mark is None
    assert body_of(story) == PLAIN


def test_sent_twice_it_is_one_note_and_on_two_places_it_is_two(story, anna):
    first, again = note_on(story, anna), note_on(story, anna)
    other = note_on(story, anna, PLAIN.replace("reason", '<mark data-note="5">reason</mark>'), 5)
    assert first == again
    assert (Note.objects.count(), other.quote) == (2, "reason")


def test_two_notes_on_overlapping_words_stand_side_by_side(story, anna):
    note_on(story, anna)
    both = MARKED.replace(f"on {MARK}Monday", f'<mark data-note="5">on {MARK}Mon</mark></mark>{MARK}day')
    other = note_on(story, anna, both, 5, "Which?")

    assert {key: len(places) for key, places in note_marks.passages(body_of(story)).items()} == {NUMBER: 1, 5: 1}
    notes.resolve(other, by=anna)
    assert body_of(story) == MARKED


def test_the_number_of_another_note_is_not_taken(story, anna):
    note_on(story, anna)
    second = note_on(story, make_user("editor"), PLAIN.replace("court", f"{MARK}court</mark>"), text="Mine")
    assert (second.mark, body_of(story)) == (None, MARKED)


def test_a_note_on_words_asks_who_may_read_notes(story, reporter):
    with pytest.raises(PermissionDenied):
        note_on(story, reporter)
    assert body_of(story) == PLAIN


# Where it stays, and where it goes -------------------------------------------------------------------------------------


def test_a_mark_without_an_open_note_of_the_story_is_dropped_by_the_save(story, anna):
    other = make_article(published=False, body=PLAIN)
    note_on(other, anna)
    gone = note_on(story, anna, PLAIN.replace("court", '<mark data-note="7">court</mark>'), 7)
    gone.delete()
    hostile = MARKED.replace("court", '<mark data-note="7">court</mark>').replace(
        "gave", '<mark data-note="1">gave</mark>'
    )
    assert write_over(story, anna, hostile) == PLAIN


def test_whoever_writes_over_the_text_without_knowing_of_the_mark_leaves_it(story, anna):
    note_on(story, anna)
    assert write_over(story, anna, f"<p>New.</p>{PLAIN}") == f"<p>New.</p>{MARKED}"


def test_words_that_go_take_their_mark_and_leave_the_note_that_says_so(client, editor, story):
    note_on(story, editor)
    gone = "These words are not in the text any more."
    assert f"hidden>{gone}" in client.get(change(story)).text
    assert write_over(story, editor, "<p>Officials gave no reason.</p>") == "<p>Officials gave no reason.</p>"
    assert f"hidden>{gone}" not in client.get(change(story)).text
    assert gone in client.get(change(story)).text


def test_a_resolved_note_takes_its_mark_out_and_a_reopened_one_sets_it_again(story, anna):
    note = note_on(story, anna)
    version = Article.objects.get(pk=story.pk).version
    notes.resolve(note, by=anna)
    assert body_of(story) == PLAIN
    note.refresh_from_db()
    notes.reopen(note, by=anna)
    assert body_of(story) == MARKED
    assert Article.objects.get(pk=story.pk).version == version


def test_what_was_returned_with_a_note_on_words_is_unmarked_when_it_is_handed_in_again(client, editor):
    writer = make_user("reporter", username="timur")
    story = make_article(published=False, body=PLAIN, status="in_review", created_by=writer)
    sent = form_data(story, body=MARKED, _move="return", move_note="Which day?", note_mark=NUMBER)
    saved(client.post(change(story), sent), story)
    assert (story.status, story.body, Note.objects.get().move) == ("draft", MARKED, "return")
    workflow.submit(story, by=writer)
    assert body_of(story) == PLAIN


def test_a_version_of_before_comes_back_with_the_marks_of_now(story, anna):
    write_over(story, anna, PLAIN)
    old = versions.fetch(story, versions.keys_of(story)[0])[1]
    write_over(story, anna, f"<p>New.</p>{PLAIN}")
    note_on(story, anna)
    story.refresh_from_db()
    workflow.restore(story, old, by=anna, opened_version=story.version)
    assert body_of(story) == MARKED


def test_a_version_with_the_mark_of_a_note_resolved_since_comes_back_without_it(story, anna):
    note = note_on(story, anna)
    write_over(story, anna, MARKED + "<p>More.</p>")
    old = versions.fetch(story, versions.keys_of(story)[0])[1]
    notes.resolve(note, by=anna)
    story.refresh_from_db()
    workflow.restore(story, old, by=anna, opened_version=story.version)
    assert body_of(story) == PLAIN + "<p>More.</p>"


# The pending change ----------------------------------------------------------------------------------------------------


def test_a_mark_alone_begins_no_pending_change(client, editor):
    story = make_article(body=PLAIN)
    client.post(form_of(story), typed(client, form_of(story), body=MARKED))
    assert not PendingChange.objects.exists()


def test_a_note_on_a_pending_change_is_marked_there_and_stays_when_it_is_published(client, chief):
    story = make_article(body=PLAIN)
    longer = PLAIN + "<p>Families waited.</p>"
    marked = longer.replace("Families", f"{MARK}Families</mark>")
    client.post(form_of(story), typed(client, form_of(story), body=marked, note="How many?", note_mark=NUMBER))
    waiting = pending.open_change(story)

    assert pending.content_of(waiting).fields["body"] == marked
    assert Note.objects.get().quote == "Families"
    assert body_of(story) == PLAIN
    pending.publish(waiting, by=chief, reason="Checked.")
    assert body_of(story) == marked
    assert not any(trace in Article.objects.get(pk=story.pk).body_html for trace in TRACES)


def test_a_pending_change_saved_in_place_answers_with_the_note_at_its_words(client, editor):
    story = make_article(body=PLAIN)
    data = typed(client, form_of(story), body=MARKED + "<p>More.</p>", note="Which day?", note_mark=NUMBER)
    answer = client.post(form_of(story), data, headers={"X-Save-In-Place": "1"}).json()
    assert f'data-mark="{NUMBER}"' in answer["page"]


# Nobody else learns of it ----------------------------------------------------------------------------------------------


def test_no_page_of_readers_and_nothing_derived_for_them_has_a_trace(client, anna):
    story = make_article("Court adjourns", body=PLAIN)
    before = Article.objects.values().get(pk=story.pk)
    note_on(story, anna)
    write_over(story, anna, MARKED)
    after = Article.objects.values().get(pk=story.pk)

    pages = readers_pages(client)
    assert "adjourned on Monday" in pages[story.get_absolute_url()]
    assert [(path, trace) for path, text in pages.items() for trace in TRACES if trace in text] == []
    for column in ("body_html", "folded", "public_folded", "word_count"):
        assert after[column] == before[column]


def test_a_shared_preview_shows_no_mark(client, chief, story):
    note_on(story, chief)
    write_over(story, chief, MARKED)
    _link, token = previews.make_link(story, versions.keys_of(story)[0], by=chief, hours=72)
    page = client.get(f"/preview/{token}/").text
    assert "adjourned on Monday" in page
    assert not any(trace in page for trace in TRACES)


def test_a_copy_and_a_translation_have_no_mark(story, anna):
    note_on(story, anna)
    story.refresh_from_db()
    assert workflow.copy(story, by=anna).body == PLAIN
    assert workflow.translate(story, "ru", by=anna).body == PLAIN


def test_history_and_conflict_see_no_change_in_a_mark(client, editor, story):
    note_on(story, editor)
    marked, plain = Content.of(Article.objects.get(pk=story.pk)), Content.of(story)
    plain.fields["body"] = PLAIN
    assert compare(plain, marked, editor).changes == 0
    assert marked.says_the_same_as(plain)
    write_over(story, editor, MARKED)
    stale = client.post(change(story), form_data(story, body=PLAIN, opened_version=0))
    assert not stale.context["theirs"].blocks
    for key in versions.keys_of(story):
        page = client.get(reverse("admin:articles_article_version", args=[story.pk, key])).text
        assert "<mark" not in page


def test_a_withheld_name_half_in_a_mark_is_hidden_and_its_quote_too(client, reporter, anna):
    person = make_person("Gulnara Sadykova", exposure="withheld")
    text = "<p>The court heard Gulnara Sadykova today.</p>"
    story = make_article("Court", published=False, about=[person], body=text, created_by=reporter)
    half = text.replace("Gulnara Sadykova today", f"Gulnara {MARK}Sadykova today</mark>")
    assert note_on(story, anna, half).quote == "Sadykova today"
    write_over(story, anna, half)

    assert "Sadykova" not in Article.objects.get(pk=story.pk).body_html
    page = client.get(change(story)).text
    assert 'class="note-words"' in page
    assert "Sadykova today" not in page.partition('class="note-words"')[2].partition("</p>")[0]


@pytest.mark.parametrize("guess", ["heard Gulnara Sadykova", "heard Gulnara Ibraeva"])
def test_who_reads_another_word_for_a_name_learns_of_no_words_whether_they_stand_there(client, guess):
    client.force_login(make_user("tagger"))
    person = make_person("Gulnara Sadykova", exposure="withheld")
    story = make_article("Court", published=False, about=[person], body="<p>The court heard Gulnara Sadykova.</p>")
    marked = f"<p>The court {MARK}{guess}</mark>.</p>"
    answer = client.post(address(story), {"fetched": 1, "text": "Hm.", "note_mark": NUMBER, "body": marked})

    assert "Hm." in answer.text
    assert "note-words" not in answer.text
    assert "<mark" not in body_of(story)


def test_what_a_lost_session_hands_back_has_no_mark(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, body=MARKED), headers={"Accept": "text/html"}).text
    assert "adjourned on" in page
    assert "<mark" not in page


def test_marks_say_nothing_in_the_messages_of_a_save(client, editor, story):
    answer = client.post(change(story), form_data(story, body=MARKED), follow=True)
    assert "Saved." in sentences(answer)
    assert body_of(story) == PLAIN
