"""A look at a front page as it is arranged in the form, at a chosen time. Staff alone, kept nowhere."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from articles.admin.front import arranging
from articles.admin.front.owners import label_of
from articles.admin.times import StoryTimeField, StoryTimeWidget
from articles.models import Article
from articles.models.frontpage import places_of
from articles.pictures import showing
from articles.site import frontpage
from people.base.clock import clock, zone_words
from people.base.pages import PER_PAGE


class LookForm(forms.Form):
    look = StoryTimeField(label=gettext_lazy("At this time"), required=False)

    def at(self):
        """The chosen time, or None for now."""
        return self.cleaned_data["look"] if self.is_valid() else None


def page_at(request, language: str, owner, back: str) -> HttpResponse:
    """The front below a banner: with cards of which the time is not over, and stories that are out by then."""
    form = LookForm(request.POST or None)
    at = form.at() or timezone.now()
    pins = _pins(request.POST, owner, at) if request.method == "POST" else frontpage.pins_of(language, owner, at)
    banner = _banner(form, language, owner, at) | {"back_url": back}
    with override(language):
        page = _composed(language, owner, at, pins, Article.objects.visible_to(request.user))
        context = page | {"banner": banner, "media_base": showing.STAFF}
        context["front_template"] = "articles/front_page.html" if owner else "articles/home.html"
        html = render_to_string("admin/articles/frontpage/look.html", context, request=request)
    return HttpResponse(
        html, headers={"Content-Language": language, "X-Robots-Tag": "noindex", "Cache-Control": "private, no-store"}
    )


def _banner(form: LookForm, language: str, owner, at) -> dict:
    return {
        "label": label_of(owner, language) if owner else _("Front page"),
        "sentence": _("as it will look %(time)s, %(zone)s") % {"time": clock(at), "zone": zone_words(at)},
        "note": " ".join(
            [
                *(form.errors.get("look", []) if form.is_bound else []),
                _("Readers cannot open this address. What is not saved yet is shown too."),
            ]
        ),
        "wide": _("Desktop"),
        "phone": _("Phone"),
        "widths": _("Preview width"),
        "back": _("Back to arranging"),
    }


def _composed(language, owner, at, pins, seen) -> dict:
    if owner is None:
        return frontpage.compose(language, at=at, pins=pins, within=seen)
    filed = frontpage.filed_under(owner, language, at=at, within=seen)
    front = frontpage.compose_for(owner, language, filed, at=at, pins=pins, within=seen)
    rest = filed.exclude(pk__in=front["shown"]).newest_first().with_listing_data()
    intro = getattr(owner, "public_intro", "")
    return {
        "front": front,
        "page": Paginator(rest, PER_PAGE).page(1),
        "title": label_of(owner, language),
        "intro": intro,
    }


def _pins(data, owner, at) -> frontpage.Pins:
    """As the form says; a card whose time cannot be read stays."""
    pins = frontpage.Pins()
    for place, row in enumerate(arranging.read(data, places_of(owner)).places, 1):
        if row and arranging.is_thing(thing := arranging.thing_in(row)):
            since, until = _typed(row, "since"), _typed(row, "until")
            if (until is None or until > at) and (since is None or since <= at):
                arranging.pin(pins, thing, place)
    return pins


def _typed(row: dict, name: str):
    typed = StoryTimeWidget().value_from_datadict({key: values[-1] for key, values in row.items()}, {}, name)
    try:
        return StoryTimeField(required=False).clean(typed)
    except forms.ValidationError:
        return None
