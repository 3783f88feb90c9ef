"""The desk for class groups: questions and groups in a form, then the proposal, changes by hand, and the publishing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from college import desks
from college.admin_lists import RelatedIndex
from college.choosing import PageChoice
from college.errors import DomainError, NotAllowed
from college.roles import KEEPERS
from college.tags import short_day
from courses.catalogue.admin.scoped import narrowed, of_school
from courses.catalogue.admin.torn import WholeCreate, WholeEdit
from courses.catalogue.errors import ForeignSchool
from courses.catalogue.models import CoursePage
from courses.catalogue.models.scope import is_scoped, keeps, of_her_schools
from courses.selection import domain
from courses.selection.class_group_forms import GROUPING_PARTS, when_and_where
from courses.selection.class_group_words import reasons
from courses.selection.models import ClassGroup, Grouping, GroupPlace


class GroupingForm(WagtailAdminModelForm):
    """Groups meet with classes of this course in this term; published groups stay as they are."""

    def clean_course(self) -> CoursePage:
        course: CoursePage = self.cleaned_data["course"]
        if "course" in self.changed_data and not keeps(self.for_user, course.school_id):
            raise ValidationError(str(ForeignSchool.message), code=ForeignSchool.code)
        return course

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.published_at is not None:
            raise ValidationError(str(domain.GroupsPublished.message))
        return cleaned

    def is_valid(self) -> bool:
        sound: bool = super().is_valid()
        return sound and self._groups_fit()

    def _groups_fit(self) -> bool:
        kept = [form.cleaned_data for form in self.formsets["groups"].forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        course, term = self.cleaned_data["course"].pk, self.cleaned_data["term"].pk
        if not kept:
            self.add_error(None, _("Please add at least one group."))
        elif any((row["offering"].course_id, row["offering"].term_id) != (course, term) for row in kept):
            self.add_error(None, _("Each group meets with a class of this course in this term."))
        return not self.errors


class GroupingIndex(RelatedIndex):
    related = ("course", "term")

    def get_list_more_buttons(self, instance: Grouping) -> list[Any]:
        look = MenuItem(_("Proposal and groups"), url=reverse("selection_groups", args=[instance.pk]), icon_name="group", priority=15)
        return [*super().get_list_more_buttons(instance), look]


def _published(grouping: Grouping) -> str:
    return short_day(grouping.published_at) if grouping.published_at else "—"


class GroupingViewSet(ModelViewSet):
    model = Grouping
    icon = "group"
    menu_label = gettext_lazy("Class groups")
    name = "grouping"
    menu_hook = desks.TIMETABLE
    menu_order = 60
    index_view_class = GroupingIndex
    add_view_class = WholeCreate
    edit_view_class = WholeEdit
    copy_view_enabled = False
    list_display = ["course", "term", "answers_until", Column("published_at", label=pgettext_lazy("of class groups", "published on"), accessor=_published)]
    list_filter = ["term"]
    search_fields = ["course__title"]
    edit_handler = ObjectList(
        [
            FieldPanel("course", widget=PageChoice(target_models=CoursePage)),
            FieldRowPanel([FieldPanel("term"), FieldPanel("answers_until")]),
            FieldPanel("intro"),
            InlinePanel(
                "questions", [FieldPanel("text"), FieldPanel("choices", widget=forms.Textarea(attrs={"rows": 4}))], heading=gettext_lazy("Questions"), max_num=6
            ),
            InlinePanel(
                "groups",
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("offering")]),
                    FieldPanel("objective"),
                    FieldRowPanel([FieldPanel("seats"), FieldPanel("lowest"), FieldPanel("highest")]),
                ],
                heading=pgettext_lazy("of a course", "Groups"),
                min_num=1,
                max_num=12,
            ),
        ],
        base_form_class=GroupingForm,
    )


def register_log_actions(actions: Any) -> None:
    actions.register_action("courses.group_move", gettext_lazy("Moved somebody into another group"), gettext_lazy("Moved somebody into another group"))


VIEWSETS = (narrowed(GroupingViewSet, of_school("course__")),)


class MoveForm(forms.Form):
    """Somebody into another group, with words she may read."""

    learner = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    group = forms.ModelChoiceField(ClassGroup.objects.none(), label=pgettext_lazy("of a course", "Group"))
    why = forms.CharField(label=gettext_lazy("Why? She reads it."), max_length=200)

    def __init__(self, grouping: Grouping, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = grouping.groups.all()  # type: ignore[attr-defined]


@require_admin_access  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest, pk: int) -> HttpResponse:
    """The groups side by side, with everybody's reasons; the three verbs are buttons of this page."""
    if not request.user.has_perm("courses.change_grouping"):
        raise NotAllowed
    hers = of_her_schools(request.user, *KEEPERS, way="course__") if is_scoped(request.user, *KEEPERS) else None
    found = Grouping.objects.filter(hers) if hers is not None else Grouping.objects.all()
    grouping = get_object_or_404(found.select_related("course", "term").prefetch_related(*GROUPING_PARTS), pk=pk)
    move = MoveForm(grouping, request.POST if request.POST.get("verb") == "move" else None)
    if request.method == "POST" and _done(request, grouping, move):
        return redirect("selection_groups", grouping.pk)
    context = {"grouping": grouping, "move": move, **_columns(grouping)}
    return render(request, "courses/selection/admin_groups.html", context, status=422 if move.errors else 200)


