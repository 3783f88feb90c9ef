"""How long something is kept, in whole years of the calendar."""

from datetime import datetime


def years_before(moment: datetime, years: int) -> datetime:
    """The same day and time so many years earlier; the last of February for a leap day."""
    return _moved(moment, -years)


def years_after(moment: datetime, years: int) -> datetime:
    return _moved(moment, years)


def _moved(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # the 29th of February
        return moment.replace(year=moment.year + years, day=28)
