"""Two accounts of one person: what she watched is put together, and what hangs on a seat that goes moves to the seat that stays."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from college.merging import Move, Mover
from courses.learning.models import Attendance, CheckAttempt, Completion, PlaySession, WatchClock, WatchSummary
from courses.learning.rules import watching as rules
from courses.selection.merging import pairs, twice
from courses.selection.models import Lesson

BEST = (Attendance.State.PRESENT, Attendance.State.LATE, Attendance.State.LEAVE, Attendance.State.ABSENT)


def hold(move: Move) -> None:
    """A beat of a player begins with the learner's clock, a list of who was there with its lesson."""
    list(WatchClock.objects.filter(learner__in=[move.kept, move.gone]).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    list(Lesson.objects.filter(offering__in=twice(move)).order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def move(move: Move) -> dict[str, int]:
    moved = {"watched": _watched(move), "attendance": 0, "attempts": 0, "completions": 0}
    for stays, goes in pairs(move):
        moved["attendance"] += _attendance(stays, goes)
        moved["attempts"] += _attempts(stays, goes)
        moved["completions"] += _completion(stays, goes)
    return moved


def _watched(move: Move) -> int:
    """The seconds of both together, each once; the place where she was last."""
    both = WatchSummary.objects.filter(learner__in=[move.kept, move.gone]).order_by("pk").select_for_update(of=("self",))
    mine = {summary.recording_id: summary for summary in both if summary.learner_id == move.kept.pk}
    theirs = [summary for summary in both if summary.learner_id == move.gone.pk]
    for summary in theirs:
        twin = mine.get(summary.recording_id)
        if twin is None:
            WatchSummary.objects.filter(pk=summary.pk).update(learner=move.kept)
        else:
            _joined(twin, summary)
    PlaySession.objects.filter(learner=move.gone).update(learner=move.kept)
    WatchClock.objects.filter(learner=move.gone).delete()
    return len(theirs)


def _joined(twin: WatchSummary, summary: WatchSummary) -> None:
    spans = rules.merge(twin.spans, summary.spans)
    latest = max(twin, summary, key=lambda one: one.updated_at)
    twin.spans, twin.seconds = [list(span) for span in spans], rules.length(spans)
    twin.exact = [list(span) for span in rules.merge(twin.exact, summary.exact)]
    twin.position_ms, twin.updated_at = latest.position_ms, latest.updated_at
    summary.delete()
    twin.save(update_fields=["spans", "seconds", "exact", "position_ms", "updated_at"])


def _attendance(stays: int, goes: int) -> int:
    """Of two marks for one lesson the better one: she was there."""
    mine = {line.roll_call_id: line for line in Attendance.objects.filter(enrolment=stays)}
    lines = list(Attendance.objects.filter(enrolment=goes))
    for line in lines:
        twin = mine.get(line.roll_call_id)
        if twin is None:
            Attendance.objects.filter(pk=line.pk).update(enrolment=stays)
            continue
        better = min(twin.state, line.state, key=lambda state: BEST.index(Attendance.State(state)))
        Attendance.objects.filter(pk=twin.pk).update(state=better)
        line.delete()
    return len(lines)


def _attempts(stays: int, goes: int) -> int:
    """Tries are numbered on; of two open ones the one of the seat that stays goes on."""
    if CheckAttempt.objects.filter(enrolment=stays, submitted_at=None).exists():
        CheckAttempt.objects.filter(enrolment=goes, submitted_at=None).delete()
    last = CheckAttempt.objects.filter(enrolment=stays).aggregate(last=Max("number"))["last"] or 0
    tries = list(CheckAttempt.objects.filter(enrolment=goes).order_by("number"))
    for number, attempt in enumerate(tries, start=last + 1):
        CheckAttempt.objects.filter(pk=attempt.pk).update(enrolment=stays, number=number)
    return len(tries)


def _completion(stays: int, goes: int) -> int:
    """A class is completed once; a second completion stays with the seat that goes, where the ledger has settled it."""
    if Completion.objects.filter(enrolment=stays).exists():
        return 0
    return Completion.objects.filter(enrolment=goes).update(enrolment=stays)


MOVER = Mover(
    "learning",
    move,
    {
        "watched": _("Recordings watched"),
        "attendance": _("Marks of attendance in the same class"),
        "attempts": _("Tries of a check in the same class"),
        "completions": _("Completions of the same class"),
    },
    order=120,
    hold=hold,
)
