"""How lessons are taught: what learners see, what stays with those who hold them, and whose files may be named."""

import json

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from wagtail.blocks.base import Block

from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.errors import InUse
from courses.catalogue.models import Unit
from courses.catalogue.models.designs import Design, documents_of, public_words
from tests.factories.catalogue import course, course_file
from tests.factories.college import person

pytestmark = pytest.mark.django_db
SECRET = "暗号：先别说答案"


def steps(*files):
    """A design of every kind, with notes in each."""
    values = {
        "talk": {"points": ["三种要钱的电话"], "questions": ["谁接到过？"]},
        "case": {"story": "三号楼要装电梯。\n\n四户不同意。", "files": list(files), "questions": ["谁还没说话？"]},
        "group": {"size": 5, "task": "绕楼走一圈。", "roles": ["记录"], "product": "一张隐患图"},
        "salon": {"topic": "怎么跟爸妈说", "host": "楼长", "guests": "民警", "questions": ["试过什么？"]},
        "exchange": {"topics": ["院里最好的小改变"], "hint": "五句就够。"},
        "practice": {"materials": ["假人"], "steps": ["先看安全"], "check": ["每分钟一百次"], "safety": "膝盖不好的坐着做。"},
    }
    return json.dumps([{"type": kind, "value": {**value, "notes": SECRET}} for kind, value in values.items()])


def designed(*files, **given):
    page = course(units=2, **given)
    unit = page.units.first()
    unit.design = steps(*files)
    unit.practice_minutes, unit.activity = 30, "enjoy"
    unit.save()
    return page, unit


def test_learners_see_every_step_and_no_notes(client):
    page, _ = designed()
    shown = client.get(page.url).content.decode()
    for word in ("三种要钱的电话", "四户不同意", "绕楼走一圈", "一张隐患图", "怎么跟爸妈说", "民警", "院里最好的小改变", "先看安全", "膝盖不好的坐着做"):
        assert word in shown
    assert SECRET not in shown
    assert "理论2小时30分 · 实操30分" in shown
    assert "学1小时30分 · 乐1小时30分" in shown


def test_a_design_knows_its_words_and_files():
    _, unit = designed(course_file("案例.docx").pk)
    assert SECRET not in " ".join(public_words(unit.design))
    assert {"一张隐患图", "楼长", "假人"} <= set(public_words(unit.design))
    assert len(documents_of(unit.design)) == 1


def test_a_reading_is_public_with_its_course_and_cannot_be_deleted(client):
    paper = course_file("案例.docx")
    page, unit = designed(paper.pk)
    assert domain.is_public(paper)
    assert paper.title in client.get(page.url).content.decode()
    with pytest.raises(InUse), transaction.atomic():
        paper.delete()
    unit.design = "[]"
    unit.save()
    assert not domain.is_public(paper)
    paper.delete()


def test_a_reading_that_is_gone_leaves_no_hole(client):
    page, _ = designed(999_999)
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("practice", [-1, 91])
def test_practice_never_lasts_longer_than_the_lesson(practice):
    page = course(units=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Unit.objects.filter(page=page).update(practice_minutes=practice)


@pytest.mark.parametrize("kind", Design().child_blocks)
def test_every_step_has_a_sample_to_look_at(client, kind):
    block = Unit._meta.get_field("design").stream_block.child_blocks[kind]
    assert block.meta.description
    assert block.definition_prefix in Block.definition_registry
    client.force_login(person("chen", Role.TEACHER))
    sample = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert sample.status_code == 200
    assert 'class="step"' in sample.content.decode()
