"""The doors of this room outside of Wagtail's own pages: downloads, and addresses of the admin that ask nobody themselves."""

from courses.catalogue.views.doors import bulk, closed_to_teachers
from courses.catalogue.views.files import download
from courses.catalogue.views.readings import page_picture, picture, read
from courses.catalogue.views.slides import slides

__all__ = ["bulk", "closed_to_teachers", "download", "page_picture", "picture", "read", "slides"]
