"""The Django admin: every table, in the user's scope, carefully."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import Appointment, Office, Official, Region, Role, User, Worker
from tests.access.forms import sent
from tests.access.world import make_world
from tests.factories import invite, make_event, make_office, make_user, make_worker
from trainings.models import Attachment, Event, Quota, Session
from welfare.admin import site

LEFT_OUT = {
    "registry.Membership": "an account's groups are shown and given with the account",
    "trainings.DeskDuty": "who stands at the desks is shown and given on the event's own page",
    "registry.WorkerPlace": "worked out by triggers; nothing in it is anybody's to change",
    "registry.LoginFailure": "counts by keys from which nobody can be read",
    "trainings.Printout": "a file that is being made; its own page tells all of it",
    "trainings.CodeFailure": "counts by keys from which nobody can be read",
}
MODELS = sorted(site._registry, key=lambda model: model._meta.label)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)


def address(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def sample(world, model):
    """The row of `model` in the world."""
    return next(row for row in vars(world).values() if type(row) is model)


def form_of(response, model):
    """The fields of the admin's form, as a browser would send them unchanged."""
    return sent(response, f"{model._meta.model_name}_form")


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_every_table_is_in_the_admin_or_left_out_with_a_reason():
    own = {
        model
        for app in ("registry", "trainings")
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model")
    }

    assert {model._meta.label for model in own - set(MODELS)} == set(LEFT_OUT)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_admin_asks_for_no_personal_field_in_an_address(model):
    from registry.privacy import PERSONAL
    from trainings.privacy import PERSONAL as OF_TRAININGS

    personal = set((PERSONAL | OF_TRAININGS).get(model._meta.label, "").split())
    admin = site._registry[model]
    filters = {name[0] if isinstance(name, tuple) else name for name in admin.list_filter}

    assert personal & {*admin.search_fields, *filters, *admin.list_display} == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_filters_offer_related_rows_of_the_scope_only(model):
    plain = [name for name in site._registry[model].list_filter if isinstance(name, str)]
    related = {name for name in plain if model._meta.get_field(name).is_relation}

    assert {model._meta.get_field(name).related_model for name in related} <= {Role, _group()}


def _group():
    return apps.get_model("auth", "Group")


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Role], ids=lambda m: m.__name__)
def test_list_shows_rows_of_the_scope_and_no_others(model, world, administrator, outsider, login, regions):
    row = sample(world, model)
    if model is Region:
        row = regions["35.13.19"]
    link = address(model, "change", row.pk)
    listed = address(model, "changelist")

    assert f'href="{link}' in login(administrator).get(listed).content.decode()
    theirs = login(outsider).get(listed).content.decode()
    assert f'href="{link}' not in theirs
    assert world.name not in theirs


def test_list_shows_spans_by_their_first_and_last_day(office, administrator, login):
    make_event(office, days=(date(2019, 12, 9), date(2019, 12, 10)))
    administrator.language = "en"
    administrator.save()

    page = login(administrator).get(address(Event, "changelist"), {"o": "2"}).content.decode()

    assert '<td class="field-dates">9–10 Dec 2019</td>' in page
    assert "DateRange" not in page


@pytest.mark.parametrize(
    "model", [model for model in MODELS if site._registry[model].addable], ids=lambda model: model._meta.label
)
def test_forms_offer_nothing_of_another_scope(model, world, outsider, login):
    page = login(outsider).get(address(model, "add"))

    if model is not Role:  # roles are everybody's: only who sees every office adds one
        assert page.status_code == 200
    assert world.name not in page.content.decode()
    assert f'<option value="{world.office.pk}"' not in page.content.decode()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_list_costs_the_same_for_any_number(
    model, world, office, operator, regions, administrator, login, django_assert_num_queries
):
    client = login(administrator)
    listed = address(model, "changelist")
    with CaptureQueriesContext(connection) as before:
        client.get(listed)
    make_world(
        office=office,
        user=operator,
        district=regions["35.13.18"],
        village=regions["35.13.18.2001"],
        name="Kartini",
    )

    with django_assert_num_queries(len(before)):
        client.get(listed)


