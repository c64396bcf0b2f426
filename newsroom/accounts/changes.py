"""The one door for accounts: inviting, giving a role, closing, and ending sessions. Whoever loses rights is signed out."""

import secrets

from django.contrib.auth import password_validation
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from newsroom.models import Invitation, User, hash_of, new_salt


@transaction.atomic
def new_link(user: User, *, by: User) -> str:
    """The token of a new link by which this person chooses a password. It is told once; an earlier link leads nowhere."""
    User.objects.select_for_update().get(pk=user.pk)
    user.invitations.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    Invitation.objects.create(
        user=user, token_hash=hash_of(token), made_by=by, made_at=now, expires_at=now + Invitation.LIFETIME
    )
    return token


@transaction.atomic
def choose_password(invitation_key: int, password: str) -> User | None:
    """Use an open invitation up; None when it is not open any more. Sessions begun with an older password end."""
    invitation = Invitation.objects.open().select_for_update(of=("self",)).filter(pk=invitation_key).first()
    if invitation is None:
        return None
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    user = invitation.user
    user.set_password(password)
    user.session_salt = new_salt()
    user.save(update_fields=["password", "session_salt"])
    password_validation.password_changed(password, user)
    return user


def end_sessions(user: User) -> None:
    """Sign this person out everywhere."""
    user.session_salt = new_salt()
    user.save(update_fields=["session_salt"])


@receiver(user_logged_out)
def forget_kept(*, user: User | None, **kwargs) -> None:
    """Who signs out: what their browsers keep of unsaved texts can be opened by nobody any more."""
    if user is None:
        return
    user.keeping_salt = new_salt()
    user.save(update_fields=["keeping_salt"])


@transaction.atomic
def give_role(user: User, role: Group) -> None:
    """Make this the account's only role. Another one than before ends the person's sessions."""
    if set(user.groups.all()) != {role}:
        user.groups.set([role])
        end_sessions(user)


@transaction.atomic
def after_closing(user: User) -> None:
    """What ends with an account: its sessions, for good, and the link that was still open."""
    end_sessions(user)
    user.invitations.filter(used_at=None).delete()
