"""What a story says, apart from where it stands: what a save stores, a pending change replaces, a restore brings back, a preview
shows and a comparison compares.

Content is the text with its lines, the section, the picture, the republication, who signs it, whom it names, and its topics.
Status, times, version, owner and corrections are not content: they stay those of the row as it is.
"""

from dataclasses import asdict, dataclass, field, replace

from reversion.models import Revision, Version

from articles import body
from articles.body import note_marks
from articles.models import Article, Byline, Image, Mention, Section, Topic, TopicTagging
from people.merging import survivor_of
from people.models import Organization, Person, Subject

#: Columns of the story that are content.
LINES = (
    "title",
    "slug",
    "summary",
    "short_title",
    "body",
    "how_we_know",
    "kind",
    "dateline",
    "source_outlet",
    "source_authors",
    "source_url",
    "source_title",
    "source_date",
    "source_licence",
    "source_edited",
    "canonical_at_source",
    "noindex",
    "republishing",
)
#: Columns that hold the key of another row.
KEYS = {"section_id": Section, "lead_image_id": Image}
#: Columns that are ticked or not.
FLAGS = ("source_edited", "canonical_at_source", "noindex")
FIELDS = (*LINES, *KEYS)
BYLINE = ("position", "person_id", "desk_id", "text", "role")
_MENTION = ("subject_id", "prominence", "state", "spelling")
_SUBJECTS = ("person_id", "desk_id", "subject_id")


