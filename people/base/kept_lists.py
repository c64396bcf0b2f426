"""A list stays as it was searched and filtered while one works on its rows: the address of each page carries that along.

The stock admin carries it into a form and back to the list after saving. Here it also survives moves, questions that are
asked first, and everything else that leads from one page of a row to another.
"""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.urls import Resolver404, resolve, reverse

#: The stock admin's own word for it.
FILTERS = "_changelist_filters"
MOST_LETTERS = 2000


def filters_of(request) -> str:
    """The query of the list that the user came from, or of which this is a page; nothing where they came from elsewhere."""
    match = request.resolver_match
    is_list = bool(match and (match.url_name or "").endswith("_changelist"))
    filters = request.GET.urlencode() if is_list else request.GET.get(FILTERS, "")
    return urlencode(_pairs(filters)) if len(filters) <= MOST_LETTERS else ""


def list_address(name: str, request) -> str:
    """The list of that name, as the user left it."""
    filters = filters_of(request) if request else ""
    return f"{reverse(name)}?{filters}" if filters else reverse(name)


def keep(request, response):
    """Carry it along when the answer leads to another page of the same rows."""
    if 300 <= response.status_code < 400:
        response["Location"] = carried(request, response["Location"])
    return response


def carried(request, address: str) -> str:
    """An address to which an answer leads, with the list where that is of the same rows."""
    filters = filters_of(request)
    return _with(address, filters, _rows_of(request.resolver_match)) if filters else address


def _with(address: str, filters: str, rows: str) -> str:
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return address
    if parts.netloc or not rows or _rows_of(match) != rows:
        return address
    query = _pairs(parts.query)
    if match.url_name == f"{rows}_changelist":
        query = query or _pairs(filters)
    elif FILTERS not in dict(query):
        query.append((FILTERS, filters))
    return urlunsplit(parts._replace(query=urlencode(query)))


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:  # more than any list has
        return []


def _rows_of(match) -> str:
    """The rows that a page of the admin is about: ``articles_article`` of ``articles_article_change``."""
    names = (match.url_name or "").split("_") if match and match.app_names == ["admin"] else []
    return "_".join(names[:2]) if len(names) > 2 else ""
