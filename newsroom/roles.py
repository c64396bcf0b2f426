"""Who may do what: each role is a group with the permissions of this table."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

SUBJECTS = ["person", "organization", "place"]
SUBJECT_PARTS = ["name", "subjecttext", "membership", "identifier"]

REPORTER = [
    *[f"articles.{action}_article" for action in ("view", "add", "change")],
    *[
        f"articles.{action}_{model}"
        for model in ("byline", "mention")
        for action in ("view", "add", "change", "delete")
    ],
    *[f"articles.{action}_image" for action in ("view", "add", "change")],
    *[
        f"articles.{action}_{model}"
        for model in ("imagetext", "imagesubject")
        for action in ("view", "add", "change", "delete")
    ],
    *[f"articles.view_{model}" for model in ("section", "topic")],
    "articles.add_topic",
    *[f"people.{action}_{model}" for model in SUBJECTS for action in ("view", "add")],
    *[f"people.{action}_{model}" for model in SUBJECT_PARTS for action in ("view", "add")],
]
EDITOR = [
    *REPORTER,
    "articles.edit_all_articles",
    "articles.publish_article",
    "articles.withdraw_article",
    "articles.edit_all_images",
    "articles.withdraw_image",
    "articles.delete_image",
    *[f"articles.{action}_portrait" for action in ("view", "add", "change", "delete")],
    *[f"articles.{action}_correction" for action in ("view", "add", "change")],
    *[
        f"articles.{action}_{model}"
        for model in ("section", "topic", "page", "frontpage")
        for action in ("view", "add", "change")
    ],
    *[f"articles.{action}_pin" for action in ("view", "add", "change", "delete")],
    *[f"people.change_{model}" for model in SUBJECTS + SUBJECT_PARTS],
    *[f"people.delete_{model}" for model in SUBJECT_PARTS],
    "people.see_protected_subject",
    "people.merge_subjects",
]
ADMIN = [
    *EDITOR,
    *[f"newsroom.{action}_user" for action in ("view", "add", "change")],
    "people.merge_protected_subjects",
]

ROLES = {"reporter": REPORTER, "editor": EDITOR, "admin": ADMIN}


@transaction.atomic
def sync_roles():
    """Make the groups' permissions what the table says. Raises ValueError for a permission that does not exist."""
    known = {
        f"{app}.{codename}": key
        for key, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for role, permissions in ROLES.items():
        if unknown := set(permissions) - known.keys():
            raise ValueError(f"The role {role} names permissions that do not exist: {', '.join(sorted(unknown))}")
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set({known[permission] for permission in permissions})


def sync_after_migrate(*, using, plan=(), **kwargs):
    """Roles follow each migration, also that of a test database."""
    if using == "default":
        sync_roles()
