"""What every page of the site shows around its content. Lazy: a page that does not print it does not ask for it."""

from django.conf import settings
from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from articles.models import Article, BreakingLine, Page, ReaderService, Section, Term
from articles.site import share_pictures
from people.base import languages, text_only
from people.base.feeds import PageFeed


def site(request):
    language = languages.current() or settings.DEFAULT_EDITION
    around = SimpleLazyObject(lambda: navigation(language))
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_feed": PageFeed(settings.SITE_NAME, reverse(settings.HOME_URL_NAME)),
        "share_picture": SimpleLazyObject(lambda: share_pictures.of_edition(language)),
        "language": language,
        "direction": languages.direction_of(language),
        "text_only": text_only.with_text(request.get_full_path()) if text_only.is_page(request.path_info) else "",
        "sections": SimpleLazyObject(lambda: around["sections"]),
        "standing_pages": SimpleLazyObject(lambda: around["standing_pages"]),
        "services": SimpleLazyObject(lambda: around["services"]),
        "breaking": SimpleLazyObject(lambda: around["breaking"]),
        "glossary_words": SimpleLazyObject(lambda: around["glossary_words"]),
        "editions": SimpleLazyObject(lambda: editions(language)),
    }


def navigation(language: str) -> dict:
    """The sections, standing pages, services and breaking bar of an edition, as far as links need them, and the number of words
    in its glossary, in one query.
    """
    found = {"sections": [], "standing_pages": [], "services": {}, "breaking": [], "glossary_words": 0}
    for of, position, name, slug in sorted(_around(language)):
        if of == "words":
            found["glossary_words"] = position
        elif of == "breaking":
            story = Article(pk=position, slug=slug, language=language) if position else None
            found[of].append({"text": name, "story": story})
        elif of == "services":
            found[of][name] = slug or True
        else:
            row = Section(name=name, slug=slug) if of == "sections" else Page(public_title=name, slug=slug)
            row.language = language
            found[of].append(row)
    return found


def _around(language: str):
    """(of what, position or number, name, slug or address) of each row."""
    sections = Section.objects.filter(language=language).order_by().annotate(of=Value("sections"))
    pages = Page.objects.public().in_edition(language).order_by().annotate(of=Value("standing_pages"))
    words = Term.objects.public().in_edition(language).order_by().values("language")
    services = ReaderService.objects.in_edition(language).order_by().annotate(of=Value("services"), at=Value(0))
    offers = [
        services.with_tip_line().annotate(offer=Value("tip_line"), leads=Value("")),
        services.with_support().annotate(offer=Value("support"), leads=Value("")),
        services.with_newsletter().annotate(offer=Value("newsletter"), leads=F("public_newsletter_url")),
    ]
    return sections.values_list("of", "position", "name", "slug").union(
        pages.values_list("of", "position", "public_title", "slug"),
        *(rows.values_list("of", "at", "offer", "leads") for rows in offers),
        words.annotate(of=Value("words"), number=Count("pk")).values_list("of", "number", "language", "language"),
        _breaking(language),
        all=True,
    )


def _breaking(language: str):
    """The bar that readers see now; it leads to its story when readers see that."""
    story = Article.objects.published().in_edition(language).order_by().filter(pk=OuterRef("article"))
    lines = (
        BreakingLine.objects.current()
        .in_edition(language)
        .order_by()
        .annotate(
            of=Value("breaking"),
            leads_to=Coalesce(Subquery(story.values("pk")), 0),
            address=Coalesce(Subquery(story.values("slug")), Value("")),
        )
    )
    return lines.values_list("of", "leads_to", "public_text", "address")


def editions(current: str) -> list[dict]:
    """Each edition of the site: code, own name, address of its home, and whether the page stands in it."""
    found = []
    for code in settings.EDITIONS:
        with translation.override(code):
            found.append(
                {
                    "code": code,
                    "name": languages.name_of(code),
                    "direction": languages.direction_of(code),
                    "url": reverse("articles:home"),
                    "is_current": code == current,
                }
            )
    return found
