"""What the database refuses, whoever asks: by the ORM, in bulk, in raw SQL, at the doors of the admin. On both databases."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client

from college.roles import Role
from courses.credits.models import Entry, Evidence, RequiredCourse, Requirement, RuleSet
from tests.courses.credits.test_triggers import sql
from tests.factories import credits, selection
from tests.worlds import Shared, shared

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def an_entry() -> Entry:
    credits.rules(required_courses=[selection.course("书法")])
    return credits.awarded()


made = shared(an_entry)


@pytest.fixture
def entry(made: Shared, db: None, tmp_path: Path) -> Entry:
    return made.own(tmp_path)


def changed(entry: Entry, **fields: Any) -> Entry:
    for name, value in fields.items():
        setattr(entry, name, value)
    return entry


ATTACKS = {
    "save": lambda entry: changed(entry, amount=9900).save(),
    "save one field": lambda entry: changed(entry, amount=9900).save(update_fields=["amount"]),
    "update": lambda entry: Entry.objects.update(amount=9900),
    "update nothing": lambda entry: Entry.objects.update(amount=entry.amount),
    "bulk_update": lambda entry: Entry.objects.bulk_update([changed(entry, category="project")], ["category"]),
    "bulk_create over it": lambda entry: Entry.objects.bulk_create(
        [changed(entry, amount=9900)], update_conflicts=True, unique_fields=["number"], update_fields=["amount"]
    ),
    "delete": lambda entry: entry.delete(),
    "delete all": lambda entry: Entry.objects.all().delete(),
    "raw delete": lambda entry: Entry.objects.all()._raw_delete("default"),
    "SQL update": lambda entry: sql("UPDATE courses_entry SET amount = 9900"),
    "SQL delete": lambda entry: sql("DELETE FROM courses_entry"),
    "save evidence": lambda entry: changed(entry.evidence, snapshot={}).save(),
    "update evidence": lambda entry: Evidence.objects.update(snapshot={}),
    "SQL update of evidence": lambda entry: sql("UPDATE courses_evidence SET sha256 = 'x'"),
    "SQL delete of evidence": lambda entry: sql("DELETE FROM courses_evidence"),
    "SQL replace": lambda entry: replaced("courses_entry", number=entry.number, amount=9900),
    "SQL replace by its cause": lambda entry: replaced("courses_entry", number=entry.number + 1, previous_hash=entry.hash, hash="f" * 64),
    "SQL replace of evidence": lambda entry: replaced("courses_evidence", snapshot="{}"),
    "SQL replace of rules": lambda entry: replaced("courses_ruleset", text="别的说法"),
    "SQL replace of rules by their version": lambda entry: replaced("courses_ruleset", id=entry.rule_set_id + 1, text="别的说法"),
    "SQL replace of a requirement": lambda entry: replaced("courses_requirement", required=1, rule_set_id=credits.draft_rules(valid_from="2027-01-01").pk),
    "SQL update of a draft over published rules": lambda entry: over("courses_ruleset", "version", credits.draft_rules(valid_from="2027-01-01")),
    "SQL update of a draft's requirement over a published one": lambda entry: over(
        "courses_requirement", "id", credits.draft_rules(valid_from="2027-01-01").requirements.get()
    ),
    "a gap": lambda entry: Entry.objects.create(**copy_of(entry, number=entry.number + 2)),
    "a fork": lambda entry: Entry.objects.create(**copy_of(entry, number=entry.number + 1)),
    "a second beginning": lambda entry: Entry.objects.create(**copy_of(entry, number=1, previous_hash="0" * 64)),
    "an amount of zero": lambda entry: credits.booked(entry.account, entry.rule_set, 0),
    "the same cause again": lambda entry: Entry.objects.create(**copy_of(entry, number=entry.number + 1, previous_hash=entry.hash)),
    "other words of published rules": lambda entry: RuleSet.objects.update(text="别的说法"),
    "another price of published rules": lambda entry: RuleSet.objects.update(minutes_per_credit=15),
    "published rules unpublished": lambda entry: RuleSet.objects.update(published_at=None),
    "published rules deleted": lambda entry: RuleSet.objects.all()._raw_delete("default"),
    "a requirement changed": lambda entry: Requirement.objects.update(required=1),
    "a requirement deleted": lambda entry: Requirement.objects.all().delete(),
    "a requirement added": lambda entry: Requirement.objects.create(rule_set=entry.rule_set, category=credits.category("other", "楼长")),
    "a required course deleted": lambda entry: RequiredCourse.objects.all().delete(),
    "a required course added": lambda entry: RequiredCourse.objects.create(rule_set=entry.rule_set, course=selection.course("八段锦")),
}


def replaced(table: str, **values: Any) -> None:
    """Each row anew with other values, as SQLite has a statement for; PostgreSQL has none and says so."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        new = ", ".join("%s" if column in values else f'"{column}"' for column in columns)
        cursor.execute(f"REPLACE INTO {table} SELECT {new} FROM {table}", [values[column] for column in columns if column in values])


def over(table: str, key: str, other: Any) -> None:
    """Another row gets the key of the first, which SQLite takes away when it is told to; PostgreSQL cannot be told to."""
    sql(f"UPDATE OR REPLACE {table} SET {key} = (SELECT {key} FROM {table} ORDER BY id LIMIT 1) WHERE id = {other.pk}")


def copy_of(entry: Entry, **changes: Any) -> dict[str, Any]:
    values = {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields}
    return {**values, "hash": "f" * 64, **changes}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_changes_the_ledger_or_its_rules(attack: str, entry: Entry):
    before = [list(model.objects.order_by("pk").values()) for model in (Entry, Evidence, RuleSet, Requirement, RequiredCourse)]
    with pytest.raises(DatabaseError), transaction.atomic():
        ATTACKS[attack](Entry.objects.select_related("evidence", "rule_set", "account").get())
    assert [list(model.objects.order_by("pk").values()) for model in (Entry, Evidence, RuleSet, Requirement, RequiredCourse)] == before


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["courses_entry", "courses_evidence"])
def test_no_truncate(table: str, entry: Entry):
    connection.check_constraints()  # what waits for the commit would refuse before the trigger does
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(f"TRUNCATE {table} CASCADE")


def test_the_end_of_published_rules_may_be_named_and_a_draft_be_changed(entry: Entry):
    RuleSet.objects.update(valid_until="2026-12-31")
    draft = credits.draft_rules(valid_from="2027-01-01")
    RuleSet.objects.filter(pk=draft.pk).update(text="新的")
    draft.requirements.update(required=1)
    draft.delete()


@pytest.mark.parametrize("name", ["ledger", "entry", "evidence", "snippets/courses/entry", "snippets/courses/evidence"])
def test_no_door_of_the_admin_leads_to_changing_it(name: str, entry: Entry):
    """Not even for somebody with every permission that there is."""
    keeper = selection.person("", Role.STAFF)
    keeper.user_permissions.set(Permission.objects.all())
    client = Client()
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/ledger/").status_code == 200
    before = list(Entry.objects.values()), list(Evidence.objects.values())
    for path in (f"edit/{entry.pk}/", f"delete/{entry.pk}/", f"{entry.pk}/", "new/", "add/"):
        answer = client.post(f"/admin/{name}/{path}", {"amount": "9900", "snapshot": "{}"})
        assert answer.status_code in {302, 403, 404, 405}, (path, answer.status_code)
    assert (list(Entry.objects.values()), list(Evidence.objects.values())) == before
