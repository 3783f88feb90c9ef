"""The office's list of exceptions: made for one learner and one class, with a reason; looked at, never changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from college import desks
from college.admin_lists import RelatedIndex
from college.admin_verbs import VerbCreateView
from college.person_field import PersonField
from college.tags import short_day
from courses.catalogue.admin.scoped import narrowed, of_class
from courses.selection import domain, words
from courses.selection.models import Offering, Waiver


class WaiverForm(WagtailAdminModelForm):
    """What does not count for somebody at a class, and why. Nothing ticked: earlier exceptions are taken back."""

    person = PersonField()
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("does not count for her"),
        choices=lazy(words.rule_names, list),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: earlier exceptions for this class are taken back."),
    )

    class Meta:
        model = Waiver
        fields = ["person", "offering", "reasons", "why"]
        help_texts = {"why": gettext_lazy("She can read it. Never write what illness somebody has.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = _("learner")
        offerings = Offering.objects.kept_by(self.for_user).select_related("course", "term").order_by("-term__starts_on", "course__title", "pk")
        self.fields["offering"].queryset = offerings  # type: ignore[attr-defined]
        self.fields["offering"].label_from_instance = lambda of: f"{of} · {of.term}"  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Waiver:
        given = {name: self.cleaned_data[name] for name in ("offering", "reasons", "why")}
        self.instance = domain.waive(learner=self.cleaned_data["person"], by=self.for_user, now=timezone.now(), **given)
        return self.instance


class WrittenOnce(ModelPermissionPolicy):
    """Added and looked at; the database refuses the rest, whoever asks."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("add", "view") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Waiver, WrittenOnce(Waiver))


class WaiverCreate(VerbCreateView):
    """Nothing leads on to a form that does not exist."""

    def get_success_buttons(self) -> list[Any]:
        return []


class WaiverIndex(RelatedIndex):
    related = ("offering__course", "offering__term", "learner", "by")


class WaiverViewSet(ModelViewSet):
    model = Waiver
    icon = "key"
    menu_label = gettext_lazy("Exceptions")
    name = "waiver"
    menu_hook = desks.TIMETABLE
    menu_order = 60
    index_view_class = WaiverIndex
    add_view_class = WaiverCreate
    copy_view_enabled = False
    list_display = [
        "learner",
        "offering",
        Column("reasons", label=gettext_lazy("does not count for her"), accessor=lambda one: words.listed_rules(one.reasons)),
        "why",
        "by",
        Column("at", label=gettext_lazy("decided at"), accessor=lambda one: short_day(one.at), sort_key="at"),
    ]
    list_filter = ["offering__term"]
    search_fields = ["offering__course__title", "learner__display_name"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return WaiverForm


VIEWSETS = (narrowed(WaiverViewSet, of_class("offering__")),)
