"""The desk for surveys: build one, open it, print slips and a poster, close it, decide about doubtful answers, release; and words that people wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from college import desks
from college.errors import DomainError, NotAllowed
from college.roles import is_keeper
from college.waiting import Waiting
from courses.catalogue.admin.scoped import OwnSchoolForm, narrowed, of_school
from courses.catalogue.admin.torn import WholeCreate, WholeEdit
from courses.catalogue.domain import surveys
from courses.catalogue.errors.needs import AnswersBegun
from courses.catalogue.models import Survey, SurveyWords

LATER = {"title", "intro", "closes_on", "open_link", "school"}  # what may change once a survey is open


class SurveyForm(OwnSchoolForm):
    """Once it is open its questions stay. Only what the form has is written, and only into the state that it was drawn for."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and self.instance.state != Survey.State.DRAFT:
            for name in self.changed_data:
                if name not in LATER or self.instance.state == Survey.State.CLOSED:
                    self.add_error(name, ValidationError(str(AnswersBegun.message), code=AnswersBegun.code))
        return cleaned

    def save(self, commit: bool = True) -> Survey:
        if not self.instance.pk:
            self.instance.created_by = self.for_user
            return super().save(commit)
        with transaction.atomic():
            stored = Survey.objects.select_for_update(of=("self",), no_key=True).values_list("state", flat=True).get(pk=self.instance.pk)
            if stored != self.instance.state:
                raise AnswersBegun
            self.instance.save(update_fields=[*self.fields])
        return self.instance


class SurveyCreate(WholeCreate):
    """Leads on to the desk of the survey, where it is opened."""

    def get_success_url(self) -> str:
        return reverse("survey:inspect", args=[self.object.pk])


class SurveyEdit(WholeEdit):
    """A refusal is an error of the form; what was typed is kept."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            self.form, self.produced_error_message = form, str(refusal)
            return self.form_invalid(form)


class SurveyIndex(IndexView):
    """The newest first."""

    def get_base_queryset(self) -> Any:
        return Survey.objects.order_by("-opens_on", "-pk")


class SurveyPage(InspectView):
    """One survey: how it stands, and what can be done now."""

    page_title = gettext_lazy("Survey")
    template_name = "courses/catalogue/needs/admin_survey.html"

    def get_fields_context(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        survey: Survey = self.object
        day = timezone.localdate()
        return {
            **super().get_context_data(**kwargs),
            "survey": survey,
            "count": survey.sealed.count() if survey.state == Survey.State.OPEN else survey.answers,
            "slips": survey.slips.count(),
            "takes": survey.takes(day),
            "early": day < survey.opens_on,
            "doubtful": surveys.doubtful(survey),
            "words": survey.words.count(),
            "needs": survey.needs.count(),
            "most": surveys.MOST_SLIPS,
            "history": ModelLogEntry.objects.for_instance(survey).select_related("user").order_by("-timestamp")[:30],
        }


class SurveyViewSet(ModelViewSet):
    model = Survey
    icon = "form"
    name = "survey"
    menu_hook = desks.TEACHING
    menu_order = 18
    index_view_class = SurveyIndex
    add_view_class = SurveyCreate
    edit_view_class = SurveyEdit
    inspect_view_enabled = True
    inspect_view_class = SurveyPage
    inspect_template_name = SurveyPage.template_name
    copy_view_enabled = False
    list_display = [
        "title",
        Column("get_state_display", label=gettext_lazy("state")),
        "opens_on",
        "closes_on",
        Column("answers", label=gettext_lazy("answers")),
        "version",
    ]
    list_filter = ["state"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            HelpPanel(template="courses/catalogue/needs/survey_panel.html"),
            FieldPanel("title"),
            FieldPanel("slug"),
            FieldPanel("intro"),
            FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
            FieldRowPanel([FieldPanel("school"), FieldPanel("open_link")]),
            FieldPanel("questions"),
        ],
        base_form_class=SurveyForm,
    )


# ---- words


class OnlyModerated(ModelPermissionPolicy):
    """Words are written by people of the neighbourhood; the office takes down what names or insults somebody."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "change") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(SurveyWords, OnlyModerated(SurveyWords))


def words_to_see() -> Any:
    """Words of surveys that enough people have answered, in an order that says nothing."""
    return SurveyWords.objects.filter(survey__answers__gte=5).select_related("survey")


