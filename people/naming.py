"""The one door that changes how a subject is called: its names, its exposure, its address.

Each function leaves label, labels and slug in step with the names, and sends ``subject_changed``.
"""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from people import slugs
from people.models import Exposure, Name, Subject
from people.signals import subject_changed
from people.text import tidy_line


@transaction.atomic
def create(model, name: str, *, language: str = "", names=(), **fields):
    """A new Person, Organization or Place with its preferred name and further ``names`` (dicts of Name's fields)."""
    language = language or settings.DEFAULT_EDITION
    subject = model(label=tidy_line(name), **fields)
    subject.slug = subject.slug or slugs.free_slug(subject, name, language, fallback=model.KIND)
    subject.save()
    spelled = [Name(subject=subject, text=name, language=language, kind=Name.Kind.PREFERRED)]
    spelled += [Name(subject=subject, **more) for more in names]
    for spelling in spelled:
        spelling.derive()
    Name.objects.bulk_create(spelled)
    return refresh(subject)


@transaction.atomic
def refresh(subject, *, was: str = Exposure.NAMED):
    """Bring label and address in step after names or exposure changed; ``was`` is the exposure before."""
    before = (subject.labels, subject.slug, was)
    subject.labels = public_labels(subject)
    subject.label = subject.labels.get(settings.DEFAULT_EDITION) or next(iter(subject.labels.values()))
    subject.save(update_fields=["label", "labels", "exposure"])
    if subject.exposure != was:
        _change_address(subject)
    if before != (subject.labels, subject.slug, subject.exposure) or not subject.is_named:
        subject_changed.send(sender=Subject, subject_id=subject.pk)
    return subject


@transaction.atomic
def readdress(subject, slug: str):
    """Give the subject another address; the old one redirects as long as the name is public."""
    slugs.move(subject, slug, keep_old=subject.is_named)
    subject_changed.send(sender=Subject, subject_id=subject.pk)


@transaction.atomic
def expose(subject, exposure: str):
    """Decide how readers see the name, everywhere and at once."""
    was, subject.exposure = subject.exposure, exposure
    return refresh(subject, was=was)


def public_labels(subject) -> dict[str, str]:
    """The public label by language, as the exposure has it. Holds the default edition always."""
    if subject.exposure == Exposure.WITHHELD:
        return _in_each_edition(lambda: gettext("Name withheld"))
    known = sorted(subject.names.all(), key=lambda name: (name.kind != Name.Kind.PREFERRED, name.pk))
    shown = [name for name in known if _may_be_label(name, subject.exposure)]
    labels = {}
    for name in shown:
        if name.language and (name.kind in (Name.Kind.PREFERRED, Name.Kind.PEN_NAME)):
            labels.setdefault(name.language, name.text)
    if not shown:
        return _in_each_edition(lambda: gettext("Name withheld") if known else gettext("Unnamed"))
    labels.setdefault(settings.DEFAULT_EDITION, shown[0].text)
    if subject.exposure == Exposure.INITIALS:
        return {language: initials(text) for language, text in labels.items()}
    return labels


def _may_be_label(name, exposure) -> bool:
    if exposure == Exposure.ALIAS:
        return name.kind == Name.Kind.PEN_NAME and name.visibility == Name.Visibility.PUBLIC
    if exposure == Exposure.INITIALS:
        return name.kind == Name.Kind.PREFERRED
    return name.kind != Name.Kind.MISSPELLING and name.visibility == Name.Visibility.PUBLIC


def _in_each_edition(text) -> dict[str, str]:
    labels = {}
    for language in settings.EDITIONS:
        with translation.override(language):
            labels[language] = text()
    return labels


def initials(text: str) -> str:
    """Shorten "Aqylbek Muratbai" to "A. M.", for any script with letters."""
    return " ".join(f"{word[0].upper()}." for word in text.replace("-", " ").split() if word[0].isalpha()) or "…"


def _change_address(subject):
    """A narrower exposure leaves no trace of the old address; a wider one lets the old address redirect."""
    hidden = subject.exposure == Exposure.WITHHELD
    slug = get_random_string(12, "abcdefghjkmnpqrstuvwxyz23456789") if hidden else None
    slug = slug or slugs.free_slug(subject, subject.label, settings.DEFAULT_EDITION, fallback=subject.kind)
    slugs.move(subject, slug, keep_old=subject.is_named)
