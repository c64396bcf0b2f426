"""Links to one version of a story for somebody without an account: whom they let read what, and what they leave behind."""

import hashlib
import logging
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import library, previews, workflow
from articles.history import versions
from articles.history.content import Content
from articles.models import AuditEntry, Mention, PreviewLink
from articles.workflow import pending
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_user
from tests.support.desk import publish

pytestmark = pytest.mark.django_db


def save(article, by, **fields):
    with workflow.changing(article, by=by, comment="edited"):
        for name, value in fields.items():
            setattr(article, name, value)
    return versions.keys_of(article)[0]


@pytest.fixture
def chief():
    return make_user("admin")


@pytest.fixture
def story(chief):
    article = make_article("A draft", published=False, summary="A dek")
    save(article, chief, body="<p>The first text.</p>")
    return article


def link_to(article, by, key="", hours=72):
    link, token = previews.make_link(article, key or versions.keys_of(article)[0], by=by, hours=hours)
    return link, f"/preview/{token}/"


def missing(client):
    return client.get(f"/preview/{'x' * 43}/")


def refused(client, address) -> bool:
    """Whether it answers exactly as an address that never was."""
    answer, nothing = client.get(address), missing(client)
    return (answer.status_code, answer.content, {**answer.headers}) == (404, nothing.content, {**nothing.headers})


def test_whoever_has_the_link_reads_the_version(story, chief, client):
    _link, address = link_to(story, chief)
    answer = client.get(address)
    assert (answer.status_code, "The first text." in answer.text) == (200, True)
    assert "for your eyes only" in answer.text


def test_a_version_without_a_time_shows_no_empty_place_for_it(story, chief, client):
    text = client.get(link_to(story, chief)[1]).text
    small_print = text.split('class="small-print"')[1].split("</p>")[0]

    assert "<span></span>" not in small_print
    assert "minute to read" in small_print


def test_it_shows_its_version_and_nothing_later(story, chief, client):
    _link, address = link_to(story, chief)
    save(story, chief, body="<p>The second text.</p>", title="Another headline")
    page = client.get(address).text
    assert "The first text." in page
    assert "second" not in page
    assert "Another headline" not in page


def test_only_the_hash_of_the_token_is_kept(story, chief):
    link, address = link_to(story, chief)
    token = address.split("/")[2]
    assert len(token) == 43
    assert link.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(list(PreviewLink.objects.values())) + str(list(AuditEntry.objects.values()))


def test_nobody_keeps_or_finds_the_page(story, chief, client):
    answer = client.get(link_to(story, chief)[1])
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'content="noindex' in answer.text
    assert not answer.cookies
    assert 'rel="canonical"' not in answer.text
    assert "/admin/" not in answer.text.replace("/static/newsroom/admin/", "")


def test_each_reading_is_counted_and_a_head_is_none(story, chief, client):
    link, address = link_to(story, chief)
    client.get(address)
    client.get(address)
    client.head(address)
    link.refresh_from_db()
    assert link.uses == 2


def test_an_expired_link_is_not_there(story, chief, client):
    link, address = link_to(story, chief)
    with time_machine.travel(link.expires_at + timedelta(seconds=1), tick=False):
        assert refused(client, address)


def test_a_revoked_link_is_not_there(story, chief, client):
    link, address = link_to(story, chief)
    previews.revoke(link, by=chief)
    assert refused(client, address)


def test_one_wrong_letter_is_not_there(story, chief, client):
    address = link_to(story, chief)[1]
    for at in (9, 20, len(address) - 2):
        wrong = "A" if address[at] != "A" else "B"
        assert refused(client, address[:at] + wrong + address[at + 1 :])


@pytest.mark.parametrize("token", ["x", "%00", "..", "x" * 500, "%D0%B6" * 43, "x" * 42 + "%20"])
def test_what_is_no_token_is_not_there(token, client):
    assert refused(client, f"/preview/{token}/")


def test_a_discarded_story_is_not_there(chief, client):
    story = make_article(published=False)
    save(story, chief)
    address = link_to(story, chief)[1]
    workflow.discard(story, by=chief)
    assert refused(client, address)


def test_a_link_ends_with_the_account_that_made_it(story, client):
    maker = make_user("editor")
    address = link_to(story, maker)[1]
    maker.is_active = False
    maker.save()
    assert refused(client, address)


def test_a_link_ends_with_the_right_of_who_made_it(client, chief):
    reporter = make_user("reporter")
    story = make_article(published=False, assigned_to=reporter)
    save(story, chief)
    address = link_to(story, reporter)[1]
    assert client.get(address).status_code == 200
    save(story, chief, assigned_to=None)
    assert refused(client, address)


