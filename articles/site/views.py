"""Readers' pages of stories. What is public is asked of ``published()`` alone."""

import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext

from articles.models import Article, Correction, Page, StaffEntry, Term
from articles.rendering import glossary as glossary_of_stories
from articles.site import parts, share_pictures, structured
from articles.site.share_links import sharing_of, versions_url
from people.base import languages
from people.base.feeds import PageFeed
from people.base.pages import Trail, absolute, paginate, public_page
from people.names import search_fold
from people.naming import slugs
from people.naming.hiding import masks_of_all
from people.naming.public_text import Reading, protected_names

RELATED = 4
#: They are chosen among so many that share most.
NEAR = 40
#: What links to a story in another edition are made of.
OF_TRANSLATIONS = (
    "language", "slug", "public_title", "translation_key", "noindex", "canonical_at_source", "source_url", "masked",
    "published_at",
)  # fmt: skip


def stories():
    """Public stories of the edition in which the request is answered."""
    return Article.objects.published().in_edition(languages.current())


@public_page
def article(request, slug, pk):
    article = stories().with_page_data().filter(pk=pk).first()
    if article is None:
        return not_here(request, pk)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    return TemplateResponse(request, "articles/article.html", article_context(article))


def article_context(article) -> dict:
    """What the article page needs; the preview for staff shows the same."""
    trail = Trail.home()
    if article.section:
        trail = trail.to(article.section.name, article.section.get_absolute_url())
    trail = trail.to(article.public_title)
    translations = list(article.siblings().published().only(*OF_TRANSLATIONS))
    notes, in_packages = notes_of(article), parts.parts_of(article)
    return notes_by_place(notes) | {
        "article": article,
        "trail": trail,
        "sharing": sharing_of(article),
        "versions_url": versions_url(article) if article.is_public else "",
        "update_is_told": any(_tells_update(note, article) for note in notes),
        "translations": translations,
        "follows": told_of_original(article, translations),
        "alternates": alternates([article, *translations]) if article.is_indexable else [],
        "words": glossary_of_stories.terms_in(article.body_html),
        "related": related_to(article, but=parts.neighbours(in_packages)),
        "share_picture": share_pictures.of_story(article),
        "oembed": _oembed_links(absolute(article.get_absolute_url())),
        "parts": in_packages,
        "canonical": article.shown["source_url"] if article.source_is_main else absolute(article.get_absolute_url()),
        "structured": [structured.article(article, translations), trail.as_json_ld()],
    }


def _oembed_links(address: str) -> list[tuple[str, str]]:
    """(media type, address) of what oembed.py tells of the page at that address."""
    forms = (("json", "application/json+oembed"), ("xml", "text/xml+oembed"))
    page = absolute(reverse("oembed"))
    return [(kind, f"{page}?{urlencode({'url': address, 'format': form})}") for form, kind in forms]


def told_of_original(article, translations) -> dict | None:
    """What readers of a translation are told where an editor says so: that its original was changed after they could read it."""
    row = getattr(article, "translation", None)
    original = next((version for version in translations if row and version.pk == row.original_id), None)
    if original is None or not row.is_told or not row.is_behind:
        return None
    changed = _last_change(row)
    if changed is None or changed <= original.published_at:
        return None
    times = [changed, max(row.followed_at, original.published_at)]
    is_one_day = len(set(map(timezone.localdate, times))) == 1
    return {"original": original, "changed": times[0], "since": times[1], "is_one_day": is_one_day}


def _last_change(row):
    """When readers of the original were shown another text, or a note that had been planned."""
    due = Correction.objects.filter(article=row.original_id, published_at__lte=timezone.now()).order_by()
    planned = due.filter(published_at__gt=row.followed_at).aggregate(last=Max("published_at"))["last"]
    return max(filter(None, [row.public_changed_at, planned]), default=None)


def related_to(article, *, but=()) -> list:
    """The stories that a reader of this one may want next: what is a year old has to share twice as much as what is new.

    ``but``: keys of those that stand on the page already.
    """
    near = stories().related_to(article).exclude(pk__in=but).select_related("section").without_texts()[:NEAR]
    now = timezone.now()
    return sorted(near, key=lambda story: -story.likeness / (1 + (now - story.published_at).days / 365))[:RELATED]


def notes_of(article) -> list:
    """The notes of the story that are due."""
    return [note for note in article.corrections.all() if note.published_at <= timezone.now()]


