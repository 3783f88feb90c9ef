"""What the library says about a recording, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from college.tags import short_day
from media.failures import words
from media.keeping import GRACE
from media.models import Recording


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that could not be made, and why."""

    step: str
    part: str
    reason: str


def left_out(recording: Recording) -> list[LeftOut]:
    return [LeftOut(step, str(Recording.Step(step).label), words(code, step)) for step, code in recording.left_out.items()]


def standing(recording: Recording) -> str:
    """State and progress in one line."""
    if recording.removed_at:
        return _("Removed; can be taken back until %(day)s") % {"day": short_day(recording.removed_at + GRACE)}
    if recording.state == Recording.State.READY:
        return _ready(recording)
    if recording.state == Recording.State.ENCODING:
        return _("%(state)s, %(percent)s%%") % {"state": recording.get_state_display(), "percent": recording.progress}
    return str(recording.get_state_display())


def _ready(recording: Recording) -> str:
    state = str(recording.get_state_display())
    if not recording.is_agreed:
        return _("Ready; waits for the answer who can be seen")
    if recording.step:
        return _("%(state)s; now: %(part)s") % {"state": state, "part": Recording.Step(recording.step).label}
    if number := len(recording.left_out):
        return ngettext("%(state)s, %(n)s part left out", "%(state)s, %(n)s parts left out", number) % {"state": state, "n": number}
    return state


def length(recording: Recording) -> str:
    """Hours, minutes and seconds; a dash while nobody knows."""
    seconds = recording.duration_ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" if seconds else "—"


def kept_until(day: datetime | None) -> str:
    return short_day(day) if day else _("for as long as the college likes")