def test_a_withdrawal_ends_the_links_of_before(story, chief, client):
    address = link_to(story, chief)[1]
    publish(story, by=chief)
    workflow.withdraw(story, by=chief, reason="It endangers a source")
    assert refused(client, address)
    assert client.get(link_to(story, chief)[1]).status_code == 200


def test_once_readers_have_the_story_it_leads_there(story, chief, client):
    address = link_to(story, chief)[1]
    publish(story, by=chief)
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, story.get_absolute_url())
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_scheduled_story_is_still_the_version(story, chief, client):
    address = link_to(story, chief)[1]
    publish(story, by=chief, at=timezone.now() + timedelta(hours=5))
    assert client.get(address).status_code == 200


def test_a_pending_change_is_shown_until_it_is_published(chief, client):
    story = make_article("Public", body="<p>The old text.</p>", summary="A dek")
    content = Content.of(story)
    content.fields["body"] = "<p>The new text.</p>"
    change = pending.save(story, content, by=chief, opened=0, base_version=story.version)
    address = link_to(story, chief, f"p{pending.newest(change).pk}")[1]
    assert "The new text." in client.get(address).text
    assert "The new text." not in client.get(story.get_absolute_url()).text
    pending.publish(change, by=chief, reason="Checked")
    assert client.get(address).url == story.get_absolute_url()


def test_names_that_readers_must_not_see_are_replaced(story, chief, client):
    """Also that of somebody whom only the version that is shown is tagged with."""
    person = make_person("Aqylbek Muratbai")
    naming.expose(person, Exposure.WITHHELD)
    content = Content.of(story)
    content.fields |= {"body": "<p>Muratbai spoke.</p>", "title": "What Muratbai said"}
    content.mentions = [{"subject_id": person.pk, "prominence": "main", "state": "confirmed", "spelling": ""}]
    built = previews.built(story, content)
    assert "Muratbai" not in built.body_html + built.public_title
    assert not Mention.objects.exists()


def test_reading_writes_nothing_but_the_count(story, chief, client, django_assert_max_num_queries):
    address = link_to(story, chief)[1]
    with django_assert_max_num_queries(40) as asked:
        client.get(address)
    writes = [
        query["sql"] for query in asked.captured_queries if query["sql"].split()[0] in {"UPDATE", "INSERT", "DELETE"}
    ]
    assert [sql.split()[1].strip('"') for sql in writes] == ["articles_previewlink"]


def test_it_answers_in_the_language_of_the_story(chief, client):
    story = make_article("Черновик", language="ru", published=False)
    save(story, chief)
    answer = client.get(link_to(story, chief)[1])
    assert answer.headers["Content-Language"] == "ru"
    assert '<html lang="ru"' in answer.text


def test_a_stranger_makes_no_link(story):
    with pytest.raises(PermissionDenied):
        link_to(story, make_user("reporter"))


def test_another_storys_version_is_not_shared(story, chief):
    other = make_article(published=False)
    key = save(other, chief)
    with pytest.raises(workflow.Refused):
        link_to(story, chief, key)


@pytest.mark.parametrize("breaks", [False, True])
def test_the_token_is_in_no_line_of_any_log(breaks, story, chief, caplog):
    address = link_to(story, chief)[1]
    token = address.split("/")[2]
    loggers = [logging.getLogger(name) for name in ("", *logging.root.manager.loggerDict)]
    before = [(logger, logger.level) for logger in loggers]
    client = Client(raise_request_exception=False)
    for logger in loggers:
        logger.addHandler(caplog.handler)
        logger.setLevel(logging.DEBUG)
    try:
        broken = (
            mock.patch.object(previews, "built", side_effect=RuntimeError(f"at {address}")) if breaks else mock.Mock()
        )
        with broken if breaks else mock.patch.object(previews, "log", previews.log):
            answer = client.get(address)
        client.get(address[:-3] + "xx/")
    finally:
        for logger, level in before:
            logger.removeHandler(caplog.handler)
            logger.setLevel(level)
    assert answer.status_code == (500 if breaks else 200)
    lines = [str(record.__dict__ | {"request": ""}) + record.getMessage() for record in caplog.records]
    assert not [line for line in lines if token[:40] in line]
    assert any("shared preview" in line for line in lines) == breaks


