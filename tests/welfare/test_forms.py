"""Forms: marks, summaries, and saving what others edit too."""

import re

import pytest

from registry.models import Worker
from tests.factories import make_worker
from tests.welfare.urls import PersonForm
from welfare.forms import ConflictError, Difference, pieces

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture
def person(office):
    return make_worker(office, "Moh. Toha", education="SMA", sex="male")


def sent(person, **changes) -> dict:
    values = {
        "name": person.name,
        "sex": person.sex,
        "education": person.education,
        "revision": person.revision,
    }
    return values | changes


def test_optional_fields_are_marked_and_text_takes_one_line(person):
    form = PersonForm(instance=person)

    assert form.fields["name"].label == "Name"
    assert str(form.fields["education"].label) == 'Education <span class="optional">(optional)</span>'
    assert form.fields["name"].widget.input_type == "text"
    assert form.fields["birth_date"].widget.input_type == "date"
    assert form.fields["sex"].choices == [("", "Choose"), *Worker.Sex.choices]


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_sign_that_turns_the_writing_is_refused(sign, login, operator, person):
    response = login(operator).post(f"/people/{person.pk}/", sent(person, education=f"{sign}AMS"))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["education"])


def test_form_saves_at_the_revision_it_was_read_at(login, operator, person):
    response = login(operator).post(f"/people/{person.pk}/", sent(person, name="Moh. Toha, S.Pd."))

    stored = Worker.objects.get()
    assert response.headers["Location"] == "/people/"
    assert (stored.name, stored.name_key, stored.revision) == ("Moh. Toha, S.Pd.", person.name_key, 2)


def test_stale_form_writes_nothing(person):
    mine = PersonForm(sent(person, education="S1"), instance=Worker.objects.get())
    Worker.objects.update(education="D3")

    assert mine.is_valid()
    with pytest.raises(ConflictError):
        mine.save()
    assert Worker.objects.get().education == "D3"


def test_change_outside_the_form_is_no_conflict(login, operator, person):
    Worker.objects.update(address="Dusun Krajan")

    login(operator).post(f"/people/{person.pk}/", sent(person))

    assert Worker.objects.get().address == "Dusun Krajan"
    assert Worker.objects.get().revision == 2


def test_form_without_a_revision_is_refused(login, operator, person):
    values = sent(person)
    del values["revision"]

    assert login(operator).post(f"/people/{person.pk}/", values).status_code == 422


def test_conflict_shows_both_versions_of_what_differs(login, operator, person):
    Worker.objects.update(education="D3")

    response = login(operator).post(f"/people/{person.pk}/", sent(person, education="S1", name="Moh. Toha"))

    assert response.status_code == 409
    differences = response.context["differences"]
    assert [(one.name, one.mine, one.theirs) for one in differences] == [
        ("education", [("S1", True)], [("D3", True)])
    ]
    assert response.context["revision"] == 2
    assert b'name="name" value="Moh. Toha"' in response.content


def told(response):
    return [(one.name, one.original, one.unchanged) for one in response.context["differences"]]


def test_conflict_tells_what_stood_there_when_the_form_was_opened(login, operator, person):
    values = sent(person, education="S1")
    Worker.objects.update(education="D3", sex="")
    client = login(operator)

    response = client.post(f"/people/{person.pk}/", values)
    again = client.post(f"/people/{person.pk}/", values | {"revision": 2, "opened": 1, "choose-all": "mine"})

    assert told(response) == told(again) == [("sex", "Male", "mine"), ("education", "SMA", "")]
    assert (response.context["opened"], again.context["opened"]) == (1, 1)


def test_conflict_takes_theirs_where_only_they_changed_something(login, operator, person):
    values = sent(person, education="S1")
    Worker.objects.update(education="D3", sex="")

    page = login(operator).post(f"/people/{person.pk}/", values).text

    chosen = re.findall(r'name="(choose-\w+)" value="(\w+)" checked', page)
    assert chosen == [("choose-sex", "theirs"), ("choose-education", "mine")]


def test_conflict_tells_what_is_the_same_in_both(login, operator, person):
    values = sent(person, education="S1", sex="")
    Worker.objects.update(education="D3", sex="")

    response = login(operator).post(f"/people/{person.pk}/", values)

    assert response.context["same"] == [
        ("Name", "Moh. Toha"),
        ("Sex", "empty"),
        ("Birth date", "empty"),
    ]


def test_conflict_tells_that_what_differs_is_masked():
    masked = pieces("3513********0001", "3513********0001")

    assert Difference("nik", "NIK", masked, masked).is_masked
    assert not Difference("sex", "Sex", pieces("male", ""), pieces("", "male")).is_masked


@pytest.mark.parametrize("opened", ["0", "7", "x", "٣", "9" * 40, "-1"])
def test_conflict_leaves_out_what_is_not_known_of_before(opened, login, operator, person):
    Worker.objects.update(education="D3")
    values = sent(person, education="S1", revision=1, opened=opened)

    response = login(operator).post(f"/people/{person.pk}/", values)

    assert told(response) == [("education", None, "")]


@pytest.mark.parametrize(("choice", "kept"), [("mine", "S1"), ("theirs", "D3")])
def test_conflict_is_settled_field_by_field(choice, kept, login, operator, person):
    Worker.objects.update(education="D3")
    values = sent(person, education="S1", name="Moch. Toha", revision=2)

    login(operator).post(f"/people/{person.pk}/", values | {"choose-education": choice})

    stored = Worker.objects.get()
    assert (stored.education, stored.name) == (kept, "Moch. Toha")


def test_errors_stand_in_a_summary_that_leads_to_the_field(login, operator, person):
    page = (
        login(operator)
        .post(f"/people/{person.pk}/", sent(person, name="", education="kept"))
        .content.decode()
    )

    assert '<a href="#id_name">Name: ' in page
    assert 'value="kept"' in page
    assert "<title>Error: Edit - Pilar</title>" in page


def test_pieces_mark_the_characters_that_differ():
    assert pieces("RT 03, pojok", "RT 03") == [("RT 03", False), (", pojok", True)]
    assert pieces("RT 03", "RT 03, pojok") == [("RT 03", False)]
