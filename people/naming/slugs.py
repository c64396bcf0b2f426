"""Addresses: free ones, and old ones that redirect and are never given to another."""

from django.contrib.contenttypes.models import ContentType
from django.utils.crypto import get_random_string

from people.base.transliteration import make_slug
from people.models import OldSlug, Subject

CHUNK = 500


def free_slug(instance, text: str, language: str = "", *, fallback: str = "", taken: set[str] | None = None) -> str:
    """A slug made of the text that no other row of the instance's model has or ever had.

    The model's ``slug`` field decides the length; a number is added where the plain slug is taken. Who makes many passes
    ``taken`` (see ``all_taken``), which is else asked of the database.
    """
    model, field = type(instance)._meta.get_field("slug").model, instance._meta.get_field("slug")
    base = make_slug(text, language, fallback=fallback, max_length=field.max_length - 8)
    if taken is None:
        taken = set(_known(model).filter(slug__startswith=base).exclude(pk=instance.pk).values_list("slug", flat=True))
        taken |= set(
            _old(model).filter(slug__startswith=base).exclude(object_id=instance.pk or 0).values_list("slug", flat=True)
        )
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def all_taken(model) -> set[str]:
    """Every slug that a row of the model has or once had."""
    return {*_known(model).values_list("slug", flat=True), *_old(model).values_list("slug", flat=True)}


def move(instance, slug: str, *, keep_old: bool = True):
    """Give the instance another slug and save it; the one it had redirects from now on, unless ``keep_old`` is off."""
    model, old = type(instance)._meta.get_field("slug").model, instance.slug
    instance.slug = slug
    make_way(instance)
    instance.save(update_fields=["slug"])
    _old(model).filter(slug=slug, object_id=instance.pk).delete()
    if not keep_old:
        _old(model).filter(object_id=instance.pk).delete()
    elif old and old != slug:
        remember(instance, old)


def hide(instance, slug: str):
    """Give the subject another slug; those that it had are answered no more, and kept until ``bring_back``."""
    former = _old(Subject).filter(object_id=instance.pk)
    if not instance.kept_slugs:
        instance.kept_slugs = {"slug": instance.slug, "old": sorted(former.values_list("slug", flat=True))}
        instance.save(update_fields=["kept_slugs"])
    move(instance, slug, keep_old=False)


def bring_back(instance, slug: str, *, keep_old: bool):
    """Give the subject the slugs again that it had before it was hidden, as far as nobody else has them; else this one."""
    kept, instance.kept_slugs = instance.kept_slugs, {}
    own = kept.get("slug", "")
    instance.save(update_fields=["kept_slugs"])
    move(instance, own if own and not is_taken(instance, own) else slug, keep_old=keep_old)
    for old in kept.get("old", ()):
        if not is_taken(instance, old):
            remember(instance, old)


def remember(instance, old: str):
    """Let the old slug of this row redirect."""
    model = type(instance)._meta.get_field("slug").model
    OldSlug.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(model), slug=old, defaults={"object_id": instance.pk}
    )


def is_taken(instance, slug: str) -> bool:
    """Whether another row of the model has the slug, or had it once."""
    model = type(instance)._meta.get_field("slug").model
    return (
        _known(model).filter(slug=slug).exclude(pk=instance.pk).exists()
        or _old(model).filter(slug=slug).exclude(object_id=instance.pk or 0).exists()
    )


def former_owner(model, slug: str) -> int | None:
    """The primary key of the row that once had this slug."""
    return _old(model).filter(slug=slug).values_list("object_id", flat=True).first()


def make_way(*instances):
    """Whoever holds an instance's slug and is known to nobody gets another: to call it taken would tell of them."""
    ours = {one.slug: one.pk for one in instances if type(one)._meta.get_field("slug").model is Subject}
    wanted = sorted(ours)
    for start in range(0, len(wanted), CHUNK):
        for pk, slug in _unknown().filter(slug__in=wanted[start : start + CHUNK]).values_list("pk", "slug"):
            if pk != ours[slug]:
                Subject.objects.filter(pk=pk).update(slug=random_slug())


def random_slug() -> str:
    """That tells nothing."""
    return get_random_string(12, "abcdefghjkmnpqrstuvwxyz23456789")


def _known(model):
    rows = model._base_manager.all()
    return rows.exclude(pk__in=_unknown().values("pk")) if model is Subject else rows


def _unknown():
    """Protected subjects that no reader has ever found: not all of the staff may know of them."""
    return Subject.objects.protected().never_listed()


def _old(model):
    return OldSlug.objects.filter(content_type=ContentType.objects.get_for_model(model))
