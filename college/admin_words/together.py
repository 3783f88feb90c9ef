"""Two people, or two windows, at one page."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = [
    _("You saved a new version in another window"),
    _("%(user_name)s saved a new version"),
    _("View latest version"),
    _("System"),
    _("You have unsaved changes in another window"),
    _("%(user_name)s has unsaved changes"),
    _("Currently idle"),
    _("Currently viewing"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("A network error occurred"),
    _("Troubleshoot your connection to the site before proceeding. Open the editor in a separate tab to view the last saved version."),
    _("Available in %(translations_total)s locales"),
]
MANY = [
    ngettext_lazy("One other user is currently viewing", "%(num_user)s other users are currently viewing", 0),
]
