"""One-time links: how somebody who is invited, or has lost a password, comes to their account."""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom import accounts
from newsroom.models import Invitation, User
from tests.factories import make_user
from tests.support.admin import as_typed
from tests.support.rows import everything

pytestmark = pytest.mark.django_db

ADD = "/admin/newsroom/user/add/"
WELCOME = "/admin/welcome/"
PASSWORD = "an ordinary long sentence"
CHOSEN = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def admin(client):
    user = make_user("admin")
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def invited():
    user = make_user("reporter")
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def token(invited):
    return accounts.new_link(invited, by=make_user("admin"))


def link_of(token) -> str:
    return reverse("admin:welcome_link", args=[token])


def invite(admin, **fields):
    role = Group.objects.get(name="reporter").pk
    return admin.post(ADD, as_typed(admin.get(ADD), username="mirel", role=role, **fields))


def test_who_is_invited_chooses_a_password_and_is_signed_in(admin):
    link = invite(admin, first_name="Mirel", last_name="Andastan", email="").context["link"]
    guest = Client()
    form = guest.get(urlsplit(link).path, follow=True)
    assert "mirel" in form.text
    assert guest.post(WELCOME, CHOSEN)["Location"] == "/admin/"
    assert guest.get("/admin/").context["user"].username == "mirel"
    assert Client().login(username="mirel", password=PASSWORD)


def test_an_invited_account_has_its_role_and_no_password(admin):
    invite(admin)
    user = User.objects.get(username="mirel")

    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
    assert [group.name for group in user.groups.all()] == ["reporter"]


def test_the_link_is_shown_once_and_only_its_hash_is_stored(admin):
    response = invite(admin)
    token = urlsplit(response.context["link"]).path.rstrip("/").rpartition("/")[2]

    assert response.text.count(token) == 1
    assert len(token) >= 43  # 256 bits, six to a letter
    assert response["Cache-Control"] == "private, no-store"
    assert Invitation.objects.get().token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(everything())
    assert token not in str([*LogEntry.objects.values()])
    assert not any(token in str(session.get_decoded()) for session in Session.objects.all())
    account = reverse("admin:newsroom_user_change", args=[Invitation.objects.get().user_id])
    assert token not in admin.get(account).text


def test_no_address_carries_the_token_further(client, token):
    response = client.get(link_of(token))

    assert (response.status_code, response["Location"], response["Referrer-Policy"]) == (302, WELCOME, "no-referrer")
    assert response["Cache-Control"] == "private, no-store"
    page = client.get(WELCOME)
    assert token not in page.text
    assert token not in str(client.session.items())


def test_looking_at_a_link_does_not_use_it_up(client, token):
    for _ in range(3):
        assert client.get(link_of(token), follow=True).status_code == 200
    assert Invitation.objects.open().exists()


def test_a_used_link_leads_nowhere_also_where_it_was_open(client, token):
    other = Client()
    other.get(link_of(token))
    client.get(link_of(token))
    client.post(WELCOME, CHOSEN)

    assert other.post(WELCOME, CHOSEN).status_code == 404
    assert Client().get(link_of(token)).status_code == 404


def flipped(token):
    return ("B" if token[0] != "B" else "C") + token[1:]


def run_out(token):
    long_ago = timezone.now() - timedelta(days=4)
    Invitation.objects.update(made_at=long_ago, expires_at=long_ago + Invitation.LIFETIME)
    return token


def used(token):
    Invitation.objects.update(used_at=timezone.now())
    return token


def closed(token):
    User.objects.filter(invitations__isnull=False).update(is_active=False)
    return token


def replaced(token):
    accounts.new_link(User.objects.get(invitations__isnull=False), by=User.objects.first())
    return token


def shortened(token):
    return token[:-1]


@pytest.mark.parametrize("spoil", [flipped, run_out, used, closed, replaced, shortened])
def test_a_link_that_leads_nowhere_answers_like_one_that_never_was(client, token, spoil):
    never = client.get(link_of("never-made"))
    answer = client.get(link_of(spoil(token)))

    assert (answer.status_code, answer.content) == (404, never.content)
    assert client.get(WELCOME).status_code == 404


@pytest.mark.parametrize("spoil", [run_out, used, closed, replaced])
def test_what_spoils_a_link_spoils_the_open_form(client, invited, token, spoil):
    client.get(link_of(token))
    spoil(token)

    assert client.post(WELCOME, CHOSEN).status_code == 404
    invited.refresh_from_db()
    assert not invited.has_usable_password()


def test_without_a_link_there_is_no_form(client):
    assert client.get(WELCOME).content == client.get(link_of("never-made")).content


@pytest.mark.parametrize("password", ["12345678", "short", "password"])
def test_a_poor_password_is_refused_and_the_link_stays_open(client, invited, token, password):
    client.get(link_of(token))
    response = client.post(WELCOME, {"new_password1": password, "new_password2": password})

    assert response.context["form"].errors
    assert Invitation.objects.open().exists()


def test_a_strange_site_chooses_no_password(token):
    client = Client(enforce_csrf_checks=True)
    client.get(link_of(token))

    assert client.post(WELCOME, CHOSEN).status_code == 403


def test_the_welcome_page_speaks_the_language_of_the_account(client, invited, token):
    User.objects.filter(pk=invited.pk).update(language="ru")

    assert '<html lang="ru"' in client.get(link_of(token), follow=True).text


def test_who_opens_a_link_while_signed_in_becomes_the_other_account(admin, invited, token):
    admin.get(link_of(token))
    admin.post(WELCOME, CHOSEN)

    assert admin.get("/admin/").context["user"] == invited


# A lost password -------------------------------------------------------------------------------------------------------


def test_a_new_link_makes_a_new_password_and_ends_the_sessions_of_the_old(admin):
    user, phone = make_user("reporter"), Client()
    phone.force_login(user)
    link = admin.post(reverse("admin:newsroom_user_new_link", args=[user.pk])).context["link"]
    assert phone.get("/admin/").status_code == 200  # until it is used, nothing changes
    guest = Client()
    guest.get(urlsplit(link).path)
    guest.post(WELCOME, CHOSEN)

    assert phone.get("/admin/").status_code == 302
    assert Client().login(username=user.username, password=PASSWORD)


def test_a_link_is_made_by_post_alone(admin):
    assert admin.get(reverse("admin:newsroom_user_new_link", args=[make_user().pk])).status_code == 405
    assert not Invitation.objects.exists()


def test_nobody_makes_a_link_for_themselves_or_for_a_closed_account(admin):
    for user in (admin.user, make_user(is_active=False)):
        assert admin.post(reverse("admin:newsroom_user_new_link", args=[user.pk])).status_code == 403
    assert not Invitation.objects.exists()


# Constraints -----------------------------------------------------------------------------------------------------------


def test_an_account_has_one_open_link_at_most(invited, token):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            user=invited, token_hash="x", made_by=invited, expires_at=timezone.now() + timedelta(hours=1)
        )


def test_a_link_runs_out_after_it_was_made(token):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=9))