@pytest.fixture
def superuser(regions):
    return User.objects.create_superuser("pusat", password="sandi-rahasia-1", scope=regions["ID"])


# What is asked for


def test_search_goes_on_with_words(world, administrator, login):
    response = login(administrator).post(address(Worker, "changelist"), {"q": "Srikandi Pertama"})

    assert response.headers["Location"] == f"{address(Worker, 'changelist')}?q=Srikandi+Pertama"
    assert str(world.worker.pk) in login(administrator).get(response.headers["Location"]).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_search_for_a_number_is_refused_and_leaves_the_address(method, world, administrator, login):
    client = login(administrator)

    response = getattr(client, method)(address(Worker, "changelist"), {"q": world.worker.nik})

    assert response.headers["Location"] == f"{address(Worker, 'changelist')}?"
    assert told(response) != []


@pytest.mark.parametrize("lookup", ["nik", "nik__startswith", "phone", "worker__nik", "password__startswith"])
def test_number_cannot_be_guessed_by_a_lookup(lookup, administrator, login):
    model = User if lookup.startswith("password") else Worker

    response = login(administrator).get(address(model, "changelist"), {lookup: "3"})

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("term", "found"), [("Kalirejo", ["Kalirejo"]), ("Kauman", []), ("35131910", []), ("", None)]
)
def test_autocompletion_finds_names_of_the_scope(term, found, world, administrator, login):
    asked = {"app_label": "registry", "model_name": "appointment", "field_name": "region", "term": term}

    results = login(administrator).get(reverse("admin:autocomplete"), asked).json()["results"]

    assert found is None or [result["text"] for result in results] == found
    assert "Kauman" not in {result["text"] for result in results}


def test_choice_outside_the_scope_is_refused(world, outsider, login, other_office):
    data = {"office": world.office.pk, "name": "N", "title": "T", "capacity": "head", "standing": ""}

    page = login(outsider).post(address(Official, "add"), data | {"service_0": "2019-01-01"})

    assert list(page.context["adminform"].errors) == ["office"]
    assert not Official.objects.filter(name="N").exists()


def test_number_of_a_row_outside_the_scope_tells_no_name(world, outsider, login):
    appointment = apps.get_model("registry", "Appointment")

    page = login(outsider).get(address(appointment, "add"), {"worker": world.worker.pk})

    assert world.name not in page.content.decode()


# What no browser sends


@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if site._registry[model].editable],
    ids=lambda model: model.__name__,
)
def test_form_full_of_nonsense_comes_back(model, world, administrator, login):
    client, edit = login(administrator), address(model, "change", sample(world, model).pk)
    data = form_of(client.get(edit), model)

    page = client.post(edit, {name: data[name] if name.endswith("_FORMS") else "1,2" for name in data})

    assert page.status_code in {200, 302}  # a name may be anything


def test_end_that_is_no_reason_is_refused(world, administrator, login):
    client, edit = login(administrator), address(Appointment, "change", world.appointment.pk)
    data = form_of(client.get(edit), Appointment)

    page = client.post(edit, data | {"end_reason": "no such reason"})

    assert list(page.context["adminform"].errors) == ["end_reason"]


def test_no_more_rows_are_drawn_than_a_page_holds(world, administrator, login):
    client, edit = login(administrator), address(Event, "change", world.event.pk)
    data = form_of(client.get(edit), Event)

    page = client.post(edit, data | {"sessions-TOTAL_FORMS": "2147483648"})

    assert next(len(formset.formset.forms) for formset in page.context["inline_admin_formsets"]) == 150


def test_filter_with_a_sign_nothing_is_kept_with_shows_the_list(administrator, login):
    response = login(administrator).get(address(Official, "changelist"), {"capacity__exact": "\0"})

    assert (response.status_code, response.url) == (302, address(Official, "changelist"))


