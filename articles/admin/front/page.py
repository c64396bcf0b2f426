"""The admin class of fronts: the home page of each edition, and those of sections, topics and places, on one screen."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.admin.front import arranging, board, breaking, look, owners
from articles.admin.front.owners import address_of
from articles.admin.front.pins import PinInline, laid, wanted
from articles.models import Article, FrontPage
from articles.models.frontpage import OWNERS
from articles.pictures import showing
from people.base.admin import StaffAdmin, is_key
from people.base.clock import zone_words
from people.base.fields import tidy_line
from people.base.stale import fingerprint
from people.models import Place

LONGEST_TERM = 200


class FrontPageForm(arranging.ArrangedForm):
    stale_message = _(
        "Not saved: somebody saved this front page after you opened it. Your arrangement is still here. Open the page in a "
        "second tab to see theirs, then save again to replace it."
    )

    class Meta:
        model = FrontPage
        fields = ["language", *OWNERS]

    def clean(self):
        cleaned = super().clean()
        filed = [cleaned.get("section"), cleaned.get("topic")]
        if any(row and row.language != cleaned.get("language") for row in filed):
            raise ValidationError(_("This section belongs to another edition."))
        return cleaned

    def state(self):
        pins = self.instance.pins.order_by("position").values_list("position", "article", "package", "since", "until")
        return fingerprint([list(pin) for pin in pins])


@admin.register(FrontPage)
class FrontPageAdmin(StaffAdmin):
    form = FrontPageForm
    inlines = [PinInline]
    fields = ["language", *OWNERS, "opened"]
    change_form_template = "admin/articles/frontpage/change_form.html"

    # Addresses -----------------------------------------------------------------------------------------------------

    def get_urls(self):
        own = [
            path("put/", self.admin_site.admin_view(self.put_view), name="articles_frontpage_put"),
            path("<slug:language>/find/", self.admin_site.admin_view(self.find_view), name="articles_frontpage_find"),
            path("<slug:language>/look/", self.admin_site.admin_view(self.look_view), name="articles_frontpage_look"),
            path(
                "<slug:language>/choose/",
                self.admin_site.admin_view(self.choose_view),
                name="articles_frontpage_choose",
            ),
            path("<slug:language>/open/", self.admin_site.admin_view(self.open_view), name="articles_frontpage_open"),
            path(
                "<slug:language>/breaking/",
                self.admin_site.admin_view(self.breaking_view),
                name="articles_frontpage_breaking",
            ),
        ]
        return own + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        """The home page of the first edition opens, with a way to every other front: a list is not needed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(address_of(settings.DEFAULT_EDITION))

    @method_decorator(require_safe)
    def put_view(self, request):
        """Open the front page of a story's edition with the story laid on it; nothing is stored before it is saved."""
        self._require_change(request)
        keys = [int(key) for key in request.GET.getlist("story")[:MOST_PUT] if is_key(key)]
        languages = dict(Article.objects.visible_to(request.user).filter(pk__in=keys).values_list("pk", "language"))
        if not languages:
            raise Http404
        language = languages[next(key for key in keys if key in languages)]
        choosable = set(board.choosable(request.user, language).filter(pk__in=keys).values_list("pk", flat=True))
        fitting = [key for key in keys if key in choosable]
        if len(fitting) < len(keys):
            messages.warning(request, gettext("Only published and scheduled stories of one edition can be put there."))
        return HttpResponseRedirect(address_of(language, put=fitting))

    @method_decorator(require_safe)
    def find_view(self, request, language):
        """The answer to what is typed into the search: rows with a button each."""
        self._require_change(request)
        context = self._search(request, edition_or_404(language), request.GET.get("q", ""))
        return TemplateResponse(request, "admin/articles/frontpage/_found.html", context)

    def look_view(self, request, language):
        self._require_change(request)
        language = edition_or_404(language)
        owner = owners.owner_of(request.GET, language, request.user)
        return look.page_at(request, language, owner, address_of(language, owner))

    @method_decorator(require_safe)
    def choose_view(self, request, language):
        """Which topic or place: searched by name."""
        self._require_change(request)
        language, term = edition_or_404(language), tidy_line(request.GET.get("q", ""))[:LONGEST_TERM]
        context = self.admin_site.each_context(request) | {
            "title": gettext("The front of a topic or a place"),
            "language": language,
            "term": term,
            "ways": owners.ways(language),
            "found": owners.found(term, language, request.user),
            "editions": [],
        }
        return TemplateResponse(request, "admin/articles/frontpage/choose.html", context)

    @method_decorator(require_safe)
    def open_view(self, request, language):
        """The screen of the front of a section, topic or place, for those who come from its form."""
        self._require_change(request)
        language = edition_or_404(language)
        return HttpResponseRedirect(address_of(language, owners.owner_of(request.GET, language, request.user)))

    def breaking_view(self, request, language):
        """The breaking bar of an edition."""
        self._require_change(request)
        return breaking.screen(self, request, edition_or_404(language), address_of(language))

    def _require_change(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied

    # The screen ----------------------------------------------------------------------------------------------------

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "POST" and arranging.asked(request.POST):
            count = PinInline.count_of(request, self.get_object(request, object_id) if object_id else None)
            request.POST, request.said = arranging.arranged(request.POST, count)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        language, owner = self._front_of(request, context["adminform"].form, obj)
        forms = [form for part in context["inline_admin_formsets"] for form in part.formset.forms]
        slots, blocks = board.slots_of(forms, language, owner, request.user)
        context |= {
            "title": _title(owner, language),
            "subtitle": None,
            "language": language,
            "owner": owner,
            "owner_kind": owner._meta.model_name if owner else "",
            "named": urlencode(owners.named(language, owner)),
            "editions": owners.editions(owner),
            "ways": owners.ways(language, owner),
            "slots": slots,
            "there": {slot.thing for slot in slots if slot.thing},
            "pinned": {slot.thing for slot in slots if slot.is_pinned},
            "blocks": blocks,
            "formset": next((part.formset for part in context["inline_admin_formsets"]), None),
            "is_arranging": bool(arranging.asked(request.POST)),
            "said": getattr(request, "said", "") or laid(request, obj),
            "may_change": self.has_change_permission(request, obj) if obj else self.has_add_permission(request),
            "look": look.LookForm(request.POST if "look" in request.POST else None),
            "zone": zone_words(),
        }
        context |= {} if owner else {"bar": breaking.box(language, request.user)}
        context |= self._search(request, language, request.POST.get("q", ""))
        if "_part" in request.POST:
            return TemplateResponse(request, "admin/articles/frontpage/_board.html", context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @staticmethod
    def _front_of(request, form, obj):
        """The edition, and the section, topic or place."""
        if obj is not None:
            return obj.language, obj.owner
        typed = form["language"].value()
        data = request.POST if request.method == "POST" else request.GET
        language = typed if typed in settings.EDITIONS else next(iter(missing_editions()), settings.DEFAULT_EDITION)
        return language, owners.owner_of(data, language, request.user)

    def _search(self, request, language, term):
        term = tidy_line(term)[:LONGEST_TERM]
        stories = board.choosable(request.user, language)
        return {
            "term": term,
            "found": board.found(stories, term, request.user),
            "packages": board.packages_found(term, language),
            "media_base": showing.STAFF,
        }

    def get_formset_kwargs(self, request, obj, inline, prefix):
        initial = wanted(request, obj if obj.pk else None, inline.count_of(request, obj))
        return super().get_formset_kwargs(request, obj, inline, prefix) | ({"initial": initial} if initial else {})

    # One row for each front ----------------------------------------------------------------------------------------

    def get_queryset(self, request):
        """Without those of places that the user may not see."""
        seen = super().get_queryset(request).select_related(*OWNERS)
        return seen.filter(place=None) | seen.filter(place__in=Place.objects.visible_to(request.user).values("pk"))

    def has_add_permission(self, request):
        data = request.POST if request.method == "POST" else request.GET
        is_elsewhere = any(data.get(name) for name in OWNERS)
        return super().has_add_permission(request) and (is_elsewhere or bool(missing_editions()))

    def get_readonly_fields(self, request, obj=None):
        return ["language", *OWNERS] if obj else []

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "language":
            names = dict(db_field.get_choices(include_blank=False))
            kwargs["choices"] = [(code, names.get(code, code)) for code in settings.EDITIONS]
            kwargs["initial"] = next(iter(missing_editions()), None)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def log_name(self, obj) -> str:
        """Without the name of a place, which may have to go."""
        words = gettext("Front page")
        return f"{words}: {obj.section or obj.topic or (obj.place_id and gettext('place')) or obj.language}"

    # A save --------------------------------------------------------------------------------------------------------

    def save_formset(self, request, form, formset, change):
        formset.save()

    def construct_change_message(self, request, form, formsets, add=False):
        return [{"added": {}}] if add else [{"changed": {"fields": [gettext("pinned stories")]}}]

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def response_change(self, request, obj):
        messages.success(request, gettext("Saved: this is the front page that readers find now."))
        return HttpResponseRedirect(address_of(obj.language, obj.owner))


#: So many ticked stories are laid on the page at once.
MOST_PUT = 40


def _title(owner, language: str) -> str:
    words = gettext("Front page")
    return f"{words}: {owners.label_of(owner, language)}" if owner else words


def edition_or_404(language) -> str:
    if language not in settings.EDITIONS:
        raise Http404
    return language


def missing_editions() -> list[str]:
    known = set(FrontPage.objects.filter(**dict.fromkeys(OWNERS)).values_list("language", flat=True))
    return [code for code in settings.EDITIONS if code not in known]
