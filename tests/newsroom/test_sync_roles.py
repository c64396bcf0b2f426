"""Roles are data: the table in the code, the one in the handbook, and the command that puts them back."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from newsroom.accounts import roles
from newsroom.accounts.roles import DUTIES, NAMES, ROLES
from tests.factories import make_user

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "editing.md"


def table_of_the_handbook() -> list[list[str]]:
    section = HANDBOOK.read_text().partition("## Who does what")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows]


def test_the_handbook_and_the_code_have_the_same_table():
    head, _line, *rows = table_of_the_handbook()

    assert head == ["", *NAMES]
    assert [(row[0], tuple(name for name, cell in zip(NAMES, row[1:], strict=True) if cell)) for row in rows] == [
        (duty.what, duty.who) for duty in DUTIES
    ]


def test_each_cell_of_the_handbook_says_yes_or_nothing():
    assert {cell for row in table_of_the_handbook()[2:] for cell in row[1:]} == {"yes", ""}


def test_each_duty_takes_a_permission_and_each_permission_belongs_to_a_duty():
    assert all(duty.permissions and duty.who for duty in DUTIES)
    assert {name for duty in DUTIES for name in duty.who} == set(NAMES)


PICTURES = {
    "image",
    "imagetext",
    "imagesubject",
    "portrait",
}  # an image that nothing uses may go, for the sake of its subject
LESSER = [("reporter", "editor"), ("tagger", "editor"), ("editor", "chief"), ("chief", "admin")]


@pytest.mark.parametrize(("lesser", "greater"), LESSER)
def test_the_greater_role_may_do_all_that_the_lesser_may(lesser, greater):
    assert set(ROLES[lesser]) < set(ROLES[greater])


@pytest.mark.parametrize("role", NAMES)
def test_no_role_deletes_what_is_editorial(role):
    deleted = {name.partition("_")[2] for name in ROLES[role] if ".delete_" in name}

    assert deleted <= {"byline", "mention", "pin", "staffentry", *roles.SUBJECT_PARTS, *PICTURES}


def test_a_tagger_writes_nothing():
    forbidden = ("add_article", "change_article", "publish", "withdraw", "byline", "correction", "see_protected")

    assert not [name for name in ROLES["tagger"] if any(word in name for word in forbidden)]


@pytest.mark.django_db
def test_roles_changed_by_hand_are_put_back_and_it_is_said(capsys):
    Group.objects.get(name="reporter").permissions.remove(Permission.objects.get(codename="add_article"))
    Group.objects.get(name="reporter").permissions.add(Permission.objects.get(codename="publish_article"))
    Group.objects.filter(name="editor").delete()
    call_command("sync_roles")

    for role, permissions in ROLES.items():
        assert Group.objects.get(name=role).permissions.count() == len(permissions)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "reporter: added articles.add_article; removed articles.publish_article"
    assert said[1] == "tagger: unchanged"
    assert said[2].startswith("editor: created; added articles.")


@pytest.mark.django_db
def test_a_permission_that_is_none_is_told_by_name(monkeypatch):
    monkeypatch.setitem(ROLES, "editor", ["articles.fly"])

    with pytest.raises(ValueError, match=r"editor.*articles\.fly"):
        roles.sync_roles()


@pytest.mark.django_db
@pytest.mark.parametrize("role", NAMES)
def test_an_account_has_what_its_role_has(role):
    assert make_user(role).get_all_permissions() == set(ROLES[role])
