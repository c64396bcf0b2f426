"""Who may do what with a story."""

from articles.models import Article, Status


def may_edit(user, article) -> bool:
    """Editors edit everything; others what is their own and not yet approved or published; nobody what was discarded."""
    if not user.has_perm("articles.change_article") or article.discarded_at is not None:
        return False
    if user.has_perm("articles.edit_all_articles"):
        return True
    return article.status in {Status.DRAFT, Status.IN_REVIEW} and owns(user, article)


def may_tag(user, article) -> bool:
    """Whether the user may say whom the story names, and nothing else of it."""
    return user.has_perm("articles.tag_article") and article.discarded_at is None


def owns(user, article) -> bool:
    return Article.objects.owned_by(user).filter(pk=article.pk).exists()


def has_in_hand(user, article) -> bool:
    """Editors have every story in hand, others their own."""
    return user.has_perm("articles.edit_all_articles") or owns(user, article)


def sees(user, article) -> bool:
    return Article.objects.visible_to(user).filter(pk=article.pk).exists()
