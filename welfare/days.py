"""Days in a form: the ones an office can mean, and a span with its first and its last day.

A span is stored half-open, as the database has it.
"""

from datetime import date, timedelta

from django import forms
from django.contrib.postgres.forms import DateRangeField, RangeWidget
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)
FIRST, LAST = date(1900, 1, 1), date(2100, 1, 1)
# No mere slip of the pen, and the day before or after is a date too.
SANE = [
    validator(limit, _("Choose a day between 1900 and 2100."))
    for validator, limit in ((MinValueValidator, FIRST), (MaxValueValidator, LAST))
]
COME = MaxValueValidator(timezone.localdate, _("This day is still to come. Check the year."))


class DaysWidget(RangeWidget):
    """Two days; the second is the last one of the span."""

    def decompress(self, value):
        return [value.lower, value.upper and value.upper - DAY] if value else [None, None]


class DaysField(DateRangeField):
    """First and last day of a span; either may stay open. `whole` says that two empty days mean all time."""

    def __init__(self, *, base_widget=forms.DateInput, whole=False, **kwargs):
        kwargs["widget"] = DaysWidget(base_widget)
        super().__init__(**kwargs | {"required": kwargs.get("required", True) and not whole})
        self.whole = whole
        for field in self.fields:
            field.validators += SANE

    def prepare_value(self, value):
        if isinstance(value, DateRange):
            value = [value.lower, value.upper and value.upper - DAY]
        return super().prepare_value(value)

    def compress(self, values):
        if not any(values or ()):
            return DateRange(None, None) if self.whole else None
        span = super().compress(values)
        return DateRange(span.lower, span.upper and span.upper + DAY)
