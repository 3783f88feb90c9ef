"""Addresses of the ledger, the statement and the promotion report."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from courses.credits.views import own_report, report, statement


class Year(IntConverter):
    """A year of our time; others are no address."""

    regex = "20[0-9]{2}"


register_converter(Year, "year")

app_name = "credits"
urlpatterns = [
    path("learning/credits/", statement.statement, name="statement"),
    path("learning/credits/<id:pk>/", statement.entry, name="entry"),
    path("credits/", statement.rules, name="rules"),
    path("learning/promotion/", own_report.mine, name="my_report"),
    path("learning/looked/", own_report.accesses, name="accesses"),
    path("promotion/", report.latest, name="report_latest"),
    path("promotion/<year:year>/", report.report, name="report"),
    path("promotion/<year:year>/members/<id:pk>/", report.member, name="report_member"),
    path("promotion/<year:year>/report.csv", report.export_csv, name="report_csv"),
    path("promotion/<year:year>/report.xlsx", report.export_xlsx, name="report_xlsx"),
]
