"""What every answer carries, and in which language it speaks. Readers' pages depend on the path and on nothing else."""

from django.conf import settings
from django.utils import translation

from people.base.pages import edition_of

STAFF_PATH = "/admin/"

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
        "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


def is_staff_path(request) -> bool:
    return request.path.startswith(STAFF_PATH)


class SafeHeaders:
    """Headers for every answer, errors and static files included; what no view declared public is not stored."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in (
            ("Permissions-Policy", PERMISSIONS_POLICY),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ):
            response.headers.setdefault(name, value)
        if is_staff_path(request) or not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        if is_staff_path(request):
            response._csp_update = {"img-src": ["data:", "blob:"]} | getattr(response, "_csp_update", {})
        return response


class ForgetfulForReaders:
    """Takes a reader's cookies out of the request: there are none of ours, and no later part can answer one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_staff_path(request):
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)


class EditionMiddleware:
    """Speaks the language of the edition that the path names; the staff's own is set later, by StaffLanguageMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        edition = edition_of(request.path_info)
        with translation.override(edition):
            request.LANGUAGE_CODE = edition
            response = self.get_response(request)
        if not is_staff_path(request):
            response.headers.setdefault("Content-Language", edition)
        return response


class StaffLanguageMiddleware:
    """The admin speaks the language that its user chose."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_staff_path(request):
            return self.get_response(request)
        language = getattr(request.user, "language", "") or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)
