"""Accounts: who may make, change and close them, and that nobody reaches beyond their own rights (security A10)."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from newsroom.models import User
from tests.factories import make_person, make_user
from tests.support.admin import as_typed

pytestmark = pytest.mark.django_db

ADD = "/admin/newsroom/user/add/"
PASSWORD = "an ordinary long sentence"


@pytest.fixture
def admin(client):
    user = make_user("admin")
    client.force_login(user)
    client.user = user
    return client


def page_of(user) -> str:
    return reverse("admin:newsroom_user_change", args=[user.pk])


def role(name):
    return str(Group.objects.get(name=name).pk)


def roles_of(user) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def make_superuser():
    return User.objects.create_superuser("root", password=PASSWORD)


def test_an_account_needs_a_role(admin):
    assert "role" in admin.post(ADD, as_typed(admin.get(ADD), username="mirel")).context["adminform"].form.errors


def test_names_that_differ_in_case_alone_are_one_name(admin):
    make_user(username="Mirel")
    data = as_typed(admin.get(ADD), username="mirel", role=role("reporter"))

    assert "username" in admin.post(ADD, data).context["adminform"].form.errors


def test_an_admin_gives_another_role_a_person_and_a_language(admin):
    user, person = make_user("reporter"), make_person()
    chosen = {"role": role("editor"), "person": person.pk, "language": "ru", "time_zone": "Europe/Berlin"}
    admin.post(page_of(user), as_typed(admin.get(page_of(user)), **chosen))

    user.refresh_from_db()
    assert (roles_of(user), user.person_id, user.language) == ({"editor"}, person.pk, "ru")
    assert user.zone == ZoneInfo("Europe/Berlin")


def test_a_zone_that_is_none_is_refused(admin):
    user = make_user("reporter")
    data = as_typed(admin.get(page_of(user)), time_zone="Moon/Mare Crisium")

    assert "time_zone" in admin.post(page_of(user), data).context["adminform"].form.errors


@pytest.mark.parametrize("stored", ["", "Moon/Gone", "../../etc/passwd"])
def test_an_account_without_a_known_zone_keeps_the_newsrooms(stored):
    assert User(time_zone=stored).zone is None


def test_each_role_stands_in_the_form_with_what_it_does(admin):
    text = admin.get(ADD).text

    for name in ("Reporter", "Tagger", "Editor", "Chief editor", "Administrator"):
        assert f"<strong>{name}</strong>" in text


def test_no_account_is_deleted(admin):
    user = make_user("reporter")

    assert admin.get(page_of(user).replace("change", "delete")).status_code == 403
    assert "delete_selected" not in admin.get("/admin/newsroom/user/").text


@pytest.mark.parametrize("extra", [{"is_superuser": "on"}, {"user_permissions": "1"}, {"is_staff": "", "groups": "3"}])
def test_fields_beyond_the_form_change_nothing(admin, extra):
    user = make_user("reporter")
    admin.post(page_of(user), as_typed(admin.get(page_of(user))) | extra)

    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff, roles_of(user)) == (False, True, {"reporter"})
    assert not user.user_permissions.exists()


def test_an_admin_does_not_touch_a_superuser(admin):
    root = make_superuser()
    before = User.objects.values().get(pk=root.pk)

    assert admin.post(page_of(root), {"username": "mine", "role": role("reporter")}).status_code == 403
    for door in ("new_link", "end_sessions"):
        assert admin.post(reverse(f"admin:newsroom_user_{door}", args=[root.pk])).status_code == 403
    assert User.objects.values().get(pk=root.pk) == before


def test_nobody_sets_the_password_of_another(admin):
    user = make_user("reporter")

    assert admin.get(f"/admin/newsroom/user/{user.pk}/password/").status_code in (302, 404)
    admin.post(page_of(user), as_typed(admin.get(page_of(user))) | {"password": "x", "password1": PASSWORD})
    user.refresh_from_db()
    assert user.check_password("a long pass phrase")


def test_nobody_changes_their_own_role_or_access(admin):
    data = as_typed(admin.get(page_of(admin.user))) | {"role": role("reporter"), "is_active": ""}
    admin.post(page_of(admin.user), data | {"first_name": "Mirel"})

    admin.user.refresh_from_db()
    assert (roles_of(admin.user), admin.user.is_active, admin.user.first_name) == ({"admin"}, True, "Mirel")


def test_who_manages_accounts_gives_no_role_beyond_their_own(client):
    """A role of the newsroom's own making: it may change accounts, and little else."""
    steward = make_user("reporter")
    steward.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "add_user", "change_user"]))
    client.force_login(steward)
    reporter, editor = make_user("reporter"), make_user("editor")

    assert client.post(page_of(editor), {"username": "mine"}).status_code == 403
    data = as_typed(client.get(page_of(reporter)), role=role("admin"))
    assert "role" in client.post(page_of(reporter), data).context["adminform"].form.errors
    assert roles_of(reporter) == {"reporter"}


