"""Cards with a QR code: what is printed, and what each reader learns from a code."""

import io
from functools import partial
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from registry.models import AccessLog
from tests.factories import invite, make_event, make_user, make_worker
from tests.trainings.people import address, attend, invite_many
from trainings.actions import events
from trainings.actions.cards import RIM, print_cards
from trainings.models import Attendance
from welfare.errors import RuleError
from welfare.qr import qr_svg

code = partial(qr_svg, border=RIM)


@pytest.fixture
def ani(event, office, regions):
    return invite(
        event, make_worker(office, "Ani Lestari", nik="3513194105800007"), "PSM", regions["35.13.19.2003"]
    )


@pytest.fixture
def card(ani):
    return reverse("card", args=[ani.token])


@pytest.fixture
def officer(event, desk):
    event.desks.add(desk)
    return desk


def printed(event, by) -> list[str]:
    """The text of each page of the event's cards."""
    file = print_cards(event=event, address_of=lambda token: f"https://pilar.contoh.id/k/{token}/", by=by)
    reader = PdfReader(io.BytesIO(file.content))
    assert {tuple(round(side / 72 * 25.4) for side in page.mediabox[2:]) for page in reader.pages} == {
        (210, 297)
    }
    return [page.extract_text() for page in reader.pages]


def test_card_shows_its_own_code_whatever_is_written_behind_its_address(card, client):
    plain = client.get(card).context["code"]

    assert client.get(f"{card}?x={'1' * 5000}").context["code"] == plain


def test_cards_are_ten_on_an_a4_sheet_in_the_order_of_places(event, office, regions, operator):
    invite_many(event, office, {"PSM": 11}, [regions["35.13.19.2003"]])
    first = invite(event, make_worker(office, "Zubaidah"), "TKSK", regions["35.13.18"])

    pages = printed(event, operator)

    assert [page.count("9 Desember 2019") for page in pages] == [10, 2]
    assert "Zubaidah" in pages[0]
    assert f"{first.pk}" in pages[0]
    assert "TKSK · Kec. Gending" in pages[0]


def test_card_tells_no_number_of_the_person_and_printing_is_logged(event, ani, operator):
    text = "".join(printed(event, operator))

    assert ani.worker.nik not in text
    assert ani.token not in text
    entry = AccessLog.objects.get()
    assert (entry.user, entry.act, entry.people) == (operator, "print", 1)


def test_nobody_invited_is_nothing_to_print(event, operator):
    with pytest.raises(RuleError, match="Nobody is invited"):
        printed(event, operator)

    assert not AccessLog.objects.exists()


def test_code_is_drawn_of_the_address_alone(ani):
    one = code(f"https://pilar.contoh.id/k/{ani.token}/")

    assert one == code(f"https://pilar.contoh.id/k/{ani.token}/") != code("https://pilar.contoh.id/k/x/")
    assert one.startswith("<svg")
    assert "style" not in one


def test_organiser_gets_the_cards_by_post(event, ani, operator, login):
    response = login(operator).post(address("event_cards", event))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize("reader", [None, "supervisor", "desk", "stranger"])
def test_others_learn_the_name_of_the_event_and_of_nobody(reader, request, client, event, card):
    if reader:
        client.force_login(request.getfixturevalue(reader))

    text = client.get(card).content.decode()

    assert event.title in text
    assert not [
        word
        for word in ("Ani", "Lestari", "PSM", "Kalirejo", '<form method="post" action="/keg')
        if word in text
    ]


def test_officer_checks_in_by_the_telephones_own_camera(card, login, officer, event, ani):
    client = login(officer)

    page = client.get(card)
    assert not Attendance.objects.exists()
    session = page.context["session"]
    record = address("checkin_record", event, session.pk)
    done = client.post(record, {"participant": ani.pk, "nonce": str(page.context["nonce"])})

    assert "Ani Lestari" in page.content.decode()
    assert f'action="{record}"' in page.content.decode()
    assert [(one.kind, one.name) for one in done.context["cards"]] == [("present", "Ani Lestari")]
    assert client.get(card).context["attendance"] == Attendance.objects.get()


def test_officer_of_another_event_learns_nothing(card, client, office):
    other = make_user("desk", office.region, office=office)
    make_event(office).desks.add(other)
    client.force_login(other)

    assert "person" not in client.get(card).context


def test_closed_event_shows_no_button(card, login, officer, event, operator):
    events.close(event=event, by=operator)

    assert 'value="present"' not in login(officer).get(card).content.decode()
    assert login(officer).get(card).context["is_open"] is False


@pytest.mark.parametrize("token", ["x", "A" * 22, "A" * 64])
def test_unknown_code_leads_nowhere(token, client, ani):
    assert client.get(f"/k/{token}/").status_code == 404


def test_code_on_the_page_is_the_address_of_the_page(client, card):
    response = client.get(card)

    assert response.context["code"] == code(f"http://testserver{card}")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("status", ["excused", "present"])
def test_officer_is_told_what_is_recorded_already(status, card, login, officer, event):
    attend(event, session=2, status=status)

    assert login(officer).get(card).context["attendance"].status == status


def test_nonce_of_the_page_is_new_each_time(card, login, officer):
    nonces = {login(officer).get(card).context["nonce"] for _time in range(2)}

    assert len(nonces) == 2
    assert all(nonce.version == uuid4().version for nonce in nonces)