# Changing


@pytest.mark.parametrize(
    "model", [model for model in MODELS if hasattr(model, "revision")], ids=lambda model: model.__name__
)
def test_form_carries_the_revision_it_read(model, world, administrator, login):
    row = sample(world, model)
    row.refresh_from_db()

    page = login(administrator).get(address(model, "change", row.pk)).content.decode()

    assert f'name="revision_read" value="{row.revision}"' in page


def test_change_is_saved_and_raises_the_revision(world, administrator, login):
    client, edit = login(administrator), address(Office, "change", world.office.pk)
    data = form_of(client.get(edit), Office) | {"town": "Dringu"}
    before = Office.objects.get(pk=world.office.pk).revision

    response = client.post(edit, data)

    world.office.refresh_from_db()
    assert response.status_code == 302
    assert (world.office.town, world.office.revision) == ("Dringu", before + 1)


@pytest.mark.parametrize("revision", ["stale", "missing"])
def test_change_of_what_somebody_else_changed_is_refused(revision, world, administrator, login):
    client, edit = login(administrator), address(Office, "change", world.office.pk)
    data = form_of(client.get(edit), Office) | {"town": "Dringu"}
    Office.objects.filter(pk=world.office.pk).update(postcode="67281")
    if revision == "missing":
        del data["revision_read"]

    page = client.post(edit, data)

    world.office.refresh_from_db()
    assert (world.office.town, world.office.postcode) == ("Kraksaan", "67281")
    assert page.context["adminform"].errors


def test_two_saves_at_one_moment_cannot_both_win(world, administrator, login, monkeypatch):
    """Somebody saves between the check of the form and the statement that writes."""
    admin = site._registry[Office]
    client, edit = login(administrator), address(Office, "change", world.office.pk)
    data = form_of(client.get(edit), Office) | {"town": "Dringu"}
    save = type(admin).save_model

    def late(self, request, obj, form, change):
        Office.objects.filter(pk=obj.pk).update(postcode="67281")
        save(self, request, obj, form, change)

    monkeypatch.setattr(type(admin), "save_model", late)
    response = client.post(edit, data)

    world.office.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, edit)
    assert len(told(response)) == 1
    assert world.office.town == "Kraksaan"


def test_change_of_the_rows_below_is_a_change_of_the_row(world, administrator, login):
    client, edit = login(administrator), address(Event, "change", world.event.pk)
    world.event.refresh_from_db()
    data = form_of(client.get(edit), Event)
    quota = next(key for key in data if key.startswith("quotas-") and key.endswith("-number"))

    first = client.post(edit, data | {quota: 7})
    second = client.post(edit, data | {quota: 8})

    assert (first.status_code, second.status_code) == (302, 200)
    assert Quota.objects.get(pk=world.quota.pk).number == 7
    assert Event.objects.get(pk=world.event.pk).revision == world.event.revision + 1


def test_closed_event_is_only_shown(world, administrator, login):
    Event.objects.filter(pk=world.event.pk).update(status="closed", status_reason="Selesai")
    client = login(administrator)

    assert client.post(address(Event, "change", world.event.pk), {}).status_code == 403
    assert client.post(address(Quota, "change", world.quota.pk), {}).status_code == 403
    assert client.get(address(Event, "change", world.event.pk)).status_code == 200
    assert client.post(address(Attachment, "delete", world.attachment.pk), {"post": "yes"}).status_code == 403


def test_removed_paper_takes_its_file_along(world, administrator, login, django_capture_on_commit_callbacks):
    file = world.attachment.file

    with django_capture_on_commit_callbacks(execute=True):
        login(administrator).post(address(Attachment, "delete", world.attachment.pk), {"post": "yes"})

    assert not file.storage.exists(file.name)


