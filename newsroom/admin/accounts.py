"""Accounts: people are invited, given one role, and closed out again, by administrators."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, Value, When
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from taggit.models import Tag

from newsroom import accounts
from newsroom.accounts import roles
from newsroom.models import Invitation, User
from people.base.admin import StaffAdmin, name_of

ROLE_NAMES = {
    "reporter": _("Reporter"),
    "tagger": _("Tagger"),
    "editor": _("Editor"),
    "chief": _("Chief editor"),
    "admin": _("Administrator"),
}
ROLE_DUTIES = {
    "reporter": _("Writes, sees and changes their own drafts, submits them for review."),
    "tagger": _("Reads all stories and tags people, places and organisations in them. Changes nothing else."),
    "editor": _("Changes all stories, approves, publishes, schedules and corrects them. Sees protected names."),
    "chief": _("Also withdraws published stories, merges records of people, reads the log."),
    "admin": _("Also invites people and decides what their accounts may do."),
}


def role_name(group) -> str:
    return str(ROLE_NAMES.get(group.name, group.name))


class RoleField(forms.ModelChoiceField):
    """One of the roles that the user at the desk may give, each with what it does."""

    widget = forms.RadioSelect

    def label_from_instance(self, group):
        duties = ROLE_DUTIES.get(group.name, "")
        return format_html('<strong>{}</strong> <span class="duties">{}</span>', role_name(group), duties)


def roles_within_reach(user):
    """The roles with no permission beyond the user's own: nobody makes another account mightier than theirs."""
    order = Case(*(When(name=name, then=Value(place)) for place, name in enumerate(roles.NAMES)), default=Value(99))
    known = Group.objects.order_by(order, "name")
    if user.is_superuser:
        return known
    own = user.get_all_permissions()
    beyond = [key for key, permission in _permissions() if permission not in own]
    return known.exclude(permissions__in=beyond)


def _permissions():
    rows = Permission.objects.values_list("pk", "content_type__app_label", "codename")
    return [(key, f"{app}.{codename}") for key, app, codename in rows]


def may_manage(user, account) -> bool:
    """Whether this user may change that account: never one that may do more than the user."""
    if user.is_superuser or user.pk == account.pk:
        return True
    return not account.is_superuser and account.get_all_permissions() <= user.get_all_permissions()


