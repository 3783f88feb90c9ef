"""Three complaints as people write them: one new, one that the desk looks into, one answered. Through the same verbs as the form's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from college import complaints
from college.models import Complaint, User
from demo.accounts import DESK, LEARNER

COLD = "睦邻中心一楼教室上午很冷，空调开到最大也不热。我们班大多七十多岁，能不能提前半小时开？"
SUBTITLES = "手机课的字幕能不能再大一点？我用平板看，站远了就看不清。"
PLACES = "八段锦的班都在上午。我上午要送孙子，能不能也开一个下午的班？"
ANSWER = "谢谢您提醒。从下周起，值班同事上课前半小时开空调；门口也放了备用的毯子。还冷的话，请打前台电话。"


def letters(accounts: Mapping[str, User], now: datetime) -> int:
    """Write what is missing; how many there are."""
    desk, learner = accounts[DESK.username], accounts[LEARNER.username]
    for text, kind, page, author, days in (
        (COLD, Complaint.Kind.COMPLAINT, "/selection/", learner, 9),
        (SUBTITLES, Complaint.Kind.SUGGESTION, "/learning/", learner, 3),
        (PLACES, Complaint.Kind.QUESTION, "/courses/", None, 1),
    ):
        if not Complaint.objects.filter(text=text).exists():
            complaints.send(kind=kind, text=text, page=page, author=author, now=now - timedelta(days=days))
    _answer(Complaint.objects.get(text=COLD), desk, now - timedelta(days=6))
    second = Complaint.objects.get(text=SUBTITLES)
    if second.state == Complaint.State.RECEIVED:
        complaints.take_up(complaint_id=second.pk, by=desk)
    return Complaint.objects.count()


def _answer(letter: Complaint, desk: User, at: datetime) -> None:
    if letter.state != Complaint.State.ANSWERED:
        complaints.answer(complaint_id=letter.pk, text=ANSWER, by=desk, now=at)
