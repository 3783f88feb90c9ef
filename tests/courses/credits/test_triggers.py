"""The triggers that guard the ledger and all else that is written once: there after every migrate, and missed when they are not. On both databases."""

import pytest
from django.apps import apps
from django.core import checks
from django.db import connection
from django.db.models import CharField, IntegerField
from django.db.models.signals import post_migrate, pre_migrate
from django.test import Client

from college import triggers
from courses.credits.models import Entry
from courses.selection.models import Offering

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_migrated_database_has_every_trigger():
    with connection.cursor() as cursor:
        cursor.execute(triggers.installed(connection))
        ours = [name for (name,) in cursor.fetchall() if name.startswith(("courses_", "college_"))]
    wanted = [trigger.name for trigger in triggers.expected(connection.vendor)]
    assert sorted(ours) == sorted(wanted)
    assert len(wanted) >= (40 if connection.vendor == "postgresql" else 36)


def test_a_dropped_trigger_is_missed_by_health_and_checks_and_comes_back_with_migrate():
    assert checks.run_checks(tags=[checks.Tags.database], databases=["default"]) == []
    on = "" if connection.vendor == "sqlite" else " ON courses_entry"
    sql(f"DROP TRIGGER courses_entry_update{on}")
    assert triggers.missing() == ["courses_entry_update"]
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["ledger"]) == (503, "down: RuntimeError")
    assert [one.id for one in checks.run_checks(tags=[checks.Tags.database], databases=["default"])] == ["college.W001"]
    post_migrate.send(sender=apps.get_app_config("college"), app_config=apps.get_app_config("college"), using="default")
    assert triggers.missing() == []
    assert Client().get("/healthz").json()["ledger"] == "ok"


@pytest.mark.postgres
def test_a_trigger_that_is_switched_off_counts_as_missing():
    sql("ALTER TABLE courses_entry DISABLE TRIGGER courses_entry_delete")
    assert triggers.missing() == ["courses_entry_delete"]


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_adds_a_field_gets_its_triggers_back():
    """SQLite rebuilds the table and silently drops them: the reason why they are installed after every migrate."""
    field = IntegerField(default=0)
    field.set_attributes_from_name("extra")
    with connection.schema_editor() as editor:
        editor.add_field(Entry, field)
    lost = {trigger.name for trigger in triggers.expected("sqlite") if trigger.table == "courses_entry"} if connection.vendor == "sqlite" else set()
    assert set(triggers.missing()) == lost
    triggers.install()
    assert triggers.missing() == []


@pytest.mark.django_db(transaction=True)
def test_a_table_that_triggers_of_others_name_can_be_made_anew():
    """SQLite renames no table while such a trigger stands: a migration of such a table would end every update of a college."""
    field = CharField(default="")
    field.set_attributes_from_name("extra")
    config = apps.get_app_config("college")
    pre_migrate.send(sender=config, app_config=config, using="default", plan=[])
    assert triggers.missing() == []
    pre_migrate.send(sender=config, app_config=config, using="default", plan=[("something", False)])
    with connection.schema_editor() as editor:
        editor.add_field(Offering, field)
    post_migrate.send(sender=config, app_config=config, using="default")
    assert triggers.missing() == []
