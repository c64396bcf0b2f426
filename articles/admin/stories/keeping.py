"""The writing form keeps what was typed, whatever becomes of the save: a busy database, a lost session, a second click."""

import copy

from django.db import OperationalError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from articles.writing.autosave import fingerprint, saved_before
from articles.writing.conflict import beside, with_rows_that_went
from people.base import busy


class OnlyFilled:
    """Mixin for a form that shows what was typed: nothing of it is checked, and nothing can be saved."""

    def full_clean(self):
        self._errors, self.cleaned_data = ErrorDict(), {}
        if (
            self.instance.pk
            and not hasattr(self, "waiting")
            and self.data.get("opened_version") != str(self.instance.version)
        ):
            self.theirs = beside(self)

    def is_valid(self):
        return False


class KeepsText:
    """Mixin for the admin class of stories."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OperationalError as error:
            if request.method != "POST":
                raise
            busy.log_busy(error)
            return self._busy_form(request, object_id)

    def _busy_form(self, request, object_id):
        """Outside the transaction that failed, and without any of its own: reading works while another writes.

        Where not even that works, the site answers with a page that asks the database nothing.
        """
        sentence = _("Not saved: the database is busy. Your text is below. Wait a moment, then save again.")
        response = self.form_filled(request, object_id, request.POST, sentence, messages=[])
        response.status_code = 503
        response["Retry-After"] = busy.RETRY_AFTER
        return response.render()

    def form_filled(self, request, object_id, data: QueryDict, sentence: str, **context):
        """The form with these fields in it, as if they had just been typed. Nothing is checked and nothing is written."""
        filled = copy.copy(request)
        filled.method, filled.POST, filled._files = "POST", data, MultiValueDict()
        filled.is_only_filled = True
        context = {"kept_notice": sentence} | context
        return self._changeform_view(filled, object_id, "", context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (OnlyFilled, form), {}) if is_only_filled(request) else form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Parts that somebody removed meanwhile are new ones again, so that what was typed in them can be saved."""
        params = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in params and obj.pk:
            rows = inline.get_queryset(request).filter(article=obj.pk)
            params["data"] = with_rows_that_went(
                params["data"], prefix, set(map(str, rows.values_list("pk", flat=True)))
            )
        return params

    # Sent twice ------------------------------------------------------------------------------------------------------

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """The second of two clicks on a button is answered as the first was, and changes nothing."""
        if request.method == "POST" and object_id and not is_only_filled(request):
            article = self.get_object(request, object_id)
            if article and self._is_second(request, article):
                return self.response_change(request, article)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _is_second(self, request, article) -> bool:
        if request.POST.get("opened_version") == str(article.version):
            return False
        return saved_before(request.user, article, fingerprint(request.POST))


def is_only_filled(request) -> bool:
    return getattr(request, "is_only_filled", False)
