"""Old and wrong addresses: where editors send whoever asks for one, and which are asked for in vain."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.base.fields import LineField

LONGEST_PATH = 300


class Redirect(models.Model):
    """An address of this site at which no page is found, and the page that answers in its place."""

    path = LineField(
        _("old address"), max_length=LONGEST_PATH, unique=True,
        help_text=_("It begins with /, such as /old/story.html. A page that is found there comes first."),
        error_messages={"unique": _("There is a redirect from this address already.")},
    )  # fmt: skip
    target = LineField(
        _("leads to"),
        max_length=LONGEST_PATH,
        help_text=_("The address of a page of this site, as your browser shows it."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["path"]
        constraints = [models.CheckConstraint(name="redirect_leads_elsewhere", condition=~Q(path=F("target")))]

    def __str__(self):
        return self.path


class MissingAddress(models.Model):
    """An address that several readers asked for and that is not there. Of them nothing is known, and no hour."""

    path = models.CharField(max_length=LONGEST_PATH, unique=True)
    count = models.PositiveIntegerField(default=0)
    asked_on = models.DateField()

    class Meta:
        default_permissions = ()  # who keeps redirects sees them
        ordering = ["-count", "path"]

    def __str__(self):
        return self.path
