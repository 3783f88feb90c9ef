"""What a class said, for its teacher, after both sides have spoken; and words that wait for a person's eye."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.db.models import QuerySet

from college.errors import NotAllowed, NotFound
from college.models import User
from college.roles import is_keeper
from courses.catalogue.models.scope import keeps
from courses.evaluation import rules
from courses.evaluation.domain import refusals
from courses.evaluation.domain.rating import Phase, phase_of
from courses.evaluation.domain.reviews import class_reviews
from courses.evaluation.models import Comment, RatingWindow, ScoreBatch
from courses.selection.models import Offering


@dataclass(frozen=True, slots=True)
class ClassResult:
    """What a teacher sees of her class. `score` is None while there are too few answers; `classes` is how many classes it sums up."""

    offering: Offering
    window: RatingWindow
    score: rules.Score | None
    classes: int
    texts: tuple[str, ...]
    held: int


def class_result(*, teacher: User, offering_id: int, now: datetime) -> ClassResult:
    """How a class rated. Raises NotYourClass, StillSealed before the close, ReviewsDue before the teacher has reviewed every learner."""
    reviews = class_reviews(teacher=teacher, offering_id=offering_id, now=now)
    window = reviews.window
    if window is None or phase_of(window, now) is not Phase.CLOSED or window.closed_at is None:
        raise refusals.StillSealed
    if not reviews.is_done:
        raise refusals.ReviewsDue
    batch = ScoreBatch.objects.filter(windows=window).first()
    if batch is None:
        return ClassResult(reviews.offering, window, None, 0, (), 0)
    offerings = list(batch.windows.values_list("offering", flat=True))
    words = Comment.objects.filter(offering__in=offerings)
    texts = rules.shuffled(list(words.filter(state=Comment.State.SHOWN).values_list("text", flat=True)), SystemRandom())
    held = words.filter(state=Comment.State.HELD).count()
    score = rules.Score(batch.answers, batch.eligible, batch.counts)
    return ClassResult(reviews.offering, window, score, len(offerings), tuple(texts), held)


def comments_to_see() -> QuerySet[Comment]:
    """Words that staff may see: those of classes that are shown together with enough others. Held ones first, else in an order that says nothing."""
    return Comment.objects.filter(offering__rating_window__batch__isnull=False).select_related("offering__course", "offering__teacher").order_by("state", "key")


def moderate(*, comment: Comment, state: str, reason: str = "", by: User) -> Comment:
    """Let words pass, or take them down with a reason; nobody edits them. Raises NotAllowed, NotFound, ReasonMissing."""
    if not is_keeper(by):
        raise NotAllowed
    if state == Comment.State.WITHDRAWN and not reason.strip():
        raise refusals.ReasonMissing
    with transaction.atomic():
        found = comments_to_see().select_related(None).select_for_update(of=("self",)).filter(pk=comment.pk).first()
        if found is None or not keeps(by, found.offering.held_by):
            raise NotFound
        found.state, found.reason = state, reason.strip()[:200]
        found.save(update_fields=["state", "reason"])
    return found
