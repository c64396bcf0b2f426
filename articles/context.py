"""What every page of the site shows around its content. Lazy: a page that does not print it does not ask for it."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from articles.models import Page, Section
from people import languages


def site(request):
    language = get_language() or settings.DEFAULT_EDITION
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "language": language,
        "direction": languages.direction_of(language),
        "sections": SimpleLazyObject(lambda: list(Section.objects.in_edition(language))),
        "standing_pages": SimpleLazyObject(lambda: list(Page.objects.filter(language=language).defer("body"))),
        "editions": SimpleLazyObject(lambda: editions(language)),
    }


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
