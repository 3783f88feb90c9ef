"""The shape that must stand: the first migration, the direction of foreign keys."""

import importlib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
CORRIDOR = ["college", "media", "courses.catalogue", "courses.selection", "courses.learning", "courses.evaluation", "courses.credits", "search", "demo"]
OURS = {"college", "media", "courses", "search", "demo"}


def place(model: type) -> int | None:
    """The position of a model's room in the corridor; None for models of libraries."""
    names = [room for room in CORRIDOR if model.__module__ == room or model.__module__.startswith(f"{room}.")]
    return CORRIDOR.index(names[0]) if names else None


def test_the_first_migration_holds_the_user_alone():
    migration = importlib.import_module("college.migrations.0001_user").Migration
    assert [dependency[0] for dependency in migration.dependencies] == ["auth"]
    assert [operation.name for operation in migration.operations if hasattr(operation, "name") and operation.__class__.__name__ == "CreateModel"] == ["User"]


def test_no_foreign_key_looks_up_the_corridor():
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in apps.get_models()
        if place(model) is not None
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model and place(field.related_model) is not None
        if place(field.related_model) > place(model)
    ]
    assert upward == []


def test_every_model_of_ours_has_a_room():
    assert [model.__name__ for model in apps.get_models() if model._meta.app_label in OURS and place(model) is None] == []


def test_models_are_never_fetched_by_name_outside_migrations():
    found = [
        str(file.relative_to(ROOT))
        for room in sorted(OURS)
        for file in (ROOT / room).rglob("*.py")
        if "migrations" not in file.parts and "get_model(" in file.read_text(encoding="utf-8")
    ]
    assert found == []