class AccountForm(forms.ModelForm):
    """Stores the role as the account's one group."""

    role = RoleField(label=_("Role"), queryset=Group.objects.none(), empty_label=None)

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "person", "language", "time_zone", "is_active"]
        field_classes = {"username": UsernameField}
        labels = {
            "username": _("Sign-in name"),
            "language": _("Language"),
            "is_active": _("May sign in"),
        }
        help_texts = {
            "username": _("Letters, digits and @ . + - _ only; colleagues see it."),
            "email": _("Optional: you send the invitation link yourself."),
            "is_active": _("Untick to close the account and end its sessions. What the person wrote stays."),
            "time_zone": _("Where the person works. Forms still use the newsroom's time."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].queryset = roles_within_reach(self.asked_by)
            self.initial.setdefault("role", self.instance.groups.first() if self.instance.pk else None)
        for name, nothing in (("language", _("Same as the site")), ("time_zone", _("Same as the newsroom"))):
            if name in self.fields:
                choices = self.fields[name].choices
                self.fields[name].choices = [("", nothing), *(choice for choice in choices if choice[0] != "")]

    def clean_username(self):
        name = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another account has this name: choose a different one."))
        return name

    def _save_m2m(self):
        super()._save_m2m()
        if role := self.cleaned_data.get("role"):
            accounts.give_role(self.instance, role)


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return list(ROLE_NAMES.items())

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class StateFilter(admin.SimpleListFilter):
    title = _("account")
    parameter_name = "state"
    states = {"active": (_("Active"), True), "closed": (_("Closed"), False)}

    def lookups(self, request, model_admin):
        return [(key, word) for key, (word, _is_active) in self.states.items()]

    def queryset(self, request, queryset):
        return queryset.filter(is_active=self.states[self.value()][1]) if self.value() in self.states else queryset


@admin.register(User)
class UserAdmin(StaffAdmin):
    """Nobody gives more than they have: superusers are made on the command line and touched only by superusers."""

    form = AccountForm
    is_record_form = True
    change_form_template = "admin/newsroom/user/change_form.html"
    list_display = ["name", "role", "language_name", "last_signed_in", "state"]
    list_display_links = ["name"]
    list_filter = [RoleFilter, StateFilter]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    autocomplete_fields = ["person"]
    who = (_("Who it is"), {"fields": [("first_name", "last_name"), "username", "email", "person"]})
    speaks = (_("Language and time"), {"fields": ["language", "time_zone"]})
    fieldsets = [who, (_("What the account may do"), {"fields": ["role", "is_active"]}), speaks]
    add_fieldsets = [who, (_("What the account may do"), {"fields": ["role"]}), speaks]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"asked_by": request.user})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "person":
            field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def get_readonly_fields(self, request, obj=None):
        """One's own role and access are for others to change."""
        own = obj is not None and obj.pk == request.user.pk
        return ["role", "is_active"] if own else super().get_readonly_fields(request, obj)

    # The list ------------------------------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Staff accounts")} | (extra_context or {}))

    @admin.display(description=pgettext_lazy("of an account", "name"), ordering="username")
    def name(self, obj):
        real = obj.get_full_name()
        below = format_html(' <span class="sign-in-name">{}</span>', obj.username) if real else ""
        return format_html('<span class="real-name">{}</span>{}', real or obj.username, below)

    @admin.display(description=_("role"))
    def role(self, obj):
        return ", ".join(role_name(group) for group in obj.groups.all())

    @admin.display(description=_("language"), ordering="language")
    def language_name(self, obj):
        return obj.get_language_display() if obj.language else gettext("Same as the site")

    @admin.display(description=_("last signed in"), ordering="last_login", empty_value=_("never"))
    def last_signed_in(self, obj):
        """The day alone: when somebody works is nobody's business."""
        return date_format(localtime(obj.last_login).date()) if obj.last_login else None

    @admin.display(description=_("account"), ordering="is_active")
    def state(self, obj):
        if not obj.is_active:
            return format_html('<span class="stage stage-withdrawn">{}</span>', gettext("Closed"))
        if not obj.has_usable_password():
            return format_html('<span class="stage stage-in_review">{}</span>', gettext("Invited"))
        return format_html('<span class="stage stage-published">{}</span>', gettext("Active"))

    # The form ------------------------------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["title"] = _("Invite somebody") if add else name_of(obj)
        context["subtitle"] = None
        if add:
            context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        elif obj:
            context |= {"show_save_and_add_another": False, "access": self._access(request, obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _access(self, request, obj) -> dict:
        """What stands beside the form: how the person comes in, and what can be done about it."""
        obj = User.objects.get(pk=obj.pk)  # a form with errors has written on the other instance
        may_change = self.has_change_permission(request, obj)
        own = obj.pk == request.user.pk
        return {
            "state": self.state(obj),
            "last_signed_in": self.last_signed_in(obj),
            "link": Invitation.objects.open().filter(user=obj).first(),
            "is_new": not obj.has_usable_password(),
            "own": own,
            "may_link": may_change and not own and obj.is_active,
            "may_end_sessions": may_change and obj.is_active,
        }

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            accounts.after_closing(obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._show_link(request, obj)

    def _show_link(self, request, account):
        """The link, this once: only its hash is stored. Not kept for a page to redirect to, for that would store it."""
        token = accounts.new_link(account, by=request.user)
        context = self.admin_site.each_context(request) | {
            "title": _("Link for %(name)s") % {"name": name_of(account)},
            "opts": self.opts,
            "account": account,
            "link": request.build_absolute_uri(reverse(f"{self.admin_site.name}:welcome_link", args=[token])),
            "hours": int(Invitation.LIFETIME.total_seconds() // 3600),
        }
        return TemplateResponse(request, "admin/newsroom/user/link.html", context)

    # Views of their own ----------------------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/new-link/", view(self.new_link_view), name="newsroom_user_new_link"),
            path("<int:pk>/end-sessions/", view(self.end_sessions_view), name="newsroom_user_end_sessions"),
            *super().get_urls(),
        ]

    def _account_to_change(self, request, pk):
        if not self.has_change_permission(request):
            raise PermissionDenied
        account = self.get_object(request, str(pk))
        if account is None:
            raise Http404
        if not (self.has_change_permission(request, account) and account.is_active):
            raise PermissionDenied
        return account

    @method_decorator(require_POST)
    def new_link_view(self, request, pk):
        account = self._account_to_change(request, pk)
        if account.pk == request.user.pk:
            raise PermissionDenied  # one's own password is changed by who knows it
        with transaction.atomic():
            self.log_change(request, account, gettext("Created a password link."))
            return self._show_link(request, account)

    @method_decorator(require_POST)
    def end_sessions_view(self, request, pk):
        account = self._account_to_change(request, pk)
        with transaction.atomic():
            accounts.end_sessions(account)
            self.log_change(request, account, gettext("Ended all sessions."))
        if account.pk == request.user.pk:
            return HttpResponseRedirect(reverse(f"{self.admin_site.name}:login"))
        messages.success(request, _("%(name)s is signed out everywhere.") % {"name": account})
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:newsroom_user_change", args=[pk]))


# Roles are code (newsroom/accounts/roles.py), which every migration puts back. Topics are our own tags, kept in articles.
admin.site.unregister([Group, Tag])
