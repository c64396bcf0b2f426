"""What readers see of descriptions, roles, and names of organisations and places: stored, and derived anew with what hides names.

A person's own names are no such text: how much of them is shown the exposure says.
"""

from django.db.models import Q

from people.models import Exposure, Kind, Membership, Name, Subject, SubjectText
from people.naming.hiding import NOBODY
from people.naming.public_text import may_be_in_name, may_be_in_text, protected_names, public_text, reading, tells


def read_texts(texts, protected=None):
    """Set what readers see of these descriptions; whoever asks stores them."""
    protected = protected_names() if protected is None and texts else protected or NOBODY
    persons = _persons(texts) if protected else set()
    for text in texts:
        own, whole = protected.of(text.subject_id), f"{text.summary}\n{text.biography}"
        about = [text.subject_id] if own or text.subject_id in persons else []
        shown = reading(whole, text.language, about, protected)
        text.set_public({line: shown(getattr(text, line)) for line in text.LINES})
        text.derive()
        text.tells_name = tells(whole, text.language, own)


def _persons(texts) -> set[int]:
    """Those of whom a text is about: an organisation's own name may be the very one that has to be replaced in its text."""
    about = {text.subject_id for text in texts}
    return set(Subject.objects.of_kind(Kind.PERSON).filter(pk__in=about).values_list("pk", flat=True))


def read_roles(memberships, protected=None):
    """Set what readers see of these roles; whoever asks stores them."""
    protected = protected_names() if protected is None and memberships else protected or NOBODY
    for row in memberships:
        row.derive()
        row.set_public({"role": public_text(row.role, "", [row.person_id], protected)})


def read_names(subject, names, protected=None):
    """Set what readers see of these names of the subject, were it shown by name; whoever asks stores them."""
    # The names of a subject that shows none are not printed, and two hidden ones of one name would each wait for the other.
    if (subject.kind or subject.KIND) == Kind.PERSON or subject.exposure in (Exposure.INITIALS, Exposure.WITHHELD):
        for name in names:
            name.set_public_as_written()
        return
    protected = protected_names() if protected is None else protected
    others = protected.without(subject.pk)
    for name in names:
        name.set_public({"text": public_text(name.text, name.language, (), others)})


def whose_names_tell() -> set[int]:
    """The organisations and places a name of which holds a protected one."""
    if not (protected := protected_names()):
        return set()
    names = Name.objects.exclude(subject__kind=Kind.PERSON).order_by().values_list("subject_id", "text", "language")
    return {
        subject
        for subject, text, language in names.iterator(chunk_size=2000)
        if public_text(text, language, (), protected) != text
    }


def store_changed(rows, read) -> list:
    """Have ``read`` set the public columns of stored rows, and store those that it changed; these."""
    if not (rows := list(rows)):
        return []
    columns = rows[0].public_columns()
    before = [[getattr(row, column) for column in columns] for row in rows]
    read(rows)
    changed = []
    for row, old in zip(rows, before, strict=True):
        values = {column: getattr(row, column) for column in columns}
        if [*values.values()] != old:
            type(row)._base_manager.filter(pk=row.pk).update(**values)
            changed.append(row)
    return changed


def store_texts(texts, protected=None) -> list[SubjectText]:
    return store_changed(texts, lambda rows: read_texts(rows, protected))


def store_roles(memberships, protected=None) -> list[Membership]:
    return store_changed(memberships, lambda rows: read_roles(rows, protected))


def store_names(subject, names, protected=None) -> list[Name]:
    return store_changed(names, lambda rows: read_names(subject, rows, protected))


def touched_by(subject, holding: Q) -> Q:
    """Which rows a change of the subject may concern: all that readers see otherwise than they were written, since one of
    its names may be in them no longer, and those that hold a name that is hidden now.
    """
    masked = Q(is_masked=True)
    return masked if subject.is_named or not holding else masked | holding


def follow(subject) -> set[int]:
    """Derive anew what may hold a name of the subject. Returns the subjects of which readers see something otherwise."""
    texts = list(SubjectText.objects.filter(touched_by(subject, may_be_in_text(subject))))
    roles = list(Membership.objects.filter(touched_by(subject, may_be_in_text(subject))))
    names = Name.objects.exclude(subject__kind=Kind.PERSON).exclude(subject=subject)
    bearers = Subject.objects.filter(names__in=names.filter(touched_by(subject, may_be_in_name(subject)))).distinct()
    bearers = list(bearers.prefetch_related("names"))
    protected = protected_names() if texts or roles or bearers else NOBODY
    told = {text.subject_id for text in store_texts(texts, protected)}
    told |= {key for row in store_roles(roles, protected) for key in (row.person_id, row.organization_id)}
    return told | {one.pk for one in bearers if store_names(one, one.names.all(), protected)}


read_texts.alters_data = read_roles.alters_data = read_names.alters_data = follow.alters_data = True
store_texts.alters_data = store_roles.alters_data = store_names.alters_data = True
