"""Needs, modules and what they lead to."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from typing import Any

from courses.catalogue.domain.answering import By, answer
from courses.catalogue.domain.sealing import new_key, seal
from courses.catalogue.domain.surveys import close_survey
from courses.catalogue.models import CoursePage, Module, ModuleCourse, Need, SealedAnswer, Survey, Topic
from courses.catalogue.rules.questions import Ballot
from tests.factories.college import person

_numbers = count(1)


def module(name: str = "", *courses: CoursePage, **fields: Any) -> Module:
    """A module with its courses in order; `school` and the like as fields."""
    number = next(_numbers)
    made = Module.objects.create(name=name or f"模块 {number}", slug=fields.pop("slug", f"mokuai-{number}"), **fields)
    ModuleCourse.objects.bulk_create(ModuleCourse(module=made, course=course, sort_order=place) for place, course in enumerate(courses))
    return made


def need(title: str = "想学急救", asked: int = 12, **fields: Any) -> Need:
    return Need.objects.create(title=title, asked=asked, **fields)


# ---- surveys

DAY = date(2026, 6, 16)
PLACES = ("方兴家园", "青年里", "荷里花园")
WISHES = ("急救", "书法", "合唱", "智能手机")
BLOCKS: list[tuple[str, dict[str, Any]]] = [
    ("headline", {"title": "先说说您自己", "text": ""}),
    ("place", {"text": "您住在哪个小区？", "hint": "", "required": True, "options": list(PLACES)}),
    ("single", {"text": "您什么时候方便？", "hint": "", "required": True, "options": ["白天", "晚上"]}),
    ("several", {"text": "您想学什么？", "hint": "", "required": True, "options": list(WISHES), "most": 2}),
    ("scale", {"text": "课程够用吗？", "hint": "", "required": False, "low": "不够", "high": "足够"}),
    ("rank", {"text": "先解决什么？", "hint": "", "required": False, "options": ["停车", "电梯", "助餐"]}),
    ("words", {"text": "还想说什么？", "hint": "", "required": False}),
]
SAID: dict[str, Any] = {"q1": "0", "q2": "0", "q3": ["0", "3"], "q4": "2", "q5": ["1", "0"], "q6": "周末也开门吧"}


def survey(state: str = "open", *, day: date = DAY, blocks: Any = None, **fields: Any) -> Survey:
    """A survey that can be answered on `day`, with one question of each kind: q1 neighbourhood, q2 one, q3 several, q4 scale, q5 rank, q6 words."""
    number = next(_numbers)
    values = {
        "title": "社区学习需求",
        "slug": f"xuqiu-{number}",
        "intro": "想学什么，您说了算。",
        "opens_on": day,
        "closes_on": day + timedelta(days=9),
        **fields,
    }
    made = Survey.objects.create(questions=BLOCKS if blocks is None else blocks, **values)
    if state == "open":
        made.state, made.key = Survey.State.OPEN, new_key()
        made.save()
    return made


def say(survey: Survey, *, by: By | None = None, day: date = DAY, **changed: Any) -> None:
    """One answer, of an account of its own unless said otherwise."""
    by = by or By(person(f"wo-{next(_numbers)}"))
    answer(survey_id=survey.pk, given={**SAID, **changed}, form=survey.form_digest, by=by, day=day)


def sealed(survey: Survey, ballots: Iterable[dict[str, Any]], batch: str = "") -> None:
    """Many answers at once, as if they had been given. `ballots` are sound answers."""
    SealedAnswer.objects.bulk_create(seal(survey, Ballot(ballot, batch)) for ballot in ballots)


def answered(counts: Iterable[tuple[int, int, int]] = ((0, 0, 12), (0, 1, 9), (1, 0, 8), (1, 1, 7)), **fields: Any) -> Survey:
    """A closed survey with its results: so many people of a neighbourhood who wish for one thing, as (neighbourhood, wish, people)."""
    made = survey(**fields)
    sealed(made, [{"q1": place, "q2": place % 2, "q3": [wish]} for place, wish, people in counts for _one in range(people)])
    close_survey(survey_id=made.pk, day=DAY)
    made.refresh_from_db()
    return made


# ---- topics


def topic(title: str = "加装电梯怎么谈得拢", *, station: str = "proposed", **fields: Any) -> Topic:
    number = next(_numbers)
    return Topic.objects.create(title=title, slug=f"keti-{number}", question="六层老楼，一楼不同意，怎么办？", station=station, **fields)
