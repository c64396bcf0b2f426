"""Sentences of Django's own that our catalogues word anew, named here so that `make messages` takes them in.

Its translations put the name of a kind into a sentence as it stands, where a language with cases and genders needs another
form: "Добавить рубрика", "человек был успешно добавлен". Ours ask no form of it: "Новая запись: рубрика". Nothing imports this.
"""

from django.utils.translation import gettext_noop as _

LABELS = [_("active")]
TITLES = [
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
]
BUTTONS = [
    _("Add %(name)s"),
    _("Add another %(verbose_name)s"),
    _("Add another %(model)s"),
    _("Change selected %(model)s"),
    _("View selected %(model)s"),
    _("Delete selected %(model)s"),
    _("Save and add another"),
    _("Save and continue editing"),
]
MESSAGES = [
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("You may edit it again below."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("Designates whether this user should be treated as active. Unselect this instead of deleting accounts."),
    _("Raw passwords are not stored, so there is no way to see the user’s password."),
]
HISTORY = [
    _("Added {name} “{object}”."),
    _("Changed {fields} for {name} “{object}”."),
    _("Deleted {name} “{object}”."),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
]
#: Days of the week stand within a line: "Запланировано на вт 24 ноября".
DAYS = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
