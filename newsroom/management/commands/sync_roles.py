"""manage.py sync_roles: make the groups' permissions those of newsroom/accounts/roles.py."""

from django.core.management.base import BaseCommand

from newsroom.accounts import roles


class Command(BaseCommand):
    help = "Gives the roles the permissions of newsroom/accounts/roles.py and says what changed. Every migration does so too."

    def handle(self, **options):
        for change in roles.sync_roles():
            self.stdout.write(said(change))


def said(change: roles.Change) -> str:
    words = [
        f"{word} {', '.join(names)}" for word, names in (("added", change.given), ("removed", change.taken)) if names
    ]
    return f"{change.role}: {'created; ' * change.is_new}{'; '.join(words) or 'unchanged'}"
