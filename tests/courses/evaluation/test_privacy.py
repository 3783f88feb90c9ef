"""Attacks on the promise of docs/evaluation-privacy.md: after the close nobody with the database and the logs can join a rating to a person.

Each test is an attacker with one more idea. All are told on both databases.
"""

import json
import logging
import re
import time
from datetime import timedelta
from itertools import permutations

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from college.models import User
from college.roles import Role
from courses.evaluation import domain, rules, tasks
from courses.evaluation.models import Comment, Rating, RatingWindow, Receipt, SealedRating
from courses.selection.models import Enrolment
from tests.factories import college, evaluation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SIZE = 8
SECRET = "只有我这样说"


@pytest.fixture
def people():
    return [college.person(f"learner{place}", Role.LEARNER, display_name=f"学员甲乙{place}") for place in range(SIZE)]


@pytest.fixture
def rated(people):
    """A class that was rated by one after the other, each in her own way."""
    offering = evaluation.open_class(*people, now=timezone.now())
    for place, learner in enumerate(people):
        domain.submit_rating(learner=learner, offering_id=offering.pk, answers=_values(place), text=f"{SECRET}第{place}条", now=timezone.now())
    return offering


@pytest.fixture
def logged(people, caplog):
    """The same over HTTP, looked at again by each; everything that is logged is caught."""
    caplog.set_level(logging.DEBUG)
    offering = evaluation.open_class(*people, now=timezone.now())
    for place, learner in enumerate(people):
        client = Client()
        client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
        said = {**_values(place), "text": f"{SECRET}第{place}条"}
        assert client.post(f"/rate/{offering.pk}/", said).status_code == 302
        assert f"{SECRET}第{place}条" in client.get(f"/rate/{offering.pk}/").content.decode()
    evaluation.close(offering)
    return offering


