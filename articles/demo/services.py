"""What the demo newsroom offers its readers, and how one of its stories read before it was updated."""

from django.conf import settings
from reversion.models import Revision, Version

from articles import workflow
from articles.models import ReaderService, StaffEntry
from articles.site import changes


def load_services(entries, subjects):
    """The services of each edition that has none yet, and who agreed to be listed."""
    for entry in entries:
        staff = entry.pop("staff")
        if entry["language"] in settings.EDITIONS and not ReaderService.objects.in_edition(entry["language"]).exists():
            service = changes.save(ReaderService(**entry))
            for position, member in enumerate(staff, start=1):
                person = subjects[member.pop("person")].person
                changes.save(StaffEntry(service=service, person=person, position=position, **member))


def first_text(body: str, head) -> str:
    """The text as it stood before what the head says was changed in it."""
    for now, before in head.get("first_said", []):
        body = body.replace(now, before)
    return body


def tell_what_changed(article, body: str, *, by):
    """Put the text of today in the place of the first one, and let readers compare the two."""
    note = article.corrections.first()
    Revision.objects.filter(pk__in=_revisions(article)).update(date_created=article.published_at)
    with workflow.changing(article, by=by, comment="edited"):
        article.body = body
        note.shows_changes, note.changes_from = True, article.version + 1
        note.save(update_fields=["shows_changes", "changes_from"])
    Revision.objects.filter(pk=_revisions(article)[0]).update(date_created=note.published_at)


def _revisions(article) -> list[int]:
    return list(Version.objects.get_for_object(article).values_list("revision", flat=True))
