"""Acts on many: ticked or all that match, shown before they are done, done only to what was shown."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.actions.people import edit_many
from registry.models import Appointment, AppointmentDecree, Decree, Worker
from tests.access.forms import sent
from tests.factories import appoint, make_user, make_worker
from welfare.errors import RuleError

END = {"last_day": "2020-12-31", "reason": "term"}


@pytest.fixture
def operator(operator):
    """Reads English, so that a test states the message as the code has it."""
    operator.language = "en"
    operator.save()
    return operator


@pytest.fixture
def posts(office, regions):
    """Three PSM of Kalirejo and a TKSK of Gending."""
    made = [appoint(make_worker(office, f"Orang {n}"), "PSM", regions["35.13.19.2003"]) for n in range(3)]
    return [*made, appoint(make_worker(office, "Orang Lain"), "TKSK", regions["35.13.18"])]


def address(what: str, posts) -> str:
    return f"/{what}/?{'&'.join(f'post={post.pk}' for post in posts)}"


def confirm(client, address: str, values: dict, **changed):
    """Send the form, then what the preview holds."""
    preview = client.post(address, values)
    assert preview.status_code == 200, preview.context["form"].errors
    return preview, client.post(address, sent(preview, "form") | changed)


# Ending, extending, transferring


def test_nothing_is_written_before_it_was_shown(posts, login, operator):
    preview = login(operator).post(address("penugasan/akhiri", posts[:2]), END)

    assert [(str(post.worker), told) for post, told in preview.context["outcomes"]] == [
        ("Orang 0", "until 31 Dec 2020, Term ended"),
        ("Orang 1", "until 31 Dec 2020, Term ended"),
    ]
    assert not Appointment.objects.exclude(end_reason="").exists()


def test_one_is_done_without_asking_again(posts, login, operator):
    response = login(operator).post(address("penugasan/akhiri", posts[:1]), END)

    assert response.status_code == 302
    assert Appointment.objects.exclude(end_reason="").get() == posts[0]


def test_what_was_shown_is_done_to_all_of_it(posts, login, operator):
    _preview, response = confirm(login(operator), address("penugasan/akhiri", posts), END)

    assert response.status_code == 302
    assert {post.last_day for post in Appointment.objects.all()} == {date(2020, 12, 31)}


def test_what_was_changed_meanwhile_is_shown_again(posts, login, operator):
    client, where = login(operator), address("penugasan/akhiri", posts[:2])
    preview = client.post(where, END)
    Appointment.objects.filter(pk=posts[0].pk).update(is_acting=True)

    again = client.post(where, sent(preview, "form"))

    assert (again.status_code, again.context["is_stale"]) == (200, True)
    assert not Appointment.objects.exclude(end_reason="").exists()


def test_refusal_stands_on_the_form_and_not_in_the_preview(posts, login, operator):
    response = login(operator).post(address("penugasan/akhiri", posts), END | {"last_day": "2017-01-01"})

    assert response.status_code == 422
    assert not Appointment.objects.exclude(end_reason="").exists()


def test_many_are_extended_by_one_decree(posts, login, operator):
    confirm(login(operator), address("penugasan/perpanjang", posts), {"number": "1/2020"})

    assert AppointmentDecree.objects.filter(decree=Decree.objects.get()).count() == 4


def test_preview_tells_the_term_of_a_new_decree(posts, login, operator):
    values = {"number": "188.45/1/2026", "term_first": "2026-01-01", "term_last": "2026-12-31"}

    preview, done = confirm(login(operator), address("penugasan/perpanjang", posts[:2]), values)

    assert {told for _post, told in preview.context["outcomes"]} == {"188.45/1/2026, until 31 Dec 2026"}
    assert done.status_code == 302


def test_preview_leads_back_to_the_form_as_it_was_filled_in(posts, login, operator):
    client, where = login(operator), address("penugasan/perpanjang", posts[:2])
    preview = client.post(where, {"number": "188.45/1/2026", "term_last": "2026-12-31"})

    form = client.post(where, sent(preview, "form") | {"back": "1"})

    again = {name: values for name, values in sent(form, "form").items() if name in ("number", "term_last")}
    assert (form.status_code, again) == (200, {"number": ["188.45/1/2026"], "term_last": ["2026-12-31"]})
    assert not Decree.objects.exists()


def test_chosen_decree_is_completed_by_what_is_written_beside_it(posts, office, login, operator):
    bare = Decree.objects.create(office=office, number="1/2026")

    values = {"decree": bare.pk, "term_last": "2026-12-31"}
    preview, _done = confirm(login(operator), address("penugasan/perpanjang", posts[:2]), values)

    assert {told for _post, told in preview.context["outcomes"]} == {"1/2026, until 31 Dec 2026"}
    bare.refresh_from_db()
    assert (bare.term_last, bare.entries.count()) == (date(2026, 12, 31), 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"term_last": "2026-12-31"}, "number"),
        ({"signer": "Sri Utami"}, "number"),
        ({"number": "x" * 101, "signer": "Sri Utami"}, "number"),
    ],
)
def test_what_is_said_of_a_decree_without_its_number_is_not_dropped(values, field, posts, login, operator):
    where = f"/penugasan/{posts[0].pk}/pindah/"
    values = {"region": "Gending", "role": posts[0].role_id, "first_day": "2020-01-01"} | values

    response = login(operator).post(where, values)

    assert {name: len(told) for name, told in response.context["form"].errors.items()} == {field: 1}


def test_chosen_decree_of_another_date_is_refused(posts, office, login, operator):
    chosen = Decree.objects.create(office=office, number="1/2026", date=date(2026, 1, 2))

    response = login(operator).post(
        address("penugasan/perpanjang", posts[:1]), {"decree": chosen.pk, "date": "2026-02-01"}
    )

    assert response.context["form"].errors == {"date": ["The recorded decree has another date."]}


def test_scan_that_is_no_paper_is_refused(posts, login, operator):
    page = SimpleUploadedFile("sk.pdf", b"<script>alert(1)</script>")

    response = login(operator).post(
        address("penugasan/perpanjang", posts[:1]), {"number": "1/2026", "scan": page}
    )

    assert response.context["form"].errors == {"scan": ["This is no PDF that can be read."]}


@pytest.mark.parametrize(("last", "warnings"), [("2019-12-31", 1), ("2099-12-31", 0)])
def test_decree_whose_term_is_over_is_recorded_and_told(last, warnings, posts, login, operator):
    values = {"number": "1/2019", "term_last": last}

    done = login(operator).post(address("penugasan/perpanjang", posts[:1]), values, follow=True)

    tags = [message.level_tag for message in done.context["messages"]]
    assert tags == ["warning"] * warnings + ["success"]


@pytest.mark.parametrize("day", ["9999-12-31", "2100-01-02", "1899-12-31", "0001-01-01"])
@pytest.mark.parametrize(
    ("what", "field", "values"),
    [
        ("penugasan/akhiri", "last_day", {"reason": "term"}),
        ("penugasan/pindah", "first_day", {"region": "Kalirejo, Dringu"}),
        ("penugasan/perpanjang", "term_last", {"number": "188.45/1/2026"}),
    ],
)
def test_day_nobody_can_mean_is_refused(what, field, values, day, posts, login, operator):
    response = login(operator).post(address(what, posts[:2]), values | {field: day})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_many_are_transferred_each_in_his_role(posts, login, operator, regions):
    values = {"region": "Dringu", "first_day": "2020-01-01"}

    preview, _response = confirm(login(operator), address("penugasan/pindah", posts), values)

    told = [told for _post, told in preview.context["outcomes"]][-1]
    assert told == "TKSK, Kec. Dringu, Kab. Probolinggo, from 1 Jan 2020"
    moved = Appointment.objects.filter(region=regions["35.13.19"], service__startswith=date(2020, 1, 1))
    assert sorted(moved.values_list("role__code", flat=True)) == ["PSM", "PSM", "PSM", "TKSK"]


# All that match


def test_all_that_match_are_those_of_every_page_of_the_list(office, posts, login, operator, regions):
    for number in range(60):
        appoint(make_worker(office, f"Halaman {number}"), "PSM", regions["35.13.19.2004"])
    appoint(make_worker(office, "Halaman Lama"), "PSM", regions["35.13.19.2004"], end=date(2019, 1, 1))

    preview, _response = confirm(login(operator), "/penugasan/akhiri/?all=1&role=PSM&q=halaman", END)

    assert (len(preview.context["outcomes"]), preview.context["left"]) == (50, 10)
    ended = Appointment.objects.filter(end_reason="term", service__endswith=date(2021, 1, 1))
    assert ended.count() == 60
    assert {post.role.code for post in ended} == {"PSM"}


def test_all_that_match_is_the_same_post_the_filter_speaks_of(posts, login, operator, regions):
    """Who is PSM and TKSK is on the list of PSM with that post, and keeps the other."""
    appoint(posts[0].worker, "TKSK", regions["35.13.19"])

    confirm(login(operator), "/penugasan/akhiri/?all=1&role=TKSK", END)

    assert (
        sorted(Appointment.objects.filter(end_reason="").values_list("role__code", flat=True)) == ["PSM"] * 3
    )


@pytest.mark.parametrize("query", ["all=1&region=x", "post=x", ""])
def test_what_names_nothing_is_not_found(query, posts, login, operator):
    assert login(operator).get(f"/penugasan/akhiri/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["q=nobody", "status=ended&sort=-name"])
def test_list_of_nobody_to_act_on_is_led_back_to(query, posts, login, operator):
    response = login(operator).get(f"/penugasan/akhiri/?all=1&{query}", follow=True)

    assert response.redirect_chain == [(f"/psks/?{query}", 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "None of these people has an open service that is yours to change."
    ]


def test_all_that_match_end_at_the_scope(posts, login, stranger):
    assert login(stranger).get("/penugasan/akhiri/?all=1").headers["Location"] == "/psks/"


def test_who_is_left_out_of_all_that_match_is_counted(posts, office, login, operator, regions):
    """Of five people one serves elsewhere as well, one only elsewhere, and one left."""
    appoint(posts[0].worker, "TKSK", regions["35.14.14"])
    appoint(make_worker(office, "Orang Pindah"), "PSM", regions["35.14.14"])
    appoint(make_worker(office, "Orang Lama"), "PSM", regions["35.13.18.2001"], end=date(2019, 1, 1))

    client = login(operator)
    form = client.get("/penugasan/akhiri/?all=1")
    preview = client.post("/penugasan/akhiri/?all=1", END)

    assert sorted(post.pk for post in form.context["posts"]) == sorted(post.pk for post in posts)
    assert (form.context["left_out"], preview.context["left_out"]) == (2, 2)


def test_province_may_not_end_what_regencies_keep(posts, login, regions, office):
    province = make_user("administrator", regions["35"], office=None)

    ticked = address("penugasan/akhiri", posts)
    assert login(province).get(ticked).status_code == 403
    assert login(province).get("/penugasan/akhiri/?all=1").headers["Location"] == "/psks/"
    assert login(province).get("/psks/ubah/?all=1").status_code == 403


# Editing


@pytest.mark.parametrize("act", ["psks/ubah", "penugasan/akhiri", "penugasan/perpanjang", "penugasan/pindah"])
def test_act_on_several_leads_back_to_the_list_as_it_was(act, posts, login, operator):
    chosen = "&".join(f"post={post.pk}" for post in posts[:2])

    page = login(operator).get(f"/{act}/?role=PSM&status=serving&page=2&after=9&all=1&{chosen}")

    assert page.context["cancel_url"] == "/psks/?role=PSM&status=serving"


@pytest.mark.parametrize("many", [1, 3])
def test_edit_writes_what_is_ticked_and_nothing_else(many, posts, login, operator):
    Worker.objects.update(education="SMA", sex="female")
    values = {"set_institution": "on", "institution": "Karang Taruna", "set_education": "on"}
    client, where = login(operator), address("psks/ubah", posts[:many])
    if many == 1:
        client.post(where, values)
    else:
        confirm(client, where, values)

    assert list(Worker.objects.order_by("name").values_list("institution", "education", "sex")) == [
        ("Karang Taruna", "", "female") if number < many else ("", "SMA", "female") for number in range(4)
    ]


def test_edit_shows_what_was_and_what_will_be(posts, login, operator):
    Worker.objects.filter(pk=posts[0].worker_id).update(education="SMA")

    preview = login(operator).post(
        address("psks/ubah", posts[:2]), {"set_education": "on", "education": "S1", "set_sex": "on"}
    )

    assert [(row.name, row.now, told) for row, told in preview.context["outcomes"]] == [
        ("Orang 0", "SMA, Female", "S1, empty"),
        ("Orang 1", "empty, Female", "S1, empty"),
    ]


def test_edit_of_nothing_is_refused(posts, login, operator):
    response = login(operator).post(address("psks/ubah", posts), {})

    assert response.context["form"].errors == {"__all__": ["Choose what to change."]}


def test_edit_drops_no_value_whose_box_is_not_ticked(posts, login, operator):
    values = {"set_institution": "on", "education": "S1"}

    response = login(operator).post(address("psks/ubah", posts), values)

    form = response.context["form"]
    assert form.errors == {"education": ["Tick “Change it for all”, or take this value out."]}
    assert str(form["education"].label).startswith("Education: new value; empty to clear it")


@pytest.mark.parametrize("values", [{}, {"nik": "3513195205800099"}])
def test_edit_of_other_fields_is_refused_by_the_action(values, posts, operator):
    with pytest.raises(RuleError, match=r"^Choose what to change\.$"):
        edit_many(people=Worker.objects.all(), values=values, by=operator)


def test_edit_of_people_elsewhere_changes_nobody(posts, stranger):
    with pytest.raises(RuleError, match=r"^Some of these people are not yours to edit\.$"):
        edit_many(people=Worker.objects.all(), values={"education": "S1"}, by=stranger)

    assert not Worker.objects.filter(education="S1").exists()


@pytest.mark.parametrize("many", [2, 40])
def test_edit_takes_a_fixed_number_of_statements(many, office, operator, django_assert_num_queries):
    for _number in range(many):
        make_worker(office)

    with django_assert_num_queries(5):
        assert edit_many(people=Worker.objects.all(), values={"education": "S1"}, by=operator) == many
