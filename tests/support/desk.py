"""What a desk does to stories, for tests that are about something else."""

from articles import workflow


def publish(article, *, by, **options):
    """Publish a story whose dek or byline the test does not care for."""
    workflow.publish(article, by=by, reason="It is urgent.", **options)
