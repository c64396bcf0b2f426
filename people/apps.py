from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People and places")

    def ready(self):
        from people import receivers  # noqa: F401 the listeners to signals
        from people.search import namesakes  # noqa: F401 the listener to changed names
