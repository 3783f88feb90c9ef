"""Workflows, their letters and their reports."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = [
    _("This %(model_name)s is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _("Publishing this %(model_name)s will cancel the current workflow."),
    _("This page was marked as needing changes at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _("This page is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _("Your pages and snippets in a workflow"),
    _('The %(model_name)s "%(title)s" has been approved in moderation stage "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been approved in "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been rejected in moderation stage "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been rejected during "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been submitted for approval in moderation stage "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been submitted for approval to moderation stage "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been submitted for approval in moderation stage "%(task)s"'),
    _("You can preview the %(model_name)s here:"),
    _('The %(model_name)s "%(title)s" has been approved in workflow "%(workflow)s".'),
    _('The %(model_name)s "%(title)s" has been approved in "%(workflow)s".'),
    _('The %(model_name)s "%(title)s" has been rejected during "%(task)s" in workflow "%(workflow)s" by %(rejector)s.'),
    _('The %(model_name)s "%(title)s" has been rejected during "%(task)s" in workflow "%(workflow)s".'),
    _('The %(model_name)s "%(title)s" has been rejected during "%(workflow)s".'),
    _('The %(model_name)s "%(title)s" has been submitted for moderation to workflow "%(workflow)s" by %(requester)s.'),
    _('The %(model_name)s "%(title)s" has been submitted for moderation to workflow "%(workflow)s".'),
    _('The page "%(title)s" has been submitted to workflow "%(workflow)s"'),
    _('The %(model_name)s "%(title)s" has been submitted to workflow "%(workflow)s"'),
    _("%(model_name)s '%(object)s' has been submitted for moderation."),
    _("%(model_name)s '%(object)s' created and submitted for moderation."),
    _("Workflow on %(model_name)s '%(object)s' has been restarted."),
    _("Workflow on %(model_name)s '%(object)s' has been cancelled."),
    _("The %(model_name)s '%(title)s' is not currently awaiting moderation."),
    _("The %(model_name)s '%(title)s' is not currently awaiting moderation in task '%(task_name)s'."),
    _("This %(model_name)s hasn't been submitted for moderation yet"),
    _("Status %(status)s"),
    _("%(action)s by <b>%(who)s</b> at <b>%(at)s</b>"),
    _("%(action)s at <b>%(at)s</b>"),
    _("%(action)s by <b>%(who)s</b>"),
    _("Cancelled by %(cancelled_by)s"),
    _("Changes requested %(finished_at)s"),
    _("Sent to %(task_name)s %(started_at)s"),
    _("%(status_display)s %(task_name)s %(started_at)s"),
    _(
        "This workflow is currently in progress on %(workflow_states_in_progress)s pages. Deleting this workflow will cancel moderation on these page. Are you sure you want to delete this workflow?"  # noqa: E501
    ),
    _("Assign your workflow to snippets"),
    _("This workflow is disabled so it cannot be assigned to any snippets."),
    _("Disabled"),
    _("Page types usage"),
    _("Locked by"),
    _("Anyone"),
    _("By task"),
    _("By workflow"),
    _("Show disabled"),
]
MANY = [
    ngettext_lazy("1 snippet type", "%(counter)s snippet types", 0),
    ngettext_lazy(
        "This workflow is in progress on %(states_in_progress)d page/snippet. Disabling this workflow will cancel moderation on this page/snippet.",
        "This workflow is in progress on %(states_in_progress)d pages/snippets. Disabling this workflow will cancel moderation on these pages/snippets.",
        0,
    ),
    ngettext_lazy(
        "This task is in progress on %(states_in_progress)d page/snippet. Disabling this task will cause it to be skipped in the moderation workflow and not be listed for selection when editing a workflow.",  # noqa: E501
        "This task is in progress on %(states_in_progress)d pages/snippets. Disabling this task will cause it to be skipped in the moderation workflow and not be listed for selection when editing a workflow.",  # noqa: E501
        0,
    ),
]
