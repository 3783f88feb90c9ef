"""Why a course file cannot be shown as a page, in words. It can still be downloaded."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.catalogue.rules.readings import Reason

REASONS: dict[Reason, Promise] = {
    Reason.LOST: _("The file is not in its place any more. Please upload it again."),
    Reason.LOCKED: _("The file is locked with a password. Please save it without one and upload that."),
    Reason.BROKEN: _("The file is damaged, or made in a way that this site does not understand. Please save it again in Office and upload that."),
    Reason.EMPTY: _("There is nothing in the file, neither words nor pictures."),
    Reason.TOO_MUCH: _("The file is too large or too intricate to be shown here. Please split it or make its pictures smaller."),
    Reason.GAVE_UP: _("The file could not be prepared, three times in a row. Please save it again in Office and upload that."),
}
