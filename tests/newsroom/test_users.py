"""Accounts: who may make, change and close them, and that nobody reaches beyond their own rights (security A10)."""

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


def test_an_admin_makes_an_account_that_can_log_in(admin, client):
    data = as_typed(admin.get(ADD), username="mirel", password1=PASSWORD, password2=PASSWORD, role=role("reporter"))
    admin.post(ADD, data)

    user = User.objects.get(username="mirel")
    assert (user.is_staff, user.is_superuser, roles_of(user)) == (True, False, {"reporter"})
    assert client.login(username="mirel", password=PASSWORD)


def test_an_account_needs_a_role(admin):
    data = as_typed(admin.get(ADD), username="mirel", password1=PASSWORD, password2=PASSWORD)

    assert "role" in admin.post(ADD, data).context["adminform"].form.errors


def test_an_admin_gives_another_role_a_person_and_a_language(admin):
    user, person = make_user("reporter"), make_person()
    admin.post(page_of(user), as_typed(admin.get(page_of(user)), role=role("editor"), person=person.pk, language="ru"))

    user.refresh_from_db()
    assert (roles_of(user), user.person_id, user.language) == ({"editor"}, person.pk, "ru")


def test_an_account_is_closed_and_its_session_with_it(admin, client):
    user = make_user("reporter")
    data = as_typed(admin.get(page_of(user)), is_active=None)
    admin.post(page_of(user), data)
    client.force_login(user)

    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert User.objects.filter(pk=user.pk).exists()


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


def test_an_admin_neither_changes_a_superuser_nor_sets_their_password(admin):
    root = make_superuser()
    before = root.password

    assert admin.post(page_of(root), {"username": "mine", "role": role("reporter")}).status_code == 403
    url = reverse("admin:auth_user_password_change", args=[root.pk])
    assert admin.get(url).status_code == 403
    assert admin.post(url, {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}).status_code == 403
    root.refresh_from_db()
    assert (root.username, root.password) == ("root", before)


def test_an_admin_sets_the_password_of_a_reporter(admin, client):
    user = make_user("reporter")
    url = reverse("admin:auth_user_password_change", args=[user.pk])
    admin.post(url, {"password1": PASSWORD, "password2": PASSWORD})

    assert client.login(username=user.username, password=PASSWORD)


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


@pytest.mark.parametrize("name", ["reporter", "editor", ""])
def test_only_admins_see_accounts(client, name):
    client.force_login(make_user(name))

    assert client.get("/admin/newsroom/user/").status_code == 403
    assert client.get(ADD).status_code == 403


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
