"""A large college, made small: real pages, a true count of seats, titles that break things, and never by accident beside real courses."""

from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from courses.catalogue.models import CoursePage
from courses.selection.models import Enrolment, Offering
from demo.scale.titles import ODD, texts
from search import domain
from search.queries import Query


def seed(*options: str) -> str:
    said = StringIO()
    call_command("seed_scale", "--courses=30", "--learners=20", "--entries=45", *options, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_large_college_holds_together(client):
    seed()
    assert Page.find_problems() == ([], [], [], [], [])
    page = CoursePage.objects.order_by("pk").last()
    assert page.readiness().complete
    assert page.title in client.get(page.get_url()).content.decode()
    seats = Offering.objects.annotate(held=Count("enrolments", filter=Q(enrolments__state="enrolled")))
    assert [one.pk for one in seats if one.held != one.seats_taken] == []
    assert Enrolment.objects.count() >= 40
    found = domain.find(Query(page.title, kinds=("course",)))
    assert page.pk in [hit.object_id for hit in found.hits]
    # The database hands out keys after ours: ordinary work goes on.
    page.units.create(title="加讲", sort_order=9)
    with pytest.raises(CommandError, match="--force"):
        seed()
    assert CoursePage.objects.count() == 30
    seed("--force")
    assert CoursePage.objects.count() == 60
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.django_db
def test_three_hundred_courses_cost_no_query_more_than_two(client):
    costs = []
    for options in (["--courses=2", "--entries=0"], ["--courses=300", "--entries=0", "--force"]):
        seed(*options)
        page = CoursePage.objects.order_by("pk")[1]
        costs.append([queries_of(client, address) for address in ("/", "/courses/", "/courses/?school=elder", page.get_url())])
    assert costs[0] == costs[1]


def queries_of(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200  # what the site keeps from now on
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_ten_thousand_titles_are_alike_and_odd():
    titles = [text.title for text in texts(10_000, Random(1))]
    assert titles == [text.title for text in texts(10_000, Random(1))]
    assert len(set(titles)) > 9_900
    assert {len(title) for title in titles} >= {200}
    assert [odd for odd in ODD if not any(odd.rstrip("<>") in title for title in titles)] == []


@pytest.mark.parametrize("options", [["--courses=1"], ["--learners=0"], ["--entries=-1"]])
@pytest.mark.django_db
def test_nonsense_is_refused(options: list[str]):
    with pytest.raises(CommandError, match="At least"):
        call_command("seed_scale", *options)
