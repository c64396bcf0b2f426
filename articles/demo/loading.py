"""Puts the demo newsroom into a database, through the same doors as an editor's work.

The texts stand beside this file: subjects.json, taxonomy.json, glossary.json, and in stories/ and pages/ one file each, a JSON
head and the HTML body with a line ``---`` between them. Moments are ``{"at": "2023-08-15T05:30:00+00:00"}`` or
``{"days_ago": 0.5}``, counted from the time of loading. Stories and pages of editions that this site has not are left out.
"""

import datetime
import json
import re
import uuid
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from articles import workflow
from articles.demo import fronts, services
from articles.demo.pictures import Pictures
from articles.library import renditions
from articles.models import (
    Article,
    Byline,
    Correction,
    FrontPage,
    Mention,
    Page,
    Pin,
    Section,
    Term,
    Topic,
    Translation,
)
from articles.site import changes
from articles.workflow import translations
from people import naming
from people.models import Membership, Organization, Person, Place, Subject, SubjectText
from people.names import search_fold
from people.naming import texts
from people.signals import announce_change

FOLDER = Path(__file__).parent
LANGUAGE_OF_KEYS = "en"
MODELS = {"person": Person, "organization": Organization, "place": Place}
#: Head fields of a story, or entries of subjects.json, that are columns of the same name.
STORY_COLUMNS = ["title", "short_title", "how_we_know", "summary", "kind", "dateline"]
SUBJECT_COLUMNS = ["given_name", "family_name", "classification", "country_code", "exposure", "latitude", "longitude"]
SOURCE_COLUMNS = ["outlet", "authors", "url", "title", "licence", "edited"]


def load_subjects() -> dict[str, Subject]:
    """People, organisations and places with their names and tree, by their English name."""
    subjects = {}
    entries = _read_json("subjects.json")
    for entry in entries:
        subjects[entry["name"]] = _known_subject(entry) or _create_subject(entry, subjects)
    for entry in entries:
        _add_memberships(subjects[entry["name"]], entry.get("memberships", []), subjects)
    keys = [subject.pk for subject in subjects.values()]
    texts.store_texts(SubjectText.objects.filter(subject__in=keys))
    texts.store_roles(Membership.objects.filter(person__in=keys))
    announce_change(Subject, keys)
    return subjects


def _known_subject(entry):
    """The same kind and preferred name is the same subject, as in import_subjects."""
    return MODELS[entry["kind"]].objects.not_merged().filter(
        names__kind="preferred", names__text=entry["name"], names__language=LANGUAGE_OF_KEYS
    ).first()  # fmt: skip


def _create_subject(entry, subjects):
    fields = {name: entry[name] for name in SUBJECT_COLUMNS if name in entry}
    if "parent" in entry:
        fields["parent"] = subjects[entry["parent"]]
    subject = naming.create(
        MODELS[entry["kind"]], entry["name"], language=LANGUAGE_OF_KEYS, names=entry["names"], **fields
    )
    for language, text in entry["summary"].items():
        SubjectText.objects.create(subject=subject, language=language, summary=text)
    return subject


def _add_memberships(person, memberships, subjects):
    for entry in memberships:
        fields = {**entry, "organization": subjects[entry["organization"]]}
        Membership.objects.get_or_create(person=person, **fields)


def load_stories(subjects, *, reporter, editor, chief, pictures=True) -> list[Article]:
    """Sections, topics, pages, stories and front pages, each step by the role that it takes."""
    newsroom = _Newsroom(subjects, reporter=reporter, editor=editor, chief=chief)
    if pictures:
        newsroom.pictures.load()
        renditions.prepare_waiting()  # no story is published with a picture that is not ready
    _load_pages()
    services.load_services(_read_json("services.json"), subjects)
    _load_glossary()
    heads = [(path.stem, *_read_text(path)) for path in sorted((FOLDER / "stories").glob("*.txt"))]
    heads = [story for story in heads if _edition(story[1]) in settings.EDITIONS]
    oldest_first = sorted(heads, key=lambda story: newsroom.moment(story[1]) or newsroom.now)
    stories = [newsroom.add_story(*story) for story in oldest_first]
    fronts.arrange(_read_json("fronts.json"), newsroom.stories, newsroom.sections, newsroom.topics, subjects)
    return stories


