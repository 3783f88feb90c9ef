"""Downloads of course files."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from wagtail.documents.views.serve import serve


def download(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Wagtail's own view, with the one thing it leaves open: a file for the few is kept by no cache.

    Who may read is asked by the hook `before_serve_document`, which also leaves its answer on the request.
    """
    response: HttpResponseBase = serve(request, document_id, document_filename)
    if not getattr(request, "serves_public_file", False):
        add_never_cache_headers(response)
    return response
