"""Texts beside stories that readers get as a stored public text: what somebody wrote, without the names they must not see."""

from django.db import models

from people.base.rows import rows
from people.models.choices import Exposure


def is_anything_protected() -> bool:
    """Whether readers must not see the name of some subject."""
    return rows("people.Subject").exclude(exposure=Exposure.NAMED).exists()


class HasPublicText(models.Model):
    """A row with lines that readers get as ``public_...``, NULL as long as nobody has derived them: then they get nothing.

    A save that is no door's leaves the row so, unless nothing is protected: what was written is then what readers see.
    """

    #: The lines that have a public text.
    LINES: tuple[str, ...] = ()

    is_masked = models.BooleanField(editable=False, default=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None:
            for line in self.LINES:
                setattr(self, line, self._meta.get_field(line).to_python(getattr(self, line)))  # as it will be stored
            self.set_public_as_written() if self.is_public_as_written() else self.hold_back()
        super().save(*args, **kwargs)

    def is_public_as_written(self) -> bool:
        return not is_anything_protected()

    def set_public_as_written(self):
        self.set_public({line: getattr(self, line) for line in self.LINES})

    def set_public(self, shown: dict[str, str]):
        """Readers see these lines."""
        for line, text in shown.items():
            setattr(self, f"public_{line}", text)
        self.is_masked = any(text != getattr(self, line) for line, text in shown.items())

    def hold_back(self):
        """Readers see none of the lines until they are derived; one in which nothing stands hides nothing."""
        for line in self.LINES:
            setattr(self, f"public_{line}", None if getattr(self, line) else "")

    @classmethod
    def public_columns(cls) -> list[str]:
        traced = ["trace"] if any(field.name == "trace" for field in cls._meta.concrete_fields) else []
        return [*(f"public_{line}" for line in cls.LINES), "is_masked", *traced]

    set_public_as_written.alters_data = set_public.alters_data = hold_back.alters_data = True


def masked_index(name: str) -> models.Index:
    """The few rows that readers see otherwise than they were written, for who decides anew what they see."""
    return models.Index(fields=["is_masked"], name=name, condition=models.Q(is_masked=True))
