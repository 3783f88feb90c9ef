"""The catalogue in the Wagtail admin: refusals in words instead of errors, lists that show what is one's own, and safe downloads."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.deletion import Collector, ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.log_actions import LogFormatter
from wagtail.models import AbstractPage, Page
from wagtail.permissions import register_permission_policy

from courses.catalogue import domain
from courses.catalogue.errors import CycleRefused, PublishRefused
from courses.catalogue.models import CourseDocument, CourseIndexPage, CoursePage, CourseTeacher
from courses.catalogue.models.editing import meter
from courses.catalogue.models.pages import REFUSED
from courses.catalogue.models.permissions import CoursePolicy, FilePolicy, beyond_her_schools, foreign_courses, only_teaches
from courses.catalogue.models.scope import is_scoped
from courses.catalogue.rules.readiness import Part

# ---- publishing


def refuse_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The form refuses first and keeps what was typed; this is for requests that pass it by."""
    if not isinstance(page, CoursePage) or not (refusal := why_not_publish(page)):
        return None
    messages.error(request, escape(refusal))
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """All or none: half a batch published would leave the person guessing which half."""
    if action_type == "publish":
        refusals = [refusal for draft in drafts_to_publish(objects, action) if (refusal := why_not_publish(draft))]
    elif action_type == "delete":
        refusals = [refusal for page in objects if isinstance(page, Page) and (refusal := why_not_delete(page))]
    else:
        return None
    for refusal in refusals:
        messages.error(request, escape(refusal))
    return redirect(action.next_url) if refusals else None


def why_not_publish(draft: CoursePage) -> str:
    """The refusal in words, "" when nothing stands against it."""
    if missing := draft.readiness().missing:
        return str(PublishRefused(missing, draft.title))
    circle = draft.circle()
    return str(CycleRefused(circle)) if circle else ""


def drafts_to_publish(objects: list[Any], action: Any) -> list[CoursePage]:
    """The courses that a bulk publish would meet, as their latest drafts."""
    pages = [page for page in objects if isinstance(page, Page)]
    below = bool(action.cleaned_form and action.cleaned_form.cleaned_data.get("include_descendants"))
    if below:
        pages += [child for page in pages for child in page.get_descendants().not_live()]
    return [page.specific.get_latest_revision_as_object() for page in pages if issubclass(page.specific_class or Page, CoursePage)]


# ---- deleting


def why_not_delete(page: Page) -> str | None:
    """A course that has been offered stays: seats, lessons and evidence hang on it. Asked of the database, since offerings are an upper room's."""
    collector = Collector(using="default")
    try:
        collector.collect([page.specific])
    except ProtectedError:
        return _("“%(title)s” cannot be deleted, since classes of it exist. Take it offline instead.") % {"title": page.title}
    return None


def refuse_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    refusal = why_not_delete(page)
    if refusal is None:
        return None
    messages.error(request, escape(refusal))
    return redirect("wagtailadmin_pages:edit", page.pk)


# ---- lists


def own_pages(parent: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    refuse_foreign_parent(request, parent.pk)
    if is_scoped(request.user):
        return pages.exclude(pk__in=beyond_her_schools(request.user).filter(live=False).values("pk"))
    if not only_teaches(request.user) or not issubclass(parent.specific_class or Page, CourseIndexPage):
        return pages
    taught = CourseTeacher.objects.filter(teacher__user=request.user).values("page_id")
    return pages.filter(Q(owner=request.user) | Q(pk__in=taught))


def own_documents(documents: QuerySet[CourseDocument], request: HttpRequest) -> QuerySet[CourseDocument]:
    return documents.filter(pk__in=CourseDocument.objects.readable_by(request.user).values("pk"))


def refuse_foreign_parent(request: HttpRequest, parent_id: int | None) -> None:
    """A list names the page whose children it shows."""
    if parent_id and only_teaches(request.user) and foreign_courses(request.user).filter(live=False).filter(pk=parent_id).exists():
        raise Http404("There is no such course for this person.")


def choosable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """A link may lead to any course that everybody sees, but not to a colleague's draft."""
    refuse_foreign_parent(request, request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None)
    if is_scoped(request.user):
        return pages.exclude(pk__in=beyond_her_schools(request.user).filter(live=False).values("pk"))
    return pages.exclude(pk__in=foreign_courses(request.user).filter(live=False).values("pk")) if only_teaches(request.user) else pages


class OwnDocuments(DocumentsAdminAPIViewSet):
    """Wagtail's list of files for its own editor, which asks nobody."""

    def get_queryset(self) -> QuerySet[CourseDocument]:
        return own_documents(super().get_queryset(), self.request)


def narrow_api(router: Any) -> None:
    router.register_endpoint("documents", OwnDocuments)


def register_policies() -> None:
    """In place of Wagtail's own, which say who may work with pages and files at all. The exact class (True) wins, whoever registers later."""
    register_permission_policy(AbstractPage, CoursePolicy(Page))
    register_permission_policy(CourseDocument, FilePolicy(CourseDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"), True)


# ---- downloads


def guard(document: CourseDocument, request: HttpRequest) -> None:
    """Lets the download go on for those who may read the file; to others it does not exist."""
    request.serves_public_file = domain.is_public(document)  # type: ignore[attr-defined]
    if not (request.serves_public_file or domain.may_read(request.user, document)):  # type: ignore[attr-defined]
        raise Http404("There is no such file for this person.")


# ---- the meter, asked anew after each automatic save


def readiness(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id).specific  # by its own key: a number beyond the database's is then no page, not an error
    if not isinstance(page, CoursePage) or not page.permissions_for_user(request.user).can_edit():
        raise Http404("There is no such course for this person.")
    draft = page.get_latest_revision_as_object()
    return render(request, "courses/catalogue/readiness_meter.html", {**meter(draft.readiness()), "page": draft})


URLS = [path("courses/<int:page_id>/readiness/", readiness, name="course_readiness")]


# ---- menu


class CoursesMenuItem(MenuItem):
    """Straight to the courses: most people come for nothing else."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Courses"), "", name="courses", icon_name="form", order=100)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("wagtailadmin.access_admin")

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        index = CourseIndexPage.objects.only("pk").first()
        url = reverse("wagtailadmin_explore", args=[index.pk]) if index else reverse("wagtailadmin_home")
        return LinkMenuItem(self.name, str(self.label), url, icon_name=self.icon_name)


HIDDEN = {"reports", "help"}  # for somebody who makes courses they lead nowhere


def tidy_menu(request: HttpRequest, items: list[Any]) -> None:
    """A teacher's menu holds her courses and her files."""
    if only_teaches(request.user):
        items[:] = [item for item in items if item.name not in HIDDEN | {"explorer"}]


def tidy_home(request: HttpRequest, items: list[Any]) -> None:
    """The counts of pages and files say nothing to people here; what waits for them and what they last wrote stays."""
    items.clear()


class Welcome(Component):
    """The two things people come for, as buttons."""

    order = 50
    name = "courses"
    template_name = "courses/catalogue/admin_welcome.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"index": CourseIndexPage.objects.first()}


def welcome(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(Welcome())


# ---- history


def register_log_actions(actions: Any) -> None:
    """How a refusal of the schedule reads in the page's history."""

    @actions.register_action(REFUSED)
    class ScheduleRefused(LogFormatter):
        label = gettext_lazy("Not published")

        def format_message(self, entry: Any) -> str:
            data = entry.data or {}
            missing = [Part(code) for code in data.get("missing", []) if code in set(Part)]
            circle = data.get("circle", [])
            return CycleRefused(circle).sentence() if circle and not missing else PublishRefused(missing).sentence()