@pytest.mark.parametrize("name", ["reporter", "tagger", "editor", "chief", ""])
def test_only_admins_see_accounts(client, name):
    client.force_login(make_user(name))

    assert client.get("/admin/newsroom/user/").status_code == 403
    assert client.get(ADD).status_code == 403


@pytest.mark.parametrize(("name", "stands"), [("admin", True), ("chief", False), ("reporter", False)])
def test_the_head_leads_to_the_accounts_for_who_may_see_them(client, name, stands):
    client.force_login(make_user(name))
    head = client.get("/admin/articles/article/").content.decode().partition('<nav class="desk-nav"')[2]

    assert ("/admin/newsroom/user/" in head.partition("</nav>")[0]) == stands


def test_roles_are_not_edited_here(admin):
    assert admin.get("/admin/auth/group/").status_code == 404


def test_no_lookup_reads_a_password_letter_by_letter(admin):
    make_superuser()

    for lookup in ("password__startswith", "email__startswith", "person__label__startswith"):
        assert admin.get("/admin/newsroom/user/", {lookup: "a"}).status_code in (302, 400)


def test_the_list_costs_the_same_for_2_and_20_accounts(admin, django_assert_max_num_queries):
    for number in range(20):
        user = User.objects.create(username=f"u{number}", is_staff=True, person=make_person(f"Name {number}"))
        user.groups.add(Group.objects.get(name="reporter"))
        if number in (1, 19):
            with django_assert_max_num_queries(12):
                assert admin.get("/admin/newsroom/user/").status_code == 200


@pytest.mark.parametrize("key", ["abc", "-1", "9" * 40, "１"])
def test_a_person_that_is_no_key_is_refused_with_a_sentence(client, key):
    client.force_login(make_user("admin"))
    other = make_user("reporter")
    answer = client.post(
        reverse("admin:newsroom_user_change", args=[other.pk]), {"username": other.username, "person": key}
    )

    assert answer.status_code == 200
    assert "person" in answer.context["adminform"].form.errors


def test_the_list_tells_the_day_of_the_last_sign_in_and_no_time(admin):
    user = make_user("reporter")
    User.objects.filter(pk=user.pk).update(last_login=datetime(2026, 3, 5, 11, 44, tzinfo=UTC))
    row = admin.get("/admin/newsroom/user/", {"q": user.username}).text
    cell = re.search(r'class="field-last_signed_in[^"]*">([^<]*)<', row)

    assert cell[1] == "5 March 2026"


@pytest.mark.parametrize("name", ["reporter", "admin"])
def test_accounts_are_filtered_by_role(admin, name):
    users = {"reporter": make_user("reporter"), "admin": admin.user}

    assert list(admin.get("/admin/newsroom/user/", {"role": name}).context["cl"].result_list) == [users[name]]
