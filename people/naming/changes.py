"""The one door that changes how a subject is called: its names, its exposure, its address.

Each function leaves label, labels and slug in step with the names, sends ``subject_changed`` where stories are to follow, and
announces what readers see otherwise.
"""

import re

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from people.base.fields import tidy_line
from people.base.locks import take_turn
from people.models import Exposure, Kind, Membership, Name, NotTheSame, Subject, SubjectText
from people.names.withheld import NAME_WITHHELD, name_withheld
from people.naming import listing, slugs, texts
from people.naming.hiding import NOBODY, protected_names
from people.signals import announce_change, names_changed, subject_changed

NO_LETTER = re.compile(r"[\W\d_ʰ-˿]+")
LETTERS_AND_DIGITS = re.compile(r"[^\W_ʰ-˿]")


@transaction.atomic
def create(model, name: str, *, language: str = "", names=(), **fields):
    """A new Person, Organization or Place with its preferred name and further ``names`` (dicts of Name's fields)."""
    return introduce(model(**fields), name, language=language, names=names)


@transaction.atomic
def introduce(subject, name: str, *, language: str = "", names=(), apart_from=(), by=None):
    """Save a new subject with its preferred name and further ``names`` (dicts of Name's fields).

    ``apart_from``: the keys of those of whom the user ``by`` said that it is another one.
    """
    take_turn()
    language = language or settings.DEFAULT_EDITION
    spelled = [Name(text=name, language=language, kind=Name.Kind.PREFERRED), *(Name(**more) for more in names)]
    _introduce(subject, spelled, taken=None)
    slugs.make_way(subject)
    subject.save()
    Name.objects.bulk_create(spelled)
    for key in sorted(apart_from):
        NotTheSame.objects.decide(subject.pk, key, by)
    _compare([subject])
    _tell_of_new([subject])
    return subject


@transaction.atomic
def introduce_all(newcomers, *, taken: set[str] | None = None):
    """Save many new subjects, pairs of the subject and its unsaved names, the preferred one first.

    Who calls it for portion after portion keeps the addresses that are ``taken`` between the calls.
    """
    take_turn()
    newcomers = list(newcomers)
    taken = slugs.all_taken(Subject) if taken is None else taken
    protected = protected_names() if any(subject.KIND != Kind.PERSON for subject, _spelled in newcomers) else NOBODY
    for subject, spelled in newcomers:
        _introduce(subject, spelled, taken=taken, protected=protected)
        taken.add(subject.slug)
    slugs.make_way(*(subject for subject, _spelled in newcomers))
    Subject.objects.store_new([subject for subject, _spelled in newcomers])
    Name.objects.bulk_create([name for _subject, spelled in newcomers for name in spelled], batch_size=1000)
    _compare([subject for subject, _spelled in newcomers])
    _tell_of_new([subject for subject, _spelled in newcomers])


def _compare(newcomers):
    """Who bears a protected person's name is found by no reader until somebody has said that it is another."""
    keys = [subject.pk for subject in newcomers]
    names_changed.send(sender=Subject, keys=keys)
    listing.keep_back(newcomers)


def _tell_of_new(newcomers):
    """No story can name one of them yet: ``subject_changed`` is sent only of those whose names stories must not print."""
    for subject in newcomers:
        if not subject.is_named:
            subject_changed.send(sender=Subject, subject_id=subject.pk)
    announce_change(Subject, [subject.pk for subject in newcomers])


def _tell(subject):
    """Stories that hold its names follow, and whoever keeps a page that prints it hears of it."""
    subject_changed.send(sender=Subject, subject_id=subject.pk)
    announce_change(Subject, [subject.pk])


def _introduce(subject, spelled, *, taken, protected=None):
    for name in spelled:
        name.text = tidy_line(name.text)
        name.derive()
    texts.read_names(subject, spelled, protected)
    _relabel(subject, spelled)
    if not subject.is_named:
        subject.slug = _address(subject, taken)
    elif not subject.slug:
        first = spelled[0]
        subject.slug = slugs.free_slug(subject, first.public_text, first.language, fallback=subject.KIND, taken=taken)
    for name in spelled:
        name.subject = subject


@transaction.atomic
def refresh(subject, *, was: str = Exposure.NAMED):
    """Bring label and address in step after names or exposure changed; ``was`` is the exposure before."""
    take_turn()
    before, label, names = (subject.labels, subject.slug, was), subject.label, list(subject.names.all())
    texts.store_names(subject, names)
    _relabel(subject, names)
    subject.save(update_fields=["label", "labels", "exposure"])
    _derive_own(subject)
    if subject.exposure != was or (not subject.is_named and subject.label != label):
        _readdress(subject, was)
    names_changed.send(sender=Subject, keys=[subject.pk])
    if before != (subject.labels, subject.slug, subject.exposure) or not subject.is_named:
        subject_changed.send(sender=Subject, subject_id=subject.pk)
    announce_change(Subject, [subject.pk])  # its page may print more than what was compared
    return subject


