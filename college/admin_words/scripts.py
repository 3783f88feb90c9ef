"""What the scripts of the Wagtail admin say without having Chinese for it. Sent along with Wagtail's own words (college/admin_scripts.py)."""

from django.utils.translation import gettext_noop as _

WORDS = [
    _("Write something or type ‘/’ to insert a block"),
    _("Insert a block"),
    _("Blocks"),
    _("Split block"),
    _("Autosave in progress…"),
    _("Changes have been autosaved."),
    _("A network error occurred."),
    _("A server error occurred."),
    _("Error while sending preview data."),
    _("%(num)s error"),
    _("%(num)s min"),
    _("%(num)s pixel"),
    _("Good"),
    _("Fair"),
    _("Complex"),
    _("(New)"),
    _("(1 new item in this menu)"),
    _("(%(number)s new items in this menu)"),
]
