"""Who may do what with a picture."""

from django.core.exceptions import PermissionDenied

from articles.models import Image


def may_edit(user, image) -> bool:
    """Editors edit every picture's words, others those that they added."""
    if not user.is_active or not user.has_perm("articles.change_image"):
        return False
    return user.has_perm("articles.edit_all_images") or image.uploaded_by_id == user.pk


def may_change(user, image) -> bool:
    """Others than editors no longer, once an editor has decided what readers see: its words would reach them unread."""
    if not may_edit(user, image):
        return False
    return user.has_perm("articles.edit_all_images") or not Image.objects.with_readers().filter(pk=image.pk).exists()


def may_redact(user, image) -> bool:
    """A picture that readers can see only with the right to withdraw it, any other by whoever may change its words.

    In a story that an editor has approved or scheduled it is an editor's.
    """
    if user.has_perm("articles.withdraw_image"):
        return Image.objects.visible_to(user).filter(pk=image.pk).exists()
    return may_change(user, image) and not Image.objects.public().filter(pk=image.pk).exists()


def require(user, permission, image=None):
    if not user.is_active or not user.has_perm(permission):
        raise PermissionDenied
    if image is not None and not Image.objects.visible_to(user).filter(pk=image.pk).exists():
        raise PermissionDenied


def require_edit(user, image):
    if not may_change(user, image):
        raise PermissionDenied


def require_redact(user, image):
    if not may_redact(user, image):
        raise PermissionDenied
