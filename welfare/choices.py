"""The choices of a form's field, drawn in one go: a widget's own templates take a list page half its time."""

from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

BOX = (
    '<div class="form-check"><input class="form-check-input" type="checkbox" name="{}" value="{}" id="{}"{}>'
    '<label class="form-check-label" for="{}">{}</label></div>'
)


def options(field: BoundField) -> SafeString:
    """The `<option>`s of a select."""
    chosen = chosen_of(field)
    rows = (
        (value, " selected" if str(value) in chosen else "", label)
        for value, label in field.field.widget.choices
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


def boxes(field: BoundField) -> SafeString:
    """A box to tick for each choice, its label beside it."""
    chosen = chosen_of(field)
    rows = []
    for position, (value, label) in enumerate(field.field.widget.choices):
        key = f"{field.auto_id}_{position}"
        rows.append((field.html_name, value, key, " checked" if str(value) in chosen else "", key, label))
    return format_html_join("", BOX, rows)


def chosen_of(field: BoundField) -> set[str]:
    """The values that stand chosen."""
    return set(field.field.widget.format_value(field.value()))
