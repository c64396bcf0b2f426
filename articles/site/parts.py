"""Of which packages a story is a part, and what stands before and after it there."""

from dataclasses import dataclass

from articles.models import Article, Package, PackageStory

#: So many packages are named on the page of a story.
NAMED = 3


@dataclass
class Part:
    """The package of which a story is a part, and its neighbours there."""

    package: Package
    previous: Article | None = None
    next: Article | None = None


def parts_of(article) -> list[Part]:
    """One query for a story that stands in no package, two for others."""
    own = PackageStory.objects.filter(
        article=article.pk, package__in=Package.objects.shown().in_edition(article.language)
    )
    own = list(own.select_related("package").order_by("package")[:NAMED])
    if not own:
        return []
    columns = ("position", "package", "article__language", "article__slug", "article__public_title")
    rows = PackageStory.objects.public().filter(package__in=[part.package_id for part in own])
    rows = list(rows.exclude(article=article.pk).order_by("position").select_related("article").only(*columns))
    return [_part(mine, [row for row in rows if row.package_id == mine.package_id]) for mine in own]


def _part(mine, others) -> Part:
    before = [row.article for row in others if row.position < mine.position]
    after = [row.article for row in others if row.position > mine.position]
    return Part(mine.package, before[-1] if before else None, after[0] if after else None)


def neighbours(parts: list[Part]) -> list[int]:
    """The keys of the stories to which the parts lead."""
    return [story.pk for part in parts for story in (part.previous, part.next) if story]
