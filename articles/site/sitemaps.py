"""What search engines are told: robots.txt, the sitemaps of each edition by kind, and the news of the last two days.

A part of an edition stands below the edition's own prefix, as the protocol demands; the index lists the parts of all. Whatever
asks to be left out, or has its main page elsewhere, is in none of them.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone, translation

from articles.models import Article, Correction, Package, Page, Section, Topic
from articles.site import service
from articles.site.feed_formats import legal
from articles.site.feeds import conditional
from articles.site.views import OF_TRANSLATIONS, in_editions
from people.base import languages
from people.base.pages import absolute, public_page
from people.models import Organization, Person, Place

#: The most that the protocols allow in one file. With many editions an entry is longer, and a file ends before its 50 MB.
MOST, MOST_NEWS = 50_000, 1_000
MOST_ADDRESSES = 150_000
NEWS_DAYS = timedelta(days=2)
XML = "application/xml"
#: Pages that each edition has once.
ALONE = (
    "articles:home", "articles:archive", "articles:corrections", "articles:topics", "people:person_index",
    "people:organization_index", "people:place_index",
)  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
)


@dataclass
class Entry:
    """One address, in which editions the same is found, and when readers were last told something new there."""

    address: str
    alternates: list[tuple[str, str]]
    changed: str = ""


@dataclass(frozen=True)
class Kind:
    """What one kind of part lists: rows of an edition, and the entries that some of them make."""

    rows: Callable[[str], QuerySet]
    entries: Callable[[QuerySet, str], list[Entry]]


# Stories ------------------------------------------------------------------------------------------------------------


def _stories(language: str):
    return Article.objects.published().indexable().in_edition(language)


def _story_entries(stories, language: str) -> list[Entry]:
    columns = ("pk", "slug", "translation_key", "published_at", "materially_updated_at")
    rows = list(stories.values_list(*columns, named=True))
    if not rows:
        return []
    span = {"pk__gte": rows[0].pk, "pk__lte": rows[-1].pk}
    notes, others = _last_notes(span), _addresses_elsewhere(language, span)
    found = []
    for row in rows:
        address = absolute(reverse("articles:article", args=[row.slug, row.pk]))
        alternates = in_editions({language: address} | others.get(row.translation_key, {}))
        changed = max(filter(None, [row.published_at, row.materially_updated_at, notes.get(row.pk)]))
        found.append(Entry(address, alternates, _time(changed)))
    return found


def _addresses_elsewhere(language: str, span: dict) -> dict:
    """The addresses of the stories of the span in other editions, by what the versions of a story share."""
    found = defaultdict(dict)
    here = Article.objects.in_edition(language).filter(translation_key=OuterRef("translation_key"), **span)
    versions = Article.objects.published().indexable().filter(Exists(here)).exclude(language=language)
    for version in versions.only(*OF_TRANSLATIONS).order_by("language") if len(settings.EDITIONS) > 1 else []:
        found[version.translation_key][version.language] = absolute(version.get_absolute_url())
    return found


def _last_notes(span: dict) -> dict:
    """The time of the last note that is due of each story of the span that has one."""
    due = Correction.objects.filter(published_at__lte=timezone.now())
    of_span = due.filter(**{f"article__{end}": key for end, key in span.items()}).order_by()
    return dict(of_span.values_list("article").annotate(Max("published_at")))


# What stands around them -----------------------------------------------------------------------------------------------


def _filed(model):
    """Sections or topics under which readers find something: a name alone may tell what is being written."""

    def rows(language: str):
        filed = "section" if model is Section else "taggings__tag"
        stories = Article.objects.published().in_edition(language).order_by().filter(**{filed: OuterRef("pk")})
        return model.objects.in_edition(language).filter(Exists(stories))

    return rows


def _with_siblings(found):
    """Entries of rows that may have siblings in other editions, which readers find there by the same rule."""

    def entries(rows, language: str) -> list[Entry]:
        versions = {language: {row.translation_key: row for row in rows}}
        keys = versions[language]
        for other in settings.EDITIONS:
            if other != language:
                versions[other] = {row.translation_key: row for row in found(other) if row.translation_key in keys}
        return [_entry_of({code: versions[code].get(key) for code in versions}, language) for key in keys]

    return entries


def _entry_of(rows: dict, language: str) -> Entry:
    addresses = {code: absolute(row.get_absolute_url()) for code, row in sorted(rows.items()) if row}
    return Entry(addresses[language], in_editions(addresses))


def _subjects(model):
    return lambda language: model.objects.public().order_by()


def _subject_entries(subjects, language: str) -> list[Entry]:
    found = defaultdict(dict)
    for code in settings.EDITIONS:
        with translation.override(code):
            for subject in subjects:
                found[subject.pk][code] = absolute(subject.get_absolute_url())
    return [Entry(addresses[language], in_editions(addresses)) for addresses in found.values()]


def _packages(language: str):
    return Package.objects.public().in_edition(language)


def _pages(language: str):
    """Without those that stand where settings may tell the same."""
    return Page.objects.public().in_edition(language).exclude(slug__in=service.PAGES)


def _page_entries(pages, language: str) -> list[Entry]:
    alone = []
    for name in ALONE:
        addresses = {}
        for code in settings.EDITIONS:
            with translation.override(code):
                addresses[code] = absolute(reverse(name))
        alone.append(addresses)
    found = [*alone, *map(service.addresses_of, service.PAGES)]
    found = [Entry(addresses[language], in_editions(addresses)) for addresses in found if language in addresses]
    return found + _with_siblings(_pages)(pages, language)


KINDS = {
    "stories": Kind(_stories, _story_entries),
    "sections": Kind(_filed(Section), _with_siblings(_filed(Section))),
    "topics": Kind(_filed(Topic), _with_siblings(_filed(Topic))),
    "packages": Kind(_packages, _with_siblings(_packages)),
    "people": Kind(_subjects(Person), _subject_entries),
    "organizations": Kind(_subjects(Organization), _subject_entries),
    "places": Kind(_subjects(Place), _subject_entries),
    "pages": Kind(_pages, _page_entries),
}


# The files ----------------------------------------------------------------------------------------------------------


@public_page
def part(request, kind, number):
    """One file of a kind in the edition of the request."""
    language = languages.current()
    if kind not in KINDS or not 1 <= number <= len(_parts(kind, language)):
        raise Http404
    rows = KINDS[kind].rows(language).order_by("pk")[(number - 1) * per_file() : number * per_file()]
    entries = KINDS[kind].entries(rows, language)
    return _xml(request, HEAD + URLSET + "".join(map(_written, entries)) + "</urlset>\n")


def per_file() -> int:
    return min(MOST, MOST_ADDRESSES // (1 + len(settings.EDITIONS)))


def _parts(kind: str, language: str) -> list[str]:
    """The addresses of the files of the kind; that of standing pages is there even when the newsroom wrote none."""
    files = max(-(-KINDS[kind].rows(language).order_by().count() // per_file()), int(kind == "pages"))
    with translation.override(language):
        return [absolute(reverse("articles:sitemap_part", args=[kind, number + 1])) for number in range(files)]


@public_page
def index(request):
    parts = [address for language in settings.EDITIONS for kind in KINDS for address in _parts(kind, language)]
    listed = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in [*parts, *_news_parts()])
    opening = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return _xml(request, f"{HEAD}{opening}{listed}</sitemapindex>\n")


def _written(entry: Entry, more: str = "") -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>\n'
        for language, address in entry.alternates
    )
    changed = f"<lastmod>{entry.changed}</lastmod>\n" if entry.changed else ""
    return f"<url>\n<loc>{escape(entry.address)}</loc>\n{changed}{links}{more}</url>\n"


def _time(moment) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _xml(request, text: str) -> HttpResponse:
    return conditional(request, text.encode(), XML)


# News ---------------------------------------------------------------------------------------------------------------


def _news():
    """The stories of all editions that were published in the last two days, newest first."""
    lately = Article.objects.published().indexable().filter(published_at__gte=timezone.now() - NEWS_DAYS)
    return lately.filter(language__in=settings.EDITIONS).newest_first()


def _news_parts() -> list[str]:
    files = max(1, -(-_news().count() // MOST_NEWS))
    more = [reverse("news_sitemap_part", args=[number]) for number in range(2, files + 1)]
    return [absolute(address) for address in (reverse("news_sitemap"), *more)]


@public_page
def news(request, number=1):
    """What is new; it may be empty. Beyond a thousand stories the rest stands in further files."""
    if not 1 <= number <= len(_news_parts()):
        raise Http404
    stories = _news().only(*OF_TRANSLATIONS, "published_at")[(number - 1) * MOST_NEWS : number * MOST_NEWS]
    entries = [_written(Entry(absolute(story.get_absolute_url()), []), _as_news(story)) for story in stories]
    return _xml(request, HEAD + URLSET + "".join(entries) + "</urlset>\n")


def _as_news(story) -> str:
    language = story.language.partition("-")[0]
    return (
        f"<news:news>\n<news:publication>\n<news:name>{escape(legal(settings.SITE_NAME))}</news:name>\n"
        f"<news:language>{escape(language)}</news:language>\n</news:publication>\n"
        f"<news:publication_date>{_time(story.published_at)}</news:publication_date>\n"
        f"<news:title>{escape(legal(story.public_title))}</news:title>\n</news:news>\n"
    )


@public_page
def robots(request):
    """A page that says noindex must be read to be obeyed: so no preview is named here, and nothing that readers reach."""
    sitemaps = [] if settings.KEEP_ROBOTS_OUT else [absolute(reverse(name)) for name in ("sitemap", "news_sitemap")]
    text = render_to_string("robots.txt", {"everything": settings.KEEP_ROBOTS_OUT, "sitemaps": sitemaps})
    return conditional(request, text.encode(), "text/plain; charset=utf-8")


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", index, name="sitemap"),
    path("news-sitemap.xml", news, name="news_sitemap"),
    path("news-sitemap-<int:number>.xml", news, name="news_sitemap_part"),
]
