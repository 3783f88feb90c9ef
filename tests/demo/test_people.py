"""Neighbours with roles in their buildings."""

import pytest
from django.utils import timezone

from college.models import Consent, Duty
from courses.selection.models import Helping
from demo.accounts import HELPER, LEARNER
from demo.seeding import helping, people
from tests.factories.college import person

pytestmark = pytest.mark.django_db


def test_roles_in_buildings_are_seeded_once_and_one_is_over():
    learner, others = person("wang"), [person() for _number in range(12)]
    for _again in range(2):
        assert people.duties(learner, others, timezone.now()) == 12
    assert Duty.objects.in_force(timezone.localdate()).count() == 11
    assert Consent.objects.filter(user=learner).count() == 2


def test_somebody_picks_for_two_once():
    accounts = {account.username: person(account.username) for account in (HELPER, LEARNER)}
    neighbour = person("lin")
    for _again in range(2):
        assert helping.helps(accounts, [neighbour], timezone.now()) == 2
    assert Helping.objects.filter(until=None, agreed="account").count() == 2