class _Newsroom:
    """What the stories refer to, while they are loaded."""

    def __init__(self, subjects, *, reporter, editor, chief):
        self.subjects, self.reporter, self.editor, self.chief = subjects, reporter, editor, chief
        self.now = timezone.now().replace(second=0, microsecond=0)
        taxonomy = _read_json("taxonomy.json")
        self.sections = _load_taxonomy(Section, taxonomy["sections"])
        self.topics = _load_taxonomy(Topic, taxonomy["topics"])
        self.pictures = Pictures(editor, subjects)
        self.translation_keys = {}
        self.stories = {}

    def moment(self, entry) -> datetime.datetime | None:
        """The time that an entry names, if it names one."""
        if "at" in entry:
            return datetime.datetime.fromisoformat(entry["at"])
        return _days_before(self.now, entry["days_ago"]) if "days_ago" in entry else None

    def add_story(self, key, head, body) -> Article:
        article = self._new_article(key, head, services.first_text(body, head))
        with workflow.changing(article, by=article.created_by, comment="created"):
            article.save()
            self._add_parts(article, head)
        if "translation_of" in head:
            translations.link(article)
            if article.published_at:
                Translation.objects.filter(article=article).update(followed_at=article.published_at)
        self.stories[key] = article
        if not head.get("draft"):
            self._publish(article, head)
        if "first_said" in head:
            services.tell_what_changed(article, self.pictures.in_text(key, body), by=self.editor)
        return article

    def _new_article(self, key, head, body):
        original = head.get("translation_of", key)
        return Article(
            **{name: head[name] for name in STORY_COLUMNS if name in head},
            **self._times(head),
            **self._source(head.get("source")),
            body=self._linked(self.pictures.in_text(key, body)),
            lead_image=self.pictures.lead_of(key),
            language=_edition(head),
            section=self.sections[head["section"]],
            translation_key=self.translation_keys.setdefault(original, uuid.uuid4()),
            created_by=self._begun_by(head),
        )

    def _linked(self, body: str) -> str:
        """With the addresses of older stories that a text names as /story/KEY/."""
        return re.sub(r"/story/([-a-z]+)/", lambda found: self.stories[found[1]].get_absolute_url(), body)

    def _times(self, head) -> dict:
        times = {"published_at": self.moment(head)}
        if "breaking_hours" in head:
            times["breaking_until"] = self.now + datetime.timedelta(hours=head["breaking_hours"])
        if update := head.get("updated"):
            times.update(materially_updated_at=self.moment(update), update_reason=update["reason"])
        return times

    def _source(self, source) -> dict:
        if not source:
            return {}
        return {
            **{f"source_{name}": source[name] for name in SOURCE_COLUMNS},
            "source_date": self.moment(source).date(),
            "canonical_at_source": source["canonical"],
        }

    def _begun_by(self, head):
        signed = {self.subjects[byline["person"]].pk for byline in head["by"] if "person" in byline}
        return self.reporter if self.reporter.person_id in signed else self.editor

    def _add_parts(self, article, head):
        for position, byline in enumerate(head["by"]):
            signed = {name: self.subjects[byline[name]] for name in ("person", "desk") if name in byline}
            Byline.objects.create(
                article=article, position=position, role=byline["role"], text=byline.get("text", ""), **signed
            )
        for prominence in Mention.Prominence.values:
            for name in head[prominence]:
                Mention.objects.create(article=article, subject=self.subjects[name], prominence=prominence)
        article.topics.add(*(self.topics[key] for key in head["topics"]))
        for note in head.get("corrections", []):
            Correction.objects.create(
                article=article,
                kind=note["kind"],
                text=note["text"],
                published_at=self.moment(note),
                created_by=self.editor,
            )

    def _publish(self, article, head):
        workflow.publish(article, by=self.editor, reason="Checked for the demo newsroom.")
        if "withdraw" in head:
            with workflow.changing(article, by=self.editor, comment="edited"):
                article.withdraw_at = self.moment(head["withdraw"])
        if "withdrawn_because" in head:
            workflow.unpublish(article, by=self.chief, reason=head["withdrawn_because"])
        if "pin" in head:
            self._pin(article, head["pin"])

    def _pin(self, article, position):
        """The lead stays; breaking news gives way when it no longer is, the others after a week."""
        front_page, _created = FrontPage.objects.get_or_create(
            language=article.language, section=None, topic=None, place=None
        )
        until = article.breaking_until or self.now + datetime.timedelta(days=7)
        until = until if position > 1 else None
        others = [Pin(front_page=front_page, **values) for values in front_page.pins.values(*fronts.PINNED)]
        changes.pin(front_page, [*others, Pin(front_page=front_page, article=article, position=position, until=until)])


def _days_before(now, days: float) -> datetime.datetime:
    """To the minute within a day; further back between eight and seven o'clock, when a newsroom publishes."""
    if days < 1:
        return now - datetime.timedelta(days=days)
    whole, part = divmod(days, 1)
    day = timezone.localtime(now) - datetime.timedelta(days=whole)
    return day.replace(hour=8, minute=0) + datetime.timedelta(minutes=round(11 * 60 * (1 - part)))


def _load_taxonomy(model, entries) -> dict:
    """Sections or topics, by their key; siblings in other editions are linked."""
    rows = {}
    for position, entry in enumerate(entries, start=1):
        if entry["language"] not in settings.EDITIONS:
            continue
        row = _known_row(model, entry) or model(
            language=entry["language"], name=entry["name"], slug=entry["key"], intro=entry["intro"]
        )
        if model is Section:
            row.position = row.position or position
        if entry.get("sibling") in rows:
            row.link_to(rows[entry["sibling"]])
        rows[entry["key"]] = changes.save(row)
    return rows


def _known_row(model, entry):
    in_edition = model.objects.in_edition(entry["language"])
    return next((row for row in in_edition if search_fold(row.name) == search_fold(entry["name"])), None)


def _load_pages():
    siblings = {}
    for path in sorted((FOLDER / "pages").glob("*.txt")):
        head, body = _read_text(path)
        if head["language"] in settings.EDITIONS:
            key = siblings.setdefault(head["slug"], uuid.uuid4())
            if not Page.objects.filter(language=head["language"], slug=head["slug"]).exists():
                columns = {name: head[name] for name in ("language", "slug", "title", "position", "policy")}
                changes.save(Page(**columns, body=body, translation_key=key))


def _load_glossary():
    for entry in _read_json("glossary.json"):
        known = Term.objects.filter(language=entry["language"], term=entry["term"])
        if entry["language"] in settings.EDITIONS and not known.exists():
            changes.explain(Term(**entry))


def _edition(head) -> str:
    return head.get("language", LANGUAGE_OF_KEYS)


def _read_json(name: str):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _read_text(path: Path) -> tuple[dict, str]:
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    return json.loads(head), body
