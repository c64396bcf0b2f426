"""What an edition offers its readers: how stories are shared and republished, the tip line, support, who works here."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import ReaderService, ShareWith, StaffEntry
from articles.models.service import all_ways
from articles.site import changes
from people.base.admin import StaffAdmin, StaffInline, visible
from people.base.stale import RefusesStale
from people.models import Person

KEY_BEGINS, KEY_ENDS = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"


class ReaderServiceForm(RefusesStale):
    share_with = forms.MultipleChoiceField(
        label=_("Links to share a story"),
        choices=ShareWith.choices,
        required=False,
        initial=all_ways,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Plain links: a site learns of a reader only when they follow one."),
    )

    class Meta:
        model = ReaderService
        fields = [
            "language", "share_with", "safety_notice", "republishing", "licence", "licence_url", "terms", "tips_intro",
            "tips_advice", "signal", "email", "key", "fingerprint", "post", "support_intro", "support_url",
            "newsletter_intro", "newsletter_url",
        ]  # fmt: skip
        widgets = {
            name: forms.Textarea({"rows": rows, "dir": "auto"})
            for name, rows in (
                ("safety_notice", 2), ("terms", 3), ("tips_intro", 3), ("tips_advice", 4), ("post", 3), ("support_intro", 4),
            )
        }  # fmt: skip
        widgets |= {
            name: forms.URLInput({"class": "vTextField"}) for name in ("licence_url", "support_url", "newsletter_url")
        }
        widgets["key"] = forms.Textarea({"rows": 4, "class": "vLargeTextField", "spellcheck": "false", "dir": "ltr"})

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email:
            validate_email(email)
        return email

    def clean_key(self):
        """Nobody pastes the wrong half of their key: that one would be open to all."""
        key = self.cleaned_data["key"].strip()
        if "PRIVATE KEY" in key:
            raise ValidationError(_("This is a private key. Show it to nobody: paste the public one."))
        if key and not (key.startswith(KEY_BEGINS) and key.endswith(KEY_ENDS)):
            raise ValidationError(_("This is no public key: paste the whole block, from BEGIN to END."))
        return key


class StaffEntryInline(StaffInline, admin.TabularInline):
    """Only persons: no account of the staff is ever listed. Somebody whom the user may not see is neither shown nor changed."""

    model = StaffEntry
    fields = ["person", "role", "languages", "position"]
    autocomplete_fields = ["person"]
    add_text = _("Add somebody who agreed to be listed")
    verbose_name_plural = _("Who works here, on the page that says so")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "person":
            field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def get_queryset(self, request):
        people = visible(Person.objects.all(), request.user).values("pk")
        return super().get_queryset(request).filter(Q(person__in=people)).select_related("person")


@admin.register(ReaderService)
class ReaderServiceAdmin(StaffAdmin):
    is_record_form = True
    form = ReaderServiceForm
    inlines = [StaffEntryInline]
    list_display = ["language", "republishing", "has_tip_line_shown", "has_support_shown"]
    fieldsets = [
        (None, {"fields": ["language", "opened"]}),
        (_("Sharing"), {"fields": ["share_with", "safety_notice"]}),
        (_("Republishing"), {"fields": ["republishing", ("licence", "licence_url"), "terms"]}),
        (
            _("How to reach us safely"),
            {
                "fields": ["tips_intro", "tips_advice", ("signal", "email"), "key", "fingerprint", "post"],
                "description": _(
                    "A page of its own, linked at the foot of each page as soon as there is a way to reach you."
                ),
            },
        ),
        (
            _("Support and newsletter"),
            {"fields": ["support_intro", "support_url", "newsletter_intro", "newsletter_url"]},
        ),
    ]

    @admin.display(description=_("tip line"), boolean=True)
    def has_tip_line_shown(self, service):
        return service.has_tip_line

    @admin.display(description=_("support"), boolean=True)
    def has_support_shown(self, service):
        return service.has_support

    class Media:
        css = {"all": ["newsroom/admin/reader_service.css"]}

    def save_model(self, request, obj, form, change):
        changes.save(obj)

    def save_formset(self, request, form, formset, change):
        for row in formset.save(commit=False):
            changes.save(row)
        for row in formset.deleted_objects:
            changes.remove_from_staff(row)
