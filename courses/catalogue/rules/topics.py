"""The stations of a topic (课题): 题目 -> 立项 -> 研究 -> 资政报告 -> 课程, and what each step needs."""

from __future__ import annotations

from enum import StrEnum


class Station(StrEnum):
    """Where a topic stands. From any but the last it can be closed without a course, with a reason."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RESEARCH = "research"
    REPORT = "report"
    COURSE = "course"


LINE = tuple(Station)


class Lack(StrEnum):
    """What is missing for the next step."""

    LEAD = "lead"  # somebody who answers for it
    REPORT = "report"  # the policy report as a file
    COURSE = "course"  # a published course
    CLOSED = "closed"  # it was closed
    FINISHED = "finished"  # there is no station beyond


def following(station: Station) -> Station | None:
    place = LINE.index(station) + 1
    return LINE[place] if place < len(LINE) else None


def lacks(station: Station, *, closed: bool, leads: int, reports: int, courses: int) -> Lack | None:
    """Why a topic cannot go on to the next station; None when it can.

    `leads`: people in charge; `reports`: files of the policy report; `courses`: published courses that came of it.
    """
    if closed:
        return Lack.CLOSED
    match following(station):
        case None:
            return Lack.FINISHED
        case Station.APPROVED if not leads:
            return Lack.LEAD
        case Station.REPORT if not reports:
            return Lack.REPORT
        case Station.COURSE if not courses:
            return Lack.COURSE
    return None
