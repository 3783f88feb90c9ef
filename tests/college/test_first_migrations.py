"""A new college is made by one migration of each room; one that was made step by step goes on from wherever it stands."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

FIRST = {
    "college": "0002_squashed_0018_learner_facts",
    "media": "0001_squashed_0007_joins",
    "courses": "0001_squashed_0040_acts_about_courses",
}


def steps(room):
    return import_module(f"{room}.migrations.{FIRST[room]}").Migration.replaces


@pytest.mark.parametrize("room", FIRST)
def test_all_at_once_is_what_the_steps_led_to(room):
    loader = MigrationLoader(None, replace_migrations=False)
    at_once, step_by_step = (loader.project_state(end).models for end in ((room, FIRST[room]), steps(room)[-1]))
    made = sorted(name for app, name in step_by_step if app == room)
    assert made
    assert [name for app, name in sorted(at_once) if app == room] == made
    assert [name for name in made if at_once[room, name] != step_by_step[room, name]] == []


@pytest.mark.parametrize("room", FIRST)
def test_every_step_has_its_place(room):
    """A college that has taken a step which nobody knows would be made a second time, over its own tables."""
    at_once = (room, FIRST[room])
    loader = MigrationLoader(None, replace_migrations=False)
    older = [key for key in loader.graph.forwards_plan(steps(room)[-1]) if key[0] == room and key != ("college", "0001_user")]
    assert sorted(older) == sorted(steps(room))
    assert at_once not in older


def later(room):
    """What a room did to its tables since; whoever lacks a step lacks these too."""
    known = MigrationRecorder(connection).applied_migrations()
    return [step for step in known if step[0] == room and step not in [*steps(room), (room, FIRST[room]), ("college", "0001_user")]]


def remember_steps(but=()):
    """The database says that it was migrated step by step, and by all steps but these."""
    recorder = MigrationRecorder(connection)
    for room, first in FIRST.items():
        recorder.record_unapplied(room, first)
    for step in but:
        recorder.record_unapplied(*step)


def plan():
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    return [(step.app_label, step.name) for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


@pytest.mark.django_db
def test_a_college_that_took_all_steps_has_nothing_to_do():
    assert plan() == []
    remember_steps()
    known = set(MigrationRecorder(connection).applied_migrations())
    assert known.isdisjoint(FIRST.items())
    assert known.issuperset(step for room in FIRST for step in steps(room))
    assert plan() == []
    MigrationExecutor(connection).migrate([])
    assert set(FIRST.items()) <= set(MigrationRecorder(connection).applied_migrations())


@pytest.mark.django_db
def test_a_college_that_took_some_steps_takes_the_others():
    left = [steps("media")[-1], *steps("courses")[-2:], *later("courses")]
    assert later("courses")
    remember_steps(but=left)
    assert sorted(plan()) == sorted(left)
