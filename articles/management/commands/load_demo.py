"""manage.py load_demo: a newsroom to look at and to try things in."""

import os
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.demo import desk, loading
from articles.library import renditions
from articles.models import Article

#: The demo accounts, each named after its role, and whose byline their stories carry.
ACCOUNTS = {"reporter": "Mirel Andastan", "tagger": None, "editor": "Ilka Morvane", "chief": None, "admin": None}
#: Where no mail ever arrives (RFC 2606): with an address of some sort, what the desk is told by mail can be seen in the log.
DOMAIN = "newsroom.example"


class Command(BaseCommand):
    help = (
        "Loads the demo newsroom and creates the accounts reporter, tagger, editor, chief and admin. Their password is "
        "DEMO_PASSWORD from the environment, else a new one, which is printed. Refuses on a database that has stories."
    )

    def add_arguments(self, parser):
        parser.add_argument("--without-pictures", action="store_true", help="faster: no pictures")

    def handle(self, **options):
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        pictures = not options["without_pictures"]
        # One process for all pictures, after the last of them; this one lends a hand, so that the site starts complete.
        with renditions.only_one(), transaction.atomic():
            refuse_if_in_use()
            subjects = loading.load_subjects()
            accounts, made = accounts_of_each_role(subjects, password)
            staff = {role: accounts[role] for role in ("reporter", "editor", "chief")}
            stories = loading.load_stories(subjects, **staff, pictures=pictures)
            desk.set_in_motion(reporter=staff["reporter"], editor=staff["editor"])
            desk.plan(reporter=staff["reporter"], editor=staff["editor"])
        if pictures:
            renditions.start_preparing()
            renditions.prepare_waiting()
        self.stdout.write(
            f"The demo newsroom is loaded: {len(stories)} stories, {len(subjects)} people, places and organisations."
        )
        if not stories:
            self.stdout.write("Its stories are in English and Russian; LANGUAGES names neither.")
        if made:
            self.stdout.write(f"Sign in at /admin/ as {', '.join(made)}; the password is {password}")
        for name in accounts.keys() - made:
            self.stdout.write(f"There was already an account called {name}; it is unchanged.")


def refuse_if_in_use():
    if Article.objects.exists():
        raise CommandError("This database already has stories. Load the demo into an empty one: set DATABASE_URL.")


def accounts_of_each_role(subjects, password: str):
    """The accounts by role, and the names of those that were made now. One that exists is left as it is."""
    User = get_user_model()
    accounts = {user.username: user for user in User.objects.filter(username__in=ACCOUNTS)}
    made = [name for name in ACCOUNTS if name not in accounts]
    for name in made:
        person = subjects.get(ACCOUNTS[name])
        address = f"{name}@{DOMAIN}"
        accounts[name] = User.objects.create_user(name, address, password, is_staff=True, person=person)
        accounts[name].groups.add(Group.objects.get(name=name))
    for name, permission, word in (("editor", "publish", "publish"), ("chief", "withdraw", "withdraw stories")):
        if not accounts[name].has_perm(f"articles.{permission}_article"):
            raise CommandError(
                f"There is an account called {name} that may not {word}. Rename it, then load the demo again."
            )
    return accounts, made