def notes_by_place(notes: list) -> dict[str, list]:
    """Where each of the notes stands: before the text, or after it as a correction or an update."""
    on_top, below = [note for note in notes if note.is_on_top], [note for note in notes if not note.is_on_top]
    return {
        "notes_on_top": sorted(on_top, key=lambda note: note.kind != "retraction"),
        "corrections": [note for note in below if not note.is_update],
        "updates": [note for note in below if note.is_update],
    }


def _tells_update(note, article) -> bool:
    """Whether the note says what the story's line on its update says: of the same day, or in the same words."""
    if not (note.is_update and article.materially_updated_at):
        return False
    day = timezone.localdate(article.materially_updated_at)
    reason = article.shown["update_reason"].strip(" .").casefold()
    return timezone.localdate(note.published_at) == day or note.public_text.strip(" .").casefold() == reason


def alternates(versions) -> list[tuple[str, str]]:
    """(hreflang, address) of a story in each edition that has it, for search engines: of those that they may list here."""
    found = [version for version in versions if version.is_indexable]
    return in_editions({version.language: absolute(version.get_absolute_url()) for version in found})


def in_editions(addresses: dict[str, str]) -> list[tuple[str, str]]:
    """(hreflang, address) of what stands in several editions at these addresses; nothing of what stands in one alone."""
    if len(addresses) < 2:
        return []
    default = addresses.get(settings.DEFAULT_EDITION)
    return [*addresses.items(), *([("x-default", default)] if default else [])]


def not_here(request, pk):
    """A public story of another edition redirects there; one that readers once saw is gone; all else never existed."""
    elsewhere = Article.objects.published().filter(pk=pk).first()
    if elsewhere:
        return redirect(elsewhere, permanent=True)
    gone = Article.objects.in_edition(languages.current()).taken_down().filter(pk=pk).first()
    if gone is None:
        raise Http404
    trail = Trail.home().to(gettext("Story withdrawn"))
    context = {"article": gone, "trail": trail}
    return TemplateResponse(request, "articles/tombstone.html", context, status=410)


def by_slug(model, slug: str):
    """The row of this edition that has the slug, or had it once."""
    rows = model.objects.in_edition(languages.current())
    row = rows.filter(slug=slug).first() or formerly_at(rows, slug)
    if row is None:
        raise Http404
    return row


def formerly_at(rows, slug: str):
    """The one of the rows that once had the slug, while no name stands in it that readers must not see: where such an address
    leads on, it tells who is meant.
    """
    row = rows.filter(pk=slugs.former_owner(rows.model, slug) or 0).first()
    shown = Reading(masks_of_all(protected_names(), row.language)) if row else Reading()
    return row if shown.keeps_link(f"/{slug}/") else None


@public_page
def archive(request):
    trail = Trail.home().to(gettext("Archive"))
    return TemplateResponse(request, "articles/archive.html", {"months": stories().months(), "trail": trail})


@public_page
def month(request, year, month):
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise Http404
    first, found = datetime.date(year, month, 1), stories().in_month(year, month)
    title = formats.date_format(first, "YEAR_MONTH_FORMAT")
    archive = (gettext("Archive"), "articles:archive")
    return _listing(request, "articles/month.html", found, above=archive, title=title, month=first)


def _listing(request, template, found, *, title, above=None, **context):
    trail = Trail.home()
    if above:
        trail = trail.to(above[0], reverse(above[1]))
    trail = trail.to(title)
    page = paginate(request, found.newest_first().with_listing_data())
    context |= {"page": page, "title": title, "trail": trail, "structured": [trail.as_json_ld()]}
    return TemplateResponse(request, template, context)


@public_page
def corrections(request):
    notes = Correction.objects.public().without_updates().in_edition(languages.current()).with_listing_data()
    trail = Trail.home().to(gettext("Corrections"))
    context = {"page": paginate(request, notes), "trail": trail, "feeds": [PageFeed(trail.here, request.path)]}
    return TemplateResponse(request, "articles/corrections.html", context)


@public_page
def page(request, slug):
    page = get_object_or_404(Page.objects.public().in_edition(languages.current()), slug=slug)
    trail = Trail.home().to(page.public_title)
    staff = StaffEntry.objects.listed_in(page.language) if page.policy == Page.Policy.MASTHEAD else []
    return TemplateResponse(request, "articles/page.html", {"page": page, "trail": trail, "staff": staff})


@public_page
def glossary(request):
    words = sorted(
        Term.objects.public().in_edition(languages.current()), key=lambda term: search_fold(term.public_term)
    )
    trail = Trail.home().to(gettext("Glossary"))
    data = [structured.glossary(words, trail.here, request.path), trail.as_json_ld()] if words else [trail.as_json_ld()]
    return TemplateResponse(request, "articles/glossary.html", {"words": words, "trail": trail, "structured": data})
