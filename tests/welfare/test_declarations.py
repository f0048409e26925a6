"""Every table is in the history or exempt with a reason, and every field is declared personal or safe."""

import pytest
from django.apps import apps
from django.db import connection

import registry.privacy
import trainings.privacy

OWN_APPS = ("registry", "trainings")

WITHOUT_HISTORY = {
    "registry.Region": "changed by decree only; RegionChange tells each change",
    "registry.RegionChange": "is the history of the regions",
    "registry.SavedFilter": "a user's convenience, no fact about anybody",
    "registry.NotDuplicate": "carries who and when itself and is only added to",
    "registry.Merge": "is a journal, with who and when",
    "registry.AccessLog": "is a log",
    "registry.LoginFailure": "a counter of wrong passwords, for minutes",
    "registry.ImportBatch": "carries who and when of each step itself",
    "registry.ImportRow": "a sheet's line on its way; what it changes is tracked where it lands",
    "registry.WorkerPlace": "worked out by triggers from posts and offices, which are tracked",
    "registry.ColumnMapping": "a remembered choice of columns, no fact about anybody",
    "registry.User_user_permissions": "unused: rights come from groups, whose members are tracked",
    "trainings.AgendaItem_speakers": "printed with the agenda; the talk and the speaker are tracked",
    "trainings.Group_sessions": "planning; what came of it is the attendance, which is tracked",
    "trainings.Attachment": "a paper as it was added, with who and when; never edited",
    "trainings.CodeFailure": "a counter of wrong codes, for minutes",
    "trainings.Printout": "a paper as it was asked for, with who and when",
    "trainings.PrintedSheet": "a paper as it was printed, with who and when; never edited",
}


def own_models():
    """Our models that have a table of their own, but for the tables of the history itself."""
    return {
        model._meta.label: model
        for app in OWN_APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    }


def tracked_labels():
    """Labels of what is tracked; a proxy stands for the table it shows."""
    return {
        event.pgh_tracked_model._meta.concrete_model._meta.label
        for event in apps.get_models()
        if hasattr(event, "pgh_tracked_model") and event._meta.app_label in OWN_APPS
    }


def test_every_table_is_tracked_or_exempt_with_a_reason():
    assert set(own_models()) - tracked_labels() == set(WITHOUT_HISTORY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("suffix", "triggers"),
    [("", {"insert_insert", "update_update", "delete_delete"}), ("history", {"append_only"})],
    ids=["tracked", "history"],
)
def test_database_has_the_triggers_that_are_declared(suffix, triggers):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
        )
        found = {(table, name.removeprefix("pgtrigger_").rsplit("_", 1)[0]) for table, name in cursor}

    tables = {
        (event if suffix else event.pgh_tracked_model)._meta.db_table
        for event in apps.get_models()
        if hasattr(event, "pgh_tracked_model") and event._meta.app_label in OWN_APPS
    }
    assert len(tables) == len(tracked_labels())
    assert {(table, trigger) for table in tables for trigger in triggers} - found == set()


@pytest.mark.parametrize("privacy", [registry.privacy, trainings.privacy], ids=OWN_APPS)
def test_every_field_is_declared_personal_or_safe(privacy):
    app = privacy.__name__.partition(".")[0]
    models = {
        label: model
        for label, model in own_models().items()
        if model._meta.app_label == app and not model._meta.auto_created
    }
    fields = {
        f"{label}.{field.name}"
        for label, model in models.items()
        for field in (*model._meta.fields, *model._meta.many_to_many)
    }

    declared = [
        f"{label}.{name}"
        for table in (privacy.PERSONAL, privacy.SAFE)
        for label, names in table.items()
        for name in names.split()
    ]

    assert sorted(declared) == sorted(fields)  # each once: neither missing, nor twice, nor stale


def test_what_identifies_a_person_is_personal():
    personal = set(registry.privacy.PERSONAL["registry.Worker"].split())

    assert personal >= {
        "nik",
        "phone",
        "phone_written",
        "birth_date",
        "address",
        "member_number",
        "nip",
        "email",
    }
