"""Showing that a rule is kept by the database and told in words: tables of rows that are refused or taken.

A table maps the name of a rule to (model, cases). A rule is a constraint's name, or "Model.field" for a
unique column. A case is one row or several in order, each the changes to the model's valid row; all but the
last are saved first, and the last one is refused (or taken). A value may be a function of the world.
"""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model
from psycopg2.extras import DateRange

from welfare.constraints import messages

EMPTY = DateRange(empty=True)


def span(start, end) -> DateRange:
    """A half-open range of days."""
    return DateRange(start, end)


def flatten(table: dict) -> list:
    """The parameters (rule, model, rows) of a table, one for each case."""
    return [
        pytest.param(rule, model, case if isinstance(case, list) else [case], id=f"{rule}-{number}")
        for rule, (model, cases) in table.items()
        for number, case in enumerate(cases, start=1)
    ]


def rules_of(app: str) -> set[str]:
    """Every rule that the tables of an app declare."""
    found = set()
    for model in apps.get_app_config(app).get_models():
        found |= {constraint.name for constraint in model._meta.constraints}
        found |= {
            f"{model.__name__}.{field.name}"
            for field in model._meta.local_fields
            if field.unique and not field.primary_key
        }
    return found


def build(world: SimpleNamespace, model: type[Model], changes: dict) -> Model:
    """The model's valid row with some values changed."""
    values = world.valid[model](world) | changes
    return model(**{name: value(world) if callable(value) else value for name, value in values.items()})


def save(world: SimpleNamespace, model: type[Model], rows: list[dict]) -> None:
    """Insert rows past every check in Python."""
    for changes in rows:
        model.objects.bulk_create([build(world, model, changes)])


def assert_refused(world: SimpleNamespace, rule: str, model: type[Model], rows: list[dict]) -> None:
    """The database refuses the last row, by this rule and no other."""
    save(world, model, rows[:-1])

    with pytest.raises(IntegrityError) as refused:
        save(world, model, rows[-1:])

    assert refused.value.__cause__.diag.constraint_name == database_name(rule, model)


def assert_explained(world: SimpleNamespace, rule: str, model: type[Model], rows: list[dict]) -> None:
    """Validation says the rule in its own words, and so does what PostgreSQL's refusal is turned into."""
    save(world, model, rows[:-1])
    row = build(world, model, rows[-1])

    with pytest.raises(ValidationError) as refused:
        row.validate_unique() if "." in rule else row.validate_constraints()

    words = str(messages()[database_name(rule, model)])
    assert words in refused.value.messages
    assert "%(" not in words


def database_name(rule: str, model: type[Model]) -> str:
    """The name PostgreSQL knows a rule by."""
    _model, dot, field = rule.partition(".")
    return f"{model._meta.db_table}_{model._meta.get_field(field).column}_key" if dot else rule
