"""What an editor is told and shown when a name is hidden or shown again, on the page of its subject."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people import naming
from people.base.locks import take_turn
from people.models import Exposure, Subject
from people.signals import name_hidden, subject_opened

#: The button after which the list is shown at once; after others it is a link in the message.
LEADS_THERE = {"_save"}


class Exposing:
    """Mixin of the admin classes of people, organisations and places."""

    change_form_template = "admin/people/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.show_view)
        return [path("<int:pk>/show/", view, name=f"people_{self.opts.model_name}_show"), *super().get_urls()]

    @method_decorator(require_POST)
    def show_view(self, request, pk):
        """Readers see the name again."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        subject = self.visible_or_404(request, pk)
        with transaction.atomic():
            take_turn()
            subject.refresh_from_db()
            if not subject.is_named:
                naming.expose(subject, Exposure.NAMED)
                self.log_change(request, subject, _("The name is shown again."))
        messages.success(request, _("Readers see “%(label)s” again.") % {"label": subject.label})
        self._say_who_is_held(request, subject)
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:people_{subject.kind}_change", args=[subject.pk]))

    @staticmethod
    def _say_who_is_held(request, subject):
        """Whom another protected record is called like stories do not show yet."""
        subject.refresh_from_db(fields=["is_held"])
        if subject.is_held:
            sentence = _('Stories do not: another protected record bears this name. <a href="{}">Another person?</a>')
            messages.warning(request, format_html(sentence, reverse("admin:people_subject_duplicates")))

    def say_how_it_is_shown(self, request, subject):
        """Say what happened to the name, and remember for the answer which page lists where it stood."""
        messages.warning(request, _("Readers now see “%(label)s”.") % {"label": subject.label})
        for found in [] if subject.is_named else pages_of(subject, request.user):
            if LEADS_THERE & request.POST.keys():
                messages.success(request, found.sentence())
                request.where_the_name_stood = found.address
                continue
            link = _("Where the name stood")
            messages.success(request, format_html('{} <a href="{}">{}</a>', found.sentence(), found.address, link))

    def response_post_save_add(self, request, obj):
        return self._to_where_it_stood(request) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self._to_where_it_stood(request) or super().response_post_save_change(request, obj)

    @staticmethod
    def _to_where_it_stood(request):
        address = getattr(request, "where_the_name_stood", "")
        return HttpResponseRedirect(address) if address else None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            # A form that is sent back has put what was typed into its row.
            subject = self.get_object(request, str(obj.pk)) if request.method == "POST" else obj
            context = _beside(subject, request.user) | context
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


def _beside(subject, user) -> dict:
    """What stands around the form: the page that lists where a hidden name stood, for whom it is open, and the panels."""
    pages = pages_of(subject, user) if not subject.is_named else []
    answers = subject_opened.send(sender=Subject, subject=subject, user=user)
    return {
        "subject": subject,
        "where_named_url": next((found.address for found in pages), ""),
        "panels": [panel for _receiver, panel in answers if panel],
    }


def pages_of(subject, user) -> list:
    answers = name_hidden.send(sender=Subject, subject=subject, user=user)
    return [found for _receiver, found in answers if found]
