"""The addresses of the text-only version of pages."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

TEXT, PART = "text", "part"
#: Addresses of this site that are no pages of the readers'.
NO_PAGES = ("/static/", "/media/", "/admin/", "/preview/", "/livez", "/readyz", "/api/")
NO_PAGE_ENDS = (".xml", ".txt", ".json", ".rss", ".atom", ".png", ".jpg", ".webp", ".svg", ".pdf")


def with_text(address: str, **more) -> str:
    """The address of the text-only version of the page of this site to which an address leads; any other as it is."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    is_own = not (parts.scheme or parts.netloc) and (parts.path or parts.query)
    if not is_own or not is_page(parts.path):
        return address
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in (TEXT, PART)
    ]
    return urlunsplit(("", "", parts.path, urlencode([*query, (TEXT, "1"), *more.items()]), parts.fragment))


def is_page(path: str) -> bool:
    """Whether readers may find a page there, to judge by the path alone."""
    return not (path.startswith(NO_PAGES) or path.endswith(NO_PAGE_ENDS))
