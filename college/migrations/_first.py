"""What the first migration of each room is made of. A new college gets its tables at once as they are today, and its roles their rights."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation

ALL, SEE = ("add", "change", "delete", "view"), ("view",)

type Rights = Mapping[tuple[str, str], Iterable[str]]
"""(app, model): actions"""


class Tables(Operation):
    """Tables that are made together. One by one, Django would draw up all models that hang together anew for each: for a hundred tables, most of the time
    that a new college takes to be made."""

    serialization_expand_args = ["operations"]

    def __init__(self, operations: list[migrations.CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # drawn up when it is asked for, with all of them
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.operations)} models"


def permission(apps: Any, app_label: str, model: str, action: str) -> Any:
    """Permissions are made after migrating, so that a fresh database has none yet."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
    )
    return found


def grant(apps: Any, rights: Mapping[str, Rights]) -> None:
    """Give each role (by name) its rights."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=rights):
        table = rights[group.name]
        group.permissions.add(*(permission(apps, *model, action) for model, actions in table.items() for action in actions))


def revoke(apps: Any, rights: Mapping[str, Rights]) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name__in=rights):
        for app_label, model in rights[group.name]:
            group.permissions.remove(*group.permissions.filter(content_type__app_label=app_label, content_type__model=model))