@dataclass
class Content:
    """The content of one version of a story; plain values, as JSON has them."""

    fields: dict = field(default_factory=dict)
    bylines: list[dict] = field(default_factory=list)
    mentions: list[dict] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, article):
        """The content of a stored story, as its rows stand now."""
        return cls(
            plain_fields(article),
            [byline_row(byline) for byline in article.bylines.all()],
            [_row(mention, _MENTION) for mention in article.mentions.order_by("subject_id")],
            sorted(article.taggings.values_list("tag", flat=True)),
        )

    @classmethod
    def of_new_story(cls):
        """What a story says before anything is typed."""
        return cls(plain_fields(Article()))

    @classmethod
    def of_revision(cls, revision: Revision, article):
        """The content that the story had in that revision. Subjects merged since are followed to the survivor.

        Raises LookupError when the revision does not hold the story.
        """
        return cls.as_it_was(revision, article).up_to_date()

    @classmethod
    def as_it_was(cls, revision: Revision, article):
        """The same with all rows that it referred to then, whatever has become of them."""
        found = {Article: [], Byline: [], Mention: [], TopicTagging: []}
        for version in revision.version_set.all():
            if version._model in found:
                found[version._model].append(_stored(version))
        stories = [row for row in found[Article] if row.pk == article.pk]
        if not stories:
            raise LookupError("That revision holds no version of the story.")
        ordered = sorted(found[Byline], key=lambda byline: (byline.position, byline.pk))
        return cls(
            plain_fields(stories[0]),
            [byline_row(byline) for byline in ordered],
            [_row(mention, _MENTION) for mention in found[Mention]],
            sorted(tagging.tag_id for tagging in found[TopicTagging]),
        )

    @classmethod
    def from_json(cls, data: dict):
        return cls(**data).up_to_date()

    def as_json(self) -> dict:
        return asdict(self)

    def up_to_date(self):
        """The same content with what has become of the rows that it refers to: merged subjects, pictures that went."""
        survivors = self._survivors()
        bylines = [_standing(byline, survivors) for byline in self.bylines]
        self.bylines = [row for row in bylines if row["person_id"] or row["desk_id"] or row["text"]]
        mentions = [_standing(mention, survivors) for mention in self.mentions]
        self.mentions = _surest([row for row in mentions if row["subject_id"]])
        self.topics = list(Topic.objects.filter(pk__in=self.topics).order_by("pk").values_list("pk", flat=True))
        for name, model in KEYS.items():
            key = self.fields.get(name)
            if key and not model._default_manager.filter(pk=key).exists():
                self.fields[name] = None
        return self

    def keeping_unseen(self, stored, user):
        """The same content, in which nobody is missing whom the user may not see: such rows are those of ``stored``.

        Whoever does not see a tag has decided nothing about it, and a withheld name may stay hidden by that tag alone.
        """
        keys = stored.subjects()
        unseen = keys - set(Subject.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
        if not unseen:
            return self
        bylines, mentions = (
            [row for row in ours if not _subjects_in(row) & unseen]
            + [row for row in rows if _subjects_in(row) & unseen]
            for ours, rows in ((self.bylines, stored.bylines), (self.mentions, stored.mentions))
        )
        bylines.sort(key=lambda row: row["position"])
        mentions.sort(key=lambda row: row["subject_id"])
        return replace(self, bylines=bylines, mentions=mentions)

    def without_marks(self):
        """The same content, whatever words of it a note to colleagues points at."""
        return replace(self, fields=self.fields | {"body": note_marks.without(self.fields.get("body") or "")})

    def says_the_same_as(self, other) -> bool:
        return self.without_marks() == other.without_marks()

    def subjects(self) -> set[int]:
        """Keys of all who sign or are tagged, whatever the desk said of the tag."""
        return {key for row in (*self.bylines, *self.mentions) for key in _subjects_in(row)}

    def pictures(self) -> set[int]:
        """Numbers of the pictures that it shows, in its text or as its lead."""
        return {*body.images_in(self.fields.get("body") or ""), self.fields.get("lead_image_id")} - {None}

    def _survivors(self) -> dict[int, int]:
        """Who stands for each subject that is still there: itself, unless it was merged since."""
        known = Subject.objects.filter(pk__in=self.subjects()).values_list("pk", "merged_into")
        return {key: survivor_of(key) if into else key for key, into in known}

    def apply_to(self, article):
        """Make the story's rows say this. The caller holds the row's lock, and saves the story itself (``changing``)."""
        self.fill(article)
        self._apply_bylines(article)
        self._apply_mentions(article)
        article.topics.set(Topic.objects.filter(pk__in=self.topics))

    def fill(self, article):
        """Set the story's own columns. Its address stays where the content has none."""
        slug = article.slug
        for name in FIELDS:
            if name in self.fields:
                setattr(article, name, article._meta.get_field(name.removesuffix("_id")).to_python(self.fields[name]))
        article.slug = article.slug or slug

    def _apply_bylines(self, article):
        """Rows that say the same stay; others are written over before any is made or taken away."""
        wanted, spare = list(self.bylines), []
        for byline in article.bylines.all():
            if (values := byline_row(byline)) in wanted:
                wanted.remove(values)
            else:
                spare.append(byline)
        for values in wanted:
            byline = spare.pop(0) if spare else Byline(article=article)
            for name, value in values.items():
                setattr(byline, name, value)
            byline.save()
        for byline in spare:
            byline.delete()
        if [
            byline_row(byline) for byline in article.bylines.all()
        ] != self.bylines:  # two at one place, the other way round
            article.bylines.all().delete()
            for values in self.bylines:
                Byline.objects.create(article=article, **values)

    def _apply_mentions(self, article):
        wanted = {values["subject_id"]: values for values in self.mentions}
        for mention in article.mentions.all():
            values = wanted.pop(mention.subject_id, None)
            if values is None:
                mention.delete()
            elif _row(mention, _MENTION) != values:
                for name, value in values.items():
                    setattr(mention, name, value)
                mention.save()
        known = set(Subject.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        for key, values in wanted.items():
            if key in known:
                Mention.objects.create(article=article, **values)

    apply_to.alters_data = True

    def built_on(self, article):
        """An unsaved story that says this, with everything else as the row has it: for forms, previews and comparisons."""
        built = Article.objects.get(pk=article.pk)
        self.fill(built)
        return built

    def shown_bylines(self, article) -> list[Byline]:
        """Unsaved bylines, with their persons and desks."""
        people = Person.objects.in_bulk([row["person_id"] for row in self.bylines if row["person_id"]])
        desks = Organization.objects.in_bulk([row["desk_id"] for row in self.bylines if row["desk_id"]])
        made = []
        for row in self.bylines:
            byline = Byline(article=article, **row)
            byline.person, byline.desk = people.get(row["person_id"]), desks.get(row["desk_id"])
            made.append(byline)
        return made

    def confirmed(self) -> list[dict]:
        return [mention for mention in self.mentions if mention["state"] == Mention.State.CONFIRMED]


def plain_fields(article) -> dict:
    """The content's columns as JSON has them."""
    values = {name: getattr(article, name) for name in FIELDS}
    date = values["source_date"]
    return values | {"source_date": date.isoformat() if hasattr(date, "isoformat") else date}


def byline_row(byline) -> dict:
    return _row(byline, BYLINE)


def _row(row, names) -> dict:
    return {name: getattr(row, name) for name in names}


def _subjects_in(row: dict) -> set[int]:
    return {row[name] for name in _SUBJECTS if row.get(name)}


def _standing(row: dict, survivors: dict[int, int]) -> dict:
    return row | {name: survivors.get(row[name]) for name in _SUBJECTS if row.get(name)}


def _stored(version: Version):
    """The unsaved row that a stored version describes, without columns that are no more."""
    known = {field.attname for field in version._model._meta.concrete_fields}
    return version._model(**{name: value for name, value in version.field_dict.items() if name in known})


def _surest(mentions: list[dict]) -> list[dict]:
    """One mention for each subject: after a merge two may have become one; confirmed counts before all else."""
    order = {"confirmed": 0, "suggested": 1, "rejected": 2}
    best = {}
    for mention in sorted(mentions, key=lambda row: (order.get(row["state"], 3), row["prominence"] != "main")):
        best.setdefault(mention["subject_id"], mention)
    return sorted(best.values(), key=lambda row: row["subject_id"])
