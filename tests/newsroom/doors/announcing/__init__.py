"""Who announces to whoever keeps pages that readers see something otherwise (``readers_see_changed``).

Each function with ``@announces`` prepares rows and returns the change, which is then made twice: once while a receiver refuses.
"""

from tests.newsroom.doors.announcing import around_stories, pictures, stories, subjects
from tests.newsroom.doors.announcing.table import DOORS, people_of_the_desk

__all__ = ["DOORS", "around_stories", "people_of_the_desk", "pictures", "stories", "subjects"]
