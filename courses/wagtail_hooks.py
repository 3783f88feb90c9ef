"""Wires the slices into the Wagtail admin. What each hook does is said where it is written."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from college import waiting
from courses.catalogue.admin import course_templates, exchange, library, modules, stages, surveys, topics
from courses.catalogue.admin import courses as catalogue
from courses.credits import admin as credits
from courses.evaluation import admin as evaluation
from courses.learning import admin as learning
from courses.selection.admin import class_groups, offers, overlaps, requests, waivers
from courses.selection.admin import offerings as selection
from courses.selection.admin import plans as selection_plans

catalogue.register_policies()
for kinds in (stages, surveys, learning, evaluation, credits, overlaps, requests, selection_plans):
    waiting.register(*kinds.WAITING)
hooks.register("construct_page_chooser_queryset", catalogue.choosable_pages)
hooks.register("construct_admin_api", catalogue.narrow_api, order=1000)  # after Wagtail's own, to take its place
hooks.register("before_publish_page", catalogue.refuse_publish)
hooks.register("before_bulk_action", catalogue.refuse_bulk)
hooks.register("before_delete_page", catalogue.refuse_delete)
hooks.register("construct_explorer_page_queryset", catalogue.own_pages)
hooks.register("construct_document_chooser_queryset", catalogue.own_documents)
hooks.register("before_serve_document", catalogue.guard)
hooks.register("construct_main_menu", catalogue.tidy_menu)
hooks.register("construct_homepage_summary_items", catalogue.tidy_home, order=1000)  # after those that add
hooks.register("construct_homepage_panels", catalogue.welcome)
hooks.register("register_log_actions", catalogue.register_log_actions)
hooks.register("register_log_actions", exchange.register_log_actions)
hooks.register("register_page_header_buttons", exchange.export_buttons)
hooks.register("register_page_header_buttons", exchange.import_button)
hooks.register("register_page_listing_more_buttons", exchange.export_buttons)
hooks.register("register_page_header_buttons", library.from_files_button)
hooks.register("register_log_actions", surveys.register_log_actions)
hooks.register("register_log_actions", selection_plans.register_log_actions)
hooks.register("register_log_actions", requests.register_log_actions)
hooks.register("register_log_actions", class_groups.register_log_actions)
hooks.register(selection_plans.MENU, selection_plans.PlansMenuItem)
hooks.register("after_copy_page", stages.remember_origin)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        *exchange.URLS,
        *course_templates.URLS,
        *catalogue.URLS,
        *surveys.URLS,
        *topics.URLS,
        *selection.URLS,
        *selection_plans.URLS,
        *class_groups.URLS,
        *overlaps.URLS,
        *requests.URLS,
        *credits.URLS,
    ]


@hooks.register("register_admin_viewset")
def classes() -> Any:
    return [
        viewset()
        for viewset in (
            *modules.VIEWSETS,
            *course_templates.VIEWSETS,
            *surveys.VIEWSETS,
            *topics.VIEWSETS,
            *library.VIEWSETS,
            *selection.VIEWSETS,
            *requests.VIEWSETS,
            *waivers.VIEWSETS,
            *class_groups.VIEWSETS,
            *offers.VIEWSETS,
            *learning.VIEWSETS,
            *evaluation.VIEWSETS,
        )
    ]


@hooks.register("register_admin_viewset")
def courses() -> Any:
    return stages.CourseViewSet()


@hooks.register("register_admin_viewset")
def credits_desk() -> Any:
    return credits.CreditsGroup()


@hooks.register("register_admin_menu_item")
def courses_menu() -> Any:
    return catalogue.CoursesMenuItem()


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("courses/css/admin.css"))


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    scripts = (static("courses/js/readiness.js"), static("courses/js/reading-preview.js"))
    return format_html_join("", '<script type="module" src="{}"></script>', ((script,) for script in scripts))
