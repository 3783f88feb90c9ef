"""The catalogue's nouns, one module per topic."""

from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.modules import Module, ModuleCourse
from courses.catalogue.models.needs import Need
from courses.catalogue.models.pages import CourseIndexPage, CoursePage, CourseTeacher, Unit

__all__ = ["CourseDocument", "CourseIndexPage", "CoursePage", "CourseTeacher", "Module", "ModuleCourse", "Need", "Unit"]
