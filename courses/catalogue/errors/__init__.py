"""Refusals of the catalogue, in words; one module per topic."""

from courses.catalogue.errors.courses import PARTS, InUse, PublishRefused
from courses.catalogue.errors.drops import CannotMakeCourses, CourseLocked, DropDone, DropFull
from courses.catalogue.errors.files import FILE_PROBLEMS, FileRefused
from courses.catalogue.errors.library import OtherKind, PlanShared, StillUsed
from courses.catalogue.errors.prerequisites import CycleRefused
from courses.catalogue.errors.readings import REASONS
from courses.catalogue.errors.stages import (
    ForeignSchool,
    NotReleased,
    ReasonMissing,
    ReviewMissing,
    ReviewTooLow,
    StageOver,
    TrialMissing,
    UsedAlready,
)

__all__ = [
    "FILE_PROBLEMS",
    "PARTS",
    "REASONS",
    "CannotMakeCourses",
    "CourseLocked",
    "CycleRefused",
    "DropDone",
    "DropFull",
    "FileRefused",
    "ForeignSchool",
    "InUse",
    "NotReleased",
    "OtherKind",
    "PlanShared",
    "PublishRefused",
    "ReasonMissing",
    "ReviewMissing",
    "ReviewTooLow",
    "StageOver",
    "StillUsed",
    "TrialMissing",
    "UsedAlready",
]
