"""What is done with a whole picture after a question: withdraw it, bring it back, delete it."""

from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import library
from articles.admin.library.cards import Card
from articles.admin.library.page import uses_of


class Moves:
    """Mixin for the admin class of pictures: a page with one question for each move, and the move itself on POST."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/withdraw/", view(self.withdraw_view), name="articles_image_withdraw"),
            path("<int:pk>/bring-back/", view(self.bring_back_view), name="articles_image_bring_back"),
            path("<int:pk>/delete/", view(self.remove_view), name="articles_image_delete"),
            *super().get_urls(),
        ]

    @csrf_protect_m
    def withdraw_view(self, request, pk):
        return self._ask(request, pk, "withdraw")

    @csrf_protect_m
    def bring_back_view(self, request, pk):
        return self._ask(request, pk, "bring_back")

    @csrf_protect_m
    def remove_view(self, request, pk):
        return self._ask(request, pk, "delete")

    def _ask(self, request, pk, move):
        image = self.get_object(request, str(pk))
        if image is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not self._may(request.user, image, move):
            raise PermissionDenied
        if request.method == "POST" and (done := self._done(request, image, move)):
            return done
        return TemplateResponse(request, "admin/articles/image/move.html", self._question(request, image, move))

    @staticmethod
    def _may(user, image, move) -> bool:
        if move == "delete":
            return library.may_change(user, image) and user.has_perm("articles.delete_image")
        return user.has_perm("articles.withdraw_image")

    def _question(self, request, image, move) -> dict:
        titles = {"withdraw": _("Withdraw"), "bring_back": _("Restore"), "delete": _("Delete")}
        return self.admin_site.each_context(request) | {
            "title": titles[move], "opts": self.opts, "original": image, "move": move,
            "card": Card.of(image, request.user), "uses": uses_of(image, request.user),
        }  # fmt: skip

    def _done(self, request, image, move):
        """Where to go when it is done; None when it was refused, with the reason on the page."""
        try:
            getattr(library, move)(image, by=request.user)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.warning(request, sentence)
            return None
        said = {
            "withdraw": _("Withdrawn: readers no longer see the picture anywhere."),
            "bring_back": _("Restored: readers see the picture wherever it is used."),
            "delete": _("Deleted, with its files."),
        }
        messages.success(request, said[move])
        if move == "delete":
            return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
        self.log_change(request, image, [{"changed": {"fields": [_("state")]}}])
        return HttpResponseRedirect(reverse("admin:articles_image_change", args=[image.pk]))
