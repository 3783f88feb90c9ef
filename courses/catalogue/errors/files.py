"""Why a course file cannot be used, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from college.errors import Invalid
from courses.catalogue.rules.files import Problem

FILE_PROBLEMS: dict[Problem, Promise] = {
    Problem.EMPTY: _("This file is empty. Please choose it again, perhaps it had not been saved yet."),
    Problem.TOO_BIG: _("This file is larger than 50 MB. Please make its pictures smaller and save it again."),
    Problem.KIND: _(
        "Only Word (.docx), PowerPoint (.pptx), PDF, Excel (.xlsx), pictures (.png, .jpg, .webp) and text can be used. Please save it in one of these forms."
    ),
    Problem.MISMATCH: _("What is inside does not fit the ending of the name. Please open it in Office, save it again, and upload that."),
    Problem.LOCKED: _("This file is locked with a password or kept in an old form (.doc, .ppt). Please save it as .docx or .pptx without a password."),
    Problem.BROKEN: _("This file is damaged and cannot be opened. Please save it again and upload that."),
    Problem.MACROS: _("This file holds macros or programs, which are not safe for others. Please save it without macros."),
    Problem.BOMB: _("This file unpacks to far more than its size. Please save it again with smaller pictures."),
    Problem.REMOTE: _("This file fetches parts from another place when it is opened. Please insert them instead of linking them, and save it again."),
    Problem.NAME: _("The name of this file is too long. Please give it a short name, of up to 60 characters, and upload it again."),
}


class FileRefused(Invalid):
    """An uploaded course file cannot be used; `problem` says why."""

    code = "file_refused"

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(FILE_PROBLEMS[problem])
