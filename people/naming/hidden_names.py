"""The names that readers must not see, as far as hiding needs them: each save asks for all of them, and whole rows take long."""

from dataclasses import dataclass
from typing import NamedTuple

from people.models import Exposure, Name, Subject

OF_NAME = ("subject_id", "text", "language", "kind", "folded", "visibility")
OF_SUBJECT = ("kind", "exposure", "slug", "kept_slugs", "label", "labels")


@dataclass(slots=True)
class HiddenSubject:
    """Whose name it is, and what stands in its place."""

    pk: int
    kind: str
    exposure: str
    slug: str
    kept_slugs: dict
    label: str
    labels: dict[str, str]

    label_in = Subject.label_in


class HiddenName(NamedTuple):
    """A spelling of it."""

    subject_id: int
    subject: HiddenSubject
    text: str
    language: str
    kind: str
    folded: str


def hidden_names() -> list[HiddenName]:
    rows = Name.objects.exclude(subject__exposure=Exposure.NAMED).order_by("subject", "pk")
    subjects: dict[int, HiddenSubject] = {}
    found = []
    for row in rows.values_list(*OF_NAME, *(f"subject__{column}" for column in OF_SUBJECT)):
        key, text, language, kind, folded, visibility, *columns = row
        subject = subjects.get(key) or subjects.setdefault(key, HiddenSubject(key, *columns))
        is_pen_name = subject.exposure == Exposure.ALIAS and kind == Name.Kind.PEN_NAME
        if not (is_pen_name and visibility == Name.Visibility.PUBLIC):
            found.append(HiddenName(key, subject, text, language, kind, folded))
    return found