def _values(place):
    """Answers that no other learner of the class gives."""
    return {item: 1 + (place // 5**power) % 5 for power, item in enumerate(rules.ITEMS)}


@pytest.fixture
def closed(rated):
    evaluation.close(rated)
    return rated


def everything():
    """All rows of all tables of the project and its packages, by table: what somebody with the database has."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model, list(model._base_manager.values())


# ---- while the window is open


def test_sealed_rows_say_nothing_without_the_key_and_the_key_nothing_without_the_server(rated):
    rows = list(SealedRating.objects.values())
    assert len(rows) == SIZE
    assert len({len(bytes(row["content"])) for row in rows}) == 1
    dump = "\n".join(repr(rows_of) for _model, rows_of in everything())
    assert SECRET not in dump
    window = RatingWindow.objects.get()
    key, seat = bytes(window.key), Enrolment.objects.first().pk
    numbers = {row["ballot"] for row in rows}
    import hmac

    guesses = {hmac.digest(key, form % seat, "sha256").hex() for form in (b"%d", b"ballot %d", b"rating %d")}
    assert not numbers & guesses  # the key of the row alone finds no ballot


def test_the_same_rating_twice_looks_different(people):
    offering = evaluation.open_class(*people, now=timezone.now())
    contents = set()
    for learner in people[:3]:
        evaluation.rated(offering, learner, 5, text=SECRET, now=timezone.now())
    contents |= {bytes(row) for row in SealedRating.objects.values_list("content", flat=True)}
    evaluation.rated(offering, people[0], 5, text=SECRET, now=timezone.now())
    contents |= {bytes(row) for row in SealedRating.objects.values_list("content", flat=True)}
    assert len(contents) == 4


def test_no_row_tells_when_somebody_rated(rated):
    for model in (Receipt, SealedRating):
        assert not [field for field in model._meta.get_fields() if isinstance(field, models.DateField | models.TimeField | models.AutoField)]


def test_the_teacher_cannot_tell_who_has_rated(people):
    """Every page of hers looks the same whether one has rated or another."""
    now = timezone.now()
    offering = evaluation.open_class(*people, now=now)
    evaluation.reviewed(offering, *offering.enrolments.all()[:6], now=now)
    client = Client()
    client.force_login(offering.teacher.user, backend="django.contrib.auth.backends.ModelBackend")
    addresses = [f"/teach/offerings/{offering.pk}/", f"/teach/offerings/{offering.pk}/reviews/", "/teach/", f"/teach/offerings/{offering.pk}/ratings/"]
    before = [_without_tokens(client.get(address)) for address in addresses]
    evaluation.rated(offering, people[0], now=now)
    evaluation.rated(offering, people[7], now=now)
    assert [_without_tokens(client.get(address)) for address in addresses] == before


def _without_tokens(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|csrf[^"]{0,20}":"?[^"]+', "", answer.content.decode())


# ---- after the close


def test_no_table_joins_a_rating_to_a_person(closed):
    """Every key, number, text and moment of a rating or comment, looked for in every other table: only the class is common."""
    mine = {Rating: list(Rating.objects.values()), Comment: list(Comment.objects.values())}
    assert [len(rows) for rows in mine.values()] == [SIZE, SIZE]
    for model, rows in everything():
        if model in mine:
            continue
        text = repr(rows)
        assert SECRET not in text, model
        for found in mine.values():
            assert not [row for row in found if str(row["key"]) in text or row["key"].hex in text], model
    for model in mine:
        related = {field.related_model for field in model._meta.get_fields() if field.is_relation}
        assert {other._meta.label for other in related} == {"courses.Offering"}
        assert not [field for field in model._meta.get_fields() if isinstance(field, models.DateField | models.AutoField)]
    assert not Receipt.objects.exists()
    assert not SealedRating.objects.exists()
    assert RatingWindow.objects.get().key is None


def _places(model):
    """The physical order of rows, the oldest in front, and what the database knows of their writing."""
    table = model._meta.db_table
    where = {"sqlite": "rowid", "postgresql": "ctid, xmin, cmin"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {where} FROM {table} ORDER BY 1")
        places = cursor.fetchall()
        key = model._meta.pk.column
        cursor.execute(f"SELECT {key} FROM {table} ORDER BY {where.split(',')[0]}")
        return places, [str(row[0]).replace("-", "") for row in cursor.fetchall()]


def test_the_order_of_rows_says_nothing(people):
    """Three closes of the same class: were an order kept, of any kind, it would be the same each time."""
    seen = []
    for _time in range(3):
        Rating.objects.all().delete()
        Comment.objects.all().delete()
        RatingWindow.objects.all().delete()
        now = timezone.now()
        offering = evaluation.open_class(*people, now=now) if not seen else seen[0][0]
        if seen:
            domain.open_windows(now=now)
        for place, learner in enumerate(people):
            domain.submit_rating(learner=learner, offering_id=offering.pk, answers=_values(place), text=f"第{place}条", now=now)
        evaluation.close(offering)
        _where, keys = _places(Rating)
        rows = {row.key.hex: row for row in Rating.objects.all()}
        order = [next(place for place in range(SIZE) if _row(rows[key]) == tuple(_values(place).values())) for key in keys]
        _where, keys = _places(Comment)
        texts = {row.key.hex: row.text for row in Comment.objects.all()}
        said = [int(re.sub(r"\D", "", texts[key])) for key in keys]
        seen.append((offering, order, said))
    assert len({tuple(order) for _offering, order, _said in seen}) > 1
    assert len({tuple(said) for _offering, _order, said in seen}) > 1
    assert any(order != said for _offering, order, said in seen)  # numbers and words beside each other have nothing in common


def _row(rating):
    return tuple(getattr(rating, item) for item in rules.ITEMS)


def test_all_rows_of_a_close_were_written_at_the_same_moment(closed):
    """PostgreSQL keeps the transaction of every row; of a class's ratings it is one."""
    if connection.vendor == "sqlite":
        places, _keys = _places(Rating)
        assert [row[0] for row in places] == list(range(places[0][0], places[0][0] + SIZE))  # one batch, without gaps
        return
    for model in (Rating, Comment):
        places, _keys = _places(model)
        assert len({row[1] for row in places}) == 1


def test_no_sequence_counts_raters(rated):
    """A number that grows with each rating would tell the order, and by its neighbours the time."""
    for model in (Receipt, SealedRating, Rating, Comment):
        assert not isinstance(model._meta.pk, models.AutoField)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            names = [f"{model._meta.db_table}_id_seq" for model in (Receipt, SealedRating, Rating, Comment)]
            cursor.execute("SELECT sequencename FROM pg_sequences WHERE sequencename = ANY(%s)", [names])
            assert cursor.fetchall() == []


def test_the_planners_samples_keep_no_key(rated):
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite"  # has no samples of columns unless ANALYZE is compiled with them
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE courses_ratingwindow; ANALYZE courses_sealedrating; ANALYZE courses_receipt")
        cursor.execute("SELECT tablename, attname FROM pg_stats WHERE tablename IN ('courses_ratingwindow', 'courses_sealedrating')")
        kept = set(cursor.fetchall())
    assert not kept & {("courses_ratingwindow", "key"), ("courses_sealedrating", "content"), ("courses_sealedrating", "ballot")}


def test_log_lines_jobs_sessions_and_histories_hold_no_word_and_no_answer(logged, people, caplog):
    tasks.turn_windows.call()
    OxTask = apps.get_model("django_ox", "OxTask")
    places = {
        "log": caplog.text,
        "jobs": repr(list(OxTask.objects.values())),
        "sessions": json.dumps([session.get_decoded() for session in Session.objects.all()], default=str),
        "admin's log": repr(list(ModelLogEntry.objects.values())) + repr(list(PageLogEntry.objects.values())),
        "revisions": repr(list(Revision.objects.values())),
    }
    for name, text in places.items():
        assert SECRET not in text, name
        for row in Rating.objects.all():
            assert str(row.key) not in text, name
            for form in (list, tuple):
                assert repr(form(_row(row))) not in text, name
            assert row.key.hex not in text, name
    for learner in people:  # nobody's own rows have changed since she enrolled, but for her session
        assert not re.search(rf"\b{learner.username}\b.*rat", places["log"])


def test_nothing_tells_who_has_rated(closed, people):
    """Two learners of whom one has rated and one has not are alike in every table after the close."""
    lazy = college.person("lazy", Role.LEARNER, display_name="没评的人")
    other = evaluation.open_class(people[0], lazy, now=timezone.now())
    evaluation.rated(other, people[0], now=timezone.now())
    evaluation.close(other)
    seats = {seat.learner_id: seat for seat in Enrolment.objects.filter(offering=other)}
    for model, rows in everything():
        if model in (User, Session, Enrolment, User.groups.through) or model._meta.label == "usersessions.UserSession":
            continue
        hers, lazys = _rows_of(model, rows, seats[people[0].pk]), _rows_of(model, rows, seats[lazy.pk])
        assert hers == lazys, model


def _rows_of(model, rows, seat):
    """How many rows of a table lead to a seat, directly."""
    links = [field.attname for field in model._meta.concrete_fields if field.is_relation and field.related_model is Enrolment]
    return sum(1 for row in rows for link in links if row[link] == seat.pk)


def test_a_taken_down_text_leaves_no_copy_in_the_admins_log(closed, people):
    office = college.person("office", Role.STAFF)
    comment = domain.comments_to_see().first()
    text = comment.text
    domain.moderate(comment=comment, state="withdrawn", reason="点了名", by=office)
    assert text not in str(Comment.objects.get(pk=comment.pk))
    assert text not in repr(list(ModelLogEntry.objects.values()))


def test_the_smallest_class_that_is_shown_leaves_every_assignment_open(people):
    """With five raters of five the attacker knows all rows and all names; each of the 120 assignments fits all that he has."""
    offering = evaluation.open_class(*people[:5], now=timezone.now())
    for place, learner in enumerate(people[:5]):
        domain.submit_rating(learner=learner, offering_id=offering.pk, answers=_values(place), now=timezone.now())
    evaluation.close(offering)
    rows = [_row(row) for row in Rating.objects.filter(offering=offering)]
    facts = (sorted(rows), domain.score_of(domain.current_score(offering.course)).counts)
    assert all((sorted(order), rules.tally(order)) == facts for order in permutations(rows))


def nothing_is_left(now) -> bool:
    """The worker looks every minute and tries again: whoever was connecting to the server at the close may have held the dead rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('courses_sealedrating'), pg_relation_size('courses_receipt')")
        sizes = cursor.fetchone()
    if sizes != (0, 0):
        domain.close_due(now=now + timedelta(days=30))
    return sizes == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_what_was_deleted_is_not_left_in_the_file(people, tmp_path):
    """SQLite overwrites what is deleted, and the write-ahead file is emptied; PostgreSQL rewrites the tables."""
    now = timezone.now()
    offering = evaluation.open_class(*people, now=now)
    evaluation.rated(offering, people[0], 5, text=SECRET, now=now)
    key, sealed = bytes(RatingWindow.objects.get().key), bytes(SealedRating.objects.get().content)
    assert domain.close_due(now=now + timedelta(days=30)) == 1
    if connection.vendor == "postgresql":
        deadline = time.monotonic() + 30  # whoever looks at the tables meanwhile, as the server's own upkeep does, holds the dead rows
        while not nothing_is_left(now):
            assert time.monotonic() < deadline
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone()[0] == 1
    whole = connection.connection.serialize()
    assert key not in whole
    assert sealed[:200] not in whole
    assert SECRET.encode() in whole  # the words are where they belong, so the search finds what is there


def test_reviews_stay_with_the_learner_and_her_teacher(closed, people):
    evaluation.reviewed(closed, closed.enrolments.get(learner=people[0]), sentence="悄悄话", now=timezone.now())
    office = college.person("office", Role.STAFF)
    for who in (people[1], office, college.person("colleague", Role.TEACHER)):
        client = Client()
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        for address in (f"/rate/{closed.pk}/", f"/teach/offerings/{closed.pk}/reviews/", f"/teach/offerings/{closed.pk}/"):
            assert "悄悄话" not in client.get(address).content.decode()
