"""What became of several stories to which one thing was done."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What became of the stories that were ticked. Those that the user may not see are counted, never named."""

    #: What was done, in a word where it is not the same for all, and with how many.
    done: Counter = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)
    #: The keys of those that were refused.
    left: list[int] = field(default_factory=list)
    missing: int = 0
