"""What readers had of a story before: the texts that were public since a note said that they may see what changed.

Only what readers once had is shown, and all of it with the names hidden that are hidden today: those of any of the texts, by
the tags of any of them. What was public before the story was last withdrawn is gone for good.
"""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from articles import body
from articles.body.differences import SAME, blocks, words
from articles.models import Mention
from articles.rendering.stories import Relations, everything_in, masks_of_story
from articles.site import views
from articles.site.share_links import versions_url
from people.base.pages import Trail, absolute, public_page
from people.merging import survivor_of
from people.models import Subject

LINES = {"title": _("Headline"), "summary": _("Dek"), "how_we_know": _("How we know")}
#: Versions that are read, the newest ones, and texts that are shown.
MOST_READ, MOST_SHOWN = 100, 20


@dataclass
class PublicText:
    """What readers had, from a moment on."""

    number: int
    since: datetime
    lines: dict[str, str]
    html: str
    revision: int = 0

    def says_the_same_as(self, other) -> bool:
        return (self.lines, self.html) == (other.lines, other.html)


@dataclass
class Step:
    """From one text to the next. ``stretches``: differences of paragraphs, and lists of those that stayed."""

    since: datetime
    before: datetime
    lines: list[tuple[str, list]] = field(default_factory=list)
    stretches: list[list] = field(default_factory=list)


@public_page
def versions(request, slug, pk):
    article = views.stories().with_page_data().defer(None).filter(pk=pk).first()
    if article is None:
        return views.not_here(request, pk)
    if not (notes := telling(article)):
        raise Http404
    if request.path != versions_url(article):
        return redirect(versions_url(article))
    texts = shown_texts(article, min(notes))
    trail = Trail.home().to(article.public_title, article.get_absolute_url()).to(gettext("What changed"))
    context = {"article": article, "trail": trail, "steps": steps_of(texts), "first": texts[0] if texts else None}
    context |= {"notes": [note for note in views.notes_of(article) if note.shows_changes]}
    context |= {"canonical": absolute(versions_url(article))}
    return TemplateResponse(request, "articles/versions.html", context)


def telling(article) -> list[int]:
    """The versions of the story at which readers were told that they may see what changed."""
    found = [note.changes_from for note in views.notes_of(article) if note.shows_changes]
    updated = article.materially_updated_at
    if article.shows_changes and updated and updated <= timezone.now():
        found.append(article.changes_from)
    return [number for number in found if number]


def shown_texts(article, since: int) -> list[PublicText]:
    """The texts that readers may compare, oldest first: the one before the change, each one after, and today's."""
    found = _public_texts(article)
    _hide_names(article, found)
    told = []
    for text in found:
        if told and told[-1].says_the_same_as(text):
            continue
        told.append(text)
    first = max((at for at, text in enumerate(told) if text.number <= since), default=0)
    return told[max(0, first - 1) :][-MOST_SHOWN:]


def _public_texts(article) -> list[PublicText]:
    """As they were stored, oldest first, since the story was last not public."""
    found, until = [_text(article.version, article.published_at, vars(article))], timezone.now()
    for stored, saved, revision in _stored(article):
        if stored["version"] != article.version:
            if not _was_public(stored, until):
                break
            found.append(_text(stored["version"], saved, stored))
        found[-1].since, found[-1].revision = max(saved, stored["published_at"]), revision
        if stored["published_at"] > saved:
            break  # readers had none until then
        until = saved
    return found[::-1]


def _stored(article):
    """The columns of each version, when it was saved and in which revision, newest first."""
    rows = Version.objects.get_for_object(article).select_related("revision").order_by("-revision__date_created", "-pk")
    for row in rows[:MOST_READ].iterator(chunk_size=20):
        yield row.field_dict, row.revision.date_created, row.revision_id


def _was_public(stored: dict, until: datetime) -> bool:
    """Whether readers had the version until then, when another took its place."""
    if stored["status"] != "published" or stored["published_at"] >= until:
        return False
    return stored["withdraw_at"] is None or stored["withdraw_at"] >= until


def _text(number: int, since: datetime, stored: dict) -> PublicText:
    return PublicText(number, since, {name: stored.get(name) or "" for name in LINES}, stored["body"])


def _hide_names(article, texts: list[PublicText]):
    """Make each text what readers may see of it: pictures left out, and names hidden by all that any of the texts says."""
    relations = Relations.stored(article)
    relations.meant |= _tagged_in([text.revision for text in texts if text.revision])
    said = [everything_in(article, relations)]
    for text in texts:
        said += [*text.lines.values(), body.text_of(text.html), *body.addresses_in(text.html)]
    masks = masks_of_story(article, relations, everything="\n".join(said))

    def find(whole: str) -> list[body.Span]:
        return [body.Span(start, end, replacement=label) for start, end, label in masks.places(whole)]

    for text in texts:
        text.lines = {name: masks.apply(line) for name, line in text.lines.items()}
        text.html = body.render(text.html, find, lambda href: bool(href) and not masks.hides_link(href))


def _tagged_in(revisions: list[int]) -> set[int]:
    """Who was tagged in these versions, but for those of whom the desk said "not this one"; merged ones by their survivor."""
    kind = ContentType.objects.get_for_model(Mention)
    rows = [row.field_dict for row in Version.objects.filter(revision__in=revisions, content_type=kind)]
    keys = {row["subject_id"] for row in rows if row.get("state") != Mention.State.REJECTED}
    merged = Subject.objects.filter(pk__in=keys, merged_into__isnull=False).values_list("pk", flat=True)
    return keys | {survivor_of(key) for key in merged}


def steps_of(texts: list[PublicText]) -> list[Step]:
    """What changed from each text to the next, the newest first."""
    steps = []
    for old, new in pairwise(texts):
        changed = [name for name in LINES if old.lines[name] != new.lines[name]]
        lines = [(LINES[name], words(old.lines[name], new.lines[name])) for name in changed]
        steps.append(Step(new.since, old.since, lines, _stretches(blocks(old.html, new.html))))
    return steps[::-1]


def _stretches(rows: list) -> list[list]:
    """Neighbours that stayed stand in one list, of which a page folds what is long."""
    found = []
    for row in rows:
        if row.op == SAME and found and found[-1][0].op == SAME:
            found[-1].append(row)
        else:
            found.append([row])
    return found
