"""Choice fields of the writing form: rows that the user may see, found by typing, and added without leaving the form."""

from itertools import groupby

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from articles.admin.stages import shown_label
from people.base.admin import SeveralFound, StaffChoiceField, is_key, staff_label, surviving
from people.models import Subject


class TopicsFound(SeveralFound):
    """Topics of one edition."""

    language = ""

    def get_url(self):
        return f"{super().get_url()}?language={self.language}"


def with_add_link(widget, source, site, user):
    """The widget with the plus sign that opens the related row's own form in a window."""
    related = site._registry.get(source.remote_field.model)
    may_add = related is not None and user.has_perm(f"{related.opts.app_label}.add_{related.opts.model_name}")
    return RelatedFieldWidgetWrapper(widget, source.remote_field, site, can_add_related=may_add)


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows, posted by their keys; anything else is refused with a sentence."""

    default_error_messages = {
        "not_a_key": _("Choose from the list that opens as you type: this value is not in it."),
        "invalid_choice": _(
            "One of the chosen items does not exist, or you may not choose it: remove it and choose again."
        ),
        "invalid_pk_value": _("Choose from the list that opens as you type: this value is not in it."),
    }

    def clean(self, value):
        if not all(is_key(key) for key in value or ()):
            raise ValidationError(self.error_messages["not_a_key"], code="not_a_key")
        return super().clean(value)


class SectionsByEdition(ModelChoiceIterator):
    """Each edition's sections under the name of its language, where there are several."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        editions = {language: list(rows) for language, rows in groupby(self.queryset, lambda row: row.language_name)}
        for language, rows in editions.items():
            choices = [self.choice(row) for row in rows]
            yield from [(language, choices)] if len(editions) > 1 else choices


class SectionField(StaffChoiceField):
    iterator = SectionsByEdition


class StoryField(StaffChoiceField):
    """A story, by the headline that the user may read and its language."""

    user = None

    def label_from_instance(self, article):
        return shown_label(article, self.user)


class SubjectsField(RowsField):
    """People, places or organisations, told apart by their descriptions."""

    def label_from_instance(self, subject):
        return staff_label(subject)

    def clean(self, value):
        chosen = super().clean(value)
        if any(subject.merged_into_id for subject in chosen):
            return super().clean([surviving(subject).pk for subject in chosen])
        return chosen


class MainSubjectsField(forms.ModelMultipleChoiceField):
    """Which of the story's subjects it is about. One that is tagged no longer drops out by itself."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Subject.objects.none(), required=False, **kwargs)

    def clean(self, value):
        keys = [key for key in value or () if is_key(key)]
        return [surviving(subject) for subject in self.queryset.filter(pk__in=keys)]
