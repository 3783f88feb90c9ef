"""Template tags of this room: icons, covers, the four doors, the day, and the way we write dates and lengths of time."""

from datetime import date, datetime, time
from typing import Any, NamedTuple

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import dateformat, timezone
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from college.members import NAME, Member
from college.models import School, Term
from college.models.people import PHONE

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
    attrs: dict[str, str | bool] = {} if boxless else {"class": f"input {widget.attrs.get('class', '')}".strip()}
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
def before_error(label: Any) -> str:
    """A field's name as it stands before what is wrong with it. A question keeps its mark and takes no colon, a sentence loses its full stop."""
    words = str(label).rstrip("。.")
    if words.endswith("？"):
        return words
    return f"{words} " if words.endswith("?") else words + pgettext("between a field's name and its error", ": ")


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


BROWSERS = (("MicroMessenger", gettext_lazy("WeChat")), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
PHONES = ("Mobile", "Android", "iPhone", "HarmonyOS")


@register.filter
def device_name(user_agent: str) -> str:
    """A browser's long name in two words: what a person would call it."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), _("Unknown browser"))
    device = _("phone or tablet") if any(sign in user_agent for sign in PHONES) else _("computer")
    return f"{browser} · {device}"


@register.filter
def called(user: Any) -> str:
    """What we call somebody at the head of a page: her name, else her user name; "" rather than a phone number, even half of one."""
    if isinstance(user, Member):
        return NAME
    return user.display_name or ("" if PHONE.fullmatch(user.username) else user.username)


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
        "name": called(user) if user is not None and user.is_authenticated else "",
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


DAYS = (  # Django's own Chinese names are the long ones
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


@register.simple_tag
def gap() -> str:
    """Between two sentences that a template joins: a blank, except in Chinese, whose full stop brings its own air."""
    return "" if (get_language() or "").startswith("zh") else " "


WORD_JOINER = "\u2060"  # no width, and no line ends at it


def unbroken(word: str) -> str:
    """A short word that stays on one line: Chinese may break between any two characters, Latin letters stay together anyway."""
    return word if word.isascii() else WORD_JOINER.join(word)


def local_day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Jun 21 (Sun); the year only when it is not this one."""
    if value is None:
        return "—"
    return _("%(day)s (%(weekday)s)") % {"day": plain_day(value), "weekday": unbroken(str(DAYS[local_day(value).weekday()]))}


@register.filter
def plain_day(value: date | datetime) -> str:
    """Jun 21; where the weekday is said beside it. The year only when it is not this one."""
    when = local_day(value)
    this_year = when.year == timezone.localdate().year
    return dateformat.format(when, pgettext("date format", "F j") if this_year else pgettext("date format", "F j, Y"))


@register.filter
def clock(value: datetime | time | None) -> str:
    """14:00, in the college's own time."""
    if value is None:
        return "—"
    when = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return f"{when.hour}:{when.minute:02d}"


@register.filter
def clock_range(start: datetime | time, end: datetime | time) -> str:
    """14:00–15:30, never on two lines: a browser may break after the dash."""
    return f"{clock(start)}–{WORD_JOINER}{clock(end)}"


def at(day: str, time_of_day: str) -> str:
    """A day and a time on it, said together. Chinese puts nothing between them: the bracket brings its own air."""
    return pgettext("date and time", "%(day)s %(time)s") % {"day": day, "time": time_of_day}


@register.filter
def day_and_clock(value: datetime | None) -> str:
    """Jun 21 (Sun) 14:00."""
    return "—" if value is None else at(short_day(value), clock(value))


@register.filter
def length_words(seconds: float | None) -> str:
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
    told = [part for part in parts if part]
    return _("%(first)s %(second)s") % {"first": told[0], "second": told[1]} if len(told) > 1 else told[0]


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
    return round(100 * max(0.0, min(1.0, part / whole))) if whole else 0


@register.filter
def minus(value: float, other: float) -> float:
    """The difference, never below zero: seats left, seconds between."""
    return max(0, value - other)


@register.filter
def thousandths(value: float, whole: float) -> str:
    """A place on a drawing that is 1000 wide."""
    return f"{max(0.0, min(1000.0, 1000 * value / whole)):.1f}" if whole else "0"


@register.filter
def nth(values: list[Any], index: int) -> Any:
    """One entry of a list, "" beyond its end."""
    return values[index] if index < len(values) else ""


@register.filter
def page_numbers(page: Page) -> list[int | str]:
    """The numbers of a pager with gaps in long ones: 1 2 … 7 8 9 … 20."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


# ---- one chair a seat

CHAIRS_IN_ROW, CHAIR_STEP, ROW_STEP = 20, 16, 18


class Chair(NamedTuple):
    x: int
    y: int
    kind: str


@register.simple_tag
def chairs(capacity: int, taken: int, kept: int = 0) -> dict[str, Any]:
    """The seats of a room, 20 a row: first the taken ones, then the free, last those kept for 80+ and disabled."""
    kinds = ["taken"] * min(taken, capacity) + ["free"] * max(0, capacity - kept - taken)
    kinds += ["kept"] * (capacity - len(kinds))
    places = [Chair(1 + i % CHAIRS_IN_ROW * CHAIR_STEP, 14 + i // CHAIRS_IN_ROW * ROW_STEP, kind) for i, kind in enumerate(kinds)]
    return {"chairs": places, "height": 16 + (max(capacity, 1) - 1) // CHAIRS_IN_ROW * ROW_STEP}
