"""A span of days in a form: its first and its last day; stored half-open, as the database has it."""

from datetime import timedelta

from django import forms
from django.contrib.postgres.forms import DateRangeField, RangeWidget
from django.db.backends.postgresql.psycopg_any import DateRange

DAY = timedelta(days=1)


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

    def prepare_value(self, value):
        if isinstance(value, DateRange):
            value = [value.lower, value.upper and value.upper - DAY]
        return super().prepare_value(value)

    def compress(self, values):
        if not any(values or ()):
            return DateRange(None, None) if self.whole else None
        span = super().compress(values)
        return DateRange(span.lower, span.upper and span.upper + DAY)
