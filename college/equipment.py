"""The kinds of equipment that a new college begins with; staff change the list as they like."""

from django.utils.translation import gettext_noop

USUAL = (
    gettext_noop("Projector"),
    gettext_noop("Loudspeaker and microphone"),
    gettext_noop("Whiteboard"),
    gettext_noop("Piano"),
    gettext_noop("Computers"),
    gettext_noop("Mirror wall"),
    gettext_noop("Air conditioning"),
    gettext_noop("Drinking water"),
    gettext_noop("Hearing aids"),
)
