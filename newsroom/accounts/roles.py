"""Who may do what: each role is a group, and one table says which duties it has and what permissions they take.

``docs/editing.md`` holds the same table in words; a test compares the two.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction

#: In the order in which they stand in tables and forms.
NAMES = ("reporter", "tagger", "editor", "chief", "admin")

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
SUBJECTS = ("person", "organization", "place")
SUBJECT_PARTS = ("name", "subjecttext", "membership", "identifier")


def each(app: str, models, *actions) -> tuple[str, ...]:
    """The permissions for each of the actions on each of the models."""
    return tuple(f"{app}.{action}_{model}" for model in models for action in actions)


@dataclass(frozen=True)
class Duty:
    """Something that is done in a newsroom, who does it, and the permissions that it takes."""

    what: str
    who: tuple[str, ...]
    permissions: tuple[str, ...]


def duty(what: str, who: str, *permissions) -> Duty:
    return Duty(what, tuple(who.split()), permissions)


DUTIES = (
    duty(
        "read stories: their own and published ones", "reporter tagger editor chief admin",
        "articles.view_article", *each("articles", ["section", "topic"], VIEW),
    ),
    duty(
        "read everybody's stories, drafts too", "tagger editor chief admin",
        "articles.tag_article",
    ),
    duty(
        "tag people, places and organisations, add missing ones", "reporter tagger editor chief admin",
        *each("articles", ["mention"], VIEW, ADD, CHANGE, DELETE),
        *each("people", SUBJECTS + SUBJECT_PARTS, VIEW, ADD),
    ),
    duty(
        "write stories and submit them for review", "reporter editor chief admin",
        *each("articles", ["article"], ADD, CHANGE), "articles.submit_article",
        *each("articles", ["byline"], VIEW, ADD, CHANGE, DELETE), "articles.add_topic",
    ),
    duty(
        "add and describe pictures", "reporter editor chief admin",
        *each("articles", ["image"], VIEW, ADD, CHANGE),
        *each("articles", ["imagetext", "imagesubject"], VIEW, ADD, CHANGE, DELETE),
    ),
    duty(
        "change everybody's stories, published ones too", "editor chief admin",
        "articles.edit_all_articles",
    ),
    duty(
        "approve, publish, schedule and correct", "editor chief admin",
        "articles.approve_article", "articles.publish_article", *each("articles", ["correction"], VIEW, ADD, CHANGE),
    ),
    duty(
        "change, redact and withdraw everybody's pictures, choose portraits", "editor chief admin",
        "articles.edit_all_images", "articles.withdraw_image", "articles.delete_image",
        *each("articles", ["portrait"], VIEW, ADD, CHANGE, DELETE),
    ),
    duty(
        "arrange fronts and packages, keep sections, topics, standing pages, the glossary and redirects", "editor chief admin",
        *each(
            "articles", ["section", "topic", "page", "frontpage", "package", "redirect", "readerservice", "term"],
            VIEW, ADD, CHANGE,
        ),
        *each("articles", ["pin", "staffentry"], VIEW, ADD, CHANGE, DELETE),
    ),
    duty(
        "see protected names, change names, decide how readers see a person", "editor chief admin",
        "people.see_protected_subject",
        *each("people", SUBJECTS + SUBJECT_PARTS, CHANGE), *each("people", SUBJECT_PARTS, DELETE),
    ),
    duty("withdraw published stories", "chief admin", "articles.withdraw_article"),
    duty(
        "merge two records of one, protected ones too", "chief admin",
        "people.merge_subjects", "people.merge_protected_subjects",
    ),
    duty("read the log", "chief admin", "articles.see_audit_log"),
    duty("invite people, set roles, end sessions, close accounts", "admin", *each("newsroom", ["user"], VIEW, ADD, CHANGE)),
)  # fmt: skip


def permissions_of(role: str) -> list[str]:
    return sorted({permission for duty in DUTIES if role in duty.who for permission in duty.permissions})


ROLES = {role: permissions_of(role) for role in NAMES}


@dataclass(frozen=True)
class Change:
    """What putting a role back has changed."""

    role: str
    is_new: bool
    given: tuple[str, ...]
    taken: tuple[str, ...]


@transaction.atomic
def sync_roles() -> list[Change]:
    """Make the groups' permissions what the table says. Raises ValueError for a permission that does not exist."""
    known = {
        f"{app}.{codename}": key
        for key, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    return [_sync(role, permissions, known) for role, permissions in ROLES.items()]


def _sync(role: str, permissions: list[str], known: dict[str, int]) -> Change:
    if unknown := set(permissions) - known.keys():
        raise ValueError(f"The role {role} names permissions that do not exist: {', '.join(sorted(unknown))}")
    group, is_new = Group.objects.get_or_create(name=role)
    wanted = {known[permission] for permission in permissions}
    had = set(group.permissions.values_list("pk", flat=True))
    group.permissions.set(wanted)
    names = {key: name for name, key in known.items()}
    given, taken = (tuple(sorted(names[key] for key in keys)) for keys in (wanted - had, had - wanted))
    return Change(role, is_new, given, taken)


def sync_after_migrate(*, using, plan=(), **kwargs):
    """Roles follow each migration, also that of a test database."""
    if using == "default":
        sync_roles()
