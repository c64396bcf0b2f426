"""Puts the demo's desk in motion: stories on their way, a word between colleagues, a change that waits, days that are planned.

Stories are found by their headline; where an edition is missing, so are they, and nothing happens.
"""

from datetime import timedelta

from django.utils import timezone

from articles import workflow
from articles.history.content import Content
from articles.models import Article, DayNote, Note, Translation
from articles.workflow import pending, planning, translations

RETURNED = "Who signed for the missing pumps?"
IN_REVIEW = "Ferry fares go up in spring, the timetable does not get longer"
APPROVED = "Two schools were heated with last winter’s contract"
HEARING = "Kholmet inquest resumes, with chairs for the press"
RUNNING_OUT = "Ferries stop at Teshmar after landing stage gives way"
CHANGING = "Three dead in Kholmet pit; the pumps had been reported as faulty"


def set_in_motion(*, reporter, editor):
    """What happened on the desk lately, through the same doors as an editor's work."""
    if story := _story(RETURNED):
        workflow.submit(story, by=reporter)
        workflow.return_to_writer(story, by=editor, note="The signature on page two: who confirms that it is his?")
    if story := _story(IN_REVIEW):
        workflow.submit(story, by=reporter, note="The council sits again on Thursday.")
        Note.objects.create(article=story, author=editor, text="Is nine velts the price for children too?")
    if story := _story(APPROVED):
        workflow.submit(story, by=editor)
        workflow.approve(story, by=editor)
    if story := _story(CHANGING):
        _propose(story, by=reporter)
    if story := _story(RUNNING_OUT):
        _leave_behind(story, by=editor)


def _leave_behind(story, *, by):
    """The original says more than its translation, whose readers are told."""
    content = Content.of(story)
    content.fields["summary"] += " The harbour master expects the first boat on Saturday."
    workflow.save(story, content, by=by, beside={})
    for row in Translation.objects.filter(original=story).select_related("article"):
        translations.tell_readers(row.article, True, by=by)


def plan(*, reporter, editor):
    """The coming week: a hearing with its story, one without, an embargo and a timetable that runs out."""
    today = timezone.localdate()
    if story := _story(HEARING):
        text = "10:00, regional court: the inquest resumes"
        planning.write_day_note(today + timedelta(days=2), text, by=reporter, story=story)
    text = "The council answers about the pumps, or we ask again"
    planning.write_day_note(today + timedelta(days=3), text, by=editor, kind=DayNote.Kind.FOLLOW_UP)
    if story := _story(APPROVED):
        workflow.save(story, Content.of(story), by=editor, beside={"embargo_until": _at(4, 9)})
    if story := _story(RUNNING_OUT):
        workflow.save(story, Content.of(story), by=editor, beside={"withdraw_at": _at(5, 20)})


def _at(days: int, hour: int):
    """So many days from now, at that hour."""
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)


def _story(title: str) -> Article | None:
    return Article.objects.filter(title=title).first()


def _propose(story, *, by):
    """A change to what readers have: it waits for an editor."""
    content = Content.of(story)
    content.fields["body"] += (
        "<p>The mine’s owner has meanwhile said that the pumps were ordered, and not delivered.</p>"
    )
    change = pending.save(story, content, by=by, opened=0, base_version=story.version)
    pending.move(change, "submit", by=by, note="The owner answered at last.")
