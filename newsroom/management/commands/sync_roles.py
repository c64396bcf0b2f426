"""manage.py sync_roles: make the groups' permissions those of newsroom/roles.py."""

from django.core.management.base import BaseCommand

from newsroom import roles


class Command(BaseCommand):
    help = "Gives the roles the permissions of newsroom/roles.py. Every migration does so too."

    def handle(self, **options):
        roles.sync_roles()
        self.stdout.write(f"The roles are as newsroom/roles.py says: {', '.join(roles.ROLES)}.")
