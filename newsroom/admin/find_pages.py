"""The page and the window of "Search everywhere".

The window asks by POST: what is typed stands in no address, so in no history of a browser and no log of a proxy.
"""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from newsroom.admin.finding import LONGEST, find


@require_http_methods(["GET", "HEAD", "POST"])
def find_everywhere(request, site):
    """The rows alone for the window; for a browser without scripts a page of them."""
    if request.method == "POST":
        groups = find(request.POST.get("words", ""), request.user)
        return render(request, "admin/find/_rows.html", {"groups": groups})
    asked = request.GET.get("q", "")[:LONGEST]
    context = {"groups": find(asked, request.user), "asked": asked, "title": _("Search everywhere")}
    return render(request, "admin/find/page.html", site.each_context(request) | context)
