"""Model fields that know no noun of the domain."""

from django.db import models


@models.Field.register_lookup
class Among(models.Lookup):
    """`id__among=ids`: as `in`, but one parameter however many there are; a long list of them is costly."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, list(self.rhs)]


class KeyTextField(models.TextField):
    """Text that is compared, sorted or paged by: always collated "C", so that every server agrees."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)


class DerivedTextField(KeyTextField):
    """Text worked out from another field at every save (also in `bulk_create`), never edited.

    `source` names the field, `derive` is the function; bulk writes by SQL call the same function.
    """

    def __init__(self, *args, source, derive, **kwargs):
        kwargs["editable"] = False
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.source, self.derive = source, derive

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, args, kwargs | {"source": self.source, "derive": self.derive}

    def pre_save(self, model_instance, add):
        value = self.derive(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value
