"""Pictures in the admin: the grid that a desk looks through, and the page of one picture."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import library
from articles.admin.library import filters
from articles.admin.library.cards import Card
from articles.admin.library.choosing import Chooser
from articles.admin.library.forms import ImageForm, ImageTextInline
from articles.admin.library.moves import Moves
from articles.admin.library.page import page_of
from articles.admin.library.redaction import Redaction
from articles.admin.library.uploading import Uploads, describe_address
from articles.admin.library.words import Words
from articles.admin.times import TIMES
from articles.models import Image
from people.base.admin import StaffAdmin, is_key
from people.base.fields import tidy_line


class PictureList(ChangeList):
    """The rows as cards."""

    def get_results(self, request):
        super().get_results(request)
        self.cards = [Card.of(image, request.user) for image in self.result_list]


@admin.register(Image)
class ImageAdmin(Uploads, Moves, Redaction, Chooser, Words, StaffAdmin):
    form = ImageForm
    inlines = [ImageTextInline]
    formfield_overrides = StaffAdmin.formfield_overrides | TIMES

    list_display = ["id"]
    list_filter = [
        filters.WhoseFilter,
        filters.MissingFilter,
        filters.UseFilter,
        filters.RightsFilter,
        filters.StandingFilter,
        filters.LicenceFilter,
        "is_file_photo",
    ]
    list_per_page = 48
    ordering = ["-uploaded_at", "-id"]
    actions = None
    search_fields = ["folded"]  # answered by get_search_results
    search_help_text = gettext_lazy(
        "Words of the description, caption, credit or notes, or who is shown, in any spelling"
    )
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    # The grid --------------------------------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return PictureList

    def get_search_results(self, request, queryset, search_term):
        return queryset.found_by(tidy_line(search_term)[:200], request.user), False

    def changelist_view(self, request, extra_context=None):
        context = {"title": _("Pictures"), "may_add": self.has_add_permission(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        """Pictures are added above the grid."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))

    # Who may do what -------------------------------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        if obj is None or obj.pk is None:
            return super().has_change_permission(request)
        return library.may_change(request.user, obj)

    # The page of one picture -------------------------------------------------------------------------------------------

    def get_inlines(self, request, obj):
        return self.inlines if obj and self.has_change_permission(request, obj) else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj and not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change=change, form=ModelForm, **kwargs)
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user, form.site = request.user, self.admin_site
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "taken_on":
            kwargs["looks_back"] = True
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return []
        return [(None, {"fields": self.get_fields(request, obj)})]

    def get_fields(self, request, obj=None):
        return ImageForm.Meta.fields

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        stored = Image.objects.get(pk=obj.pk)  # a form with errors has written on the other instance
        context |= {"page": page_of(stored, context["adminform"].form, request), "then": self._then(request)}
        context |= {"title": _("Picture %(number)d") % {"number": obj.pk}, "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saving ----------------------------------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        """The library stores the picture when all that is said of it is."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        library.describe(form.instance, by=request.user)
        library.set_focal_point(form.instance, *form.point, by=request.user)

    def response_change(self, request, obj):
        messages.success(request, _("Saved."))
        then = self._then(request)
        if "_next" in request.POST and then:
            return HttpResponseRedirect(describe_address(then))
        if "_save" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
        return HttpResponseRedirect(request.get_full_path())

    @staticmethod
    def _then(request) -> list[int]:
        """The pictures to describe after this one, as the address names them."""
        return [int(key) for key in request.GET.get("then", "").split(",")[:200] if is_key(key)]
