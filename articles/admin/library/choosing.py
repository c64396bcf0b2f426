"""The chooser: a part of a page, fetched into a dialogue over the story, in which a picture is found or added."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import path

from articles.admin.library.cards import Card
from people.base.fields import tidy_line

EACH_PAGE = 24


class Chooser:
    """Mixin for the admin class of pictures: adds the address of the chooser."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.choose_view)
        return [path("choose/", view, name="articles_image_choose"), *super().get_urls()]

    def choose_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = tidy_line(request.GET.get("q", ""))[:200]
        found = self.get_queryset(request).not_withdrawn().found_by(query, request.user).order_by(*self.ordering)
        page = Paginator(found, EACH_PAGE).get_page(request.GET.get("page", "")[:9])
        context = {
            "query": query,
            "page": page,
            "cards": [Card.of(image, request.user) for image in page],
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/articles/image/_choose.html", context)
