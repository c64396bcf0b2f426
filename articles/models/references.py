"""Which of our stories link to which: a derived table, kept in step by articles.rendering.references."""

from django.db import models

from articles.models.querysets import StoryLinkQuerySet


class StoryLink(models.Model):
    """The text of one story leads to another, as readers see it, now or when its time has come."""

    source = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="links_in")

    objects = StoryLinkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="story_link_once", fields=["source", "target"])]

    def __str__(self):
        return f"{self.source_id} → {self.target_id}"
