"""Packages as readers find them: their page and feed."""

from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from articles.models import Article, Package
from articles.site import feeds, views
from people.base import languages
from people.base.feeds import PageFeed, feed_address
from people.base.pages import Trail, absolute, public_page


@public_page
def package(request, slug):
    row = _by_slug(slug)
    if row.slug != slug:
        return redirect(row, permanent=True)
    found, trail = stories_of(row), trail_to(row)
    context = {
        "package": row,
        "lead": found[0],
        "stories": found[1:],
        "title": row.public_heading,
        "trail": trail,
        "feeds": [PageFeed(row.public_heading, request.path)],
        "structured": [_as_json_ld(row, found), trail.as_json_ld()],
    }
    return TemplateResponse(request, "articles/package.html", context)


@public_page
def feed(request, slug, form):
    row = _by_slug(slug)
    page = row.get_absolute_url()
    if row.slug != slug:
        return redirect(feed_address(page, form), permanent=True)
    found = Article.objects.published().in_edition(row.language).filter(packaged__package=row)
    about = {"description": row.public_intro, "key": f"package/{row.pk}"}
    return feeds.of_stories(request, form, PageFeed(row.public_heading, page), found, **about)


def _by_slug(slug: str) -> Package:
    """The package that readers find at this address, or found there once."""
    rows = Package.objects.public().in_edition(languages.current()).select_related("section")
    row = rows.filter(slug=slug).first() or views.formerly_at(rows, slug)
    if row is None:
        raise Http404
    return row


def stories_of(package) -> list:
    """Its stories that readers see, in the editors' order."""
    parts = package.parts.public().order_by("position").values_list("article", flat=True)
    places = {key: place for place, key in enumerate(parts)}
    found = Article.objects.published().filter(pk__in=places).with_listing_data()
    return sorted(found, key=lambda story: places[story.pk])


def trail_to(package) -> Trail:
    trail = Trail.home()
    if package.section:
        trail = trail.to(package.section.name, package.section.get_absolute_url())
    return trail.to(package.public_heading)


def _as_json_ld(package, found) -> dict:
    """schema.org CollectionPage with its stories as an ItemList."""
    items = [
        {"@type": "ListItem", "position": number, "url": absolute(story.get_absolute_url()), "name": story.public_title}
        for number, story in enumerate(found, 1)
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": package.public_heading,
        "description": package.public_intro,
        "inLanguage": package.language,
        "url": absolute(package.get_absolute_url()),
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    }
    return {name: value for name, value in data.items() if value}
