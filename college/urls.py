"""All addresses. Upper rooms are named by strings, so that the root looks up to nobody."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from college import admin_scripts, api, card_views, complaint_views, data_views, design_views, help_views, modes, notice_views, venue_views, views

college = (
    [
        path("covers/<slug:school>/<str:slug>.svg", design_views.cover, name="cover"),
        path("modes/", modes.choose, name="modes"),
        path("components/", design_views.components, name="components"),
        path("accounts/me/", views.account, name="account"),
        path("accounts/phone/change/", views.phone, name="phone"),
        path("accounts/tokens/", views.tokens, name="tokens"),
        path("accounts/tokens/<int:pk>/revoke/", views.revoke_token, name="revoke_token"),
        path("accounts/data/", data_views.mine, name="my_data"),
        path("accounts/data/export.zip", data_views.export, name="export_data"),
        path("accounts/data/consents/", data_views.consent, name="consent"),
        path("accounts/data/leave/", data_views.leave, name="leave"),
        path("accounts/data/stay/", data_views.stay, name="stay"),
        path("accounts/notices/", notice_views.ways, name="notice_ways"),
        path("notices/", notice_views.mine, name="notices"),
        path("notices/read/", notice_views.read_all, name="read_notices"),
        path("notices/<int:pk>/", notice_views.follow, name="notice"),
        path("card/", card_views.number, name="card_number"),
        path("card/pin/", card_views.pin, name="card_pin"),
        path("card/<str:word>/", card_views.scanned, name="card"),
        path("desk/cards/", card_views.desk, name="cards"),
        path("desk/cards/phone/", card_views.serve_by_phone, name="serve_by_phone"),
        path("desk/cards/issue/", card_views.issue, name="issue_card"),
        path("desk/cards/revoke/", card_views.revoke, name="revoke_card"),
        path("api/", views.api_documentation, name="api"),
        path("venues/", venue_views.venues, name="venues"),
        path("venues/<str:slug>/", venue_views.venue, name="venue"),
        path("help/", help_views.index, name="help"),
        path("help/<slug:name>/", help_views.guide, name="guide"),
        path("feedback/", complaint_views.send, name="send"),
        path("feedback/receipt/", complaint_views.receipt, name="receipt"),
        path("feedback/follow/", complaint_views.follow, name="follow"),
        path("feedback/mine/", complaint_views.mine, name="my_complaints"),
        path("feedback/mine/<str:number>/", complaint_views.my_one, name="my_complaint"),
        path("desk/feedback/", complaint_views.desk, name="desk"),
        path("desk/feedback/<int:pk>/", complaint_views.desk_one, name="desk_one"),
        path("desk/feedback/<int:pk>/take-up/", complaint_views.take_up, name="take_up"),
        path("desk/feedback/<int:pk>/answer/", complaint_views.answer, name="answer"),
    ],
    "college",
)

urlpatterns = [
    path("", include("courses.selection.urls")),  # first: thousands pick within one minute
    path("admin/account/", RedirectView.as_view(pattern_name="college:account")),  # Wagtail's own asks for a first and a last name
    path("", include("courses.catalogue.urls")),
    path("admin/jsi18n/", admin_scripts.catalog),  # its name stays with Wagtail
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(college)),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("search.urls")),
    path("", include("courses.learning.urls")),
    path("", include("courses.evaluation.urls")),
    path("", include("courses.credits.urls")),
    path("", include("media.urls")),
    path("", api.addresses()),
    path("api/v1/<path:rest>", views.api_missing),
    path("", include(wagtail_urls)),
]
handler400 = "college.views.bad_request"
handler403 = "college.views.forbidden"
handler404 = "college.views.missing"
handler500 = "college.views.broken"
