"""Sections, topics and standing pages."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import get_script_prefix, resolve, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.admin.front.owners import way_to
from articles.models import Page, Section, Topic
from articles.site import changes
from people.base.admin import StaffAdmin
from people.base.fields import tidy_line
from people.base.stale import RefusesStale
from people.naming import slugs


class SluggedForm(RefusesStale):
    """A row with an address that stays its own for good: no other row gets it, and the old one redirects."""

    #: The relation by which stories stand in such a row.
    stories: str
    #: What is said of another row of this name, with a link to it.
    taken: str

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.old_slug = self.instance.slug if self.instance.pk else ""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        slug = cleaned.get("slug")
        if slug and slugs.is_taken(self.instance, slug):
            self.add_error("slug", ValidationError(_("This address is taken, or was taken before: choose another.")))
        if {"name", "language"} <= cleaned.keys():
            self._refuse_twin(cleaned["name"], cleaned["language"])
        if not slug and "slug" in cleaned:
            cleaned["slug"] = self.old_slug or self._made_of_name(cleaned)
        if self.instance.pk and cleaned.get("language", self.instance.language) != self.instance.language:
            self._refuse_move()
        return cleaned

    def _made_of_name(self, cleaned) -> str:
        if "name" not in cleaned or "language" not in cleaned:
            return "new"  # never saved: the form has errors
        return slugs.free_slug(
            self.instance, cleaned["name"], cleaned["language"], fallback=self._meta.model._meta.model_name
        )

    def _refuse_twin(self, name: str, language: str):
        """No second row of a name that readers take for the same."""
        others = self._meta.model.objects.in_edition(language).called(name)
        if twin := others.exclude(pk=self.instance.pk).first():
            address = reverse(f"admin:{twin._meta.label_lower.replace('.', '_')}_change", args=[twin.pk])
            link = format_html('<a href="{}">{}</a>', address, twin.name)
            self.add_error("name", ValidationError(format_html("{} {}", self.taken, link)))

    def _refuse_move(self):
        """Stories of one edition cannot stand in a section or under a topic of another."""
        if getattr(self.instance, self.stories).exists():
            self.add_error("language", IN_USE)


class SectionForm(SluggedForm):
    stories = "articles"
    taken = _("There is a section of this name already.")

    class Meta:
        model = Section
        fields = ["name", "language", "slug", "intro", "position"]
        widgets = {"intro": forms.Textarea({"rows": 3})}


class TopicForm(SluggedForm):
    stories = "taggings"
    taken = _("There is a topic of this name already.")

    class Meta:
        model = Topic
        fields = ["name", "language", "slug", "intro"]
        widgets = {"intro": forms.Textarea({"rows": 3})}

    def clean(self):
        cleaned = super().clean()
        if "name" in cleaned:
            self.instance.name = cleaned["name"]
            self.instance.clean()  # the folded key, for the constraint
        return cleaned

    def _get_validation_exclusions(self):
        """The key is compared, unless the form has said already that the name is taken."""
        excluded = super()._get_validation_exclusions()
        return excluded if "name" in self.errors else excluded - {"folded"}


IN_USE = _("It has stories, so it cannot move to another edition: create a new one there.")


class SluggedAdmin(StaffAdmin):
    """Rows of one edition with an address of their own."""

    is_record_form = True
    list_filter = ["language"]
    list_select_related = True
    change_form_template = "admin/articles/taxonomy/change_form.html"

    def save_model(self, request, obj, form, change):
        changes.save(obj, old_slug=form.old_slug)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and request.user.has_perm("articles.change_frontpage"):
            context["front_way"] = way_to(obj.language, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(Section)
class SectionAdmin(SluggedAdmin):
    form = SectionForm
    list_display = ["name", "language", "position", "slug"]
    search_fields = ["name"]  # answered by get_search_results

    def get_search_results(self, request, queryset, search_term):
        return queryset.named_like(tidy_line(search_term)[:100]), False


@admin.register(Topic)
class TopicAdmin(SluggedAdmin):
    form = TopicForm
    list_display = ["name", "language", "slug"]
    search_fields = ["name"]  # answered by get_search_results

    def get_search_results(self, request, queryset, search_term):
        """Any case, any alphabet; for the writing form only topics of the story's edition."""
        found = queryset.named_like(tidy_line(search_term)[:100])
        language = request.GET.get("language") if request.GET.get("field_name") else None
        return (found.in_edition(language) if language else found), False

    def get_changeform_initial_data(self, request):
        return {"language": request.GET["language"]} if "language" in request.GET else {}


#: Addresses that are answered before any page is looked for.
ANSWERED_ELSEWHERE = {"livez", "readyz", "static", "media"}


class PageForm(RefusesStale):
    class Meta:
        model = Page
        fields = ["title", "language", "slug", "position", "policy", "body"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_text = {"title": self.instance.title, "body": self.instance.body}
        self.fields["policy"].choices = [("", _("No policy")), *Page.Policy.choices]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if not self._leads_to_a_page(slug):
            raise ValidationError(_("This address is taken, or was taken before: choose another."))
        return slug

    def _leads_to_a_page(self, slug: str) -> bool:
        """Whether readers would find a page there: other parts of the site have addresses such as ``people`` and ``ru``."""
        with translation.override(self.cleaned_data.get("language", self.instance.language)):
            address = reverse("articles:page", kwargs={"slug": slug})
            found = resolve(address.removeprefix(get_script_prefix().rstrip("/")))
        return found.view_name == "articles:page" and slug not in {*settings.EDITIONS, *ANSWERED_ELSEWHERE}


@admin.register(Page)
class PageAdmin(StaffAdmin):
    is_record_form = True
    form = PageForm
    list_display = ["title", "language", "position", "policy", "slug"]
    list_filter = ["language"]
    fields = ["title", ("language", "slug", "position"), "policy", "body", "opened"]

    def save_model(self, request, obj, form, change):
        changes.save(obj)

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        if form.is_stale:
            paragraphs = body.text_of(form.stored_text["body"]).split("\n")
            context["theirs"] = {"title": form.stored_text["title"], "paragraphs": paragraphs}
        return super().render_change_form(request, context, *args, **kwargs)
