"""The words of a picture, as they are given without leaving the story that it leads: description, caption and credit.

A part of a page, fetched into the writing form. What its file said of itself is offered beside each field.
"""

from contextlib import nullcontext

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path

from articles import library
from articles.admin.library.cards import Card
from articles.admin.library.page import rows_of
from articles.models import Image
from people.base.languages import name_of
from people.base.stale import RefusesStale

#: Outside the story's form, whose save the words do not wait for.
FORM = "picture-words-form"


class WordsForm(RefusesStale):
    class Meta:
        model = Image
        fields = ["alt", "caption", "credit"]
        widgets = {"alt": forms.Textarea({"rows": 2}), "caption": forms.Textarea({"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="words-%s", **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = FORM

    def state(self) -> str:
        """The version alone: the files are being prepared while somebody types."""
        return str(self.instance.version)


class Words:
    """Mixin for the admin class of pictures: adds the address of the words."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.words_view)
        return [path("<int:pk>/words/", view, name="articles_image_words"), *super().get_urls()]

    def words_view(self, request, pk):
        with transaction.atomic() if request.method == "POST" else nullcontext():
            image = self.get_object(request, str(pk))
            if image is None:
                raise Http404
            if not self.has_change_permission(request, image):
                raise PermissionDenied
            form = WordsForm(request.POST if request.method == "POST" else None, instance=image)
            if is_saved := form.is_bound and form.is_valid():
                library.describe(form.instance, by=request.user)
                form = WordsForm(instance=form.instance)
        return self._words(request, form, is_saved)

    @staticmethod
    def _words(request, form, is_saved: bool):
        stored = Image.objects.get(pk=form.instance.pk)  # a form with mistakes has written on the other instance
        rows = rows_of(form, stored)
        context = {"form": form, "opened": rows.pop("opened")["field"], "rows": rows.values(), "is_saved": is_saved}
        context |= {"card": Card.of(stored, request.user), "language": name_of(stored.language)}
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/articles/image/_words.html", context, status=status)
