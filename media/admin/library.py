"""The list of all recordings, and the page of one."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from college import desks
from college.admin_lists import RelatedIndex
from college.roles import is_keeper
from media.admin import words
from media.domain import keeping
from media.domain.answering import kept_by
from media.domain.removing import last_days
from media.forms import ConsentForm, UploadForm
from media.keeping import GRACE
from media.models import Recording
from media.places import places


class OnlyLookedAt(ModelPermissionPolicy):
    """Recordings come by uploads and go by verbs; no form writes their rows."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and is_keeper(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Recording, OnlyLookedAt(Recording))
STANDINGS = (
    ("work", _("Being prepared")),
    ("ready", _("Ready")),
    ("failed", _("Failed")),
    ("unsaid", _("Without the answer who can be seen")),
    ("left_out", _("Something was left out")),
    ("unattached", _("Without a lesson")),
    ("removed", _("Removed")),
)


class RecordingFilter(WagtailFilterSet):
    standing = django_filters.ChoiceFilter(label=_("state"), choices=STANDINGS, method="narrow", widget=forms.RadioSelect, empty_label=_("All"))

    class Meta:
        model = Recording
        fields: list[str] = []

    def narrow(self, queryset: QuerySet[Recording], name: str, value: str) -> QuerySet[Recording]:
        return getattr(self, f"_{value}", lambda rows: rows)(queryset)

    def _work(self, rows: QuerySet[Recording]) -> QuerySet[Recording]:
        return rows.exclude(step="").exclude(state=Recording.State.FAILED)

    def _ready(self, rows: QuerySet[Recording]) -> QuerySet[Recording]:
        return rows.filter(state=Recording.State.READY)

    def _failed(self, rows: QuerySet[Recording]) -> QuerySet[Recording]:
        return rows.filter(state=Recording.State.FAILED)

    def _unsaid(self, rows: QuerySet[Recording]) -> QuerySet[Recording]:
        return rows.filter(consent=Recording.Consent.UNSAID)

    def _left_out(self, rows: QuerySet[Recording]) -> QuerySet[Recording]:
        return rows.exclude(left_out={})

    def _unattached(self, rows: QuerySet[Recording]) -> QuerySet[Recording]:
        return rows.exclude(pk__in=places().taken())


class RecordingIndex(RelatedIndex):
    """Constant queries: the lessons of one page's recordings are asked for at once."""

    related = ("owner",)

    def get_base_queryset(self) -> Any:
        """Removed ones are shown only to who asks for them."""
        rows = kept_by(self.request.user).select_related(*self.related)
        return rows.exclude(removed_at=None) if self.request.GET.get("standing") == "removed" else rows.kept()

    def get_table(self, object_list: Any) -> Any:
        found = places().of([recording.pk for recording in object_list])
        for recording in object_list:
            recording.place = found.get(recording.pk)
        return super().get_table(object_list)


def _lesson(recording: Any) -> str:
    return recording.place.words if recording.place else "—"


def _size(recording: Recording) -> str:
    return filesizeformat(recording.stored_bytes if recording.measured_at else recording.size)


class RecordingPage(InspectView):
    """All about one recording, with what can be done now."""

    page_title = _("Recording")
    template_name = "media/admin_recording.html"

    def get_object(self, queryset: Any = None) -> Recording:
        found = kept_by(self.request.user).select_related("owner").filter(pk=self.pk).first()
        if found is None:
            raise Http404
        return found

    def get_fields_context(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recording: Recording = self.object
        return {
            **super().get_context_data(**kwargs),
            "recording": recording,
            "standing": words.standing(recording),
            "length": words.length(recording),
            "left_out": words.left_out(recording),
            "place": places().of([recording.pk]).get(recording.pk),
            "renditions": recording.renditions.all(),
            "captions": recording.captions.all(),
            "moments": recording.moments.count(),
            "last_day": words.kept_until(last_days([recording])[recording.pk]),
            "back_until": recording.removed_at + GRACE if recording.removed_at else None,
            "history": keeping.history(recording),
            "consent": ConsentForm.of(recording),
            "upload": UploadForm(),
        }


class RecordingViewSet(ModelViewSet):
    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    name = "recording"
    menu_hook = desks.TEACHING
    menu_order = 30
    index_view_class = RecordingIndex
    inspect_view_enabled = True
    inspect_view_class = RecordingPage
    inspect_template_name = RecordingPage.template_name
    copy_view_enabled = False
    exclude_form_fields: list[str] = []
    filterset_class = RecordingFilter
    search_fields = ["title", "original_name", "owner__display_name", "owner__username"]
    search_backend_name = None
    list_display = [
        "__str__",
        Column("owner", label=_("whose")),
        Column("place", label=_("lesson"), accessor=_lesson),
        Column("standing", label=_("state"), accessor=words.standing),
        Column("length", label=_("length"), accessor=words.length, sort_key="duration_ms"),
        Column("size", label=_("on the disk"), accessor=_size, sort_key="stored_bytes"),
        DateColumn("created_at", label=_("uploaded at"), sort_key="created_at", width="12%"),
    ]
