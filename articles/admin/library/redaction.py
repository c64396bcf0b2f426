"""Covering faces, number plates and whatever else must not be seen: mark areas, see them once more, and cover them for good."""

from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import library
from articles.admin.library.cards import whole_picture
from articles.admin.library.forms import ReaskForm
from people.base.stale import is_stale

#: So many areas are enough for a crowd; each costs time.
MOST_AREAS = 60
#: Rows to fill in where no script draws.
BLANK_ROWS = 4
PARTS = ("x", "y", "width", "height")
#: The overlay is drawn in units of a thousandth of the picture's width.
UNITS = 1000


class Redaction:
    """Mixin for the admin class of pictures: the page on which areas are marked, and the question before they are covered."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.redact_view)
        return [path("<int:pk>/redact/", view, name="articles_image_redact"), *super().get_urls()]

    @csrf_protect_m
    def redact_view(self, request, pk):
        image = self.get_object(request, str(pk))
        if image is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not library.may_redact(request.user, image):
            raise PermissionDenied
        if request.method != "POST":
            return self._marking(request, image, [])
        rows = posted_rows(request.POST)
        problem = self._problem(request, image, rows)
        if problem or "_back" in request.POST:
            return self._marking(request, image, rows, problem)
        if "_sure" not in request.POST:
            return self._once_more(request, image, rows, ReaskForm())
        form = ReaskForm(request.POST)
        if not form.is_valid():
            return self._once_more(request, image, rows, form)
        return self._redact(request, image, rows)

    @staticmethod
    def _problem(request, image, rows) -> str:
        """Why these areas cannot be covered in this picture."""
        if is_stale(request.POST.get("version"), image.version):
            return _("The picture was changed after you opened this page. Check that the areas still fit, then go on.")
        if not rows:
            return _("Mark at least one area to cover.")
        if len(rows) > MOST_AREAS:
            return _("Mark at most %(count)d areas at once.") % {"count": MOST_AREAS}
        if any(area_of(row) is None for row in rows):
            return _("Each area needs four numbers from 0 to 100, and has to lie inside the picture.")
        return ""

    def _context(self, request, image, rows) -> dict:
        style = request.POST.get("style")
        areas = [drawn(area, image) for area in map(area_of, rows) if area]
        return self.admin_site.each_context(request) | {
            "title": _("Cover parts of the picture"), "opts": self.opts, "original": image, "rows": rows,
            "style": style if style in {"solid", "mosaic"} else "solid", "areas": areas,
            "shown": whole_picture(image), "units": UNITS, "unit_height": round(UNITS * image.height / image.width),
        }  # fmt: skip

    def _marking(self, request, image, rows, problem=""):
        context = self._context(request, image, rows) | {"problem": problem, "blank": range(BLANK_ROWS)}
        return TemplateResponse(request, "admin/articles/image/redact.html", context)

    def _once_more(self, request, image, rows, form):
        context = self._context(request, image, rows) | {"form": form}
        return TemplateResponse(request, "admin/articles/image/redact_confirm.html", context)

    def _redact(self, request, image, rows):
        style = "mosaic" if request.POST.get("style") == "mosaic" else "solid"
        try:
            library.redact(image, [area_of(row) | {"style": style} for row in rows], by=request.user)
        except ValidationError as refusal:
            return self._marking(request, image, rows, " ".join(refusal.messages))
        self.log_change(request, image, [{"changed": {"fields": [_("picture")]}}])
        messages.success(request, _("Covered. The earlier picture is destroyed. Check that nothing was missed."))
        return HttpResponseRedirect(reverse("admin:articles_image_change", args=[image.pk]))


def posted_rows(data) -> list[dict]:
    """The areas as they were typed or drawn, in percent; rows without any number are none."""
    columns = [data.getlist("shape"), *(data.getlist(part) for part in PARTS)]
    rows = [dict(zip(("shape", *PARTS), values, strict=True)) for values in zip(*columns, strict=False)]
    return [row for row in rows if any(row[part].strip() for part in PARTS)]


def area_of(row) -> dict | None:
    """The area in fractions of the picture; None where a number is none or lies outside."""
    try:
        parts = {part: float(row[part].replace(",", ".")) / 100 for part in PARTS}
    except ValueError:
        return None
    inside = 0 <= parts["x"] < 1 and 0 <= parts["y"] < 1 and 0 < parts["width"] <= 1 and 0 < parts["height"] <= 1
    shape = "ellipse" if row["shape"] == "ellipse" else "rectangle"
    return {"shape": shape, **parts} if inside else None


def drawn(area, image) -> dict:
    """The area in the units of the overlay."""
    ratio = image.height / image.width
    x, width = round(area["x"] * UNITS), round(area["width"] * UNITS)
    y, height = round(area["y"] * UNITS * ratio), round(area["height"] * UNITS * ratio)
    middle = {"cx": x + width // 2, "cy": y + height // 2, "rx": width // 2, "ry": height // 2}
    return {"shape": area["shape"], "x": x, "y": y, "width": width, "height": height, **middle}
