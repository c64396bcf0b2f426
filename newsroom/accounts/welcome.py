"""Where an invitation leads: its person chooses a password and is signed in.

The link's token is exchanged for a mark in the session and the browser sent on to an address without it, so that no form, no
referrer and no bookmark carries it. A link that does not lead anywhere (used, run out, mistyped, of a closed account) always
answers the same.
"""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from newsroom import accounts
from newsroom.models import Invitation

MARK = "welcome"


class PasswordForm(SetPasswordForm):
    """The password, twice."""

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label = _("Password")
        self.fields["new_password2"].label = _("Password again")
        self.fields["new_password2"].help_text = ""
        self.fields["new_password1"].widget.attrs["autofocus"] = True


@never_cache
@require_safe
def open_link(request, token, site):
    invitation = Invitation.objects.led_to_by(token).first()
    if invitation is None:
        return leads_nowhere(request, site)
    request.session[MARK] = invitation.pk
    response = HttpResponseRedirect(reverse(f"{site.name}:welcome"))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@sensitive_post_parameters()
@sensitive_variables("form")
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request, site):
    invitation = Invitation.objects.open().select_related("user").filter(pk=request.session.get(MARK)).first()
    if invitation is None:
        return leads_nowhere(request, site)
    user = invitation.user
    with translation.override(user.language or settings.LANGUAGE_CODE):
        form = PasswordForm(user, request.POST or None)
        if request.method != "POST" or not form.is_valid():
            context = site.each_context(request) | {"title": _("Welcome"), "form": form, "invited": user}
            return render(request, "admin/newsroom/welcome.html", context)
    user = accounts.choose_password(invitation.pk, form.cleaned_data["new_password1"])
    if user is None:
        return leads_nowhere(request, site)
    request.session.pop(MARK)
    login(request, user)
    return HttpResponseRedirect(reverse(f"{site.name}:index"))


def leads_nowhere(request, site):
    context = site.each_context(request) | {"title": _("This link does not work")}
    return render(request, "admin/newsroom/welcome_gone.html", context, status=404)
