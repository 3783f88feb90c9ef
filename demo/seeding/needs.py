"""What the neighbourhood was asked and what came of it: a survey with its results, one that runs, needs, modules, topics. By the verbs of the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from college.models import School, Teacher, User
from courses.catalogue.domain import surveys, topics
from courses.catalogue.domain.needs import raise_need
from courses.catalogue.domain.sealing import seal
from courses.catalogue.models import CourseDocument, CoursePage, Module, ModuleCourse, Need, SealedAnswer, Survey, Topic, TopicCourse, TopicFile, TopicPerson
from courses.catalogue.rules.questions import Answers, Ballot, Kind, Question
from courses.catalogue.rules.topics import LINE, Station
from demo import content
from demo.accounts import STAFF
from demo.files.notes import note

ANSWERS, STUFFED, SO_FAR = 217, 9, 23  # one of each building group; from one device, and left out; of the survey that runs
WORDS_EVERY = 9  # so many people write nothing for one who does


def needs(accounts: Mapping[str, User], schools: Mapping[str, School], pages: Mapping[str, CoursePage], teachers: Mapping[str, Teacher], now: datetime) -> int:
    """Make what is missing; how many needs there are."""
    text, staff = content.needs(), accounts[STAFF.username]
    asked = _asked(text, staff, now)
    _running(text, staff, now)
    modules = {row["slug"]: _module(row, schools, pages) for row in text["modules"]}
    for row in text["needs"]:
        _need(row, asked, modules, staff)
    for row in text["topics"]:
        if not Topic.objects.filter(slug=row["slug"]).exists():
            _topic(row, schools, pages, teachers, staff, now)
    return Need.objects.count()


# ---- surveys


def _asked(text: Mapping[str, Any], staff: User, now: datetime) -> Survey:
    """Closed a fortnight ago, one device's answers left out, released."""
    day = timezone.localdate(now) - timedelta(days=14)
    found = Survey.objects.filter(slug=text["survey"]["slug"]).first()
    if found is not None:
        return found
    survey = _opened(text["survey"], text, staff, day - timedelta(days=20), day)
    rows = text["survey"]["questions"]
    _say(survey, [Ballot(said) for said in _answers(survey.asked, rows, text, ANSWERS)])
    _say(survey, [Ballot(said, "tablet") for said in _answers(survey.asked, rows, text, STUFFED)])
    surveys.close_survey(survey_id=survey.pk, day=day, by=staff)
    surveys.settle(survey_id=survey.pk, left_out=[1], by=staff)
    surveys.release(survey_id=survey.pk, by=staff, day=day + timedelta(days=3))
    return Survey.objects.get(pk=survey.pk)


def _running(text: Mapping[str, Any], staff: User, now: datetime) -> None:
    day = timezone.localdate(now)
    if not Survey.objects.filter(slug=text["running"]["slug"]).exists():
        survey = _opened(text["running"], text, staff, day - timedelta(days=3), day + timedelta(days=18))
        _say(survey, [Ballot(said) for said in _answers(survey.asked, text["running"]["questions"], text, SO_FAR)])


def _opened(row: Mapping[str, Any], text: Mapping[str, Any], staff: User, first: Any, last: Any) -> Survey:
    blocks = [(question["kind"], _block(question, text)) for question in row["questions"]]
    survey = Survey.objects.create(title=row["title"], slug=row["slug"], intro=row["intro"], questions=blocks, opens_on=first, closes_on=last, created_by=staff)
    surveys.open_survey(survey_id=survey.pk, by=staff, day=first)
    return Survey.objects.get(pk=survey.pk)


def _block(question: Mapping[str, Any], text: Mapping[str, Any]) -> dict[str, Any]:
    if question["kind"] == "headline":
        return {"title": question["title"], "text": question.get("text", "")}
    value = {name: question[name] for name in ("text", "required", "options", "most", "low", "high") if name in question}
    if question["kind"] == "place":
        value["options"] = text["places"]
    return {"hint": question.get("hint", ""), **value}


def _say(survey: Survey, ballots: Sequence[Ballot]) -> None:
    SealedAnswer.objects.bulk_create(seal(survey, ballot) for ballot in ballots)


def _answers(asked: Sequence[Question], rows: Sequence[Mapping[str, Any]], text: Mapping[str, Any], number: int) -> list[Answers]:
    """So many people's answers, the same in every run."""
    draw, plain = Random(number), [row for row in rows if row["kind"] != "headline"]
    return [
        {question.key: said for question, row in zip(asked, plain, strict=True) if (said := _said(question, row, text, draw, person)) is not None}
        for person in range(number)
    ]


