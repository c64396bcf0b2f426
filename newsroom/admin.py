"""Accounts: made and deactivated by administrators, each with one role."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.models import User
from people.staff import StaffAdmin

ROLE_NAMES = {"reporter": _("Reporter"), "editor": _("Editor"), "admin": _("Administrator")}


def role_name(group) -> str:
    return str(ROLE_NAMES.get(group.name, group.name))


class RoleField(forms.ModelChoiceField):
    """One of the roles that the user at the desk may give."""

    def label_from_instance(self, group):
        return role_name(group)


def roles_within_reach(user):
    """The roles with no permission beyond the user's own: nobody makes another account mightier than theirs."""
    if user.is_superuser:
        return Group.objects.order_by("name")
    own = user.get_all_permissions()
    beyond = [key for key, permission in _permissions() if permission not in own]
    return Group.objects.exclude(permissions__in=beyond).order_by("name")


def _permissions():
    rows = Permission.objects.values_list("pk", "content_type__app_label", "codename")
    return [(key, f"{app}.{codename}") for key, app, codename in rows]


class RoleForm(forms.ModelForm):
    """Stores the role as the account's one group."""

    role = RoleField(
        label=_("Role"), queryset=Group.objects.none(), help_text=_("What the account may do; see the handbook.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].queryset = roles_within_reach(self.asked_by)
            self.initial.setdefault("role", self.instance.groups.first() if self.instance.pk else None)

    def _save_m2m(self):
        super()._save_m2m()
        if role := self.cleaned_data.get("role"):
            self.instance.groups.set([role])


class AccountForm(RoleForm, UserChangeForm):
    pass


class NewAccountForm(RoleForm, UserCreationForm):
    class Meta:
        model = User
        fields = ["username"]

    def save(self, commit=True):
        self.instance.is_staff = True
        return super().save(commit)


@admin.register(User)
class UserAdmin(StaffAdmin, StockUserAdmin):
    """Nobody gives more than they have: superusers are made on the command line and touched only by superusers."""

    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    list_display = ["username", "full_name", "role", "signs_as", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    list_select_related = ["person"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    autocomplete_fields = ["person"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("What the account may do"), {"fields": ["role", "is_active"]}),
        (_("Who it is"), {"fields": [("first_name", "last_name"), "email", "person", "language"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2", "role"]}),
        (_("Who it is"), {"fields": [("first_name", "last_name"), "email", "person", "language"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"asked_by": request.user})

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def get_readonly_fields(self, request, obj=None):
        """One's own role and access are for others to change."""
        own = obj is not None and obj.pk == request.user.pk
        return ["role", "is_active"] if own else super().get_readonly_fields(request, obj)

    @admin.display(description=pgettext_lazy("of an account", "name"))
    def full_name(self, obj):
        return obj.get_full_name()

    @admin.display(description=_("role"))
    def role(self, obj):
        return ", ".join(role_name(group) for group in obj.groups.all())

    @admin.display(description=_("signs as"), ordering="person__label")
    def signs_as(self, obj):
        return obj.person and obj.person.here


def may_manage(user, account) -> bool:
    """Whether this user may change that account: never one that may do more than the user."""
    if user.is_superuser or user.pk == account.pk:
        return True
    return not account.is_superuser and account.get_all_permissions() <= user.get_all_permissions()


# Roles are code (newsroom/roles.py), which every migration puts back.
admin.site.unregister(Group)
