"""Addresses that no page answers: which page editors have chosen instead, and how often each is asked for in vain.

No reader's request writes. Each process counts in memory, bounded, and a thread stores once a day which paths came up at least
five times: no query, no time, nothing of who asked.
"""

import datetime
import logging
import threading

from django.db import connections
from django.http import Http404, HttpRequest
from django.urls import is_valid_path, resolve
from django.utils import timezone, translation

from articles.models import Redirect
from articles.models.addresses import LONGEST_PATH
from articles.site import changes
from people.base import languages
from people.base.pages import edition_of
from people.naming.hiding import masks_of_all
from people.naming.public_text import Reading, protected_names

logger = logging.getLogger(__name__)

#: Below these nothing is counted and nothing redirected: they are the staff's, or hold secrets.
NOT_FOR_READERS = ("/admin/", "/preview/", "/media/", "/static/", "/share/", "/api/", "/oembed")
#: How a page answers that is there, has another address by now, or was withdrawn.
ANSWERED = (200, 301, 302, 410)
MOST_COUNTED = 1000
ENOUGH = 5
PAUSE = datetime.timedelta(days=1)


def is_readers_path(path: str) -> bool:
    return len(path) <= LONGEST_PATH and path.isprintable() and not path.startswith(NOT_FOR_READERS)


def target_of(path: str) -> str:
    """Where the address leads now; "" for nowhere.

    That is so while the target's own address holds a name that readers must not see, and while readers find nothing there:
    the address of a draft says its headline.
    """
    row = Redirect.objects.filter(path=path, is_active=True).first() if is_readers_path(path) else None
    if row is None:
        return ""
    shown = Reading(masks_of_all(protected_names(), languages.current()))
    return row.target if shown.keeps_link(row.target) and _is_answered(row.target) else ""


def _is_answered(path: str) -> bool:
    """Whether readers who ask for the address get a page, be it one that says a story was withdrawn."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    with translation.override(edition_of(path)):
        try:
            view, args, kwargs = resolve(path)
            return view(request, *args, **kwargs).status_code in ANSWERED
        except Http404:
            return False


class Counter:
    """Counts the paths that come up most, in bounded memory (Misra and Gries 1982): what is rare makes room for what is not."""

    def __init__(self, most: int = MOST_COUNTED):
        self.most, self.counts, self.lock, self.writer = most, {}, threading.Lock(), None

    def add(self, path: str):
        with self.lock:
            if path in self.counts or len(self.counts) < self.most:
                self.counts[path] = self.counts.get(path, 0) + 1
            else:
                self.counts = {known: count - 1 for known, count in self.counts.items() if count > 1}
            if self.writer is None:
                self.writer = threading.Thread(target=self._write_daily, daemon=True)
                self.writer.start()

    def take(self) -> dict[str, int]:
        """The paths that came up often enough, with their numbers; counting begins anew."""
        with self.lock:
            counts, self.counts = self.counts, {}
        return {path: count for path, count in counts.items() if count >= ENOUGH}

    def store(self):
        changes.note_missing(self.take(), timezone.localdate())

    def _write_daily(self):
        while not threading.Event().wait(PAUSE.total_seconds()):
            try:
                self.store()
            except Exception:  # the next day tries again with what came since
                logger.exception("Addresses that were not found could not be stored")
            finally:
                connections.close_all()


counter = Counter()


def count_missing(path: str):
    """Take note of an address that is not there; not of one that CommonMiddleware answers with a slash at its end."""
    if is_readers_path(path) and (path.endswith("/") or not is_valid_path(f"{path}/")):
        counter.add(path)
