"""What a learner wishes for in a round of wishes (预选): written whole each time, free to change until the round ends."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid, NotFound
from college.models import User
from courses.selection import times
from courses.selection.domain.locks import lock_learner
from courses.selection.domain.refusals import NotYourClass
from courses.selection.domain.standing import refuse, standing
from courses.selection.models import MOST_WISHES, Ballot, Offering, Round, Wish
from courses.selection.rules import Reason
from courses.selection.rules.wishes import reasons_against_wish, version_of


class NoSuchRound(NotFound):
    """There is no such round of wishes."""


class WishesClosed(DomainError):
    code = "wishes_closed"
    message = _("Wishes cannot be changed any more, or not yet. Please look at the times of this round.")


class BadWishes(Invalid):
    code = "bad_wishes"
    message = _("Please choose up to five different classes.")


class TooManyWishes(BadWishes):
    code = "too_many_wishes"
    status = 409
    message = _("You have five wishes already. Take one out of your list first.")


class ClassNotOffered(DomainError):
    code = "class_not_offered"
    message = _("One of these classes cannot be wished for in this round. Please choose another one.")


class WishesChanged(DomainError):
    """The list is not any more what somebody saw when she changed it. `wishes` are the classes (keys) that it has now."""

    code = "wishes_changed"
    message = _("Your list was changed on another page or device meanwhile. This is how it stands now; please make your change once more.")

    def __init__(self, wishes: Sequence[int]) -> None:
        self.wishes = list(wishes)
        super().__init__()


def save_wishes(*, round_id: int, learner: User, offerings: Sequence[int], now: datetime, version: str | None = None) -> Ballot | None:
    """Replace a learner's wishes by these offerings, the dearest first. None wished: her list is taken out, and None comes back.

    `version` is `rules.wishes.version_of` the list that she saw; when hers is another one by now, and not what she wants already, nothing is
    written. Only what is new in the list is judged: a class that she may not have any more stays until she takes it out.
    Raises NoSuchRound, WishesClosed outside the round, BadWishes for doubles or more than MOST_WISHES, WishesChanged, ClassNotOffered for a class
    of another term or one that takes nobody, and the refusal of one that is cancelled, hers already or not for her.
    """
    if len(offerings) > MOST_WISHES or len(set(offerings)) < len(offerings):
        raise BadWishes

    def replaced(known: list[int]) -> list[int]:
        if version is not None and version != version_of(known) and known != list(offerings):
            raise WishesChanged(known)
        return list(offerings)

    return _rewrite(round_id, learner, now, replaced)


def add_wish(*, round_id: int, learner: User, offering_id: int, now: datetime) -> Ballot | None:
    """Put a class at the end of her list; nothing is changed when it is there. Raises what `save_wishes` raises, and TooManyWishes."""

    def longer(known: list[int]) -> list[int]:
        if offering_id in known:
            return known
        if len(known) >= MOST_WISHES:
            raise TooManyWishes
        return [*known, offering_id]

    return _rewrite(round_id, learner, now, longer)


def remove_wish(*, round_id: int, learner: User, offering_id: int, now: datetime) -> Ballot | None:
    """Take a class out of her list; nothing is changed when it is not there. Raises NoSuchRound and WishesClosed."""
    return _rewrite(round_id, learner, now, lambda known: [one for one in known if one != offering_id])


def wishes_in(round_id: int, learner: User) -> list[int]:
    """The classes (keys) that a learner wishes for in a round, the dearest first. One query."""
    return list(Wish.objects.filter(ballot__round=round_id, ballot__learner=learner).order_by("rank").values_list("offering", flat=True))


def new_code() -> str:
    """A name for the public list: 64 random bits, so that two of them never meet."""
    return secrets.token_hex(8)


def _rewrite(round_id: int, learner: User, now: datetime, change: Callable[[list[int]], list[int]]) -> Ballot | None:
    """Her list as `change` makes it from what it is; her account is held, so that two of her pages come one after the other."""
    with transaction.atomic():
        lock_learner(learner.pk)
        found = _open_round(round_id, now)
        known = wishes_in(round_id, learner)
        wanted = change(known)
        if wanted == known:
            return Ballot.objects.filter(round=found, learner=learner).first()
        _must_be_wishable(found, learner, [one for one in wanted if one not in known], now)
        Wish.objects.filter(ballot__round=found, ballot__learner=learner).delete()
        if not wanted:
            Ballot.objects.filter(round=found, learner=learner).delete()
            return None
        ballot, _made = Ballot.objects.get_or_create(round=found, learner=learner, defaults={"code": new_code()})
        Wish.objects.bulk_create(Wish(ballot=ballot, rank=rank, offering_id=offering) for rank, offering in enumerate(wanted, start=1))
    return ballot


def _open_round(round_id: int, now: datetime) -> Round:
    """The round, held against its sealing but not against other learners."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM courses_round WHERE id = %s FOR KEY SHARE", [round_id])
    found = Round.objects.filter(pk=round_id, kind=Round.Kind.WISHES).select_related("draw", "plan").first()
    if found is None:
        raise NoSuchRound
    if not found.runs_at(now):
        raise WishesClosed(_too_early(found.opens_at, now))
    if hasattr(found, "draw") and found.draw.sealed_at is not None:
        raise WishesClosed
    return found


def _too_early(opens_at: datetime, now: datetime) -> str | None:
    return gettext("Wishes can be given from %(when)s on. Please come back then.") % {"when": times.moment(opens_at)} if now < opens_at else None


def _must_be_wishable(found: Round, learner: User, new: Iterable[int], now: datetime) -> None:
    """Each class that is new in a list: one of this term, and one that she may have."""
    wanted = list(new)
    if Offering.objects.filter(pk__in=wanted, term=found.plan.term_id).count() < len(wanted):
        raise ClassNotOffered
    for offering_id in wanted:
        _must_be_for_her(offering_id, learner, now)


def _must_be_for_her(offering_id: int, learner: User, now: datetime) -> None:
    try:
        stands = standing(offering_id=offering_id, learner_id=learner.pk, now=now)
    except NotYourClass:
        raise ClassNotOffered from None
    against = reasons_against_wish(stands.facts, now)
    if Reason.CLOSED in against[:1]:
        raise ClassNotOffered
    if against:
        refuse(stands, against[0])