@pytest.mark.parametrize("model", [Event, Session], ids=["with the event", "by itself"])
def test_event_lasts_from_its_first_session_to_its_last(model, world, administrator, login):
    row = sample(world, model)
    client, edit = login(administrator), address(model, "change", row.pk)
    data = form_of(client.get(edit), model)
    day = next(key for key in data if key in ("date", "sessions-0-date"))

    client.post(edit, data | {day: "2019-12-30"})

    world.event.refresh_from_db()
    assert (world.event.first_day, world.event.last_day) == _days_of(world.event)
    assert date(2019, 12, 30) in _days_of(world.event)


def _days_of(event):
    days = sorted(event.sessions.values_list("date", flat=True))
    return days[0], days[-1]


def test_session_neither_goes_nor_moves_to_another_event(world, administrator, login):
    other = make_event(world.office)
    client, edit = login(administrator), address(Event, "change", world.event.pk)
    data = form_of(client.get(edit), Event)

    client.post(edit, data | {"sessions-0-DELETE": "on"})
    client.post(address(Session, "change", world.session.pk), {"event": other.pk, "date": "2019-12-09"})

    assert Session.objects.filter(event=world.event, pk=world.session.pk).exists()


def test_event_of_another_office_is_only_shown(world, outsider, other_office, regions, login):
    invite(world.event, make_worker(other_office, "Tetangga"), "TKSK", regions["35.14.14"])
    client = login(outsider)

    assert client.get(address(Event, "change", world.event.pk)).status_code == 200
    assert client.post(address(Event, "change", world.event.pk), {}).status_code == 403


# People


def test_numbers_are_masked_and_kept_when_left_as_they_stand(world, administrator, login):
    client, edit = login(administrator), address(Worker, "change", world.worker.pk)
    nik, phone = world.worker.nik, world.worker.phone
    page = client.get(edit)

    response = client.post(edit, form_of(page, Worker) | {"education": "S2"})

    world.worker.refresh_from_db()
    assert [number for number in world.numbers if number in page.content.decode()] == []
    assert response.status_code == 302
    assert (world.worker.nik, world.worker.phone, world.worker.education) == (nik, phone, "S2")


def test_wrong_nik_is_refused(world, administrator, login):
    client, edit = login(administrator), address(Worker, "change", world.worker.pk)

    page = client.post(edit, form_of(client.get(edit), Worker) | {"nik": "12345"})

    assert list(page.context["adminform"].errors) == ["nik"]


def test_province_sees_people_of_regencies_without_personal_values(world, regions, login):
    office = make_office(regions["35"], town="Surabaya")
    client = login(make_user("administrator", regions["35"], office=office, is_staff=True))
    edit = address(Worker, "change", world.worker.pk)

    page = client.get(edit).content.decode()

    hidden = [*world.numbers, f"Jalan {world.name} 7", "1980", f"{world.name.lower()}@contoh.id"]
    assert [text for text in hidden if text in page] == []
    assert client.post(edit, {}).status_code == 403


# Accounts


def test_scope_outside_ones_own_is_not_given(world, administrator, login, regions, other_office):
    client, edit = login(administrator), address(User, "change", world.user.pk)
    data = form_of(client.get(edit), User)

    for field, value in (("scope", regions["35"].pk), ("office", other_office.pk)):
        page = client.post(edit, data | {field: value})
        assert list(page.context["adminform"].errors) == [field]


def test_superuser_is_made_by_superusers_only(world, administrator, superuser, login):
    edit = address(User, "change", world.user.pk)
    client = login(administrator)
    page = client.get(edit)

    client.post(edit, form_of(page, User) | {"is_superuser": "on"})

    world.user.refresh_from_db()
    assert not world.user.is_superuser
    assert 'name="is_superuser"' not in page.content.decode()
    assert 'name="is_superuser"' in login(superuser).get(edit).content.decode()


