"""A recording was cut anew: what everybody has watched of it moves along, in the transaction that publishes the cut."""

from courses.learning import rules
from courses.learning.models import PlaySession, WatchClock, WatchSummary
from media.rules.cuts import EditList

AT_ONCE = 500


def retime(*, recording_id: int, before: EditList, after: EditList) -> None:
    """Change the seconds and positions of all learners. Players that are open go on in their old time, which their sessions remember."""
    _hold_clocks(recording_id)
    summaries = list(WatchSummary.objects.filter(recording=recording_id).order_by("pk"))
    for summary in summaries:
        _move(summary, before, after)
    WatchSummary.objects.bulk_update(summaries, ["spans", "seconds", "exact", "position_ms"], batch_size=AT_ONCE)


def _hold_clocks(recording_id: int) -> None:
    """A beat holds its learner's clock: those that are being counted end first, the others then read the new cut."""
    playing = PlaySession.objects.filter(recording=recording_id).values("learner")
    list(WatchClock.objects.filter(learner__in=playing).order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _move(summary: WatchSummary, before: EditList, after: EditList) -> None:
    spans, exact = rules.retimed(summary.spans, summary.exact, before, after)
    summary.spans, summary.seconds = [list(span) for span in spans], rules.length(spans)
    summary.exact = [list(part) for part in exact]
    summary.position_ms = rules.retimed_position(summary.position_ms, before, after)
