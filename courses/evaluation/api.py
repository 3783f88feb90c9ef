"""Operations of this room."""

from typing import Annotated, cast

from django.http import HttpRequest
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from ninja import Router, Schema
from pydantic import AwareDatetime, ConfigDict, Field

from college.api import Refusal, limit, signed_in
from college.models import User
from courses.evaluation import domain, rules
from courses.evaluation.models import ScoreSnapshot

router = Router(tags=["evaluation"])

BIGGEST_ID = 2**63 - 1
REFUSALS = {401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal, 422: Refusal, 429: Refusal}

Answer = Annotated[int, Field(ge=rules.LOWEST, le=rules.HIGHEST, strict=True)]


class AnswersIn(Schema):
    """Six answers from 1 (no) to 5 (yes)."""

    model_config = ConfigDict(extra="forbid")

    clear: Answer
    relevant: Answer
    engaging: Answer
    effective: Answer
    interactive: Answer
    materials: Answer


class RatingIn(Schema):
    """A rating. `form` is the version of the six questions that were answered; `text` has 300 characters at most."""

    model_config = ConfigDict(extra="forbid")

    answers: AnswersIn
    text: Annotated[str, Field(max_length=20_000)] = ""
    form: Annotated[int, Field(ge=0, le=32_767, strict=True)] = rules.FORM


class RatingOut(Schema):
    """That the rating is kept, sealed, and until when it can be sent again in place of this one."""

    offering: int
    can_change_until: AwareDatetime


class ScoreOut(Schema):
    """A published score: the plain mean, a 95% interval, the mean of each question, how often 1 to 5 was answered, and how many people rated
    of how many who could. Null where there are fewer than five answers."""

    mean: float
    interval: tuple[float, float]
    items: dict[str, float]
    distribution: list[int]
    raters: int
    eligible: int
    response_rate: int
    published_at: AwareDatetime


def score_out(snapshot: ScoreSnapshot | None) -> ScoreOut | None:
    """The same for other rooms' operations."""
    if snapshot is None:
        return None
    score = domain.score_of(snapshot)
    low, high = score.band
    return ScoreOut(
        mean=float(score.mean),
        interval=(float(low), float(high)),
        items={item: float(mean) for item, mean in score.means.items()},
        distribution=score.distribution,
        raters=score.answers,
        eligible=score.eligible,
        response_rate=score.rate,
        published_at=snapshot.published_at,
    )


@router.post("/offerings/{offering_id}/rating", operation_id="submitRating", auth=signed_in, response={200: RatingOut, **REFUSALS}, summary="Rate a class")
@sensitive_variables("body")
def submit_rating(request: HttpRequest, offering_id: int, body: RatingIn) -> RatingOut:
    """Refused with one of: own_class, not_eligible, rating_not_open, rating_closed, words_read, questions_changed, text_too_long, text_without_words."""
    limit(request)
    known = offering_id if 0 < offering_id <= BIGGEST_ID else 0
    learner = cast(User, request.user)
    standing = domain.submit_rating(learner=learner, offering_id=known, answers=body.answers.dict(), text=body.text, form=body.form, now=timezone.now())
    assert standing.window is not None  # it was held when the rating was sealed
    return RatingOut(offering=offering_id, can_change_until=standing.window.closes_at)
