from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class NewsroomAdminConfig(AdminConfig):
    """The stock admin, with our site in the place of the default one."""

    default_site = "newsroom.admin_site.NewsroomAdminSite"


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Newsroom"

    def ready(self):
        from newsroom import checks, roles  # noqa: F401

        post_migrate.connect(roles.sync_after_migrate, sender=self)
