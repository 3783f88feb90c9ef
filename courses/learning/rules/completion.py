"""Who has completed a course, decided on plain values: lessons that were attended or watched, the policy, the check. Whole numbers only."""

from dataclasses import dataclass
from enum import Enum


class Basis(Enum):
    """What a completion stands on."""

    ATTENDANCE = "attendance"
    CHECK = "check"


class Need(Enum):
    """What a learner can do for her completion, in the order in which it is shown."""

    ATTEND = "attend"
    UNLOCK = "unlock"


class CheckState(Enum):
    """How a learner stands to the check of her class."""

    NONE = "none"  # not written or not published yet
    LOCKED = "locked"
    OPEN = "open"
    USED_UP = "used_up"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Policy:
    """What it takes: shares of all planned lessons and of the questions, in percent, and how many tries there are."""

    attendance_percent: int
    unlock_percent: int
    pass_percent: int
    tries: int


@dataclass(frozen=True, slots=True)
class Share:
    """The lessons of a class, by their keys, as one learner stands to them: planned, held so far, attended, and watched enough."""

    planned: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()
    called: frozenset[int] = frozenset()  # the teacher has confirmed the list
    attended: frozenset[int] = frozenset()
    covered: frozenset[int] = frozenset()

    @property
    def either(self) -> frozenset[int]:
        return self.attended | self.covered

    @property
    def attended_percent(self) -> int:
        return _percent(self.attended, self.planned)

    @property
    def covered_percent(self) -> int:
        return _percent(self.covered, self.planned)

    @property
    def either_percent(self) -> int:
        """The share that was attended or watched, in whole percent rounded down."""
        return _percent(self.either, self.planned)

    def reaches(self, percent: int) -> bool:
        """True when enough lessons were attended, or enough were watched (each by itself)."""
        return enough(self.attended, self.planned, percent) or enough(self.covered, self.planned, percent)


@dataclass(frozen=True, slots=True)
class Sitting:
    """The check of a class and what one learner has done with it."""

    published: bool = False
    tries_used: int = 0
    passed: bool = False
    is_open: bool = False  # a try is under way


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist: `have` of `need`, and whether it can still be reached in this class."""

    what: Need
    have: int
    need: int
    done: bool
    reachable: bool = True

    @property
    def counted(self) -> int:
        """What is shown of `have`: never more than is needed."""
        return min(self.have, self.need)

    @property
    def missing(self) -> int:
        return max(0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is done and what is missing. Either the first item completes, or the second and the third together."""

    attend: Item
    unlock: Item
    check: CheckState
    tries_left: int

    @property
    def passed(self) -> bool:
        return self.check is CheckState.PASSED


def _percent(some: frozenset[int], whole: frozenset[int]) -> int:
    return len(some & whole) * 100 // len(whole) if whole else 0


def needed(percent: int, total: int) -> int:
    """How many of `total` are at least `percent` of it, rounded up."""
    return -(-percent * total // 100)


def enough(some: frozenset[int], whole: frozenset[int], percent: int) -> bool:
    """True when the share reaches the percentage; of nothing nobody has enough."""
    return bool(whole) and len(some & whole) * 100 >= percent * len(whole)


def is_unlocked(share: Share, policy: Policy) -> bool:
    """The check opens when enough of all planned lessons were attended or watched, one or the other for each."""
    return enough(share.either, share.planned, policy.unlock_percent)


def check_state(share: Share, policy: Policy, sitting: Sitting) -> CheckState:
    """A try that is under way can be finished, whatever has changed since it was opened."""
    if sitting.passed:
        return CheckState.PASSED
    if sitting.is_open:
        return CheckState.OPEN
    if not sitting.published:
        return CheckState.NONE
    if sitting.tries_used >= policy.tries:
        return CheckState.USED_UP
    return CheckState.OPEN if is_unlocked(share, policy) else CheckState.LOCKED


def checklist(share: Share, policy: Policy, sitting: Sitting) -> Checklist:
    """What is done and what is missing, from the first day on."""
    total = len(share.planned)
    attend, unlock = needed(policy.attendance_percent, total), needed(policy.unlock_percent, total)
    here, either = len(share.attended & share.planned), len(share.either & share.planned)
    still = len(share.planned - share.called)
    return Checklist(
        attend=Item(Need.ATTEND, here, attend, total > 0 and here >= attend, here + still >= attend),
        unlock=Item(Need.UNLOCK, either, unlock, total > 0 and either >= unlock),
        check=check_state(share, policy, sitting),
        tries_left=max(0, policy.tries - sitting.tries_used),
    )


def completed_by(share: Share, policy: Policy, sitting: Sitting) -> Basis | None:
    """What a course is completed by, if it is. Watching alone completes nothing."""
    if enough(share.attended, share.planned, policy.attendance_percent):
        return Basis.ATTENDANCE
    return Basis.CHECK if sitting.passed and share.planned else None