def test_a_server_error_beside_the_view_names_no_token(story, chief, caplog):
    """Django's own line for it, which the view cannot keep back."""
    address = link_to(story, chief)[1]
    logger = logging.getLogger("django.request")
    logger.addHandler(caplog.handler)
    try:
        logger.error("Internal Server Error: %s", address)
    finally:
        logger.removeHandler(caplog.handler)
    assert address.split("/")[2] not in caplog.text


# The screen ------------------------------------------------------------------------------------------------------------


def screen(article) -> str:
    return reverse("admin:articles_article_previews", args=[article.pk])


def test_the_link_is_shown_once(story, editor, client):
    key = versions.keys_of(story)[0]
    answer = client.post(screen(story), {"purpose": "The lawyer", "version": key, "hours": "72"})
    token = answer.context["made"]["address"].rstrip("/").split("/")[-1]
    assert token in answer.text
    again = client.get(screen(story)).text
    assert token not in again
    assert "The lawyer" in again
    assert PreviewLink.objects.get().expires_at - timezone.now() > timedelta(hours=71)


@pytest.mark.parametrize("wrong", [{"hours": "9999"}, {"version": "r999999"}, {"version": "now"}, {"purpose": ""}])
def test_a_link_that_cannot_be_made_is_refused_with_a_sentence(wrong, story, editor, client):
    data = {"purpose": "The lawyer", "version": versions.keys_of(story)[0], "hours": "72"} | wrong
    answer = client.post(screen(story), data)
    assert answer.context["form"].errors
    assert not PreviewLink.objects.exists()


def test_a_link_is_revoked_on_the_screen(story, editor, client):
    link, address = link_to(story, editor)
    client.post(reverse("admin:articles_article_preview_revoke", args=[story.pk, link.pk]))
    assert Client().get(address).status_code == 404
    assert "revoked" in client.get(screen(story)).text


def test_a_link_is_not_revoked_through_another_story(story, editor, client):
    link, address = link_to(story, editor)
    other = make_article(published=False)
    answer = client.post(reverse("admin:articles_article_preview_revoke", args=[other.pk, link.pk]))
    assert answer.status_code == 404
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("published", [True, False])
def test_a_reporter_has_no_screen_for_a_strange_story(published, reporter, client):
    story = make_article(published=published)
    assert client.get(screen(story)).status_code == (403 if published else 404)


@pytest.mark.parametrize("count", [2, 20])
def test_the_screen_asks_the_same_for_few_links_and_many(count, story, editor, client, django_assert_max_num_queries):
    for number in range(count):
        link_to(story, editor, save(story, editor, title=f"Version {number}"))
    with django_assert_max_num_queries(25):
        client.get(screen(story))


# Pictures ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def pictured(story, chief):
    """The draft with a lead picture that no reader may have, and the address of one of its files below the link."""
    image = make_image(with_files=True, alt="A bridge")
    save(story, chief, lead_image=image)
    link, address = link_to(story, chief)
    return link, address, f"{address}media/{image.token}/320.jpg"


def test_the_version_is_shown_with_its_pictures(pictured, client):
    _link, address, picture = pictured
    assert picture in client.get(address).text
    answer = client.get(picture)
    assert (answer.status_code, answer["Cache-Control"], answer["Referrer-Policy"]) == (
        200,
        "private, no-store",
        "no-referrer",
    )
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")


def test_a_picture_counts_as_no_use(pictured, client):
    link, _address, picture = pictured
    list(client.get(picture).streaming_content)
    assert PreviewLink.objects.get(pk=link.pk).uses == 0


def test_a_revoked_link_shows_no_picture(pictured, chief, client):
    link, _address, picture = pictured
    previews.revoke(link, by=chief)
    assert client.get(picture).status_code == 404


def test_a_withdrawn_picture_in_the_text_leaves_no_word_to_strangers(story, chief, client):
    image = make_image(with_files=True, alt="A river")
    key = save(story, chief, body=f'<p>Text.</p><figure data-image="{image.pk}"></figure>')
    address = link_to(story, chief, key)[1]
    library.withdraw(image, by=chief)
    page = client.get(address).text
    assert "Text." in page
    assert "This picture is no longer in the library" not in page


def test_the_pictures_end_when_readers_have_the_story(pictured, story, chief, client):
    _link, _address, picture = pictured
    publish(story, by=chief)
    assert refused(client, picture)


def test_a_link_opens_no_picture_but_its_own(pictured, client):
    _link, address, _picture = pictured
    other = make_image(with_files=True)
    assert client.get(f"{address}media/{other.token}/320.jpg").status_code == 404
