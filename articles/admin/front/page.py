"""The admin class of front pages: one for each edition, opened from the head of every screen."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.admin.front import arranging, board, look
from articles.admin.front.pins import PinInline, laid, wanted
from articles.models import Article, FrontPage
from articles.pictures import showing
from people.base.admin import StaffAdmin, is_key
from people.base.clock import zone_words
from people.base.fields import tidy_line
from people.base.languages import name_of
from people.base.stale import RefusesStale, fingerprint

LONGEST_TERM = 200


class FrontPageForm(RefusesStale):
    stale_message = _(
        "Not saved: somebody saved this front page after you opened it. Your arrangement is still here. Open the page in a "
        "second tab to see theirs, then save again to replace it."
    )

    class Meta:
        model = FrontPage
        fields = ["language"]

    def state(self):
        pins = self.instance.pins.order_by("position").values_list("position", "article", "until")
        return fingerprint([list(pin) for pin in pins])

    def is_valid(self):
        """A button that only moves a card saves nothing."""
        return not arranging.asked(self.data) and super().is_valid()

    def clean(self):
        """What only moves a card is not compared either: the save still has to be."""
        return self.cleaned_data if arranging.asked(self.data) else super().clean()


@admin.register(FrontPage)
class FrontPageAdmin(StaffAdmin):
    form = FrontPageForm
    inlines = [PinInline]
    fields = ["language", "opened"]
    change_form_template = "admin/articles/frontpage/change_form.html"

    # Addresses -----------------------------------------------------------------------------------------------------

    def get_urls(self):
        own = [
            path("put/", self.admin_site.admin_view(self.put_view), name="articles_frontpage_put"),
            path("<slug:language>/find/", self.admin_site.admin_view(self.find_view), name="articles_frontpage_find"),
            path("<slug:language>/look/", self.admin_site.admin_view(self.look_view), name="articles_frontpage_look"),
        ]
        return own + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        """There is one for each edition, so a list is not needed: the first opens, with a tab for each."""
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
        context = self._search(request, _edition(language), request.GET.get("q", ""))
        return TemplateResponse(request, "admin/articles/frontpage/_found.html", context)

    def look_view(self, request, language):
        self._require_change(request)
        return look.page_at(request, _edition(language), address_of(language))

    def _require_change(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied

    # The screen ----------------------------------------------------------------------------------------------------

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "POST" and arranging.asked(request.POST):
            request.POST, request.said = arranging.arranged(request.POST)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        language = obj.language if obj else self._edition_of_new(context["adminform"].form)
        forms = [form for part in context["inline_admin_formsets"] for form in part.formset.forms]
        slots, blocks = board.slots_of(forms, language, request.user)
        is_arranging = bool(arranging.asked(request.POST))
        context |= {
            "title": gettext("Front page"),
            "subtitle": None,
            "language": language,
            "editions": [(code, name_of(code), address_of(code)) for code in settings.EDITIONS],
            "slots": slots,
            "there": {slot.story.pk for slot in slots if slot.story},
            "pinned": {slot.story.pk for slot in slots if slot.is_pinned},
            "blocks": blocks,
            "formset": next((part.formset for part in context["inline_admin_formsets"]), None),
            "is_arranging": is_arranging,
            "said": getattr(request, "said", "") or laid(request, obj),
            "may_change": self.has_change_permission(request, obj) if obj else self.has_add_permission(request),
            "look": look.LookForm(request.POST if "look" in request.POST else None),
            "zone": zone_words(),
        }
        context |= self._search(request, language, request.POST.get("q", ""))
        if "_part" in request.POST:
            return TemplateResponse(request, "admin/articles/frontpage/_board.html", context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @staticmethod
    def _edition_of_new(form) -> str:
        typed = form["language"].value()
        return typed if typed in settings.EDITIONS else missing_editions()[0]

    def _search(self, request, language, term):
        term = tidy_line(term)[:LONGEST_TERM]
        stories = board.choosable(request.user, language)
        return {"term": term, "found": board.found(stories, term, request.user), "media_base": showing.STAFF}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        initial = wanted(request, obj if obj.pk else None)
        return super().get_formset_kwargs(request, obj, inline, prefix) | ({"initial": initial} if initial else {})

    # One page for each edition -------------------------------------------------------------------------------------

    def has_add_permission(self, request):
        return super().has_add_permission(request) and bool(missing_editions())

    def get_readonly_fields(self, request, obj=None):
        return ["language"] if obj else []

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "language":
            names, missing = dict(db_field.get_choices(include_blank=False)), missing_editions()
            kwargs["choices"] = [(code, names.get(code, code)) for code in missing]
            kwargs["initial"] = next(iter(missing), None)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    # A save --------------------------------------------------------------------------------------------------------

    def save_formset(self, request, form, formset, change):
        formset.save()

    def construct_change_message(self, request, form, formsets, add=False):
        return [{"added": {}}] if add else [{"changed": {"fields": [gettext("pinned stories")]}}]

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def response_change(self, request, obj):
        messages.success(request, gettext("Saved: this is the front page that readers find now."))
        return HttpResponseRedirect(address_of(obj.language))


#: So many ticked stories are laid on the page at once.
MOST_PUT = 40


def address_of(language: str, put=()) -> str:
    """The screen of an edition's front page, with these stories laid on it."""
    key = FrontPage.objects.filter(language=language).values_list("pk", flat=True).first()
    query = {"put": list(put)} if put else {}
    if key is None:
        return f"{reverse('admin:articles_frontpage_add')}?{urlencode({'language': language} | query, doseq=True)}"
    address = reverse("admin:articles_frontpage_change", args=[key])
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


def _edition(language) -> str:
    if language not in settings.EDITIONS:
        raise Http404
    return language


def missing_editions() -> list[str]:
    known = set(FrontPage.objects.values_list("language", flat=True))
    return [code for code in settings.EDITIONS if code not in known]
