"""What every door answers when something is not possible now."""

from django.core.exceptions import ValidationError


class Refused(ValidationError):
    """It is not possible now; the message says to the person why, and what to do."""
