"""The site's onion service: Tor Browser is led to it, and what it asks there is answered without https."""

from django.conf import settings

from newsroom.web.middleware import is_staff_path


class OnionService:
    """Answers for the host that ONION_HOST names, and offers it to readers who come by https.

    Tor encrypts by itself and an onion service seldom has a certificate, so nothing leads its readers to https. The header
    is of the Tor Project: https://community.torproject.org/onion-services/advanced/onion-location/
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.ONION_HOST:
            return self.get_response(request)
        if request.get_host() == settings.ONION_HOST:
            return self._answered_there(request)
        response = self.get_response(request)
        if request.is_secure() and response.status_code == 200 and not is_staff_path(request):
            response.headers["Onion-Location"] = f"http://{settings.ONION_HOST}{request.get_full_path()}"
        return response

    def _answered_there(self, request):
        if settings.SECURE_PROXY_SSL_HEADER:
            name, value = settings.SECURE_PROXY_SSL_HEADER
            request.META[name] = value
        response = self.get_response(request)
        response.headers.pop("Strict-Transport-Security", None)
        response._csp_replace = {"upgrade-insecure-requests": None}
        return response
