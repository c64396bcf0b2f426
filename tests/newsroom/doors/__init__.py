"""What each door of the site answers to whom: read by test_doors.py, which fails when an address is not listed here.

One table, in a file for each part of the site. To add an address, add its rows to one of them: its name (its route, if it has
none), the objects of ``objects.py`` that it is asked for, the methods, and what a stranger, a reporter, a tagger, an editor, a
chief and an admin get. One answer alone holds for all six.

    number   the status
    login    sent to the sign-in page
    desk     sent to the first page of the admin, as for an object that is not there
    there    sent anywhere else

An address that takes an object needs a row for one that is ``missing``. POST rows send an empty form, or what POSTED says.
"""

from pathlib import Path

from tests.support import choosing

ROLES = ("stranger", "reporter", "tagger", "editor", "chief", "admin")
#: Who asks. A role is the same rows and the same rules on a second database: it is asked by one who sees what is public, by
#: one who sees a part of the rest, and by one who sees all of it, so that the queries of each address run there too.
ASKING = ("stranger", "reporter", "admin") if choosing.SECOND_RUN else ROLES
TABLE = "\n".join(part.read_text() for part in sorted(Path(__file__).parent.glob("*.txt")))

#: What looking may write: a shared preview counts how often it was opened, and nothing else.
COUNTED = {"shared_preview": "articles_previewlink"}

#: What is posted, where an empty form would not open the door.
POSTED = {
    "admin:articles_article_change": {"_save": "1"},
    "admin:articles_article_autosave": {"title": "Typed", "autosave_tab": "one-window"},
    "admin:articles_article_autosave_of_new": {"title": "Typed", "form_token": "4c2d9a3e-6f0b-4c55-9d0e-2f1f7b1f3a10"},
    "admin:articles_article_presence": {"tab": "one-window"},
}
