"""How what people did with a recording reads in its history."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from media.models import Recording

PLAIN = {
    "media.retry": gettext_lazy("Tried again"),
    "media.cancel": gettext_lazy("Ended the work"),
    "media.replace": gettext_lazy("Replaced the file"),
    "media.place": gettext_lazy("Gave it its lesson"),
    "media.take_back": gettext_lazy("Took it back"),
    "media.delete": gettext_lazy("Deleted for good"),
}


def register_log_actions(actions: Any) -> None:
    for action, label in PLAIN.items():
        actions.register_action(action, label, label)
    actions.register_action("media.answer")(Answered)
    actions.register_action("media.redo")(Redone)
    actions.register_action("media.remove")(Removed)


class Answered(LogFormatter):
    label = gettext_lazy("Said who can be seen")

    def format_message(self, entry: Any) -> str:
        said = _named(Recording.Consent, entry.data.get("consent", ""))
        return _("%(said)s; learners may download it") % {"said": said} if entry.data.get("may_download") else said


class Redone(LogFormatter):
    label = gettext_lazy("Made a part again")

    def format_message(self, entry: Any) -> str:
        return _("Made again: %(part)s") % {"part": _named(Recording.Step, entry.data.get("step", ""))}


class Removed(LogFormatter):
    label = gettext_lazy("Removed")

    def format_message(self, entry: Any) -> str:
        return _("Removed, since it was kept long enough") if entry.data.get("by_rule") else _("Removed")


def _named(choices: Any, value: str) -> str:
    """The words of a stored code; the code itself once there is no such choice any more."""
    return str(dict(choices.choices).get(value, value))
