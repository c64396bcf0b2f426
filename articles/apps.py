from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self):
        from articles import receivers  # noqa: F401 the listeners to signals
        from articles.library import checks  # noqa: F401 the system checks
