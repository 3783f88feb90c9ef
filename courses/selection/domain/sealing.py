"""Closing the list of a round of wishes: once, after its end and before its public value is known, and published in the same moment."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.log_actions import log

from college.errors import DomainError, Invalid
from college.models import User
from courses.selection.domain.draw_groups import GROUPS
from courses.selection.domain.events import rounds_changed
from courses.selection.domain.lists import listed
from courses.selection.domain.plans import SAID, must_plan
from courses.selection.domain.wishes import NoSuchRound
from courses.selection.models import Draw, DrawList, Round
from courses.selection.rules import draw_file
from courses.selection.rules.draw import Terms
from courses.selection.rules.plans import Fault

logger = logging.getLogger(__name__)


class StillRuns(DomainError):
    code = "round_runs"
    message = _("This round has not ended yet. Its list is closed by itself when it does.")


class SealedTooLate(DomainError):
    """Whoever closes a list whose public value is known could choose the outcome."""

    code = "sealed_too_late"
    message = _("The public value became known before the list was closed. Please name a later one; then the list is closed by itself.")


class BadBeacon(Invalid):
    code = "bad_beacon"


def seal(*, round_id: int, now: datetime) -> Draw | None:
    """Close the list of a round that has ended: the wishes as they are, a secret, and the hashes of both. None where that is done already.

    The round is held, so whoever saves wishes comes before or is refused. Raises NoSuchRound, StillRuns, and SealedTooLate when the public value is
    known: then `name_beacon` must name a later one.
    """
    with transaction.atomic():
        found, draw = _held(round_id)
        if draw.sealed_at is not None:
            return None
        if now < found.closes_at:
            raise StillRuns
        if now >= draw.beacon_at:
            raise SealedTooLate
        _seal(found, draw, now)
        rounds_changed()
    return draw


def _held(round_id: int) -> tuple[Round, Draw]:
    """The round and its draw, held until the end of the transaction."""
    found = Round.objects.select_for_update(of=("self",)).select_related("plan__term").filter(pk=round_id, kind=Round.Kind.WISHES).first()
    if found is None:
        raise NoSuchRound
    return found, Draw.objects.select_for_update(of=("self",), no_key=True).get(round=found)


def _seal(found: Round, draw: Draw, now: datetime) -> None:
    what = listed(found, now)
    draw.secret = secrets.token_hex(32)
    draw.secret_sha256 = draw_file.secret_hash(draw.secret)
    content = draw_file.list_bytes(_header(found, draw), what.options, what.titles, what.ballots)
    draw.list_sha256, draw.sealed_at = draw_file.hash_of(content), now
    draw.save(update_fields=["secret", "secret_sha256", "list_sha256", "sealed_at"])
    DrawList.objects.create(draw=draw, sealed=content)


def _header(found: Round, draw: Draw) -> draw_file.Header:
    with override(settings.LANGUAGE_CODE):
        title = str(found)
    return draw_file.Header(
        title=title,
        terms=Terms(found.plan.offline_limit, GROUPS),
        beacon=draw.beacon,
        beacon_at=timezone.localtime(draw.beacon_at).isoformat(),
        secret_sha256=draw.secret_sha256,
    )


def seal_ended(*, now: datetime) -> int:
    """Close the lists of all rounds that have ended; the number of those closed. One that cannot be closed keeps none of the others open."""
    waiting = Draw.objects.filter(sealed_at=None, round__closes_at__lte=now, beacon_at__gt=now, round__kind=Round.Kind.WISHES)
    return sum(_sealed(pk, now) for pk in waiting.order_by("round__closes_at").values_list("round_id", flat=True))


def _sealed(round_id: int, now: datetime) -> bool:
    try:
        return seal(round_id=round_id, now=now) is not None
    except DomainError as refusal:  # its end was moved, or the value became known, in this moment
        logger.info("the list of round %s stays open: %s", round_id, refusal.code)
    except Exception:
        logger.exception("the list of round %s cannot be closed", round_id)
    return False


def name_beacon(*, round_id: int, beacon: str, beacon_at: datetime, by: User, now: datetime) -> Draw:
    """Another public value for a round whose list was not closed in time. Raises NotAllowed, NoSuchRound, BadBeacon with the reason."""
    must_plan(by)
    with transaction.atomic():
        found, draw = _held(round_id)
        if draw.sealed_at is not None:
            raise BadBeacon(SAID[Fault.IS_SEALED])
        if not beacon.strip():
            raise BadBeacon(SAID[Fault.NO_BEACON])
        if beacon_at <= now:
            raise BadBeacon(SAID[Fault.BEACON_KNOWN])
        if beacon_at <= max(found.closes_at, draw.beacon_at):
            raise BadBeacon(SAID[Fault.BEACON_SOONER])
        draw.beacon, draw.beacon_at = beacon.strip(), beacon_at
        draw.save(update_fields=["beacon", "beacon_at"])
        log(instance=found.plan, action="courses.selection_beacon", user=by, data={"beacon": draw.beacon})
        rounds_changed()
    return draw
