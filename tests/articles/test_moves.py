"""The steps of a review, what they ask and what they leave behind."""

from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from articles import workflow
from articles.models import Article, AuditEntry, Byline, Status
from articles.workflow import changes, moves
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db
no_delete = import_module("articles.migrations.0010_audit_refuses_delete")


def draft(**fields):
    return make_article(published=False, **fields)


def complete(**fields):
    article = draft(summary="What happened.", **fields)
    Byline.objects.create(article=article, text="A desk")
    return article


def test_a_reporter_submits_and_an_editor_approves():
    reporter, editor = make_user("reporter"), make_user("editor")
    article = draft(created_by=reporter)
    workflow.submit(article, by=reporter)
    workflow.approve(article, by=editor)
    assert article.status == Status.APPROVED


def test_a_reporter_approves_nothing():
    reporter = make_user("reporter")
    article = draft(created_by=reporter, status=Status.IN_REVIEW)
    with pytest.raises(PermissionDenied):
        workflow.approve(article, by=reporter)


def test_another_reporters_story_is_not_submitted():
    with pytest.raises(PermissionDenied):
        workflow.submit(draft(), by=make_user("reporter"))


def test_a_return_needs_a_note():
    article = draft(status=Status.IN_REVIEW)
    with pytest.raises(workflow.Refused, match="note"):
        workflow.return_to_writer(article, by=make_user("editor"), note=" ")


def test_the_note_of_a_return_goes_with_the_story():
    article, editor = draft(status=Status.IN_REVIEW), make_user("editor")
    workflow.return_to_writer(article, by=editor, note="Call the court.")
    note = article.notes.get()
    assert (note.text, note.move, note.author) == ("Call the court.", "return", editor)


@pytest.mark.parametrize("move", ["approve", "return", "take_back", "withdraw", "unschedule", "bring_back"])
def test_a_move_that_does_not_fit_says_why(move):
    with pytest.raises(workflow.Refused):
        workflow.perform(move, draft(), by=make_user("chief"), note="x")


def test_each_move_of_the_table_has_its_function():
    assert list(changes.DOORS) == list(moves.MOVES)


def test_a_move_that_is_none_is_refused_with_a_sentence():
    with pytest.raises(workflow.Refused, match="no such action"):
        workflow.perform("explode", draft(), by=make_user("chief"))


def test_only_what_is_possible_is_offered():
    reporter = make_user("reporter")
    offered = workflow.possible_moves(draft(created_by=reporter), reporter)
    assert [move.name for move in offered] == ["submit", "discard"]


def test_nothing_is_offered_on_a_strange_story():
    assert workflow.possible_moves(make_article(), make_user("reporter")) == []


# The checklist ---------------------------------------------------------------------------------------------------------


def test_a_warning_asks_for_a_reason():
    article = draft()
    with pytest.raises(workflow.ReasonWanted, match="No dek"):
        workflow.publish(article, by=make_user("editor"))


def test_the_reason_is_kept():
    article, editor = draft(), make_user("editor")
    workflow.publish(article, by=editor, reason="The court sits at noon.")
    entry = AuditEntry.objects.get(action="published")
    assert (entry.detail["why"], entry.detail["warnings"]) == ("The court sits at noon.", ["summary", "byline"])
    assert article.notes.get().text == "The court sits at noon."


def test_a_reason_does_not_override_a_blocker():
    with pytest.raises(workflow.Refused, match="No text"):
        workflow.publish(draft(body=""), by=make_user("editor"), reason="Quick")


def test_a_complete_story_needs_no_reason():
    article = complete()
    workflow.publish(article, by=make_user("editor"))
    assert article.is_public


def test_a_republished_story_names_its_source():
    with pytest.raises(workflow.Refused, match="who published it first"):
        workflow.publish(complete(source_url="https://example.org/a"), by=make_user("editor"))


def test_a_name_on_which_nobody_decided_is_a_warning():
    make_person("Koshkarbai Toremuratov")
    article = complete(body="<p>Koshkarbai Toremuratov was arrested.</p>")
    with pytest.raises(workflow.ReasonWanted, match="1 name in the text is undecided"):
        workflow.publish(article, by=make_user("editor"))


# Out of sight ----------------------------------------------------------------------------------------------------------


def test_a_discarded_draft_can_be_brought_back():
    article, editor = draft(), make_user("editor")
    workflow.discard(article, by=editor)
    assert not Article.objects.kept().exists()
    workflow.bring_back(article, by=editor)
    assert Article.objects.kept().get() == article


def test_a_discarded_story_is_not_published():
    article, editor = complete(), make_user("editor")
    workflow.discard(article, by=editor)
    with pytest.raises(workflow.Refused, match="restore it first"):
        workflow.publish(article, by=editor)


# The log ---------------------------------------------------------------------------------------------------------------


def test_every_move_stands_in_the_log():
    article, editor = draft(), make_user("chief")
    workflow.submit(article, by=editor)
    workflow.approve(article, by=editor)
    workflow.publish(article, by=editor, reason="Now")
    workflow.withdraw(article, by=editor, reason="Wrong")
    done = list(AuditEntry.objects.filter(article=article).order_by("pk").values_list("action", flat=True))
    assert done == ["submit", "approve", "published", "withdrawn"]


def test_an_entry_of_the_log_cannot_be_changed():
    article = draft()
    workflow.submit(article, by=make_user("editor"))
    entry = AuditEntry.objects.get()
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        AuditEntry.objects.all().delete()


def test_the_database_itself_refuses_to_change_the_log():
    workflow.submit(draft(), by=make_user("editor"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_auditentry SET action = 'nothing'")


def test_the_database_itself_refuses_to_remove_an_entry_of_the_log():
    workflow.submit(draft(), by=make_user("editor"))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # undone with the test's transaction
            cursor.execute(no_delete.SQLITE)
        with pytest.raises(DatabaseError, match="removed"), transaction.atomic():
            cursor.execute("DELETE FROM articles_auditentry")
    assert AuditEntry.objects.exists()


def test_each_move_has_one_name():
    assert all(name == move.name for name, move in moves.MOVES.items())
