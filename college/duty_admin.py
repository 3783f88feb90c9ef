"""The desk for duties in the Wagtail admin: who holds which role until when. Each form is one verb of `college.duties`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput

from college import desks, duties
from college.admin_lists import RelatedIndex
from college.admin_verbs import VerbCreateView, VerbEditView
from college.models import Duty
from college.person_field import PersonField
from college.tags import short_day


class NewDutyForm(WagtailAdminModelForm):
    """A role for somebody, with its days."""

    person = PersonField()

    class Meta:
        model = Duty
        fields = ["person", "role", "school", "building", "valid_from", "valid_until"]
        widgets = {"valid_from": AdminDateInput, "valid_until": AdminDateInput}
        help_texts = {
            "school": _("Empty means all four schools."),
            "building": _("For roles in a building, such as: Fangxing Garden, building 3."),
            "valid_until": _("A role in a building needs a last day. On the day after, the role opens nothing any more."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate
        role = self.fields["role"]
        role.choices = [(code, words) for code, words in role.choices if not code or duties.may_give(by=self.for_user, role=code)]  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Duty:
        given = {name: self.cleaned_data[name] for name in ("role", "school", "building", "valid_from", "valid_until")}
        self.instance = duties.give(user=self.cleaned_data["person"], by=self.for_user, now=timezone.now(), **given)
        return self.instance


class DutyForm(WagtailAdminModelForm):
    """Another last day; anything else is another duty."""

    class Meta:
        model = Duty
        fields = ["valid_until"]
        widgets = {"valid_until": AdminDateInput}

    def save(self, commit: bool = True) -> Duty:
        until = self.cleaned_data["valid_until"]
        self.instance = duties.change_end(duty_id=self.instance.pk, valid_until=until, by=self.for_user, now=timezone.now())
        return self.instance


class EndView(DeleteView):  # type: ignore[misc]
    """Deleting here is ending now: the duty stays to be read."""

    page_title = _("End the duty")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.object.ended_at:
            raise PermissionDenied(str(duties.DutyOver.message))
        return super().dispatch(request, *args, **kwargs)

    def delete_action(self) -> None:
        duties.end(duty_id=self.object.pk, by=self.request.user, now=timezone.now())


class DutyIndex(RelatedIndex):
    """Live duties can be changed, ended ones read."""

    related = ("user", "school", "given_by")
    page_title = _("Roles with dates")

    def get_edit_url(self, instance: Duty) -> str | None:
        return None if instance.ended_at else super().get_edit_url(instance)

    def get_delete_url(self, instance: Duty) -> str | None:
        return None if instance.ended_at else super().get_delete_url(instance)


def _last_day(duty: Duty) -> str:
    if duty.ended_at:
        return str(_("ended on %(day)s") % {"day": short_day(duty.ended_at)})
    return short_day(duty.valid_until) if duty.valid_until else str(_("until further notice"))


class DutyViewSet(ModelViewSet):
    model = Duty
    icon = "tag"
    menu_hook = desks.PEOPLE
    menu_label = _("Roles with dates")
    menu_order = 20
    index_view_class = DutyIndex
    add_view_class = VerbCreateView
    edit_view_class = VerbEditView
    delete_view_class = EndView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "user",
        Column("get_role_display", label=_("role")),
        "building",
        "school",
        Column("valid_from", label=_("first day"), accessor=lambda duty: short_day(duty.valid_from), sort_key="valid_from"),
        Column("valid_until", label=_("last day"), accessor=_last_day, sort_key="valid_until"),
    ]
    list_filter = ["role", "school"]
    search_fields = ["user__display_name", "user__username", "building"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return DutyForm if for_update else NewDutyForm
