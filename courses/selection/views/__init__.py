"""The pages of this room: a learner's selection, and a teacher's desk."""

from courses.selection.views.about import about_me, pledge, reserve
from courses.selection.views.class_groups import groups
from courses.selection.views.door import for_somebody
from courses.selection.views.drawing import check_draw
from courses.selection.views.feeds import calendar, end_feed, feed, new_feed
from courses.selection.views.front_desk import desk as front_desk
from courses.selection.views.front_desk import newcomer
from courses.selection.views.helping import add_helper, agree, end_help, help_by_card, helpers, helping
from courses.selection.views.learner import accept, decline, drop, home, leave, offering, pick, wait
from courses.selection.views.offers import answer, calls
from courses.selection.views.person import slip
from courses.selection.views.placing import place
from courses.selection.views.requests import ask, request, requests, sign, unsign
from courses.selection.views.rounds import draw_file, round, rounds
from courses.selection.views.seats import seats
from courses.selection.views.sending import upload_part, uploads
from courses.selection.views.teacher import recording, recordings, roster, teach
from courses.selection.views.wishes import change_wishes, wishes

__all__ = [
    "about_me",
    "accept",
    "add_helper",
    "agree",
    "answer",
    "ask",
    "calendar",
    "calls",
    "change_wishes",
    "check_draw",
    "decline",
    "draw_file",
    "drop",
    "end_feed",
    "end_help",
    "feed",
    "for_somebody",
    "front_desk",
    "groups",
    "help_by_card",
    "helpers",
    "helping",
    "home",
    "leave",
    "new_feed",
    "newcomer",
    "offering",
    "pick",
    "place",
    "pledge",
    "recording",
    "recordings",
    "request",
    "requests",
    "reserve",
    "roster",
    "round",
    "rounds",
    "seats",
    "sign",
    "slip",
    "teach",
    "unsign",
    "upload_part",
    "uploads",
    "wait",
    "wishes",
]
