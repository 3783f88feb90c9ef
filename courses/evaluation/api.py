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
