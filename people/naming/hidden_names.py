"""The names that readers must not see, as far as hiding needs them: each save asks for all of them, and whole rows take long."""

import json
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from people.models import Exposure, Name, Subject

OF_NAME = ("subject_id", "text", "language", "kind", "folded", "visibility")
OF_SUBJECT = ("kind", "exposure", "slug", "label")
#: Read as text, and taken apart only for the few subjects that a text is about: that is most of the time of a thousand rows.
AS_TEXT = {f"{column}_text": Cast(f"subject__{column}", TextField()) for column in ("kept_slugs", "labels")}


@dataclass(slots=True)
class HiddenSubject:
    """Whose name it is, and what stands in its place."""

    pk: int
    kind: str
    exposure: str
    slug: str
    label: str
    kept_slugs_text: str
    labels_text: str

    label_in = Subject.label_in

    @property
    def kept_slugs(self) -> dict:
        return {} if self.kept_slugs_text == "{}" else json.loads(self.kept_slugs_text)

    @property
    def labels(self) -> dict[str, str]:
        return json.loads(self.labels_text)


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
    of_subject = [f"subject__{column}" for column in OF_SUBJECT]
    for row in rows.annotate(**AS_TEXT).values_list(*OF_NAME, *of_subject, *AS_TEXT):
        key, text, language, kind, folded, visibility, *columns = row
        subject = subjects.get(key) or subjects.setdefault(key, HiddenSubject(key, *columns))
        is_pen_name = subject.exposure == Exposure.ALIAS and kind == Name.Kind.PEN_NAME
        if not (is_pen_name and visibility == Name.Visibility.PUBLIC):
            found.append(HiddenName(key, subject, text, language, kind, folded))
    return found
