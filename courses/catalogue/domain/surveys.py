"""What the office does with a survey: open it, print slips, close it, decide about doubtful answers, release the results, make a new version."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from random import SystemRandom
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify
from django.views.decorators.debug import sensitive_variables
from wagtail.log_actions import log

from college import scrubbing
from college.anonymity import names_somebody, shuffled
from college.errors import Invalid
from college.models import User
from courses.catalogue.domain.answering import slip_digest
from courses.catalogue.domain.sealing import CannotOpen, new_key, unseal
from courses.catalogue.errors.needs import AlreadyOver, HasAnswers, NothingAsked, NotInThisState, Unsettled
from courses.catalogue.models import SealedAnswer, Survey, SurveyReceipt, SurveySlip, SurveyTally, SurveyWords
from courses.catalogue.models.scope import must_keep
from courses.catalogue.rules.questions import Ballot, Kind
from courses.catalogue.rules.results import results
from courses.catalogue.rules.tallies import add, batches, nothing, tally

logger = logging.getLogger(__name__)
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read wrongly
CODE_LENGTH = 10  # 49 bits
MOST_SLIPS = 500  # at once
LASTS = timedelta(days=14)  # a new version, until somebody says otherwise


def _held(survey_id: int, by: User | None, *states: str) -> Survey:
    """The survey, held until the end of the transaction; `by` is None for the calendar. Raises NotAllowed, ForeignSchool, NotInThisState."""
    survey = Survey.objects.select_for_update(of=("self",), no_key=True).get(pk=survey_id)
    if by is not None:
        must_keep(by, survey.school_id)
    if survey.state not in states:
        raise NotInThisState
    return survey


@transaction.atomic
def open_survey(*, survey_id: int, by: User, day: date) -> None:
    """From now on its questions stay as they are, and from its first day on it takes answers. Raises NothingAsked, AlreadyOver, NotInThisState."""
    survey = _held(survey_id, by, Survey.State.DRAFT)
    if not survey.asked:
        raise NothingAsked
    if survey.closes_on < day:
        raise AlreadyOver
    survey.state, survey.key = Survey.State.OPEN, new_key()
    survey.save(update_fields=["state", "key"])
    log(instance=survey, action="courses.survey_open", user=by)


@transaction.atomic
def back_to_draft(*, survey_id: int, by: User) -> None:
    """To mend a mistake that was seen before anybody has answered. Slips that were printed lose their worth. Raises HasAnswers, NotInThisState."""
    survey = _held(survey_id, by, Survey.State.OPEN)
    count = survey.sealed.count()
    if count:
        raise HasAnswers(count)
    SurveySlip.objects.filter(survey=survey).delete()
    survey.state, survey.key = Survey.State.DRAFT, None
    survey.save(update_fields=["state", "key"])
    log(instance=survey, action="courses.survey_draft", user=by)


@transaction.atomic
def new_version(*, survey_id: int, by: User, day: date) -> Survey:
    """A draft with the same questions, to change them; the old one keeps its answers."""
    old = Survey.objects.get(pk=survey_id)
    must_keep(by, old.school_id)
    version = (Survey.objects.filter(title=old.title).order_by("-version").values_list("version", flat=True).first() or old.version) + 1
    copy = Survey(
        title=old.title,
        slug=_free_slug(old.slug, version),
        intro=old.intro,
        school=old.school,
        questions=old.questions,
        opens_on=day,
        closes_on=day + LASTS,
        open_link=old.open_link,
        version=version,
        follows=old,
        created_by=by,
    )
    copy.save()
    log(instance=copy, action="wagtail.create", user=by)
    return copy


def _free_slug(old: str, version: int) -> str:
    stem = slugify(old, allow_unicode=True)[:70]
    wanted = f"{stem}-{version}"
    while Survey.objects.filter(slug=wanted).exists():
        wanted = f"{stem}-{secrets.token_hex(3)}"
    return wanted


@transaction.atomic
def print_slips(*, survey_id: int, number: int, by: User) -> list[str]:
    """New codes for paper slips, ABCDE-23456; each for one answer. We keep their hashes only: what is not printed now cannot be printed again."""
    survey = _held(survey_id, by, Survey.State.OPEN)
    if not 1 <= number <= MOST_SLIPS:
        raise Invalid
    codes = ["".join(secrets.choice(SIGNS) for _place in range(CODE_LENGTH)) for _slip in range(number)]
    digests = sorted(slip_digest(survey, code) for code in codes)
    SurveySlip.objects.bulk_create(SurveySlip(digest=digest, survey=survey) for digest in digests)
    log(instance=survey, action="courses.survey_slips", user=by, data={"number": number})
    return [f"{code[:5]}-{code[5:]}" for code in codes]


# ---- the close


def close_due(*, day: date) -> int:
    """Close every survey whose last day is over, each in a transaction of its own. How many were closed here."""
    closed = sum(_closed(pk, day) for pk in Survey.objects.due(day).order_by("closes_on", "pk").values_list("pk", flat=True))
    if closed or scrubbing.left_over(_tables()):
        scrubbing.scrub(_tables())
    return closed


def _tables() -> list[str]:
    return [model._meta.db_table for model in (SealedAnswer, SurveyReceipt, SurveySlip)]


def _closed(survey_id: int, day: date) -> bool:
    """One that cannot be opened must not hold up the others; it stays due."""
    try:
        close_survey(survey_id=survey_id, day=day)
    except CannotOpen:
        logger.error("The answers of survey %s were sealed under another SECRET_KEY. Add it to SECRET_KEY_FALLBACKS.", survey_id)
        return False
    except NotInThisState:
        return False
    return True


def close_now(*, survey_id: int, by: User, day: date) -> None:
    """The office closes it before its last day. Raises NotInThisState."""
    close_survey(survey_id=survey_id, day=day, by=by)
    scrubbing.scrub(_tables())


@sensitive_variables("ballots", "survey")
@transaction.atomic
def close_survey(*, survey_id: int, day: date, by: User | None = None) -> None:
    """Open what was sealed, count it, and destroy the key, the sealed rows, the receipts and the unused slips. Raises NotInThisState, CannotOpen."""
    survey = _held(survey_id, by, Survey.State.OPEN)
    rows = SealedAnswer.objects.filter(survey=survey).values_list("key", "content")
    ballots = [unseal(survey, number, bytes(content)) for number, content in rows]
    _count(survey, ballots)
    _keep_words(survey, ballots)
    for model in (SealedAnswer, SurveyReceipt, SurveySlip):
        model.objects.filter(survey=survey).delete()
    survey.state, survey.key, survey.closed_on, survey.answers = Survey.State.CLOSED, None, day, len(ballots)
    survey.save(update_fields=["state", "key", "closed_on", "answers"])
    log(instance=survey, action="courses.survey_close", user=by, data={"answers": len(ballots)})
    if not survey.tallies.filter(batch__gt=0).exists():
        _settle(survey, ())


@sensitive_variables("ballots")
def _count(survey: Survey, ballots: list[Ballot]) -> None:
    found = batches(ballots)
    SurveyTally.objects.bulk_create(
        SurveyTally(survey=survey, batch=number, answers=len(answers), counts=tally(survey.asked, answers)) for number, answers in enumerate(found.values())
    )


@sensitive_variables("ballots")
def _keep_words(survey: Survey, ballots: list[Ballot]) -> None:
    """Words of each question in an order of their own, under keys made here: rows beside each other have nothing in common."""
    source = SystemRandom()
    kept = []
    for question in survey.asked:
        if question.kind is Kind.TEXT:
            said = [str(ballot.answers[question.key]) for ballot in ballots if question.key in ballot.answers]
            kept += [SurveyWords(key=uuid4(), survey=survey, question=question.key, text=text, state=_state(text)) for text in shuffled(said, source)]
    SurveyWords.objects.bulk_create(shuffled(kept, source))


def _state(text: str) -> SurveyWords.State:
    return SurveyWords.State.HELD if names_somebody(text, ()) else SurveyWords.State.KEPT


# ---- the results


@transaction.atomic
def settle(*, survey_id: int, left_out: Collection[int], by: User) -> None:
    """Decide once which doubtful batches do not count, then the results are there. Not twice: two results would show by their difference what one
    device said. Raises NotInThisState."""
    survey = _held(survey_id, by, Survey.State.CLOSED)
    if survey.results is not None:
        raise NotInThisState
    _settle(survey, left_out)
    log(instance=survey, action="courses.survey_settle", user=by, data={"left_out": sorted(left_out)})


def _settle(survey: Survey, left_out: Collection[int]) -> None:
    counts = nothing(survey.asked)
    for one in survey.tallies.all():
        if one.batch in left_out and one.batch:
            SurveyTally.objects.filter(pk=one.pk).update(left_out=True)
        else:
            counts = add(counts, one.counts)
    survey.results = results(survey.asked, counts)
    survey.save(update_fields=["results"])


def doubtful(survey: Survey) -> Iterable[SurveyTally]:
    """The batches of one device each, the largest first, with whether they were left out."""
    return survey.tallies.filter(batch__gt=0)


@transaction.atomic
def release(*, survey_id: int, by: User, day: date) -> None:
    """Show the results to everybody. A second time changes nothing. Raises Unsettled, NotInThisState."""
    survey = _held(survey_id, by, Survey.State.CLOSED)
    if survey.results is None:
        raise Unsettled
    if survey.released_on is None:
        survey.released_on = day
        survey.save(update_fields=["released_on"])
        log(instance=survey, action="courses.survey_release", user=by)
