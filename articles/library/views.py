"""The bytes of pictures. Whether a picture may be fetched is asked of the library at each request; no file is ever moved.

What is not in the table of shapes has no address, and the master lies under a name that is not in it.
"""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, register_converter
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles import library
from articles.models import Image
from articles.pictures import shapes

MAX_AGE = 300
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Robots-Tag": "noarchive",
}


class TokenConverter:
    regex = "[0-9a-f]{32}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class NameConverter(TokenConverter):
    """The name of one of the files that are made of pictures."""

    regex = "(?:{})[.](?:{})".format("|".join(map(str, [*shapes.WHOLE, *shapes.CROPS])), "|".join(shapes.FORMATS))


register_converter(TokenConverter, "picture_token")
register_converter(NameConverter, "picture_file")


@require_safe
def public(request, token, name):
    """For everyone; hidden, withdrawn and unknown are one answer."""
    image = get_object_or_404(Image.objects.public().with_public_until().only("token", "version"), token=token)
    seconds = MAX_AGE
    if image.public_until:
        seconds = min(MAX_AGE, int((image.public_until - timezone.now()).total_seconds()))
    return answer(request, image, name, f"public, max-age={max(0, seconds)}")


@require_safe
def for_staff(request, token, name):
    """Below /admin/, for those who may see the picture."""
    image = get_object_or_404(Image.objects.visible_to(request.user).only("token", "version"), token=token)
    return answer(request, image, name, "private, no-store")


def answer(request, image, name: str, cache_control: str) -> HttpResponse:
    """The file of a picture that whoever asks may have; Http404 if it is not there."""
    file = library.path(image.token, name)
    try:
        found = file.stat()
    except OSError:
        raise Http404 from None
    etag = f'"{image.token}-{image.version}-{found.st_mtime_ns:x}-{found.st_size:x}"'
    # Below /admin/ nothing is kept, so nothing is compared.
    unchanged = "no-store" not in cache_control and get_conditional_response(request, etag, int(found.st_mtime))
    response = unchanged or _bytes(request, image, name, file)
    facts = {"ETag": etag, "Last-Modified": http_date(found.st_mtime), "Cache-Control": cache_control}
    for header, value in (SAFE | facts).items():
        response.headers[header] = value
    return response


def _bytes(request, image, name, file) -> HttpResponse:
    content_type = shapes.FORMATS[name.rpartition(".")[2]]
    if settings.MEDIA_ACCEL_REDIRECT:
        # The server in front sends the file, from a location that it shows to nobody.
        address = f"{settings.MEDIA_ACCEL_REDIRECT}{image.token[:2]}/{image.token}/{name}"
        return HttpResponse(content_type=content_type, headers={"X-Accel-Redirect": address})
    try:
        if request.method == "HEAD":
            return HttpResponse(content_type=content_type, headers={"Content-Length": file.stat().st_size})
        return FileResponse(file.open("rb"), content_type=content_type)
    except OSError:
        raise Http404 from None


urlpatterns = [
    path("media/<picture_token:token>/<picture_file:name>", public, name="media"),
    path("admin/media/<picture_token:token>/<picture_file:name>", for_staff, name="media_for_staff"),
]
