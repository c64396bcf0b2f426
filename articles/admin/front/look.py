"""A look at a front page as it is arranged in the form, at a chosen time. Staff alone, kept nowhere."""

from django import forms
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from articles.admin.front import arranging
from articles.admin.times import StoryTimeField, StoryTimeWidget
from articles.models import Article
from articles.pictures import showing
from articles.site import frontpage
from people.base.admin import is_key
from people.base.clock import clock, zone_words


class LookForm(forms.Form):
    look = StoryTimeField(label=gettext_lazy("At this time"), required=False)

    def at(self):
        """The chosen time, or None for now."""
        return self.cleaned_data["look"] if self.is_valid() else None


def page_at(request, language: str, back: str) -> HttpResponse:
    """The home page of the edition below a banner: with cards of which the time is not over, and stories that are out by then."""
    form = LookForm(request.POST or None)
    at = form.at() or timezone.now()
    pins = _pins(request.POST, at) if request.method == "POST" else frontpage.pins_of(language, at)
    banner = {
        "label": _("Front page"),
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
        "back_url": back,
    }
    with override(language):
        page = frontpage.compose(language, at=at, pins=pins, within=Article.objects.visible_to(request.user))
        context = page | {"banner": banner, "media_base": showing.STAFF}
        html = render_to_string("admin/articles/frontpage/look.html", context, request=request)
    return HttpResponse(
        html, headers={"Content-Language": language, "X-Robots-Tag": "noindex", "Cache-Control": "private, no-store"}
    )


def _pins(data, at) -> dict[int, int]:
    """As the form says; a card whose time cannot be read stays."""
    field, widget = StoryTimeField(required=False), StoryTimeWidget()
    pins = {}
    for place, row in enumerate(arranging.read(data).places, 1):
        if row and is_key(key := row["article"][-1]):
            typed = widget.value_from_datadict({name: values[-1] for name, values in row.items()}, {}, "until")
            try:
                until = field.clean(typed)
            except forms.ValidationError:
                until = None
            if until is None or until > at:
                pins[int(key)] = place
    return pins