def _said(question: Question, row: Mapping[str, Any], text: Mapping[str, Any], draw: Random, person: int) -> Any:
    if question.kind is Kind.TEXT:
        return text["said"]["words"][person // WORDS_EVERY % len(text["said"]["words"])] if person % WORDS_EVERY == 0 else None
    weights = text["shares"] if question.kind is Kind.PLACE else row["weights"]
    options = range(len(weights))
    if question.kind not in (Kind.SEVERAL, Kind.RANK):
        return draw.choices(options, weights)[0]
    chosen = list(dict.fromkeys(draw.choices(options, weights, k=row.get("most", 3))))
    return sorted(chosen) if question.kind is Kind.SEVERAL else chosen


# ---- modules and needs


def _module(row: Mapping[str, Any], schools: Mapping[str, School], pages: Mapping[str, CoursePage]) -> Module:
    facts = {"name": row["name"], "school": schools[row["school"]], "description": row["description"], "order": Module.objects.count() + 1}
    module, made = Module.objects.get_or_create(slug=row["slug"], defaults=facts)
    if made:
        ModuleCourse.objects.bulk_create(ModuleCourse(module=module, course=pages[slug], sort_order=place) for place, slug in enumerate(row["courses"]))
    return module


def _need(row: Mapping[str, Any], survey: Survey, modules: Mapping[str, Module], staff: User) -> None:
    """A number of the results; one that is hidden makes no need."""
    question = survey.question(row["question"])
    option = question.options.index(row["option"]) if question else 0
    if not Need.objects.filter(survey=survey, question=row["question"], option=option).exists():
        need = raise_need(survey_id=survey.pk, key=row["question"], option=option, by=staff)
        Need.objects.filter(pk=need.pk).update(module=modules.get(row["module"]))


# ---- topics


def _topic(
    row: Mapping[str, Any], schools: Mapping[str, School], pages: Mapping[str, CoursePage], teachers: Mapping[str, Teacher], staff: User, now: datetime
) -> None:
    """Each step on its day, by the verbs of the office."""
    begun = timezone.localdate(now) - timedelta(days=row["days"][0])
    topic = Topic.objects.create(
        title=row["title"],
        slug=row["slug"],
        school=schools[row["school"]],
        need=Need.objects.filter(title=row["need"]).first() if row["need"] else None,
        question=row["question"],
        findings=row["findings"],
        starts_on=begun,
        due_on=begun + timedelta(days=330),
    )
    TopicPerson.objects.bulk_create(TopicPerson(topic=topic, teacher=teachers[slug], part=part) for slug, part in row["people"])
    TopicPerson.objects.bulk_create(TopicPerson(topic=topic, name=name, part=part, sort_order=9) for name, part in row["names"])
    TopicCourse.objects.bulk_create(TopicCourse(topic=topic, course=pages[slug]) for slug in row["courses"])
    for title, kind, is_public in row["files"]:
        _file(topic, title, kind, is_public, staff)
    _walk(topic, row, staff, now)


def _file(topic: Topic, title: str, kind: str, is_public: bool, staff: User) -> None:
    data = note(title, [topic.question, topic.findings])
    document = CourseDocument.objects.create(title=title, file=ContentFile(data, name=f"{topic.slug}-{kind}.docx"), file_size=len(data), uploaded_by_user=staff)
    TopicFile.objects.create(topic=topic, document=document, kind=kind, dated=topic.starts_on, is_public=is_public)


def _walk(topic: Topic, row: Mapping[str, Any], staff: User, now: datetime) -> None:
    """From the first station to the one where it stands, and closed where it was."""
    moments = [now - timedelta(days=days) for days in row["days"]]
    topics.propose(topic_id=topic.pk, by=staff, now=moments[0], note=row["notes"][0])
    for station, moment, words in zip(LINE[1 : LINE.index(Station(row["station"])) + 1], moments[1:], row["notes"][1:], strict=True):
        topics.go_on(topic_id=topic.pk, seen=LINE[LINE.index(station) - 1].value, note=words, by=staff, now=moment)
    if row.get("closed"):
        topics.close_topic(topic_id=topic.pk, reason=row["closed"], by=staff, now=moments[-1] + timedelta(days=20))
