"""Adding pictures: each file for itself, so that one which is refused keeps back none of the others."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import library
from articles.admin.library.cards import Card
from articles.models import Image
from people.base.fields import tidy_line

#: Of the plain form, in one go; a script sends each file for itself.
MOST_FILES = 50


def may_be_known(image, user):
    """A picture that this user may see and that was made of the very same file."""
    return Image.objects.visible_to(user).same_as(image).first()


def describe_address(keys: list[int]) -> str:
    """The form of the first of these pictures, which leads to that of the next when it is saved."""
    address = reverse("admin:articles_image_change", args=[keys[0]])
    return f"{address}?then={','.join(map(str, keys[1:]))}" if keys[1:] else address


class Uploads:
    """Mixin for the admin class of pictures: takes files, one (by a script) or several (by the plain form)."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.upload_view)
        return [path("upload/", view, name="articles_image_upload"), *super().get_urls()]

    @method_decorator(require_POST)
    def upload_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        files = request.FILES.getlist("file")
        if request.accepts("text/html"):
            return self._added_plainly(request, files)
        return self._added_for_script(request, files[0] if files else None)

    def _add(self, request, file):
        """The new picture; with what the user said of it already. Raises library.Refused."""
        image = library.add(file, by=request.user)
        words = {name: tidy_line(request.POST.get(name, "")) for name in ("alt", "credit", "caption")}
        if any(words.values()):
            self._describe(request, image, words)
        self.log_addition(request, image, [{"added": {}}])
        return image

    @staticmethod
    def _describe(request, image, words):
        for name, text in words.items():
            setattr(image, name, text[: Image._meta.get_field(name).max_length])
        with transaction.atomic():
            library.describe(image, by=request.user)

    def _added_for_script(self, request, file):
        if file is None:
            return JsonResponse({"error": _("No file arrived. Choose it again.")}, status=400)
        try:
            image = self._add(request, file)
        except ValidationError as refusal:
            return JsonResponse({"error": " ".join(refusal.messages)}, status=400)
        answer = Card.of(image, request.user).as_data()
        if known := may_be_known(image, request.user):
            answer["known"] = {
                "sentence": _("This picture may already be in the library:"),
                "name": Card.of(known, request.user).line,
                "form": reverse("admin:articles_image_change", args=[known.pk]),
            }
        return JsonResponse(answer, status=201)

    def _added_plainly(self, request, files):
        added = []
        for file in files[:MOST_FILES]:
            try:
                added.append(self._add(request, file))
            except ValidationError as refusal:
                reason = " ".join(refusal.messages)
                messages.error(request, _("%(file)s: %(reason)s") % {"file": tidy_line(file.name), "reason": reason})
        self._say_what_came(request, files, added)
        address = describe_address([image.pk for image in added]) if added else self._list_address()
        return HttpResponseRedirect(address)

    @staticmethod
    def _say_what_came(request, files, added):
        if not files:
            messages.error(request, _("Choose one or more files first."))
        for file in files[MOST_FILES:]:
            messages.error(request, _("%(file)s: too many at once, add it again.") % {"file": tidy_line(file.name)})
        for image in added:
            if known := may_be_known(image, request.user):
                address = reverse("admin:articles_image_change", args=[known.pk])
                line = Card.of(known, request.user).line
                sentence = _("This picture may already be in the library:")
                messages.warning(request, format_html('{} <a href="{}">{}</a>', sentence, address, line))
        if added:
            messages.success(request, _("Added. Describe it, add the credit, then save."))

    @staticmethod
    def _list_address() -> str:
        return reverse("admin:articles_image_changelist")
