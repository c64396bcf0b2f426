"""Brings people, organisations and places from a list of entries into the database, portion by portion.

What entries look like stands in reading.py. The same kind and preferred name is the same subject: it gains what it has not
yet, and what editors wrote or decided stays. So an import that was cut short goes on where it stopped when it is run again.
All entries are checked before the first is stored: a wrong one stops an import that has changed nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from people import naming
from people.base.locks import take_turn
from people.exchange.reading import MODELS, Draft, Malformed, add_name, read_entry, shown
from people.models import Membership, Name, OldSlug, Organization, Place, Subject, SubjectText
from people.naming import slugs, texts
from people.signals import announce_change

CHUNK = 500
#: Entries that are stored in one transaction: others can save between two.
PORTION = 1000
TREES = {"organization": Organization, "place": Place}


@dataclass
class Result:
    """What an import did; ``keys`` are the numbers of the subjects in the order of the entries."""

    keys: list[int] = field(default_factory=list)
    created: int = 0
    changed: int = 0

    @property
    def unchanged(self) -> int:
        return len(set(self.keys)) - self.created - self.changed

    @property
    def subjects(self) -> list[Subject]:
        found = {}
        for model in MODELS.values():
            for start in range(0, len(self.keys), CHUNK):
                found |= model.objects.in_bulk(self.keys[start : start + CHUNK])
        return [found[key] for key in self.keys]


def import_subjects(entries, progress=lambda done, total: None) -> Result:
    """Import all entries. Raises Malformed, and has then changed nothing. ``progress`` hears after each portion."""
    entries = list(entries)
    return _Import(entries, progress).run()


@dataclass
class _Links:
    """What an entry says of other subjects, without the rest of it."""

    number: int
    key: tuple[str, str]
    parent: str
    organizations: tuple[str, ...]


class _Import:
    """One run over all entries; what is known is asked of the database in a few queries, not for each entry."""

    def __init__(self, entries, progress):
        self.entries, self.progress, self.done = entries, progress, 0
        self.known = _Known()
        self.created, self.changed = set(), set()
        self.taken, self.linked = None, []

    def run(self) -> Result:
        self._check()
        result = Result()
        for portion in self._portions(range(len(self.entries))):
            with transaction.atomic():
                result.keys += self._store([read_entry(self.entries[at], at + 1) for at in portion])
            self.done += len(portion)
            self.progress(self.done, len(self.entries))
        for portion in self._portions(self.linked):
            with transaction.atomic():
                self._link([read_entry(self.entries[at], at + 1) for at in portion])
        result.created, result.changed = len(self.created), len(self.changed - self.created)
        return result

    @staticmethod
    def _portions(numbers):
        return [numbers[start : start + PORTION] for start in range(0, len(numbers), PORTION)]

    def _check(self):
        """Read every entry once before the first is stored; drafts are let go, only their links are kept."""
        keys, links = set(), []
        for at, entry in enumerate(self.entries):
            draft = read_entry(entry, at + 1)
            keys.add(draft.key)
            if draft.parent or draft.memberships:
                self.linked.append(at)
                organizations = tuple(row["organization"] for row in draft.memberships)
                links.append(_Links(draft.number, draft.key, draft.parent, organizations))
        wanted = keys | {(link.key[0], link.parent) for link in links if link.parent}
        wanted |= {("organization", name) for link in links for name in link.organizations}
        self.known.look_up(wanted)
        for link in links:
            self._check_links(link, keys)
        _refuse_circles(links, self.known.keys)

    def _check_links(self, link: _Links, keys):
        kind = link.key[0]
        if link.parent and kind == "person":
            raise Malformed(link.number, 'a person has no "parent".')
        if link.parent and (kind, link.parent) not in keys and (kind, link.parent) not in self.known.keys:
            raise Malformed(link.number, f'"parent" is {shown(link.parent)}, which no {kind} is called.')
        for name in link.organizations:
            if ("organization", name) not in keys and ("organization", name) not in self.known.keys:
                raise Malformed(link.number, f"no organization is called {shown(name)}.")

    def _store(self, drafts: list[Draft]) -> list[int]:
        """Subjects, names and texts of a portion; the numbers of its subjects."""
        # Before the first row is written. Whoever withholds a name meanwhile sees these rows, or they see the decision;
        # between two portions editors save.
        take_turn()
        self.known.renew()
        old = [draft for draft in drafts if draft.key in self.known.keys]
        new = {}
        for draft in drafts:
            if draft.key in self.known.keys:
                continue
            if first := new.get(draft.key):
                for name in draft.names:
                    add_name(first.names, name)
            else:
                new[draft.key] = draft
        self._introduce(new)
        keys = [self.known.keys[draft.key] for draft in drafts]
        changed = self._add_names(old)
        changed |= self._add_texts(drafts, keys)
        self._tell(changed - {draft.subject.pk for draft in new.values()})
        self.changed |= changed
        return keys

    def _introduce(self, new: dict[tuple[str, str], Draft]):
        if not new:
            return
        if self.taken is None:
            self.taken, self.last = slugs.all_taken(Subject), _last_addresses()
        else:
            # What others have taken between two portions.
            before, self.last = self.last, _last_addresses()
            self.taken |= set(Subject.objects.filter(pk__gt=before[0]).values_list("slug", flat=True))
            self.taken |= set(OldSlug.objects.filter(pk__gt=before[1]).values_list("slug", flat=True))
        naming.introduce_all([(draft.subject, draft.names) for draft in new.values()], taken=self.taken)
        for key, draft in new.items():
            self.known.keys[key] = draft.subject.pk
            self.created.add(draft.subject.pk)

    @staticmethod
    def _tell(keys):
        announce_change(Subject, keys)

    def _add_names(self, drafts) -> set[int]:
        """Names that subjects in the database have not yet."""
        known = _rows(Name.objects.all(), "subject_id", (self.known.keys[draft.key] for draft in drafts))
        added = defaultdict(list)
        for draft in drafts:
            subject = self.known.keys[draft.key]
            names = known[subject]
            for name in draft.names:
                before = len(names)
                add_name(names, name)
                if len(names) > before:
                    name.subject_id = subject
                    name.derive()
                    added[subject].append(name)
        subjects = Subject.objects.in_bulk(added)
        for key, names in added.items():
            for name in names:
                name.subject = subjects[key]
        Name.objects.bulk_create([name for names in added.values() for name in names], batch_size=CHUNK)
        for subject in subjects.values():
            naming.refresh(subject, was=subject.exposure)
        return set(added)

    @staticmethod
    def _add_texts(drafts, keys) -> set[int]:
        pairs = [(draft, subject) for draft, subject in zip(drafts, keys, strict=True) if draft.texts]
        known = _rows(SubjectText.objects.all(), "subject_id", (subject for _draft, subject in pairs))
        have = {(text.subject_id, text.language) for rows in known.values() for text in rows}
        added = {}
        for draft, subject in pairs:
            for language, summary in draft.texts.items():
                if (subject, language) not in have:
                    text = SubjectText(subject_id=subject, language=language, summary=summary)
                    added.setdefault((subject, language), text)
        for text in added.values():
            text.derive()
        texts.read_texts(added.values())
        SubjectText.objects.bulk_create(added.values(), batch_size=CHUNK)
        return {subject for subject, _language in added}

    def _link(self, drafts: list[Draft]):
        """Parents and memberships, once all subjects stand in the database."""
        take_turn()
        changed, joined = self._add_memberships([draft for draft in drafts if draft.memberships])
        changed |= self._set_parents([draft for draft in drafts if draft.parent])
        self._tell(changed | joined)
        self.changed |= changed

    def _set_parents(self, drafts) -> set[int]:
        """A parent is set where there is none; it may stand anywhere in the file."""
        moved = set()
        for kind, model in TREES.items():
            ours = [draft for draft in drafts if draft.kind == kind]
            subjects = model.objects.without_tree_fields().in_bulk({self.known.keys[draft.key] for draft in ours})
            for draft in ours:
                subject = subjects.get(self.known.keys[draft.key])
                if subject is not None and subject.parent_id is None:
                    subject.parent_id = self.known.keys[kind, draft.parent]
                    subject.save(update_fields=["parent"])
                    moved.add(subject.pk)
        return moved

    def _add_memberships(self, drafts) -> tuple[set[int], set[int]]:
        persons = {draft.number: self.known.keys[draft.key] for draft in drafts}
        known = _rows(Membership.objects.all(), "person_id", persons.values())
        have = {(row.person_id, row.organization_id, row.role, row.start) for rows in known.values() for row in rows}
        added = {}
        for draft in drafts:
            for row in draft.memberships:
                columns = {column: row[column] for column in ("role", "start", "end")}
                person, organization = persons[draft.number], self.known.keys["organization", row["organization"]]
                key = (person, organization, row["role"], row["start"])
                if key not in have:
                    added[key] = Membership(person_id=person, organization_id=organization, **columns)
        for membership in added.values():
            membership.derive()
        texts.read_roles(added.values())
        Membership.objects.bulk_create(added.values(), batch_size=CHUNK)
        return {key[0] for key in added}, {key[1] for key in added}


def _rows(queryset, column: str, keys) -> dict[int, list]:
    """The rows of some subjects, by subject."""
    rows, keys = defaultdict(list), sorted(set(keys))
    for start in range(0, len(keys), CHUNK):
        for row in queryset.filter(**{f"{column}__in": keys[start : start + CHUNK]}):
            rows[getattr(row, column)].append(row)
    return rows


def _last_addresses() -> tuple[int, int]:
    return tuple(model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (Subject, OldSlug))


def _refuse_circles(links: list[_Links], known: dict[tuple[str, str], int]):
    """Goes up from each entry that gets a parent, as the file and the database will have it together."""
    above = {}
    for kind, model in TREES.items():
        if any(link.key[0] == kind and link.parent for link in links):
            stored = model.objects.without_tree_fields().filter(parent__isnull=False).order_by()
            above |= dict(stored.values_list("pk", "parent_id"))
    for link in links:
        node = known.get(link.key, link.key)
        if not link.parent or node in above:
            continue
        above[node] = known.get((link.key[0], link.parent), (link.key[0], link.parent))
        place, seen = above[node], set()
        while place is not None and place not in seen:
            if place == node:
                raise Malformed(link.number, f"{shown(link.key[1])} would be part of itself.")
            seen.add(place)
            place = above.get(place)


class _Known:
    """The numbers of subjects by kind and preferred name; of two with the same name the older one."""

    def __init__(self):
        self.wanted, self.keys, self.last = set(), {}, 0

    def look_up(self, wanted: set[tuple[str, str]]):
        """One reading of all preferred names: no index has their texts, so each look-up in portions would read them all."""
        self.wanted = wanted
        self.renew()

    def renew(self):
        """What was recorded since by anybody."""
        names = Name.objects.filter(pk__gt=self.last)
        preferred = names.preferred().filter(subject__merged_into__isnull=True).order_by()
        rows = preferred.values_list("pk", "subject__kind", "text", "subject_id")
        for pk, kind, text, subject in rows.iterator(chunk_size=5000):
            self.last = max(self.last, pk)
            if (kind, text) in self.wanted:
                self.keys[kind, text] = min(subject, self.keys.get((kind, text), subject))
