"""The glossary: words that stories explain to readers."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Term
from articles.search.words import tokens_in
from articles.site import changes
from people.base.admin import StaffAdmin
from people.base.stale import RefusesStale
from people.names import search_fold


class TermForm(RefusesStale):
    class Meta:
        model = Term
        fields = ["term", "forms", "language", "definition", "is_active"]
        widgets = {"definition": forms.Textarea({"rows": 4})}

    def clean(self):
        cleaned = super().clean()
        term, language = cleaned.get("term"), cleaned.get("language")
        if term and not tokens_in(term, language or ""):
            self.add_error("term", _("This is no word: write one with letters."))
        elif term and language and (twin := self._twin(term, language)):
            self.add_error("term", _("“%(term)s” is explained already: change that word instead.") % {"term": twin})
        return cleaned

    def _twin(self, term: str, language: str):
        """Another row that readers would take for the same."""
        others = Term.objects.in_edition(language).exclude(pk=self.instance.pk)
        return next((other for other in others if search_fold(other.term) == search_fold(term)), None)


@admin.register(Term)
class TermAdmin(StaffAdmin):
    is_record_form = True
    form = TermForm
    list_display = ["term", "language", "definition", "is_active"]
    list_filter = ["language", "is_active"]
    search_fields = ["term", "forms", "definition"]
    fields = ["term", "forms", "language", "definition", "is_active", "opened"]

    def save_model(self, request, obj, form, change):
        changes.explain(obj)
