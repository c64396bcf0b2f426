"""The text-only version of any page of the readers': ?text=1 behind its address, for a bad line and for programs that read aloud.

It is made of the page itself, so that it says the same, is as public, and is there for each page that will ever be added. No
page of it is larger than 30 kB; what is longer has several.
"""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path

from newsroom.web.plain_html import Plain, made_plain
from people.base.pages import absolute
from people.base.text_only import PART, TEXT, is_page, with_text

#: So many bytes of a page are for the text; what stands around it has the rest.
MOST = 22_000
#: Where the template leaves room for the plain HTML, which is made of escaped text alone.
ROOM = "<!-- the text -->"


class TextOnly:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or request.GET.get(TEXT) != "1" or not is_page(request.path_info):
            return self.get_response(request)
        asked = request.GET.get(PART, "1")
        # Whatever the page makes of its query, such as links to its next part, knows nothing of this.
        request.GET = request.GET.copy()
        for name in (TEXT, PART):
            request.GET.pop(name, None)
        return self._made_plain(request, self.get_response(request), asked)

    def _made_plain(self, request, response, asked: str):
        if response.status_code in (301, 302) and response.has_header("Location"):
            response.headers["Location"] = with_text(response.headers["Location"])
            return response
        if (
            response.status_code >= 500
            or response.streaming
            or not response.headers.get("Content-Type", "").startswith("text/html")
        ):
            return response
        plain = made_plain(response.text, MOST)
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
        if not 0 < number <= len(plain.parts):
            return self._made_plain(request, render(request, "404.html", status=404), "1")
        response.content = shown(request, plain, number)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def shown(request, plain: Plain, number: int) -> str:
    """The page of one part."""
    path = escape_uri_path(request.path)  # no browser is to take what stands in it for another host
    whole = f"{path}?{query}" if (query := request.GET.urlencode()) else path
    text = plain.part(number, whole)
    context = {
        "title": plain.title.strip(),
        "canonical": plain.canonical or absolute(path),
        "whole": whole,
        "has_heading": "<h1" in text,
        "number": number,
        "total": len(plain.parts),
        "previous": with_text(whole, part=number - 1) if number > 1 else "",
        "next": with_text(whole, part=number + 1) if number < len(plain.parts) else "",
    }
    return render_to_string("text_only.html", context, request).replace(ROOM, text, 1)
