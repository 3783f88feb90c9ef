"""The college in the Wagtail admin: schools, places, terms, teachers, and the accounts of people."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from college.access import ROLE_WORDS
from college.choosing import RowChoices
from college.models import Room, School, Teacher, Term, Venue
from college.roles import Role

E164 = RegexValidator(r"^\+[1-9]\d{6,14}$", _("Please write the number with its country, such as +8619900000000."))


class SchoolViewSet(ModelViewSet):
    model = School
    icon = "home"
    add_to_settings_menu = False
    list_display = ["name", "tagline", "order"]
    copy_view_enabled = False
    panels = [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("order")]


class VenueViewSet(ModelViewSet):
    model = Venue
    icon = "site"
    list_display = ["name", Column("get_tier_display", label=_("tier")), "parent", "address"]
    list_filter = ["tier"]
    search_fields = ["name", "address"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("tier"), FieldPanel("parent")]),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("phone"), FieldPanel("directions")], heading=_("How to find it")),
    ]


class RoomViewSet(ModelViewSet):
    model = Room
    icon = "table"
    list_display = ["name", "venue", "capacity"]
    list_filter = ["venue"]
    search_fields = ["name", "venue__name"]
    copy_view_enabled = False
    panels = [FieldPanel("venue"), FieldRowPanel([FieldPanel("name"), FieldPanel("capacity")])]


class TermViewSet(ModelViewSet):
    model = Term
    icon = "calendar"
    list_display = ["name", "starts_on", "ends_on", DateColumn("selection_opens_at", label=_("selection opens"))]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("Teaching")),
        FieldRowPanel([FieldPanel("selection_opens_at"), FieldPanel("selection_closes_at")], heading=_("Selection")),
    ]


class TeacherViewSet(ModelViewSet):
    model = Teacher
    icon = "user"
    menu_order = 200
    list_display = ["name", "title", "user"]
    search_fields = ["name", "title"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("title"),
        FieldPanel("bio"),
        FieldPanel("schools", widget=RowChoices),
        FieldPanel("user", help_text=_("The account with which this teacher signs in. It lets her edit the courses that she teaches.")),
    ]


class CollegeGroup(ModelViewSetGroup):
    """What changes once a term or less, in one place."""

    items = (TeacherViewSet, TermViewSet, VenueViewSet, RoomViewSet, SchoolViewSet)
    menu_label = _("College")
    menu_name = "college"
    menu_icon = "home"
    menu_order = 400


# ---- accounts


def role_words(group: Group) -> str:
    """A role as people call it; a group that somebody added keeps its name."""
    return str(ROLE_WORDS[Role(group.name)]) if group.name in set(Role) else group.name


class AccountFields(forms.Form):
    """One name, as people here write it; e-mail and phone may both be left out."""

    first_name = None
    last_name = None
    email = forms.EmailField(label=_("e-mail address"), required=False)
    phone = forms.CharField(label=_("phone number"), required=False, validators=[E164], empty_value=None, help_text=_("In the form +8619900000000."))
    display_name = forms.CharField(label=_("name to show"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].label_from_instance = role_words  # type: ignore[attr-defined]


class NewAccountForm(AccountFields, UserCreationForm):  # type: ignore[misc]
    class Meta(UserCreationForm.Meta):
        fields = {"username", "email", "phone", "display_name", "is_superuser", "groups"}


class AccountForm(AccountFields, UserEditForm):  # type: ignore[misc]
    class Meta(UserEditForm.Meta):
        fields = {"username", "email", "phone", "display_name", "is_active", "is_superuser", "groups"}


class AccountViewSet(UserViewSet):
    """Named in `college.apps.AccountsConfig`, which stands for wagtail.users."""

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return AccountForm if for_update else NewAccountForm
