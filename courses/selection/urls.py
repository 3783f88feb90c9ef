"""Addresses of this room."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from courses.selection import views


class Id(IntConverter):
    """A row's number. Longer ones are beyond what a database can hold, so they are no address at all."""

    regex = "[0-9]{1,18}"


register_converter(Id, "id")

app_name = "selection"
urlpatterns = [
    path("selection/", views.home, name="home"),
    path("selection/seats/", views.seats, name="seats"),
    path("selection/offerings/<id:pk>/", views.offering, name="offering"),
    path("selection/offerings/<id:pk>/pick/", views.pick, name="pick"),
    path("selection/offerings/<id:pk>/drop/", views.drop, name="drop"),
    path("selection/offerings/<id:pk>/waitlist/", views.wait, name="wait"),
    path("selection/offerings/<id:pk>/waitlist/leave/", views.leave, name="leave"),
    path("selection/slip/", views.slip, name="slip"),
    path("selection/helping/", views.helping, name="helping"),
    path("selection/helping/card/", views.help_by_card, name="help_by_card"),
    path("selection/helping/<id:pk>/end/", views.end_help, name="end_help"),
    path("selection/helpers/", views.helpers, name="helpers"),
    path("selection/helpers/add/", views.add_helper, name="add_helper"),
    path("selection/helpers/agree/<str:asked>/", views.agree, name="agree"),
    path("desk/", views.front_desk, name="front_desk"),
    path("desk/newcomer/", views.newcomer, name="newcomer"),
    path("for/<id:whom>/<path:rest>", views.for_somebody, name="for_somebody"),
    path("selection/about-me/", views.about_me, name="about_me"),
    path("selection/about-me/reserve/", views.reserve, name="reserve"),
    path("selection/pledge/", views.pledge, name="pledge"),
    path("selection/groups/<id:pk>/", views.groups, name="groups"),
    path("selection/offerings/<id:pk>/offer/accept/", views.accept, name="accept"),
    path("selection/offerings/<id:pk>/offer/decline/", views.decline, name="decline"),
    path("desk/calls/", views.calls, name="calls"),
    path("desk/calls/<id:pk>/", views.answer, name="answer_call"),
    path("selection/wishes/", views.wishes, name="wishes"),
    path("selection/wishes/<id:pk>/", views.change_wishes, name="change_wishes"),
    path("selection/requests/", views.requests, name="requests"),
    path("selection/requests/new/", views.ask, name="ask"),
    path("selection/requests/<id:pk>/", views.request, name="request"),
    path("selection/requests/<id:pk>/sign/", views.sign, name="sign_request"),
    path("selection/requests/<id:pk>/unsign/", views.unsign, name="unsign_request"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/new/", views.new_feed, name="new_feed"),
    path("calendar/end/", views.end_feed, name="end_feed"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    path("selection/rounds/", views.rounds, name="rounds"),
    path("selection/rounds/<id:pk>/", views.round, name="round"),
    path("selection/rounds/<id:pk>/draw.jsonl", views.draw_file, name="draw_file"),
    path("selection/draws/check/", views.check_draw, name="check_draw"),
    path("teach/", views.teach, name="teach"),
    path("teach/offerings/<id:pk>/", views.roster, name="roster"),
    path("teach/offerings/<id:pk>/recordings/", views.recordings, name="recordings"),
    path("teach/recordings/<id:pk>/lesson/", views.place, name="place"),
    path("teach/lessons/<id:pk>/recording/", views.recording, name="recording"),
    path("teach/lessons/<id:pk>/uploads/", views.uploads, name="uploads"),
    path("teach/lessons/<id:pk>/uploads/<slug:token>/", views.upload_part, name="upload_part"),
]
