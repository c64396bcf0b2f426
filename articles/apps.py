from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self):
        from articles import receivers  # noqa: F401 the listeners to signals
        from articles.library import checks, renditions  # noqa: F401 the system checks
        from articles.workflow import mailing
        from people.base import jobs

        jobs.register(mailing.KIND, do=mailing.send, start=mailing.send_soon, rests=mailing.RESTS)
        jobs.register(
            renditions.KIND, do=renditions.do_job, start=renditions.start_preparing, rests=(renditions.CLAIM,)
        )
