"""Pictures in the writing form: the one that leads the story, and those in its text. Both are chosen without leaving it."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.library.cards import Card
from articles.admin.stories.panel import Panel
from articles.body import images_in
from articles.library.image_uses import problems_of
from articles.models import ArticleImage, Image, Status
from people.base.admin import StaffChoiceField, is_key


def usable_in(article, user):
    """What the user may put into the story: what they may see, and what stands in it already."""
    seen = Image.objects.visible_to(user)
    if article is None or not article.pk:
        return seen
    there = ArticleImage.objects.filter(article=article).values("image")
    return Image.objects.filter(pk__in=seen.values("pk")) | Image.objects.filter(pk__in=there)


class PictureInput(forms.TextInput):
    """The number of a picture; a script shows the picture itself and opens the chooser."""

    template_name = "admin/articles/image/_lead.html"
    user = None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        image = Image.objects.visible_to(self.user).filter(pk=value).first() if is_key(value) else None
        context["card"] = Card.of(image, self.user) if image else None
        context["library"] = reverse("admin:articles_image_changelist")
        return context


class PictureField(StaffChoiceField):
    """One picture of the library, posted by its number."""

    default_error_messages = {
        "invalid_choice": gettext_lazy(
            "There is no such picture in the library, or you may not use it: choose another."
        ),
    }


class PicturesInForm:
    """Mixin for the form of a story: what it may hold of pictures."""

    def set_up_pictures(self):
        if "lead_image" in self.fields:
            field = self.fields["lead_image"]
            field.queryset = usable_in(self.instance, self.user)
            field.widget.user = self.user

    def clean(self):
        cleaned = super().clean()
        checked = self.cleaned_data if cleaned is None else cleaned
        if "body" in checked:
            self._check_pictures(checked["body"])
        if self.is_for_readers and self.instance.status == Status.PUBLISHED:
            self._check_fitness(checked)
        return cleaned

    def _check_fitness(self, checked):
        """Nothing asks before a save of what readers have, or will have by itself: what it adds has to be fit for them."""
        stored = {} if "_publish_now" in self.data else self.initial
        lead, numbers = checked.get("lead_image"), images_in(checked.get("body") or "")
        there = images_in(stored.get("body") or "")
        problems = problems_of(lead and lead.pk, numbers, checked.get("language") or self.instance.language)
        for key, sentence in problems.items():
            if lead and key == lead.pk and key != stored.get("lead_image"):
                self.add_error("lead_image", ValidationError(sentence, code="unfit_picture"))
            elif key in numbers and key not in there:
                self.add_error("body", ValidationError(sentence, code="unfit_picture"))

    def _check_pictures(self, html):
        numbers = set(images_in(html)) - set(images_in(self.initial.get("body") or ""))
        if not numbers:
            return
        known = set(usable_in(self.instance, self.user).filter(pk__in=numbers).values_list("pk", flat=True))
        if strange := sorted(numbers - known):
            sentence = ngettext(
                "The text has a picture that is not in the library, or that you may not use: %(numbers)s. Remove it.",
                "The text has pictures that are not in the library, or that you may not use: %(numbers)s. Remove them.",
                len(strange),
            )
            numbers = ", ".join(f"#{number}" for number in strange)
            self.add_error("body", ValidationError(sentence % {"numbers": numbers}, code="strange_picture"))


def lead_field(db_field):
    """The form's field for the lead picture; the form says which ones its user may choose."""
    widget = PictureInput({"inputmode": "numeric", "autocomplete": "off"})
    return db_field.formfield(
        form_class=PictureField, queryset=Image.objects.none(), widget=widget, label=_("lead picture")
    )


class Pictures(Panel):
    """What the editor draws pictures with."""

    def context(self, writing):
        form = writing.form
        if "body" not in form.fields or not writing.user.has_perm("articles.view_image"):
            return {}
        numbers = images_in(form["body"].value() or "")
        found = usable_in(writing.story, writing.user).filter(pk__in=numbers) if numbers else []
        known = {image.pk: Card.of(image, writing.user).as_data() for image in found}
        return {
            "pictures": {
                "known": json.dumps(known),
                "choose": reverse("admin:articles_image_choose"),
                "upload": reverse("admin:articles_image_upload"),
            }
        }
