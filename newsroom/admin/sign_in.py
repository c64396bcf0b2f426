"""The form by which staff sign in, which tells whoever tries too often how long to wait."""

from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.accounts import throttle
from people.base.busy import log_busy

#: From here on the owner of an account hears of wrong passwords; fewer are a slip of their own.
WORTH_TELLING = 3


class SignInForm(AdminAuthenticationForm):
    """Answers alike whether or not there is such an account."""

    def clean(self):
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not username or not password:
            return super().clean()
        try:
            keys = throttle.begin(self.request, username)
        except throttle.TooSoon as refusal:
            raise ValidationError(wait_sentence(refusal.seconds), code="too_soon") from None
        except OperationalError as error:
            log_busy(error)
            raise ValidationError(_("The database is busy. Try again in a moment."), code="busy") from None
        cleaned = super().clean()
        tell(self.request, throttle.succeeded(keys, username))
        return cleaned


def tell(request, wrong: int) -> None:
    """Say on the page that follows that somebody else may have tried."""
    if wrong < WORTH_TELLING:
        return
    sentence = ngettext(
        "A wrong password was typed %(count)d time for your account before you signed in. If that was not you, tell an "
        "administrator.",
        "A wrong password was typed %(count)d times for your account before you signed in. If that was not you, tell an "
        "administrator.",
        wrong,
    )
    messages.warning(request, sentence % {"count": wrong})


def wait_sentence(seconds: int) -> str:
    if seconds < 60:
        wait = ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    else:
        minutes = -(-seconds // 60)
        wait = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    return _("Too many wrong passwords were typed. Wait %(time)s, then try again.") % {"time": wait}
