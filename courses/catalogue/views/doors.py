"""The doors of the Wagtail admin that ask nobody."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import resolve
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from college.roles import Role, has_role, is_keeper
from courses.catalogue.models.permissions import only_teaches
from courses.catalogue.models.scope import is_scoped


def closed_to_teachers(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Addresses at which Wagtail names pages without asking whose they are: the reports, and pages chosen by number."""
    if only_teaches(request.user):
        raise Http404("Nothing here is for somebody who only teaches.")
    return wagtails_own(request, rest)


def bulk(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponseBase:
    """Wagtail asks back with the names of all things given by number, also of those with which the person may do nothing."""
    if is_scoped(request.user) or (has_role(request.user, Role.TEACHER, Role.SCHOOL_HEAD) and not is_keeper(request.user)):
        refuse_foreign(request, app_label, model_name, action)
    return wagtails_own(request, f"bulk/{app_label}/{model_name}/{action}/")


def refuse_foreign(request: HttpRequest, app_label: str, model_name: str, action: str) -> None:
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if action_class is None:
        raise Http404("There is no such action.")
    model = get_object_or_404(ContentType, app_label=app_label, model=model_name.lower()).model_class()
    _, untouchable = action_class(request, model).get_actionable_objects()
    if any(untouchable.values()):
        raise Http404("Among these is one that does not exist for this person.")


def wagtails_own(request: HttpRequest, rest: str) -> HttpResponseBase:
    """The answer of the address below admin/, with the checks that Wagtail wraps around it."""
    match = resolve(f"/{rest}", urlconf="wagtail.admin.urls")
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return response
