"""What readers' pages share: the public mark, page numbers, absolute addresses and the breadcrumb trail."""

from dataclasses import dataclass, field
from functools import wraps

from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

PER_PAGE = 20
#: For anybody to keep, but to be asked for again each time.
PUBLIC = "public, no-cache"


def public_page(view):
    """Marks a view whose successful answers anyone may have and keep; caches ask again each time, for what is withdrawn
    must be gone on the next request. All other answers are no-store (SafeHeaders)."""

    @require_safe
    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code in (200, 301, 304):
            response.headers["Cache-Control"] = PUBLIC
        return response

    return marked


def paginate(request, queryset, per_page: int = PER_PAGE, *, count: int | None = None) -> Page:
    """The page that ?page= asks for; Http404 for one that does not exist. ``count``: of all, where that is known already."""
    paginator = Paginator(queryset, per_page)
    if count is not None:
        paginator.count = count
    try:
        return paginator.page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None


def absolute(path: str) -> str:
    """The address on the main host, for canonical links and structured data; never made from the request."""
    return f"{settings.SITE_URL}{path}"


def edition_of(path: str) -> str:
    """The edition that a path names by its first part; the default one has none."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in settings.EDITIONS and first != settings.DEFAULT_EDITION else settings.DEFAULT_EDITION


@dataclass
class Trail:
    """Breadcrumbs from Home to the page: one object for the page and for its structured data."""

    crumbs: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def home(cls):
        return cls([(gettext("Home"), reverse(settings.HOME_URL_NAME))])

    def to(self, label: str, url: str = ""):
        """The trail one step longer; the page itself comes last."""
        return Trail([*self.crumbs, (str(label), url)])

    def to_above(self, url: str):
        """The same trail, whose last page stands at this address: for a page below it."""
        return Trail([*self.crumbs[:-1], (self.here, url)])

    @property
    def links(self):
        return self.crumbs[:-1]

    @property
    def here(self) -> str:
        return self.crumbs[-1][0]

    def as_json_ld(self) -> dict:
        """schema.org BreadcrumbList; the last item needs no address."""
        items = [
            {"@type": "ListItem", "position": position, "name": label} | ({"item": absolute(url)} if url else {})
            for position, (label, url) in enumerate(self.crumbs, 1)
        ]
        return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
