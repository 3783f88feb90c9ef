"""The office's desk for ratings: words that wait for a person's eye, and the policies. Ratings themselves are nobody's to look at."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from college import desks
from college.roles import KEEPERS
from college.waiting import Waiting
from courses.catalogue.models.scope import classes_of_her_schools
from courses.evaluation.domain import comments_to_see
from courses.evaluation.forms import CommentForm
from courses.evaluation.models import Comment, EvaluationPolicy


class OnlyModerated(ModelPermissionPolicy):
    """Words are written by learners and deleted by nobody; the office lets them pass or takes them down, once they are shown with enough others."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "change") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Comment, OnlyModerated(Comment))


def of_her_schools(user: Any) -> QuerySet[Comment]:
    return comments_to_see().filter(classes_of_her_schools(user, *KEEPERS, way="offering__"))


class CommentIndex(IndexView):
    """Only words that are shown with enough others, in an order that says nothing."""

    def get_base_queryset(self) -> Any:
        return of_her_schools(self.request.user)


class CommentEdit(EditView):
    """The same for one of them."""

    def get_queryset(self) -> Any:
        return of_her_schools(self.request.user)


class CommentViewSet(ModelViewSet):
    model = Comment
    icon = "comment"
    menu_label = _("Words of learners")
    name = "comment"
    menu_hook = desks.TEACHING
    menu_order = 60
    index_view_class = CommentIndex
    edit_view_class = CommentEdit
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["text", Column("offering", label=_("class")), "state", "reason"]
    list_filter = ["state"]
    edit_handler = ObjectList(
        [
            HelpPanel(template="courses/evaluation/comment_panel.html"),
            FieldRowPanel([FieldPanel("state"), FieldPanel("reason")]),
        ],
        base_form_class=CommentForm,
    )


class EvaluationPolicyViewSet(ModelViewSet):
    model = EvaluationPolicy
    icon = "calendar-check"
    menu_label = _("Rules of rating")
    name = "evaluation_policy"
    menu_hook = desks.TEACHING
    menu_order = 70
    copy_view_enabled = False
    list_display = ["valid_from", "valid_until", "window_days", "minimum_answers", "eligible_percent"]
    form_fields = ["valid_from", "valid_until", "window_days", "minimum_answers", "eligible_percent"]


VIEWSETS = (CommentViewSet, EvaluationPolicyViewSet)
WAITING = (
    Waiting(
        _("Words of learners to look at"),
        lambda user: of_her_schools(user).filter(state=Comment.State.HELD).count(),
        lambda: reverse("comment:index"),
        order=30,
        personal=True,
    ),
)
