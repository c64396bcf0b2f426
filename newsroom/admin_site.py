"""The newsroom's own admin site."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class NewsroomAdminSite(admin.AdminSite):
    """Own name and look; no side doors."""

    site_title = _("newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = True

    @property
    def site_header(self):
        return settings.SITE_NAME

    def each_context(self, request):
        return super().each_context(request) | {"site_name": settings.SITE_NAME}

    def get_urls(self):
        # /admin/r/<type>/<id>/ would send any member of staff to the address of any object, its slug included.
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