def _readdress(subject, was: str):
    address = _address(subject)
    if not subject.is_named and was == Exposure.NAMED:
        slugs.hide(subject, address)
    elif not subject.is_named:
        slugs.move(subject, address, keep_old=False)
    elif was != Exposure.NAMED:
        slugs.bring_back(subject, address, keep_old=was != Exposure.WITHHELD)
    else:
        slugs.move(subject, address)


def _derive_own(subject):
    """Descriptions and roles as readers see them; kept back is a description that tells a name which they must not see."""
    texts.store_texts(SubjectText.objects.filter(subject=subject))
    if subject.kind == Kind.PERSON:
        texts.store_roles(Membership.objects.filter(person=subject))


@transaction.atomic
def relabel(subject):
    """Derive the names and the label as readers see them anew, by other rules. What prints them is derived after it."""
    take_turn()
    names, labels = list(subject.names.all()), subject.labels
    changed = texts.store_names(subject, names)
    _relabel(subject, names)
    if changed or subject.labels != labels:
        subject.save(update_fields=["label", "labels"])
        announce_change(Subject, [subject.pk])


def _relabel(subject, spelled):
    subject.labels = public_labels(spelled, subject.exposure)
    subject.label = subject.labels[settings.DEFAULT_EDITION]


@transaction.atomic
def readdress(subject, slug: str):
    """Give the subject another address; the old one redirects as long as the name is public."""
    take_turn()
    slugs.move(subject, slug, keep_old=subject.is_named)
    _tell(subject)


@transaction.atomic
def expose(subject, exposure: str):
    """Decide how readers see the name, everywhere and at once."""
    was, subject.exposure = subject.exposure, exposure
    return refresh(subject, was=was)


def public_labels(spelled, exposure: str) -> dict[str, str]:
    """The public label by language that the names give under the exposure. Holds the default edition always."""
    if exposure == Exposure.WITHHELD:
        return _withheld()
    known = sorted(spelled, key=lambda name: name.kind != Name.Kind.PREFERRED)
    shown = [name for name in known if may_be_label(name, exposure)]
    labels = {}
    for name in shown:
        if name.language and (name.kind in (Name.Kind.PREFERRED, Name.Kind.PEN_NAME)):
            labels.setdefault(name.language, name.public_text)
    if not shown:
        return _withheld() if known else _unnamed()
    labels.setdefault(settings.DEFAULT_EDITION, shown[0].public_text)
    if exposure == Exposure.INITIALS:
        return {language: initials(text) for language, text in labels.items()}
    return labels


def may_be_label(name, exposure) -> bool:
    """Whether readers may meet the name as the subject's label under the exposure."""
    if exposure == Exposure.ALIAS:
        return name.kind == Name.Kind.PEN_NAME and name.visibility == Name.Visibility.PUBLIC
    if exposure == Exposure.INITIALS:
        return name.kind == Name.Kind.PREFERRED
    return name.kind != Name.Kind.MISSPELLING and name.visibility == Name.Visibility.PUBLIC


def _withheld() -> dict[str, str]:
    """In each language that a story may have, with a catalogue or without."""
    return {language: name_withheld(language) for language in {**NAME_WITHHELD, **dict.fromkeys(settings.EDITIONS)}}


def _unnamed() -> dict[str, str]:
    labels = {}
    for language in settings.EDITIONS:
        with translation.override(language):
            labels[language] = gettext("Unnamed")
    return labels


def is_a_name(text: str) -> bool:
    """Whether there is a letter or digit in it; a modifier such as the Uzbek ʻ is neither."""
    return bool(LETTERS_AND_DIGITS.search(text))


def initials(text: str) -> str:
    """Shorten "Aqylbek Muratbai" to "A. M.", for any script with letters; a modifier such as the Uzbek ʻ is none."""
    words = (NO_LETTER.sub("", word) for word in re.split(r"[\s\-‐-—]+", text))
    return " ".join(f"{word[0].upper()}." for word in words if word)[:60].strip() or "…"


def _address(subject, taken=None) -> str:
    """The address that follows from the public label; that of a withheld name is random and tells nothing."""
    if subject.exposure == Exposure.WITHHELD:
        return slugs.random_slug()
    return slugs.free_slug(
        subject, subject.label, settings.DEFAULT_EDITION, fallback=subject.kind or subject.KIND, taken=taken
    )
