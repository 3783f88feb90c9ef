"""What moves in this room when two rows of one teacher become one: her published scores become one score, summed up again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from college.models import Teacher
from college.teacher_merging import Mover
from courses.evaluation.domain.scores import recount
from courses.evaluation.models import ScoreBatch, ScoreSnapshot


def _count(gone: Teacher) -> int:
    return ScoreBatch.objects.filter(teacher=gone).count()


def _move(kept: Teacher, gone: Teacher, now: datetime) -> None:
    """Whole batches move, so that the new sum shows no fewer people than before; the change log says that it was counted again."""
    ScoreSnapshot.objects.filter(teacher=gone).update(teacher=kept, is_current=False)
    if ScoreBatch.objects.filter(teacher=gone).update(teacher=kept):
        recount(thing=kept, now=now)


SCORES = Mover("scores", _("rated groups of classes"), ("courses.scorebatch.teacher", "courses.scoresnapshot.teacher"), _count, _move)