class WordsForm(WagtailAdminModelForm):
    """Lets words stand or takes them down with a reason; the words themselves are not a field."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("state") == SurveyWords.State.WITHDRAWN and not (values.get("reason") or "").strip():
            self.add_error("reason", _("Please say why."))
        return values


class WordsIndex(IndexView):
    def get_base_queryset(self) -> Any:
        return words_to_see()


class WordsEdit(EditView):
    def get_queryset(self) -> Any:
        return words_to_see()


class WordsViewSet(ModelViewSet):
    model = SurveyWords
    icon = "comment"
    name = "survey_words"
    menu_hook = desks.TEACHING
    menu_order = 61
    index_view_class = WordsIndex
    edit_view_class = WordsEdit
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["text", Column("survey", label=gettext_lazy("survey")), "state", "reason"]
    list_filter = ["state", "survey"]
    edit_handler = ObjectList(
        [HelpPanel(template="courses/catalogue/needs/words_panel.html"), FieldRowPanel([FieldPanel("state"), FieldPanel("reason")])], base_form_class=WordsForm
    )


# ---- verbs


def _hers(request: HttpRequest, pk: int) -> Survey:
    """To the office of another school it does not exist. Raises NotAllowed for everybody else."""
    if not is_keeper(request.user):
        raise NotAllowed
    return get_object_or_404(Survey.objects.filter(of_school()(request.user)), pk=pk)


def _door(act: Callable[[HttpRequest, Survey], str]) -> Callable[..., HttpResponse]:
    """A button of the desk: act, say what was done or why not, and show the survey again."""

    def door(request: HttpRequest, pk: int) -> HttpResponse:
        survey = _hers(request, pk)
        try:
            done = act(request, survey)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("survey:inspect", survey.pk)

    return require_POST(require_admin_access(door))  # type: ignore[no-any-return]


def _open(request: HttpRequest, survey: Survey) -> str:
    surveys.open_survey(survey_id=survey.pk, by=request.user, day=timezone.localdate())
    return _("The survey is open. Its questions stay as they are from now on.")


def _draft(request: HttpRequest, survey: Survey) -> str:
    surveys.back_to_draft(survey_id=survey.pk, by=request.user)
    return _("The survey is a draft again.")


def _close(request: HttpRequest, survey: Survey) -> str:
    surveys.close_now(survey_id=survey.pk, by=request.user, day=timezone.localdate())
    return _("The survey is closed and counted.")


def _settle(request: HttpRequest, survey: Survey) -> str:
    left_out = [int(number) for number in request.POST.getlist("left_out") if number.isascii() and number.isdigit() and len(number) < 5]
    surveys.settle(survey_id=survey.pk, left_out=left_out, by=request.user)
    return _("Decided. The results are there.")


def _release(request: HttpRequest, survey: Survey) -> str:
    surveys.release(survey_id=survey.pk, by=request.user, day=timezone.localdate())
    return _("Everybody can see the results now.")


@require_POST
@require_admin_access
def _version(request: HttpRequest, pk: int) -> HttpResponse:
    survey = _hers(request, pk)
    copy = surveys.new_version(survey_id=survey.pk, by=request.user, day=timezone.localdate())
    messages.success(request, _("This is the new version, a draft. The old one keeps its answers."))
    return redirect("survey:edit", copy.pk)


DOORS = {"open": _open, "draft": _draft, "close": _close, "settle": _settle, "release": _release}
URLS: list[URLPattern] = [
    *(path(f"survey/<int:pk>/{name}/", _door(act), name=f"survey_{name}") for name, act in DOORS.items()),
    path("survey/<int:pk>/version/", _version, name="survey_version"),
]
VIEWSETS = (narrowed(SurveyViewSet, of_school()), narrowed(WordsViewSet, of_school("survey__")))
WAITING = (
    Waiting(
        gettext_lazy("Surveys with doubtful answers to decide about"),
        lambda user: Survey.objects.filter(of_school()(user), state=Survey.State.CLOSED, results__isnull=True).count(),
        lambda: reverse("survey:index"),
        order=32,
        personal=True,
    ),
    Waiting(
        gettext_lazy("Words of surveys to look at"),
        lambda user: words_to_see().filter(of_school("survey__")(user), state=SurveyWords.State.HELD).count(),
        lambda: reverse("survey_words:index"),
        order=33,
        personal=True,
    ),
)

# ---- history

SAID = {
    "courses.survey_open": gettext_lazy("Opened"),
    "courses.survey_draft": gettext_lazy("Taken back to a draft"),
    "courses.survey_close": gettext_lazy("Closed and counted"),
    "courses.survey_settle": gettext_lazy("Decided about doubtful answers"),
    "courses.survey_release": gettext_lazy("Released the results"),
    "courses.survey_export": gettext_lazy("Fetched the results as a file"),
}


def register_log_actions(actions: Any) -> None:
    for action, label in SAID.items():
        actions.register_action(action, label, label)

    @actions.register_action("courses.survey_slips")
    class Slips(LogFormatter):
        label = gettext_lazy("Printed paper slips")

        def format_message(self, entry: Any) -> str:
            return _("Printed %(number)s paper slips") % {"number": (entry.data or {}).get("number", 0)}
