"""Template tags of this room: icons, covers, the four doors, the day, and the way we write dates and lengths of time."""

from datetime import date, datetime, time
from typing import Any, NamedTuple

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from college.models import School, Term

register = template.Library()


# ---- icons and the form's controls


@register.simple_tag
def icon(name: str, label: str = "", large: bool = False) -> SafeString:
    """A picture of the sprite, beside a word; `label` only where it stands alone."""
    classes = "icon icon--l" if large else "icon"
    says = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}#{}"></use></svg>', classes, says, static("college/art/icons.svg"), name)


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget with our class. Placeholders go: they vanish when somebody types, and the label says the same."""
    widget = field.field.widget
    boxless = isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.FileInput)
    attrs = {} if boxless else {"class": f"input {widget.attrs.get('class', '')}".strip()}
    placeholder = widget.attrs.pop("placeholder", None)
    try:
        return field.as_widget(attrs=attrs)
    finally:
        if placeholder is not None:
            widget.attrs["placeholder"] = placeholder


@register.filter
def kind(field: BoundField) -> str:
    """How the field is laid out: "choice" (one tick), "choices" (a list to tick), "box" (everything else)."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "choice"
    return "choices" if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else "box"


@register.filter
def first_id(field: BoundField) -> str:
    """The id that a link to the field must name: of a list, its first entry."""
    return f"{field.auto_id}_0" if kind(field) == "choices" else field.id_for_label


# ---- the college


class Contact(NamedTuple):
    phone: str
    tel: str


@register.simple_tag
def college_contact() -> Contact:
    """The desk's number as people read it, and as a telephone dials it."""
    phone = settings.COLLEGE_PHONE
    return Contact(phone, "".join(sign for sign in phone if sign.isdigit() or sign == "+"))


@register.inclusion_tag("components/school_doors.html")
def school_doors(notes: dict[str, str] | None = None) -> dict[str, Any]:
    """The four schools as doors; `notes` maps a school's code to a line such as "9 courses". One query."""
    return {"doors": [(school, (notes or {}).get(school.code, "")) for school in School.objects.all()]}


@register.inclusion_tag("components/day.html", takes_context=True)
def day(context: template.Context) -> dict[str, Any]:
    """Today as on a tear-off calendar: the day, a greeting by name, the teaching week. One query."""
    now = timezone.localtime()
    user = context.get("user")
    term = Term.objects.running_at(now).order_by("-starts_on").first()
    return {
        "today": now.date(),
        "weekday": WEEKDAYS[now.weekday()],
        "greeting": greeting(now.hour),
        "name": user.get_full_name() if user is not None and user.is_authenticated else "",
        "week": (now.date() - term.starts_on).days // 7 + 1 if term else None,
    }


def greeting(hour: int) -> str:
    """What people here say at this hour (0-23)."""
    if hour < 11:
        return _("Good morning")
    if hour < 13:
        return pgettext("around noon", "Good day")
    return _("Good afternoon") if hour < 18 else _("Good evening")


# ---- how we write dates and lengths


def local_day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Jun 21 (Sun); the year only when it is not this one."""
    if value is None:
        return "—"
    when = local_day(value)
    words = {"month": MONTHS[when.month], "m": when.month, "day": when.day, "weekday": WEEKDAYS_ABBR[when.weekday()], "year": when.year}
    if when.year == timezone.localdate().year:
        return _("%(month)s %(day)s (%(weekday)s)") % words
    return _("%(month)s %(day)s, %(year)s (%(weekday)s)") % words


@register.filter
def clock(value: datetime | time | None) -> str:
    """14:00, in the college's own time."""
    if value is None:
        return "—"
    when = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return f"{when.hour}:{when.minute:02d}"


@register.filter
def clock_range(start: datetime | time, end: datetime | time) -> str:
    """14:00–15:30."""
    return f"{clock(start)}–{clock(end)}"


@register.filter
def length(seconds: float | None) -> str:
    """A length in words: 31 minutes 18 seconds."""
    if seconds is None:
        return "—"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        ngettext("%d hour", "%d hours", hours) % hours if hours else "",
        ngettext("%d minute", "%d minutes", minutes) % minutes if minutes else "",
        ngettext("%d second", "%d seconds", rest) % rest if (rest and not hours) or not (hours or minutes) else "",
    ]
    return " ".join(part for part in parts if part)


@register.filter
def position(seconds: float | None) -> str:
    """A place in a recording: 18:42, 1:05:09."""
    if seconds is None:
        return "—"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


@register.filter
def share(part: float, whole: float) -> int:
    """How full: 0 to 100, whole numbers, for the width of a bar."""
    return max(0, min(100, round(100 * part / whole))) if whole else 0
