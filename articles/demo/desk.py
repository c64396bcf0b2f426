"""Puts the demo's desk in motion: stories on their way, a word between colleagues, a change that waits, a discarded draft.

Stories are found by their headline; where an edition is missing, so are they, and nothing happens.
"""

from articles import workflow
from articles.history.content import Content
from articles.models import Article, Note
from articles.workflow import pending

RETURNED = "Who signed for the missing pumps?"
IN_REVIEW = "Ferry fares go up in spring, the timetable does not get longer"
APPROVED = "Two schools were heated with last winter’s contract"
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
