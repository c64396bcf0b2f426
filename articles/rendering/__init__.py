"""What readers get, derived from what editors wrote: of stories (``rendering.derive``, ``rendering.rebuild``) and of pictures."""

from articles.rendering.stories import DERIVED, Relations, body_for, derive, keep_trace, rebuild

__all__ = ["DERIVED", "Relations", "body_for", "derive", "keep_trace", "rebuild"]
