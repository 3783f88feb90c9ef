"""Seeding the demo college. Each step finds what is there and adds what is missing, so that a second run, or one after a crash, is harmless."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from demo.accounts import LEARNER, STAFF
from demo.seeding import classes, courses, credits, desk, evaluation, helping, learning, needs, people, places, replays, report, rounds, stages
from search import indexing

__all__ = ["seed"]


def seed(*, now: datetime, say: Callable[[str], None] = lambda line: None) -> int:
    """Make the demo college as of `now` (aware). Returns the number of recordings left to the worker; `say` is told each step."""
    schools, venues, terms = places.schools(), places.venues(), places.terms(now)
    say(f"{len(schools)} schools, {len(venues)} venues, {len(terms)} terms")
    accounts, teachers, learners = people.accounts(), people.teachers(schools), people.learners()
    say(f"{len(accounts)} demo accounts, {len(teachers)} teachers, {len(learners)} learners")
    say(f"{people.facts(accounts[LEARNER.username], learners, now)} people told their year of birth")
    pages = courses.courses(schools, teachers)
    say(f"{len(pages)} courses with their files")
    say(f"{needs.needs(accounts, schools, pages, teachers, now)} needs of the neighbourhood, with a survey, modules and topics")
    stages.school_staff(accounts, schools, now)
    say(f"{stages.walk(pages, accounts, venues, now)} courses on their way to all venues")
    offerings = classes.classes(pages, terms, venues, now)
    short = rounds.rounds(pages, terms, venues, now)
    rounds.drawn(offerings, terms["next"], accounts[STAFF.username], learners, now)
    say(f"{rounds.wishing(short, terms['short'], accounts[STAFF.username], accounts[LEARNER.username], learners, now)} lists of wishes, and a draw to check")
    classes.fill(offerings, accounts[LEARNER.username], learners, now)
    say(f"{people.duties(accounts[LEARNER.username], learners, now)} roles in buildings")
    say(f"{helping.helps(accounts, learners, now)} people for whom somebody picks")
    say(f"{len(offerings)} classes, picked and waited for")
    waiting = replays.replays(offerings, now)
    replays.watch(now)
    say(f"{len(waiting)} recordings handed to the worker")
    say(f"{learning.learning(offerings, now)} courses completed")
    say(f"{credits.credits(accounts, pages, now)} entries in the credit ledger")
    say(f"{report.members(accounts, learners, now)} people in the promotion report")
    say(f"{evaluation.ratings(offerings, now)} classes rated and closed")
    say(f"{desk.letters(accounts, now)} complaints and suggestions")
    say(f"{indexing.rebuild(now=now)} things to find in the search")
    return len(waiting)
