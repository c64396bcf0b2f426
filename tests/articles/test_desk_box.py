"""The box beside the writing form: the next step for its user, and what its buttons do, refuse and keep."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, AuditEntry, Status
from articles.workflow.moves import MOVES
from people.base.clock import clock
from tests.factories import make_article, make_person, make_user
from tests.support import desk
from tests.support.rows import everything
from tests.support.story_form import ADD, change, errors_of, form_data, saved, times

pytestmark = pytest.mark.django_db


def box(response):
    return response.context["desk"]


def page(response) -> str:
    return response.content.decode()


def test_the_box_says_why_readers_do_not_see_the_story(client, editor):
    draft, seen = make_article(published=False, created_by=editor), make_article()

    assert "Why readers do not see it" in page(client.get(change(draft)))
    assert box(client.get(change(draft))).why_not_visible[0].startswith("It is a draft")
    assert "Why readers do not see it" not in page(client.get(change(seen)))


# The next step ---------------------------------------------------------------------------------------------------------


def test_a_reporters_next_step_is_to_submit(client, reporter):
    article = make_article(published=False, created_by=reporter)
    assert box(client.get(change(article))).next.name == "submit"


@pytest.mark.parametrize(("status", "step"), [("draft", "publish"), ("in_review", "approve"), ("approved", "publish")])
def test_an_editors_next_step_follows_the_review(client, editor, status, step):
    article = make_article(published=False, status=status)
    assert box(client.get(change(article))).next.name == step


def test_there_is_one_next_step_and_no_other_filled_button(client, editor):
    text = page(client.get(change(make_article(published=False, status=Status.IN_REVIEW))))
    assert text.count('class="next"') == 1
    assert 'class="default"' not in text


def test_only_possible_moves_have_buttons(client, reporter):
    text = page(client.get(change(make_article(published=False, created_by=reporter))))
    assert 'name="_publish"' not in text
    assert 'value="approve"' not in text


def test_a_story_that_was_approved_still_shows_its_writer_what_can_be_done(client, reporter):
    article = make_article(published=False, created_by=reporter, status=Status.APPROVED)
    text = page(client.get(change(article)))
    assert "Approved: an editor will publish it." in text
    assert 'name="_continue"' not in text
    assert reverse("admin:articles_article_move", args=[article.pk, "discard"]) in text


def test_who_may_not_withdraw_reads_whom_to_ask(client, editor):
    text = page(client.get(change(make_article())))
    assert "ask the chief editor" in text
    assert "Withdraw</a>" not in text


def test_opening_a_story_writes_nothing(client, editor):
    article = make_article(published=False)
    client.get(change(article))
    before = everything()
    for address in (change(article), change(article) + "../move/discard/", "/admin/articles/article/"):
        client.get(address)
    assert everything() == before


def test_a_word_typed_while_somebody_publishes_is_still_there(client, editor):
    article = make_article(published=False, status=Status.APPROVED)
    data = form_data(article, move_note="Wait for the lawyer.")
    desk.publish(article, by=make_user("editor"))
    answer = client.post(change(article), data)
    assert "saved elsewhere after you opened it" in errors_of(answer)
    assert "Wait for the lawyer." in page(answer)


# Moves of the form -----------------------------------------------------------------------------------------------------


def test_a_button_saves_first_and_then_moves(client, reporter):
    article = make_article("Before", published=False, created_by=reporter)
    saved(
        client.post(change(article), form_data(article, title="After", _move="submit", move_note="Please look.")),
        article,
    )
    assert (article.title, article.status) == ("After", Status.IN_REVIEW)
    assert article.notes.get().text == "Please look."


def test_a_new_story_is_submitted_at_once(client, reporter):
    client.post(ADD, form_data(_move="submit"))
    assert Article.objects.get().status == Status.IN_REVIEW


def test_a_return_without_a_word_keeps_the_save_and_says_why(client, editor):
    article = make_article(published=False, status=Status.IN_REVIEW)
    response = client.post(change(article), form_data(article, title="Mended", _move="return"))
    assert "Say in the note what the writer should do" in page(response)
    article.refresh_from_db()
    assert (article.title, article.status) == ("Mended", Status.IN_REVIEW)


def test_a_refused_move_keeps_the_word_that_was_typed_for_it(client, editor):
    article = make_article(published=False)
    response = client.post(change(article), form_data(article, _move="approve", move_note="A word <not> to lose"))
    assert "is not possible" in page(response)
    assert "A word &lt;not&gt; to lose</textarea>" in page(response)


def test_the_page_of_a_refused_move_can_be_sent_again(client, editor):
    article = make_article(published=False, status=Status.IN_REVIEW)
    response = client.post(change(article), form_data(article, _move="return"))
    version = response.context["adminform"].form["opened_version"].value()
    again = form_data(article, opened_version=version, _move="return", move_note="Call the court.")
    assert saved(client.post(change(article), again), article).status == Status.DRAFT


def test_a_form_in_error_keeps_the_word(client, editor):
    article = make_article(published=False, status=Status.IN_REVIEW)
    response = client.post(change(article), form_data(article, title="", _move="return", move_note="Call the court."))
    assert "Call the court.</textarea>" in page(response)


def test_a_word_without_a_button_is_kept_as_a_note(client, editor):
    article = make_article(published=False)
    client.post(change(article), form_data(article, move_note="Remember the map."))
    assert article.notes.get().text == "Remember the map."


def test_a_button_in_a_stale_tab_moves_nothing_and_loses_nothing(client, editor):
    article = make_article(published=False, status=Status.IN_REVIEW)
    old = form_data(article, title="Mine", _move="approve", move_note="My word.")
    saved(client.post(change(article), form_data(article, title="Theirs")), article)
    response = client.post(change(article), old)
    assert "saved elsewhere after you opened it" in errors_of(response)
    assert {"Mine", "My word."} <= set(page(response).replace("<", ">").replace("\n", "").split(">"))
    article.refresh_from_db()
    assert article.status == Status.IN_REVIEW


@pytest.mark.parametrize("move", ["approve", "return", "publish", "withdraw", "unknown", "\0"])
def test_a_reporter_makes_no_editors_move_by_a_forged_button(client, reporter, move):
    article = make_article(published=False, created_by=reporter, status=Status.IN_REVIEW)
    response = client.post(change(article), form_data(article, title="Saved", _move=move, move_note="x"))
    assert "Saved, but" in page(response)
    article.refresh_from_db()
    assert (article.title, article.status) == ("Saved", Status.IN_REVIEW)


@pytest.mark.parametrize("word", ["\0\ud800", "a" * 3001, "\u202e" * 40])
def test_a_word_that_cannot_be_stored_is_no_server_error(client, editor, word):
    article = make_article(published=False)
    data = form_data(article, _move="submit", move_note=word.encode("utf-8", "surrogatepass"))
    assert client.post(change(article), data).status_code in {200, 302}


# The checklist ---------------------------------------------------------------------------------------------------------


def test_the_checklist_leads_to_the_fields(client, editor):
    text = page(client.get(change(make_article(published=False))))
    assert '<a href="#id_summary">No dek yet.</a>' in text


def test_publishing_with_a_warning_asks_for_a_reason_on_the_saved_page(client, editor):
    article = make_article(published=False)
    response = client.post(change(article), form_data(article, title="Saved", _publish="", publish_reason=""))
    assert "Publish anyway, because" in page(response)
    article.refresh_from_db()
    assert (article.title, article.status) == ("Saved", Status.DRAFT)


def test_with_a_reason_it_is_published_and_the_reason_kept(client, editor):
    article = make_article(published=False)
    saved(client.post(change(article), form_data(article, _move="publish", publish_reason="The court sits.")), article)
    assert article.is_public
    assert AuditEntry.objects.get(action="published").detail["why"] == "The court sits."


def test_the_checklist_is_the_same_on_opening_and_when_publishing(client, editor):
    make_person("Koshkarbai Toremuratov")
    article = make_article(published=False, body="<p>Koshkarbai Toremuratov was arrested.</p>")
    opened = [item.sentence for item, _address in box(client.get(change(article))).items]
    asked = client.post(change(article), form_data(article, _publish="", publish_reason="")).context["asking_box"][
        "asking"
    ]
    assert opened == [item.sentence for item in asked.items]
    assert any("is undecided" in sentence for sentence in opened)


# Pages of their own ----------------------------------------------------------------------------------------------------


def move_page(article, name):
    return reverse("admin:articles_article_move", args=[article.pk, name])


def test_discarding_asks_first_and_takes_it_out_of_the_list(client, editor):
    article = make_article("Out of sight", published=False)
    assert "can be restored" in page(client.get(move_page(article, "discard")))
    client.post(move_page(article, "discard"), {"opened_version": article.version, "move_note": "A double."})
    assert "Out of sight" not in page(client.get("/admin/articles/article/"))
    assert "Out of sight" in page(client.get("/admin/articles/article/?stage=discarded"))
    assert article.notes.get().text == "A double."


def test_a_discarded_story_is_brought_back_from_its_page(client, editor):
    article = make_article(published=False)
    workflow.discard(article, by=editor)
    assert box(client.get(change(article))).next.name == "bring_back"
    client.post(move_page(article, "bring_back"), {"opened_version": article.version})
    assert Article.objects.kept().exists()


def test_a_move_from_a_stale_page_is_refused_and_keeps_the_word(client, editor):
    article = make_article(published=False)
    response = client.post(move_page(article, "discard"), {"opened_version": 999, "move_note": "Kept word"})
    assert "Kept word</textarea>" in page(response)
    assert "Open it again first" in page(response)
    assert Article.objects.kept().exists()


@pytest.mark.parametrize("name", MOVES)
def test_no_page_of_a_move_opens_a_strange_draft(client, reporter, name):
    hidden = make_article("Canary", published=False)
    for response in (
        client.get(move_page(hidden, name), follow=True),
        client.post(move_page(hidden, name), follow=True),
    ):
        assert "Canary" not in page(response)
    hidden.refresh_from_db()
    assert (hidden.status, hidden.discarded_at) == (Status.DRAFT, None)


def test_a_strangers_published_story_is_not_discarded_by_address(client, reporter):
    assert client.post(move_page(make_article(), "discard"), {"opened_version": 1}).status_code == 403


# Taking down -----------------------------------------------------------------------------------------------------------


def withdraw(client, article, **data):
    return client.post(reverse("admin:articles_article_unpublish", args=[article.pk]), data)


@pytest.fixture
def chief(client):
    user = make_user("chief")
    client.force_login(user)
    return user


def test_readers_are_told_the_reason_only_if_it_was_ticked(client, chief):
    told, untold = make_article(), make_article()
    withdraw(client, told, reason="The document was forged.", is_public="on")
    withdraw(client, untold, reason="The source is afraid.")
    assert "The document was forged." in page(client.get(told.get_absolute_url()))
    gone = client.get(untold.get_absolute_url())
    assert (gone.status_code, "afraid" in page(gone)) == (410, False)


@pytest.mark.parametrize("typed", [{"is_public": "on"}, {}, {"reason": "  "}])
def test_no_story_is_taken_down_without_a_reason(client, chief, typed):
    article = make_article()
    assert "Say why you withdraw it" in page(withdraw(client, article, **typed))
    article.refresh_from_db()
    assert article.is_public


def test_a_word_goes_with_unscheduling(client, editor):
    article = make_article(published_at=timezone.now() + timedelta(days=1))
    assert "Note to colleagues" in page(client.get(reverse("admin:articles_article_unpublish", args=[article.pk])))
    withdraw(client, article, reason="The court moved the day.")
    article.refresh_from_db()
    assert article.status == Status.DRAFT
    assert article.notes.get().text == "The court moved the day."


@pytest.mark.parametrize(
    ("role", "address", "why"),
    [
        ("editor", "unpublish/", "Only the chief editor can withdraw"),
        ("reporter", "move/publish/", "Only an editor can publish."),
    ],
)
def test_a_move_that_is_not_yours_is_refused_with_the_reason(client, role, address, why):
    user = make_user(role)
    article = make_article(published=role == "editor", created_by=user)
    client.force_login(user)
    answer = client.get(f"/admin/articles/article/{article.pk}/{address}")
    assert answer.status_code == 403
    assert why in page(answer)


def test_a_public_reason_names_no_protected_person(client, chief):
    from people import naming

    person = make_person("Koshkarbai Toremuratov")
    naming.expose(person, "initials")
    article = make_article(about=[person])
    withdraw(client, article, reason="Koshkarbai Toremuratov asked us to.", is_public="on")
    text = page(client.get(article.get_absolute_url()))
    assert "Koshkarbai" not in text
    assert "asked us to." in text


def test_a_withdrawn_story_that_is_published_again_tells_no_old_reason(client, chief):
    article = make_article()
    withdraw(client, article, reason="An old reason.", is_public="on")
    article.refresh_from_db()
    desk.publish(article, by=chief)
    assert "An old reason." not in page(client.get(article.get_absolute_url()))


# Time ------------------------------------------------------------------------------------------------------------------


def test_the_embargo_is_shown_in_the_form_and_the_list(client, editor):
    soon = timezone.now() + timedelta(days=1)
    article = make_article(published=False, embargo_until=soon)
    assert '<strong class="embargo">' in page(client.get(change(article)))
    assert '<strong class="embargo">' in page(client.get("/admin/articles/article/"))


def test_an_embargoed_story_is_said_to_be_published_at_its_own_time(client, editor):
    promised, due = (timezone.localtime() + timedelta(days=days) for days in (1, 2))
    text = page(client.get(change(make_article(at=due, embargo_until=promised))))
    assert f"to be published {clock(due)}" in text
    assert f"Embargo until {clock(promised)}" in text


def test_readers_learn_nothing_of_an_embargo_that_has_ended(client):
    ended = timezone.now() - timedelta(minutes=90)
    article = make_article(at=timezone.now() - timedelta(minutes=30), embargo_until=ended)
    text = page(client.get(article.get_absolute_url()))
    assert "mbargo" not in text
    assert f"{timezone.localtime(ended):%H:%M}" not in text


@override_settings(TIME_ZONE="Asia/Almaty")
def test_who_works_elsewhere_reads_the_time_there_too():
    from articles.admin.stages import stage_sentence

    user = make_user("editor", time_zone="Europe/Berlin")
    sentence = stage_sentence(make_article(at=timezone.now() + timedelta(days=1)), user)
    assert ", Almaty time (UTC+5) · " in sentence
    assert ", Berlin time (UTC+" in sentence


def test_the_tick_shows_readers_a_new_time_with_its_reason(client, editor):
    article = make_article(summary="Dek")
    before = timezone.now()
    saved(client.post(change(article), form_data(article, news_changed="on", update_reason="The verdict.")), article)
    assert article.materially_updated_at >= before.replace(microsecond=0)


def test_the_tick_asks_what_was_updated(client, editor):
    article = make_article()
    assert "what was updated" in errors_of(client.post(change(article), form_data(article, news_changed="on")))


def test_a_comma_shows_readers_no_new_time(client, editor):
    when = timezone.now().replace(microsecond=0) - timedelta(minutes=5)
    article = make_article(materially_updated_at=when, update_reason="The verdict.")
    data = form_data(article, body="<p>A comma, more.</p>", update_reason="The verdict.")
    saved(client.post(change(article), data | times("materially_updated_at", when)), article)
    assert article.materially_updated_at == when


# Pages of moves --------------------------------------------------------------------------------------------------------


def test_a_page_of_a_move_that_no_longer_fits_keeps_the_word_that_was_typed(client, editor):
    article = make_article(published=False, status=Status.IN_REVIEW)
    address = reverse("admin:articles_article_move", args=[article.pk, "return"])
    workflow.approve(article, by=make_user("editor"))
    workflow.discard(article, by=make_user("editor"))
    answer = client.post(address, {"move_note": "Call the court.", "opened_version": 1})
    assert answer.status_code == 200
    assert "Call the court." in answer.text


def test_the_reason_to_withdraw_what_somebody_withdrew_already_is_kept_on_the_page(client, chief):
    article = make_article()
    address = reverse("admin:articles_article_unpublish", args=[article.pk])
    workflow.withdraw(article, by=make_user("chief"), reason="The first reason")
    answer = client.post(address, {"reason": "The photograph was staged.", "is_public": "on"})
    assert "This story is not published." in answer.text
    assert "The photograph was staged." in answer.text
    article.refresh_from_db()
    assert article.withdrawal_reason == "The first reason"
