"""manage.py sync_roles puts the roles back as newsroom/roles.py says."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from newsroom.roles import ROLES

pytestmark = pytest.mark.django_db


def test_roles_changed_by_hand_are_put_back(capsys):
    Group.objects.get(name="reporter").permissions.clear()
    Group.objects.filter(name="editor").delete()
    call_command("sync_roles")

    for role, permissions in ROLES.items():
        assert Group.objects.get(name=role).permissions.count() == len(set(permissions))
    assert "reporter, editor, admin" in capsys.readouterr().out
