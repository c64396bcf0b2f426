"""Packages: their words, and their stories in the order that readers find."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.admin.front import arranging, board
from articles.admin.front.page import LONGEST_TERM, edition_or_404
from articles.admin.stages import shown_title, stage_sentence
from articles.models import Article, Package
from articles.pictures import showing
from articles.site import changes
from people.base.admin import StaffAdmin, is_key
from people.base.fields import tidy_line
from people.base.stale import fingerprint
from people.base.stale import state_of as stored_state
from people.naming import slugs
from people.naming.public_text import public_text


@dataclass
class Card:
    """One story of the package, as its screen shows it."""

    place: int
    of: int
    story: Article
    headline: str
    standing: str = ""
    is_secret: bool = False


class PackageForm(arranging.ArrangedForm):
    stale_message = _(
        "Not saved: somebody saved this package after you opened it. Your arrangement is still here. Open the page in a "
        "second tab to see theirs, then save again to replace it."
    )

    class Meta:
        model = Package
        fields = ["heading", "language", "section", "slug", "intro", "is_shown"]
        widgets = {"intro": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.old_slug = self.instance.slug if self.instance.pk else ""
        self.stories = _keys(self.data) if self.is_bound else stored_keys(self.instance)

    def state(self):
        return fingerprint([stored_state(self.instance), stored_keys(self.instance)])

    def clean(self):
        cleaned = super().clean()
        if arranging.asked(self.data):
            return cleaned
        slug, language = cleaned.get("slug"), cleaned.get("language", self.instance.language)
        if slug and slugs.is_taken(self.instance, slug):
            self.add_error("slug", ValidationError(_("This address is taken, or was taken before: choose another.")))
        if not slug and "slug" in cleaned:
            heading = public_text(cleaned.get("heading", ""), language)  # no address tells a name that is withheld
            cleaned["slug"] = self.old_slug or slugs.free_slug(self.instance, heading, language, fallback="package")
        if (section := cleaned.get("section")) and section.language != language:
            self.add_error("section", ValidationError(_("This section belongs to another edition.")))
        self._check_stories(language)
        return cleaned

    def _check_stories(self, language: str):
        """Those that the user may choose, and those that stand there already; all of one edition."""
        known = set(board.choosable(self.user, language).filter(pk__in=self.stories).values_list("pk", flat=True))
        there = set(stored_keys(self.instance)) if language == self.instance.language else set()
        if set(self.stories) - known - there:
            raise ValidationError(_("A story of the package is of another edition, or not published: remove it."))


def _keys(data) -> list[int]:
    """The stories in the order in which they were sent, each once."""
    rows = [(int(place) if is_key(place) else arranging.MOST_ROWS, row) for place, row in arranging.rows_in(data)]
    keys = [arranging.thing_in(row) for _place, row in sorted(rows, key=lambda pair: pair[0])]
    return list(dict.fromkeys(int(key) for key in keys if is_key(key)))


def stored_keys(package) -> list[int]:
    return list(package.parts.order_by("position").values_list("article", flat=True)) if package.pk else []


def arranged(data):
    """The form after what a button asked for, and what was done. What cannot be understood changes nothing."""
    keys, said = _keys(data), ""
    verb, *numbers = arranging.asked(data).split(":")
    numbers = [int(number) for number in numbers if is_key(number)]
    if verb == "put" and numbers:
        said = _put(keys, *numbers[:2])
    elif numbers and 1 <= numbers[0] <= len(keys):
        key = keys[numbers[0] - 1]
        if verb == "remove":
            keys.remove(key)
            said = gettext("Removed from the package.")
        elif verb in {"up", "down", "move"}:
            target = {"up": numbers[0] - 1, "down": numbers[0] + 1, "move": numbers[-1]}[verb]
            said = _put(keys, key, max(1, target))
    return arranging.written(data, [arranging.row_of(str(key)) for key in keys]), said


def _put(keys: list[int], key: int, place: int = 0) -> str:
    if key in keys:
        keys.remove(key)
    elif len(keys) >= arranging.MOST_ROWS:
        return gettext("The package is full: remove a story first.")
    place = min(place or len(keys) + 1, len(keys) + 1)
    keys.insert(place - 1, key)
    return gettext("Now in place %(place)d.") % {"place": place}


@admin.register(Package)
class PackageAdmin(StaffAdmin):
    form = PackageForm
    list_display = ["heading", "language", "section", "is_shown"]
    list_filter = ["language"]
    list_select_related = ["section"]
    search_fields = ["heading"]  # answered by get_search_results
    fields = ["heading", "intro", "language", "section", "slug", "is_shown", "opened"]
    change_form_template = "admin/articles/package/change_form.html"

    def get_urls(self):
        find = self.admin_site.admin_view(self.find_view)
        return [path("<slug:language>/find/", find, name="articles_package_find"), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        return queryset.named_like(tidy_line(search_term)[:100]), False

    @method_decorator(require_safe)
    def find_view(self, request, language):
        """The answer to what is typed into the search: rows with a button each."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        context = self._search(request, edition_or_404(language), request.GET.get("q", ""))
        return TemplateResponse(request, "admin/articles/frontpage/_found.html", context)

    def _search(self, request, language, term):
        term = tidy_line(term)[:LONGEST_TERM]
        found = board.found(board.choosable(request.user, language), term, request.user)
        words = {"there_words": gettext("In the package"), "put_words": gettext("Put into the package")}
        return words | {"term": term, "found": found, "packages": [], "media_base": showing.STAFF}

    # The screen ------------------------------------------------------------------------------------------------------

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "POST" and arranging.asked(request.POST):
            request.POST, request.said = arranged(request.POST)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if obj:
            obj.slug = obj.slug or form.old_slug  # emptied in the box: it gets one when it is saved
        language = obj.language if obj else form["language"].value()
        language = language if language in settings.EDITIONS else settings.DEFAULT_EDITION
        cards = self._cards(form.stories, request.user)
        keys = {str(card.story.pk) for card in cards}
        context |= {
            "language": language,
            "cards": cards,
            "there": keys,
            "pinned": keys,
            "said": getattr(request, "said", ""),
            "is_arranging": bool(arranging.asked(request.POST)),
            "may_change": self.has_change_permission(request, obj) if obj else self.has_add_permission(request),
        }
        context |= self._search(request, language, request.POST.get("q", ""))
        if "_part" in request.POST:
            return TemplateResponse(request, "admin/articles/package/_board.html", context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @staticmethod
    def _cards(keys: list[int], user) -> list[Card]:
        rows = {story.pk: story for story in Article.objects.filter(pk__in=keys).with_listing_data()}
        visible = set(Article.objects.filter(pk__in=keys).visible_to(user).values_list("pk", flat=True))
        known = [rows[key] for key in keys if key in rows]
        cards = []
        for place, story in enumerate(known, 1):
            card = Card(place, len(known), story, gettext("A story that you may not see"), is_secret=True)
            if story.pk in visible:
                standing = "" if story.is_public else stage_sentence(story, user)
                card = Card(place, len(known), story, story.public_title or shown_title(story, user), standing)
            cards.append(card)
        return cards

    # A save ----------------------------------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        changes.save(obj, old_slug=form.old_slug)
        changes.pack(obj, form.stories)

    def log_name(self, obj) -> str:
        """Its address, which no protected name stands in for long; the heading may have to go."""
        return f"{gettext('Package')}: {obj.slug}"

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def response_change(self, request, obj):
        said = (
            gettext("Saved: readers find the package like this now.")
            if obj.is_public
            else gettext("Saved. Readers do not find this package yet.")
        )
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:articles_package_change", args=[obj.pk]))
