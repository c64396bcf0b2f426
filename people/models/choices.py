"""What a subject is, and how much of its name readers see."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

#: The permission to see those of whose name readers see less than all.
SEE_PROTECTED = "people.see_protected_subject"


class Kind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANIZATION = "organization", _("organisation")
    PLACE = "place", _("place")

    @property
    def plural(self):
        return {"person": _("People"), "organization": _("Organisations"), "place": _("Places")}[self.value]

    @property
    def index_url(self):
        return reverse(f"people:{self.value}_index")


class Exposure(models.TextChoices):
    NAMED = "named", _("Named")
    INITIALS = "initials", _("Initials only")
    ALIAS = "alias", _("Under a pen name")
    WITHHELD = "withheld", _("Name withheld")
