"""Accounts of people in the Wagtail admin: found by name, phone or user name, given roles, a new password, or closed. What is allowed is in `accounts.py`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import groups
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from college import accounts, desks, disclosure
from college.access import ROLE_WORDS
from college.admin_lists import ShortSearch
from college.errors import DomainError
from college.models import User
from college.roles import Role

E164 = RegexValidator(r"^\+[1-9]\d{6,14}$", _("Please write the number with its country, such as +8619900000000."))
BY_HAND = "account_admin"
WHOLE = {"username": disclosure.Field.LOGIN, "email": disclosure.Field.EMAIL, "phone": disclosure.Field.PHONE}  # a form shows all of it


def role_words(group: Group) -> str:
    """A role as people call it; a group that somebody added keeps its name."""
    return str(ROLE_WORDS[Role(group.name)]) if group.name in set(Role) else group.name


class AccountFields(forms.Form):
    """One name, as people here write it; e-mail and phone may both be left out. `by` is the person at the desk."""

    first_name = None
    last_name = None
    email = forms.EmailField(label=_("e-mail address"), required=False)
    phone = forms.CharField(label=_("phone number"), required=False, validators=[E164], empty_value=None, help_text=_("In the form +8619900000000."))
    display_name = forms.CharField(label=_("name to show"), required=False, max_length=60)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        for name, field in WHOLE.items():
            if not disclosure.shows(by, field, whole=True):
                self.fields.pop(name, None)
        groups = self.fields["groups"]
        groups.queryset = accounts.groups_to_give(by)  # type: ignore[attr-defined]
        groups.label_from_instance = role_words  # type: ignore[attr-defined]
        if "is_superuser" in self.fields and not accounts.runs_all(by):
            self.fields["is_superuser"].disabled = True

    def save(self, commit: bool = True) -> User:
        """Through the verb, which looks again at who may do what."""
        given = self.cleaned_data
        return accounts.keep(account=self.instance, groups=given["groups"], password=given.get("password1") or "", by=self.by, now=timezone.now())  # type: ignore[attr-defined]


class NewAccountForm(AccountFields, UserCreationForm):  # type: ignore[misc]
    class Meta(UserCreationForm.Meta):
        fields = {"username", "email", "phone", "display_name", "is_superuser", "groups"}


class AccountForm(AccountFields, UserEditForm):  # type: ignore[misc]
    class Meta(UserEditForm.Meta):
        fields = {"username", "email", "phone", "display_name", "is_active", "is_superuser", "groups"}


class ByHand:
    """A view whose form knows who fills it in, and says a refusal of the verb in words."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            answer = self.form_invalid(form)  # type: ignore[attr-defined]
        return answer


class NewAccountView(ByHand, CreateView):  # type: ignore[misc]
    pass


class AccountView(ByHand, EditView):  # type: ignore[misc]
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not accounts.may_change(by=request.user, account_id=self.object.pk):  # type: ignore[arg-type]
            raise PermissionDenied(str(accounts.GuardedAccount.message))
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class AccountIndex(ShortSearch, IndexView):  # type: ignore[misc]
    page_title = _("Accounts")
    add_item_label = _("Add an account")

    @cached_property
    def search_fields(self) -> list[str]:
        return ["username", "display_name", "phone", "email"]

    @cached_property
    def columns(self) -> list[Any]:
        """With the roles in words and of a user name that is a number the ends; without the boxes for many at once where these are refused anyway."""
        ours = {"is_superuser": lambda _column: Column("roles", accessor=roles_of, label=_("roles")), "username": self.login_column}
        found = [ours[column.name](column) if column.name in ours else column for column in IndexView.columns.func(self)]
        return found if accounts.runs_all(self.request.user) else [column for column in found if not isinstance(column, BulkActionsCheckboxColumn)]

    def login_column(self, wagtails: Column) -> Column:
        """In the place of Wagtail's, and sorted as that is."""
        said = lambda user: disclosure.in_list(self.request.user, disclosure.Field.LOGIN, user.username)  # noqa: E731
        return Column("username", accessor=said, label=wagtails.label, sort_key="username", classname="username", width="20%")

    def get_edit_url(self, instance: User) -> str | None:
        allowed = accounts.runs_all(self.request.user) or not is_guarded(instance)
        return super().get_edit_url(instance) if allowed else None

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("groups")


def roles_of(listed: User) -> str:
    """What somebody is, in words. Of a superuser it is said as well: she may do more than her groups."""
    words = [role_words(group) for group in listed.groups.all()]
    return " · ".join([*words, *([str(ROLE_WORDS[Role.ADMINISTRATOR])] if listed.is_superuser else [])])


def is_guarded(listed: User) -> bool:
    """Of an account whose groups are at hand: a list asks for each of its rows."""
    return listed.is_superuser or bool({group.name for group in listed.groups.all()} & accounts.BY_ADMINISTRATORS)


class AccountViewSet(UserViewSet):
    """Named in `college.apps.AccountsConfig`, which stands for wagtail.users."""

    menu_hook = desks.PEOPLE
    menu_label = _("Accounts")
    menu_order = 10
    index_view_class = AccountIndex
    add_view_class = NewAccountView
    edit_view_class = AccountView

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return AccountForm if for_update else NewAccountForm


class RoleIndex(groups.IndexView):
    """The list of groups in words: their names are codes that the program asks for."""

    columns = [TitleColumn("name", label=pgettext_lazy("role", "Name"), accessor=role_words, sort_key="name", url_name="wagtailusers_groups:edit")]


class RoleViewSet(groups.GroupViewSet):
    """Named in `college.apps.AccountsConfig` as well."""

    index_view_class = RoleIndex


def refuse_many_accounts(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Wagtail's actions on many accounts at once give any role to anybody and pass the verb by: they are for administrators."""
    if not issubclass(action.model, User) or accounts.runs_all(request.user):
        return None
    messages.error(request, str(accounts.GuardedAccount.message))
    return redirect(action.next_url)
