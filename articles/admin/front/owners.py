"""Which front a screen is about: the home page of an edition, or that of a section, topic or place. And the ways to each."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, override

from articles.models import FrontPage, Section, Topic
from articles.models.frontpage import OWNERS
from people.base.admin import is_key, staff_label, told_apart
from people.base.languages import name_of
from people.models import Place

MODELS = {"section": Section, "topic": Topic, "place": Place}
#: So many of each kind are offered.
OFFERED = 30


def owner_of(data, language: str, user):
    """The section, topic or place that a request names, if it names one; Http404 for one that the user may not see."""
    named = [(name, data.get(name)) for name in OWNERS if data.get(name)]
    if not named:
        return None
    (name, key), *more = named
    owner = _visible(name, language, user).filter(pk=key).first() if is_key(key) and not more else None
    if owner is None:
        raise Http404
    return owner


def _visible(name: str, language: str, user):
    rows = MODELS[name].objects
    return rows.not_merged().visible_to(user) if name == "place" else rows.in_edition(language)


def address_of(language: str, owner=None, put=()) -> str:
    """The screen of a front, with these stories laid on it."""
    query = {"put": list(put)} if put else {}
    key = FrontPage.objects.of(language, owner).values_list("pk", flat=True).first()
    if key is None:
        return f"{reverse('admin:articles_frontpage_add')}?{urlencode(named(language, owner) | query, doseq=True)}"
    address = reverse("admin:articles_frontpage_change", args=[key])
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


def named(language: str, owner) -> dict:
    """What names a front in an address."""
    return {"language": language} | ({owner._meta.model_name: owner.pk} if owner else {})


def label_of(owner, language: str) -> str:
    if owner is None:
        return gettext("Home page")
    if isinstance(owner, Place):
        with override(language):
            return owner.local_label
    return owner.name


def way_to(language: str, owner) -> str:
    """Opens the screen of a front, without a question for each whether it has been arranged."""
    query = {name: key for name, key in named(language, owner).items() if name != "language"}
    address = reverse("admin:articles_frontpage_open", args=[language])
    return f"{address}?{urlencode(query)}" if query else address


#: Not even the home page.
NO_FRONT = object()


def ways(language: str, owner=NO_FRONT) -> list[tuple[str, str, bool]]:
    """(name, address, whether it is open) of the home page, of each section, and of the front that is open."""
    rows = [None, *Section.objects.in_edition(language)]
    rows += [owner] if owner is not NO_FRONT and owner not in rows else []
    return [(label_of(row, language), way_to(language, row), row == owner) for row in rows]


def editions(owner) -> list[tuple[str, str, str]]:
    """(code, name, address) of the same front in each edition: of a place its own, of all others the home page."""
    there = owner if isinstance(owner, Place) else None
    return [(code, name_of(code), way_to(code, there)) for code in settings.EDITIONS]


def found(term: str, language: str, user) -> list[tuple[str, list]]:
    """(kind, [(name, address)]) of the topics and places that the words mean; without words those with a front of their own."""
    kinds = [(gettext("Topics"), "topic"), (gettext("Places"), "place")]
    return [(label, _offered(name, term, language, user)) for label, name in kinds]


def _offered(name: str, term: str, language: str, user) -> list[tuple[str, str]]:
    rows = _visible(name, language, user)
    if term:
        rows = rows.named_like(term)
    else:
        rows = rows.filter(pk__in=FrontPage.objects.filter(language=language).exclude(**{name: None}).values(name))
    rows = told_apart(rows.with_texts(), user) if name == "place" else rows
    return [(staff_label(row) if name == "place" else row.name, way_to(language, row)) for row in rows[:OFFERED]]