@pytest.mark.parametrize("page", ["change", "password"])
def test_account_above_ones_own_is_not_touched(page, administrator, superuser, login):
    User.objects.filter(pk=superuser.pk).update(scope=administrator.scope)
    edit = address(User, "change", superuser.pk)
    if page == "password":
        edit = reverse("admin:auth_user_password_change", args=[superuser.pk])

    assert login(administrator).post(edit, {"password1": "x", "password2": "x"}).status_code == 403


def test_nobody_changes_his_own_account_here(administrator, login):
    assert login(administrator).post(address(User, "change", administrator.pk), {}).status_code == 403


@pytest.mark.parametrize(
    ("group", "fields", "status"),
    [
        ("administrator", {"is_staff": True}, 200),
        ("administrator", {"is_staff": False}, 403),
        ("operator", {"is_staff": True}, 403),
    ],
)
def test_admin_is_for_administrators(group, fields, status, office, login):
    user = make_user(group, office.region, office=office, **fields)

    assert login(user).get(reverse("admin:index")).status_code == status


# What all share


def test_role_is_changed_by_who_sees_every_office(world, administrator, login, regions):
    edit = address(Role, "change", world.role.pk)
    client = login(administrator)

    assert client.post(edit, form_of(client.get(edit), Role)).status_code == 302
    make_office(regions["36.71"], town="Tangerang")
    assert client.post(edit, {}).status_code == 403


# Deleting


def test_deletion_that_reaches_outside_the_scope_tells_nothing(world, outsider, other_office, regions, rf):
    """The event is seen for the sake of one participant; the others are not."""
    invite(world.event, make_worker(other_office, "Tetangga"), "TKSK", regions["35.14.14"])
    request = rf.get("/")
    request.user = outsider

    told = site._registry[Event].get_deleted_objects([world.event], request)

    assert [*map(str, told[3])] == ["records outside your scope"]
    assert (told[0], told[1]) == ([], {})


def test_deletion_inside_the_scope_is_listed_and_done(world, administrator, login):
    client, page = login(administrator), address(Quota, "delete", world.quota.pk)

    assert str(world.quota) in client.get(page).content.decode()
    assert client.post(page, {"post": "yes"}).status_code == 302
    assert not Quota.objects.filter(pk=world.quota.pk).exists()


# The export and the pages


@pytest.mark.parametrize(("file_format", "start"), [("0", b"PK"), ("1", b"\xef\xbb\xbfID Pilar;Nama;NIK")])
def test_export_holds_what_the_list_shows(file_format, start, world, other_office, administrator, login):
    make_worker(other_office, "Orang Pasuruan")
    page = f"{address(Worker, 'export')}?q=Kedua"
    client = login(administrator)

    assert client.get(page).status_code == 200
    response = client.post(page, {"format": file_format, "resource": "0"})

    assert response.content.startswith(start)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="worker_')
    if file_format == "1":
        assert [line.split(";")[1] for line in response.content.decode().splitlines()] == [
            "Nama",
            "Srikandi Kedua",
        ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_pages_hold_no_inline_script_or_style(model, world, administrator, login):
    client, row = login(administrator), sample(world, model)
    pages = [
        address(model, "changelist"),
        address(model, "change", row.pk),
        address(model, "history", row.pk),
    ]
    admin = site._registry[model]
    pages += [address(model, "add")] if admin.addable else []
    pages += [address(model, "delete", row.pk)] if admin.deletable else []
    pages += [address(model, "export")] if model is Worker else []

    for page in pages:
        response = client.get(page)
        assert (page, response.status_code, INLINE.findall(response.content.decode())) == (page, 200, [])


def test_new_event_of_the_admin_belongs_to_an_office_of_the_scope(administrator, other_office, login):
    page = login(administrator).get(address(Event, "add"))

    offices = page.context["adminform"].form.fields["office"].queryset
    assert list(offices) == [administrator.office]
    assert make_event(other_office) not in Event.objects.visible_to(administrator)
