"""What readers see of a picture's words, derived from what the editor wrote, with the names replaced that they must not see.

Whoever the picture shows counts as tagged, as in a story's tags: a withheld name goes from caption, credit and description.
"""

from django.db import transaction

from articles.models import Article, ArticleImage, Image
from people.base.locks import take_turn
from people.detection.traces import trace_of
from people.models import Name, NameTrace
from people.names import search_fold
from people.naming.hiding import masks_in, protected_names
from people.signals import announce_change

LINES = ("alt", "caption", "credit", "copyright")
DERIVED = [*(f"public_{name}" for name in LINES), "folded"]


def derive(image, protected=None):
    """Set the derived columns of the picture and store those of its texts in other languages. The caller saves the picture."""
    protected = protected_names() if protected is None else protected
    texts, shown = list(image.texts.all()), set(image.shown.values_list("subject", flat=True))
    _derive_lines(image, LINES, shown, protected)
    for text in texts:
        _derive_lines(text, ("alt", "caption"), shown, protected)
        columns = {"public_alt": text.public_alt, "public_caption": text.public_caption}
        type(text).objects.filter(pk=text.pk).update(**columns)
    names = Name.objects.filter(subject__in=shown, subject__exposure="named").values_list("text", flat=True)
    own = (image.alt, image.caption, image.credit, image.copyright, image.source, image.notes)
    lines = [*own, *(line for text in texts for line in (text.alt, text.caption)), *names]
    image.name_trace = trace_of("\n".join(line for line in lines if line), image.language)
    image.folded = search_fold("\n".join(line for line in lines if line))


def _derive_lines(row, names, shown, protected):
    lines = {name: getattr(row, name) for name in names}
    masks = masks_in("\n".join(lines.values()), row.language, shown, protected)
    for name, line in lines.items():
        setattr(row, f"public_{name}", masks.apply(line))


def keep_trace(image):
    """Keep what the stored, derived picture's words hold of names."""
    NameTrace.objects.store(image, image.name_trace)


@transaction.atomic
def rederive(images) -> list[int]:
    """Derive and store anew, without touching versions. Returns the numbers of the pictures."""
    take_turn()
    protected, traces = protected_names(), {}
    for image in images.iterator(chunk_size=100):
        derive(image, protected)
        Image.objects.filter(pk=image.pk).update(**{name: getattr(image, name) for name in DERIVED})
        traces[image.pk] = image.name_trace
    NameTrace.objects.store_all(Image, traces)
    announce_change(Image, traces)
    return list(traces)


def stories_with(images):
    """The stories that use any of the pictures, to be rendered anew after them."""
    return Article.objects.filter(pk__in=ArticleImage.objects.filter(image__in=images).order_by().values("article"))
