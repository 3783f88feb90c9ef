"""Rule sets: a draft is written and changed, then published, and from then on only read."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from college.admin_lists import RelatedIndex
from college.errors import NotAllowed
from college.tags import short_day
from courses.credits.admin.verbs import VerbCreateView, VerbEditView, ask, door
from courses.credits.domain import refusals
from courses.credits.domain.rulebook import end_rules, hold_drafts, publish_rules
from courses.credits.forms import EndRulesForm, RequiredCourseForm, RuleSetForm
from courses.credits.models import RequiredCourse, RuleSet


def _rules_of(thing: RuleSet | RequiredCourse) -> RuleSet:
    return thing if isinstance(thing, RuleSet) else thing.rule_set


class DraftEditView(VerbEditView):
    """Published rules are not opened for change. Who had them open before they were published is told so above what she typed."""

    def get_object(self, *args: Any) -> Any:
        found = super().get_object(*args)
        if self.request.method != "POST" and _rules_of(found).published_at is not None:
            raise refusals.RulesPublished
        return found


class DraftDeleteView(DeleteView):  # type: ignore[misc]
    """Nothing of published rules is deleted."""

    def get_object(self, *args: Any) -> Any:
        found = super().get_object(*args)
        if _rules_of(found).published_at is not None:
            raise refusals.RulesPublished
        return found

    def delete_action(self) -> None:
        with transaction.atomic():
            hold_drafts(_rules_of(self.object).pk)
            super().delete_action()


class RuleSetIndex(IndexView):
    """The list, with the way to publish a draft and to end what is published; published rules are only inspected."""

    def get_edit_url(self, instance: RuleSet) -> str | None:
        return None if instance.published_at else super().get_edit_url(instance)

    def get_delete_url(self, instance: RuleSet) -> str | None:
        return None if instance.published_at else super().get_delete_url(instance)

    def get_list_more_buttons(self, instance: RuleSet) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            name, words, icon = ("credits_end_rules", _("End"), "date") if instance.published_at else ("credits_publish_rules", _("Publish the rules"), "check")
            buttons.append(MenuItem(words, url=reverse(name, args=[instance.pk]), icon_name=icon, priority=5))
        return buttons


def _state(rules: RuleSet) -> str:
    return _("Published on %(day)s") % {"day": short_day(rules.published_at)} if rules.published_at else _("Draft")


class RuleSetViewSet(ModelViewSet):
    model = RuleSet
    icon = "doc-full"
    menu_label = gettext_lazy("Credit rules")
    name = "ruleset"
    index_view_class = RuleSetIndex
    add_view_class = VerbCreateView
    edit_view_class = DraftEditView
    delete_view_class = DraftDeleteView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["title", "version", "valid_from", "valid_until", Column("state", label=gettext_lazy("state"), accessor=_state)]
    inspect_view_fields = ["version", "title", "text", "valid_from", "valid_until", "minutes_per_credit", "course_cap", "published_at"]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return RuleSetForm


class RequiredCourseIndex(RelatedIndex):
    """Courses of published rules are only looked at."""

    related = ("course", "rule_set")

    def get_edit_url(self, instance: RequiredCourse) -> str | None:
        return None if instance.rule_set.published_at else super().get_edit_url(instance)

    def get_delete_url(self, instance: RequiredCourse) -> str | None:
        return None if instance.rule_set.published_at else super().get_delete_url(instance)


class RequiredCourseViewSet(ModelViewSet):
    model = RequiredCourse
    icon = "pick"
    menu_label = gettext_lazy("Required courses")
    name = "requiredcourse"
    index_view_class = RequiredCourseIndex
    add_view_class = VerbCreateView
    edit_view_class = DraftEditView
    delete_view_class = DraftDeleteView
    copy_view_enabled = False
    list_display = ["course", "rule_set"]
    list_filter = ["rule_set"]
    edit_handler = ObjectList([FieldPanel("rule_set"), PageChooserPanel("course", "courses.CoursePage")], base_form_class=RequiredCourseForm)


@door
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, since published rules stay as they are."""
    if not request.user.has_perm("courses.change_ruleset"):
        raise NotAllowed
    rules = get_object_or_404(RuleSet, pk=pk)
    context = {
        "title": _("Publish the rules"),
        "subtitle": rules,
        "facts": [(_("valid from"), short_day(rules.valid_from)), (_("valid until"), short_day(rules.valid_until)), (_("in plain words"), rules.text)],
        "warning": _("Published rules stay as they are: neither their numbers nor their words can be changed."),
        "answers": [("publish", _("Publish the rules"), True)],
    }
    done = _("The rules are published.")
    return ask(request, context=context, act=lambda: publish_rules(rule_set_id=pk, by=request.user, now=timezone.now()), done=done, back="ruleset:index")


@door
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the last day, so that other rules can follow: the one thing of published rules that can still be said."""
    if not request.user.has_perm("courses.change_ruleset"):
        raise NotAllowed
    rules = get_object_or_404(RuleSet.objects.exclude(published_at=None), pk=pk)
    form = EndRulesForm(request.POST or None, initial={"last_day": rules.valid_until})
    context = {
        "title": _("End the rules"),
        "subtitle": rules,
        "facts": [(_("valid from"), short_day(rules.valid_from)), (_("valid until"), short_day(rules.valid_until) if rules.valid_until else _("no last day"))],
        "warning": _("What was booked by these rules stays as it is. The last day can be brought forward, never put off."),
        "form": form,
        "answers": [("end", _("End"), True)],
    }
    if request.method == "POST" and not form.is_valid():
        return render(request, "courses/credits/admin_ask.html", {**context, "back": "ruleset:index"}, status=422)
    by, now = request.user, timezone.now()
    act = lambda: end_rules(rule_set_id=pk, last_day=form.cleaned_data["last_day"], by=by, now=now)  # noqa: E731
    return ask(request, context=context, act=act, done=_("The rules have a last day."), back="ruleset:index")
