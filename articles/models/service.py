"""What an edition offers its readers beside stories: links to share, the terms to republish, safe ways to reach it, support."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.editions import InEdition
from articles.models.querysets import ReaderServiceQuerySet, StaffEntryQuerySet
from people.base.fields import LineField, PlainTextField, WebAddressField
from people.models import Person
from people.models.public import HasPublicText, masked_index


class ShareWith(models.TextChoices):
    """Where a story may be passed on by a plain link."""

    MAIL = "mail", _("E-mail")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    X = "x", "X"
    FACEBOOK = "facebook", "Facebook"


def all_ways() -> list[str]:
    return list(ShareWith.values)


class ReaderService(HasPublicText, InEdition):
    """The settings of one edition for its readers. Templates print the ``public_...`` of each line."""

    share_with = models.JSONField(_("links to share a story"), default=all_ways, blank=True)
    safety_notice = PlainTextField(
        _("warning for readers"), max_length=600, blank=True,
        help_text=_(
            "Stands beside the links to share. Such as: we are called “undesirable” in one country, and people there "
            "may be punished for sharing our stories."
        ),
    )  # fmt: skip
    republishing = models.BooleanField(
        _("stories may be republished"), default=False,
        help_text=_("Each of our own stories offers its text to other newsrooms. A story can say otherwise."),
    )  # fmt: skip
    licence = LineField(_("licence of the text"), max_length=120, blank=True, help_text=_("Such as: CC BY-ND 4.0."))
    licence_url = WebAddressField(_("address of the licence"), max_length=300, blank=True)
    terms = PlainTextField(
        _("what we ask of whoever republishes"), max_length=1500, blank=True,
        help_text=_("One request on each line. Empty: to name us and to link to the story."),
    )  # fmt: skip

    tips_intro = PlainTextField(
        _("introduction"), max_length=1500, blank=True, help_text=_("What we look for, and who reads what is sent.")
    )
    tips_advice = PlainTextField(
        _("what to be careful about"), max_length=2000, blank=True,
        help_text=_("One warning on each line, such as: do not write to us from a telephone or a network of your work."),
    )  # fmt: skip
    signal = LineField(_("Signal"), max_length=200, blank=True, help_text=_("A user name, or a number."))
    email = LineField(_("e-mail"), max_length=200, blank=True)
    key = PlainTextField(
        _("public key"), max_length=30000, blank=True,
        help_text=_("The whole block for OpenPGP, from BEGIN to END. Readers can download it."),
    )  # fmt: skip
    fingerprint = LineField(_("fingerprint of the key"), max_length=120, blank=True)
    post = PlainTextField(_("postal address"), max_length=500, blank=True)

    support_intro = PlainTextField(_("why and how to support us"), max_length=3000, blank=True)
    support_url = WebAddressField(_("address of the page for gifts"), max_length=500, blank=True)
    newsletter_intro = LineField(
        _("what the newsletter brings"), max_length=200, blank=True, help_text=_("Such as: five stories each Friday.")
    )
    newsletter_url = WebAddressField(_("address to subscribe"), max_length=500, blank=True)

    public_safety_notice = models.TextField(null=True, editable=False)
    public_licence = models.TextField(null=True, editable=False)
    public_licence_url = models.TextField(null=True, editable=False)
    public_terms = models.TextField(null=True, editable=False)
    public_tips_intro = models.TextField(null=True, editable=False)
    public_tips_advice = models.TextField(null=True, editable=False)
    public_signal = models.TextField(null=True, editable=False)
    public_email = models.TextField(null=True, editable=False)
    public_key = models.TextField(null=True, editable=False)
    public_fingerprint = models.TextField(null=True, editable=False)
    public_post = models.TextField(null=True, editable=False)
    public_support_intro = models.TextField(null=True, editable=False)
    public_support_url = models.TextField(null=True, editable=False)
    public_newsletter_intro = models.TextField(null=True, editable=False)
    public_newsletter_url = models.TextField(null=True, editable=False)

    #: Shown as they are or not at all: a part of one leads nowhere.
    WHOLE = ("licence_url", "signal", "email", "key", "fingerprint", "support_url", "newsletter_url")
    LINES = (
        "safety_notice", "licence", "terms", "tips_intro", "tips_advice", "post", "support_intro", "newsletter_intro", *WHOLE,
    )  # fmt: skip

    objects = ReaderServiceQuerySet.as_manager()

    class Meta:
        indexes = [masked_index("reader_service_masked")]
        verbose_name = _("service for readers")
        verbose_name_plural = _("services for readers")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="reader_service_once_per_edition", fields=["language"],
                violation_error_message=_("This edition has its settings already: change those."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.language_name

    @property
    def has_tip_line(self) -> bool:
        """Whether there is a way to reach the newsroom."""
        return bool(self.public_signal or self.public_email or self.public_post)

    @property
    def has_support(self) -> bool:
        return bool(self.public_support_intro or self.public_support_url)

    @property
    def advice(self) -> list[str]:
        return lines_of(self.public_tips_advice)

    @property
    def requests(self) -> list[str]:
        """What is asked of whoever republishes, beside the credit."""
        return lines_of(self.public_terms)


def lines_of(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class StaffEntry(HasPublicText):
    """Somebody who works for an edition and agreed that readers are told so. Accounts of the staff are never listed."""

    service = models.ForeignKey(ReaderService, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    role = LineField(_("role"), max_length=150, blank=True, help_text=_("Such as: editor, reporter in Nukus."))
    public_role = models.TextField(null=True, editable=False)
    languages = LineField(
        _("languages"), max_length=150, blank=True, help_text=_("In which readers can write to them.")
    )
    public_languages = models.TextField(null=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    LINES = ("role", "languages")

    objects = StaffEntryQuerySet.as_manager()

    class Meta:
        indexes = [masked_index("staff_entry_masked")]
        verbose_name = _("member of the staff")
        verbose_name_plural = _("who works here")
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(name="staff_entry_position", condition=Q(position__gte=0))]

    def __str__(self):
        return self.role
