"""The four stages of a course (研发 › 试讲 › 评审 › 推广): where it stands, and who may take it on.

A course may be published and held by its own teachers while it is on its way. The last stage is what gives it to all schools and venues.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """In the order in which a course walks through them."""

    DEVELOP = "develop"  # 研发
    TRIAL = "trial"  # 试讲
    REVIEW = "review"  # 评审
    RELEASE = "release"  # 推广


class Mark(StrEnum):
    """How a stage stands to the course."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


class Criterion(StrEnum):
    """What reviewers look at. Each is judged from 1 (to be changed) to 4 (excellent)."""

    CONTENT = "content"  # correct and complete
    AUDIENCE = "audience"  # fits the neighbours it is for
    CLARITY = "clarity"  # understood by beginners
    MATERIALS = "materials"  # others could teach from it


LEVELS = (1, 2, 3, 4)
LOWEST_TO_PASS = 2


@dataclass(frozen=True)
class Standing:
    """Where a course is. `sent_back`: somebody asked for changes; `released`: other schools and venues may use it."""

    stage: Stage
    sent_back: bool = False
    released: bool = False

    @property
    def finished(self) -> bool:
        """All four stages are behind it."""
        return self.released and self.stage == Stage.RELEASE

    def mark(self, stage: Stage) -> Mark:
        place, now = list(Stage).index(stage), list(Stage).index(self.stage)
        if place < now or self.finished:
            return Mark.DONE
        return Mark.NOW if place == now else Mark.AHEAD


def standing(*, running: Stage | None, sent_back: bool, released: bool) -> Standing:
    """`running` is the stage of the task that waits for somebody, None when nothing runs or the course was sent back to its author."""
    if sent_back:
        return Standing(Stage.DEVELOP, sent_back=True, released=released)
    if running is not None:
        return Standing(running, released=released)
    return Standing(Stage.RELEASE if released else Stage.DEVELOP, released=released)


@dataclass(frozen=True)
class Asker:
    """Somebody before a course: made or teaches it; teaches at all; heads its school; keeps its school's courses (staff)."""

    author: bool = False
    teacher: bool = False
    head: bool = False
    keeper: bool = False

    @property
    def office(self) -> bool:
        return self.head or self.keeper


def may_settle(stage: Stage, asker: Asker) -> bool:
    """Whether somebody may take the course on from this stage, or send it back."""
    match stage:
        case Stage.TRIAL:
            return not asker.author and (asker.teacher or asker.office)
        case Stage.REVIEW:
            return not asker.author and asker.office
        case Stage.RELEASE:
            return asker.keeper
        case Stage.DEVELOP:
            return False  # it ends when its author hands the course on


def passes(levels: Mapping[Criterion, int]) -> bool:
    """Whether a course may go on with these judgements: all four are given, and none says that it must be changed."""
    return set(levels) == set(Criterion) and all(level in LEVELS and level >= LOWEST_TO_PASS for level in levels.values())
