"""Places in the Wagtail admin: venues with their place on the map, rooms and equipment, the neighbourhoods and lines of the map."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from college import desks, rooms, waiting
from college.choosing import RowChoices
from college.models import Equipment, MapLine, Neighbourhood, Room, Venue
from college.place_panel import PlacePanel

GAPS = {
    "place": (_("No place on the map"), Q(latitude__isnull=True)),
    "rooms": (_("No room"), Q(rooms__isnull=True)),
    "access": (_("Not known how to get in"), Q(step_free__isnull=True)),
}


def venues_lacking(gap: str) -> QuerySet[Venue]:
    """The venues that lack a place on the map, a room, or facts for somebody in a wheelchair."""
    return Venue.objects.filter(GAPS[gap][1])


def _to_do(gap: str, label: Any, order: int) -> waiting.Waiting:
    return waiting.Waiting(label, lambda: venues_lacking(gap).count(), lambda: f"{reverse('venue:index')}?gap={gap}", order=order)


WAITING = (
    _to_do("place", _("Venues without a place on the map"), 60),
    _to_do("rooms", _("Venues without a room"), 61),
)


class VenueFilters(WagtailFilterSet):  # type: ignore[misc]
    """By tier, and by what is still missing."""

    gap = django_filters.ChoiceFilter(label=_("Facts still to come"), choices=[(name, label) for name, (label, _filter) in GAPS.items()], method="with_gap")

    class Meta:
        model = Venue
        fields = ["tier"]

    def with_gap(self, found: QuerySet[Venue], name: str, value: str) -> QuerySet[Venue]:
        return found.filter(GAPS[value][1])


class VenueIndex(IndexView):  # type: ignore[misc]
    """The list says how many rooms a venue has, in one query."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("parent").annotate(room_count=Count("rooms"))


class VenueViewSet(ModelViewSet):  # type: ignore[misc]
    model = Venue
    icon = "site"
    menu_hook = desks.PLACES
    menu_order = 10
    index_view_class = VenueIndex
    filterset_class = VenueFilters
    list_display = [
        "name",
        Column("get_tier_display", label=_("tier")),
        "parent",
        "address",
        Column("room_count", label=_("rooms")),
        Column("is_placed", label=_("on the map"), accessor=lambda venue: _("yes") if venue.point else _("not on it yet")),
    ]
    search_fields = ["name", "address"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("tier"), FieldPanel("parent")]),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("phone"), FieldPanel("opening_hours"), FieldPanel("directions")], heading=_("How to find it")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("step_free"), FieldPanel("lift"), FieldPanel("accessible_toilet")])], heading=_("Getting in")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]), PlacePanel()], heading=_("On the map")),
        FieldPanel("slug"),
    ]


class RoomIndex(IndexView):  # type: ignore[misc]
    """The list names the venue and the equipment of each room, in constant queries."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("venue").prefetch_related("equipment")


class RoomEditView(EditView):  # type: ignore[misc]
    """Fewer people than before may be true: it is written, and whoever wrote it reads what does not fit any more."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        for words in rooms.too_small_for(self.object) if "capacity" in form.changed_data else ():
            messages.warning(self.request, words)
        return answer


class RoomViewSet(ModelViewSet):  # type: ignore[misc]
    model = Room
    icon = "table"
    menu_hook = desks.PLACES
    menu_order = 20
    index_view_class = RoomIndex
    edit_view_class = RoomEditView
    list_display = [
        "name",
        "venue",
        "floor",
        "capacity",
        Column("equipment", label=pgettext_lazy("of a room", "equipment"), accessor=lambda room: " · ".join(str(one) for one in room.equipment.all())),
    ]
    list_filter = ["venue", "equipment"]
    search_fields = ["name", "venue__name"]
    copy_view_enabled = False
    panels = [
        FieldPanel("venue"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("capacity"), FieldPanel("floor")]),
        FieldPanel("equipment", widget=RowChoices),
    ]


class EquipmentViewSet(ModelViewSet):  # type: ignore[misc]
    model = Equipment
    icon = "list-ul"
    menu_hook = desks.PLACES
    menu_order = 40
    list_display = ["name", "order"]
    copy_view_enabled = False
    panels = [FieldPanel("name"), FieldPanel("order")]


class NeighbourhoodViewSet(ModelViewSet):  # type: ignore[misc]
    model = Neighbourhood
    icon = "home"
    menu_hook = desks.PLACES
    menu_order = 50
    list_display = ["name", Column("is_placed", label=_("on the map"), accessor=lambda row: _("yes") if row.point else _("not on it yet"))]
    search_fields = ["name"]
    copy_view_enabled = False
    panels = [FieldPanel("name"), MultiFieldPanel([FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]), PlacePanel()], heading=_("On the map"))]


class MapLineViewSet(ModelViewSet):  # type: ignore[misc]
    model = MapLine
    menu_label = _("Rivers and roads of the map")
    icon = "link"
    menu_hook = desks.PLACES
    menu_order = 60
    list_display = ["name", Column("get_kind_display", label=_("kind"))]
    copy_view_enabled = False
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]), FieldPanel("points")]


PLACES = (VenueViewSet, RoomViewSet, EquipmentViewSet, NeighbourhoodViewSet, MapLineViewSet)