def _done(request: HttpRequest, grouping: Grouping, move: MoveForm) -> bool:
    """Whether one of the verbs was carried out, or refused in words; False when the form must be shown again."""
    if move.is_bound and not move.is_valid():
        return False
    try:
        messages.success(request, _carry_out(request, grouping, move))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return True


def _carry_out(request: HttpRequest, grouping: Grouping, move: MoveForm) -> str:
    verb, this = request.POST.get("verb"), {"grouping_id": grouping.pk, "by": request.user, "now": timezone.now()}
    if verb == "move":
        values = move.cleaned_data
        place = domain.move_to_group(**this, learner_id=values["learner"], group_id=values["group"].pk, why=values["why"])
        return _("%(name)s is in “%(group)s” now.") % {"name": place.learner.get_full_name(), "group": place.group}
    if verb == "publish":
        domain.publish_groups(**this)
        return _("The groups hold from now on, and everybody sees hers.")
    places = domain.propose_groups(**this)
    return ngettext("A proposal for %(count)s person.", "A proposal for %(count)s people.", len(places)) % {"count": len(places)}


def _columns(grouping: Grouping) -> dict[str, Any]:
    """For each group its people with their reasons; those without one, once published also who has come since; and who has given her seat back."""
    people = {seat.learner_id: seat.learner for seat in domain.people_of(grouping).select_related("learner")}
    kept = _places(grouping)
    late = people.keys() - {place.learner_id for place in kept} if grouping.published_at is not None else set()
    places = [place for place in kept if place.learner_id in people] + [GroupPlace(grouping=grouping, learner=people[pk]) for pk in sorted(late)]
    columns = [(group, when_and_where(group.offering), [place for place in places if place.group_id == group.pk]) for group in grouping.groups.all()]
    return {
        "columns": columns,
        "without": [place for place in places if place.group_id is None],
        "left": [place for place in kept if place.learner_id not in people],
        "people": len(people),
        "answered": grouping.answers.filter(learner__in=people).count(),
        "outdated": bool(kept) and grouping.published_at is None and people.keys() != {place.learner_id for place in kept},
    }


def _places(grouping: Grouping) -> list[GroupPlace]:
    places = list(grouping.places.select_related("learner", "group").order_by("learner__display_name", "learner"))
    for place in places:
        place.reasons = reasons(place)  # type: ignore[attr-defined]
    return places


URLS: list[URLPattern] = [path("groups/<int:pk>/", groups, name="selection_groups")]
