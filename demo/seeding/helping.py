"""Two people for whom a third one picks (代办)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from college.models import User
from courses.selection import domain
from courses.selection.models import Helping
from demo.accounts import HELPER, LEARNER


def helps(accounts: Mapping[str, User], learners: Sequence[User], now: datetime) -> int:
    """The demo's learner, and the first neighbour; agreed once, whatever became of it. How many there are."""
    helper = accounts[HELPER.username]
    for elder in (accounts[LEARNER.username], learners[0]):
        if not Helping.objects.filter(helper=helper, elder=elder).exists():
            domain.agree(request=domain.request_of(helper), elder=elder, now=now - timedelta(days=30))
    return Helping.objects.filter(helper=helper).count()
