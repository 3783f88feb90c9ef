"""Neighbours with roles in their buildings."""

import pytest
from django.utils import timezone

from college.models import Consent, Duty
from demo.seeding import people
from tests.factories.college import person

pytestmark = pytest.mark.django_db


def test_roles_in_buildings_are_seeded_once_and_one_is_over():
    learner, others = person("wang"), [person() for _number in range(12)]
    for _again in range(2):
        assert people.duties(learner, others, timezone.now()) == 12
    assert Duty.objects.in_force(timezone.localdate()).count() == 11
    assert Consent.objects.filter(user=learner).count() == 2
