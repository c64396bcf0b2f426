"""The picture library in the admin, split by what is done there."""

from articles.admin.library.image import ImageAdmin

__all__ = ["ImageAdmin"]
