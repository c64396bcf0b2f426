"""What no line of a log may hold."""

import logging
import re

SECRET = re.compile(
    r"(/preview/|/welcome/)[A-Za-z0-9_-]+|((?:/admin/[^\s?\"']*|/(?:search|people|organizations|places)/(?:feed\.\w+)?)\?)[^\s\"']+"
)


class WithoutSecrets(logging.Filter):
    """Takes out of every line that names the address of a request the tokens of shared previews and of invitations, and
    what was searched for: in the admin it may be a name that is withheld, and what readers look for is nobody's business.
    """

    def filter(self, record):
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_without(value) for value in record.args)
        if record.exc_info and SECRET.search(text := logging.Formatter().formatException(record.exc_info)):
            record.exc_info, record.exc_text = None, _without(text)
        return True


def _without(value):
    return SECRET.sub(r"\1\2…", value) if isinstance(value, str) else value
