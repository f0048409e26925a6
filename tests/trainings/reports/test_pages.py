"""The pages of reports and the files behind their buttons."""

import pytest

from registry.models import AccessLog
from tests.factories import invite, make_event, make_user, make_worker
from tests.papers.reading import pages
from tests.trainings.reports.making import serve
from trainings.models import Participant, PrintedSheet

DISTRICT = "/laporan/district/"
RECAP = "/laporan/event-recap/"
SIGN_IN = "/laporan/sign-in/"


@pytest.fixture
def supervisor(office):
    """A supervisor who reads English, so that a test states the msgid."""
    return make_user("supervisor", office.region, office=office, language="en")


@pytest.fixture
def attended(office, other_office, regions):
    """An event of ours that a neighbour attends."""
    event = make_event(office, slug="bimtek-psks-2019", region=regions["35"])
    invite(event, make_worker(office, "Moh. Toha"), "TKSK", regions["35.13.19"])
    invite(event, make_worker(other_office, "Siti Romlah"), "TKSK", regions["35.14.14"])
    return event


@pytest.mark.parametrize("group", ["administrator", "operator", "supervisor"])
def test_catalogue_leads_to_every_report(group, login, request):
    html = login(request.getfixturevalue(group)).get("/laporan/").content.decode()

    assert [html.count(f'href="{page}"') for page in (DISTRICT, RECAP, SIGN_IN)] == [1, 1, 1]


@pytest.mark.parametrize("page", ["/laporan/", DISTRICT, RECAP, f"{DISTRICT}pdf/", f"{SIGN_IN}pdf/"])
def test_desk_prints_nothing(page, desk, login):
    client = login(desk)

    assert (client.get(page).status_code, client.post(page).status_code) == (403, 403)


@pytest.mark.parametrize("page", ["/laporan/rahasia/", "/laporan/rahasia/pdf/", "/laporan/district/docx/"])
def test_unknown_report_or_format_is_not_found(page, supervisor, login):
    assert login(supervisor).get(page).status_code == 404


def test_form_begins_with_the_own_region(supervisor, login):
    response = login(supervisor).get(DISTRICT)

    assert response.context["form"]["region"].value() == "Kab. Probolinggo (35.13)"
    assert "papers" not in response.context


@pytest.mark.parametrize("query", ["", "event=", "event=&region="])
@pytest.mark.parametrize("page", [RECAP, "/laporan/transport/"])
def test_address_that_names_nothing_shows_the_form(page, query, supervisor, login):
    response = login(supervisor).get(f"{page}?{query}")

    assert (response.status_code, response.context["form"].is_bound) == (200, False)
    assert "summary-title" not in response.content.decode()


def test_report_stands_on_the_page(office, regions, supervisor, login):
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha", nik="3513190101800001")

    html = login(supervisor).get(DISTRICT, {"region": "35.13.19", "on": "2019-12-16"}).content.decode()

    assert "LAPORAN KECAMATAN DRINGU" in html
    assert "Moh. Toha" in html
    assert (html.count("3513********0001"), html.count("3513190101800001")) == (1, 0)
    assert 'value="Kec. Dringu, Kab. Probolinggo (35.13.19)"' in html
    assert "/laporan/district/pdf/?region=35.13.19&amp;on=2019-12-16" in html


def test_regency_is_an_overview_that_leads_to_each_district(office, supervisor, login):
    html = login(supervisor).get(DISTRICT, {"region": "35.13", "on": "2019-12-16"}).content.decode()

    links = [f"?region={code}&amp;on=2019-12-16&amp;since=2019-01-01" for code in ("35.13.18", "35.13.19")]
    assert [html.count(link) for link in links] == [1, 1]


@pytest.mark.parametrize("file_format", ["pdf", "xlsx", "csv"])
def test_file_is_named_after_place_and_day(file_format, office, regions, supervisor, login):
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha")

    response = login(supervisor).get(f"{DISTRICT}{file_format}/", {"region": "35.13.19", "on": "2019-12-16"})

    name = "laporan-kecamatan_kec-dringu_2019-12-16"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.{file_format}"'
    (log,) = AccessLog.objects.all()
    act = "print" if file_format == "pdf" else "export"
    assert (log.user, log.act, log.what, log.people) == (supervisor, act, name, 1)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        (DISTRICT, {"region": "35.14.14"}),
        (DISTRICT, {"region": "99.99.99"}),
        (RECAP, {"event": "tidak-ada"}),
        (f"{DISTRICT}pdf/", {"region": "35.14.14"}),
        (f"{RECAP}xlsx/", {"event": "tidak-ada"}),
    ],
)
def test_what_lies_outside_the_scope_does_not_exist(page, query, attended, supervisor, login):
    assert login(supervisor).get(page, query).status_code == 404
    assert AccessLog.objects.count() == 0


def test_event_nobody_of_ours_attends_does_not_exist(other_office, regions, supervisor, login):
    event = make_event(other_office)
    client = login(supervisor)

    found = [
        client.get(RECAP, {"event": event.slug}).status_code,
        client.get(f"{RECAP}pdf/", {"event": event.slug}).status_code,
        client.post(f"{SIGN_IN}pdf/", {"event": event.slug}).status_code,
    ]

    assert found == [404, 404, 404]


def test_neighbour_sees_his_own_people_only(attended, regions, other_office, login):
    neighbour = make_user("supervisor", regions["35.14"], office=other_office)

    html = login(neighbour).get(RECAP, {"event": attended.slug}).content.decode()

    assert (html.count("Bangil"), html.count("Dringu")) == (1, 0)
    assert "1 (satu) orang" in html


@pytest.mark.parametrize(
    ("method", "page", "status"),
    [
        ("post", f"{DISTRICT}pdf/", 405),
        ("post", f"{RECAP}csv/", 405),
        ("get", f"{SIGN_IN}pdf/", 405),
        ("get", f"{SIGN_IN}xlsx/", 405),
        ("post", DISTRICT, 405),
        ("post", "/laporan/", 405),
    ],
)
def test_wrong_method_is_refused(method, page, status, supervisor, login):
    assert getattr(login(supervisor), method)(page).status_code == status


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        (DISTRICT, {"region": "", "paper": ""}, {"region"}),
        (DISTRICT, {"region": "Tempat yang tidak ada"}, {"region"}),
        (DISTRICT, {"region": "35.13.19.2003"}, {"region"}),
        (DISTRICT, {"region": "35.13.19", "on": "16-12-19x"}, {"on"}),
        (RECAP, {"event": "", "paper": ""}, {"event"}),
        (RECAP, {"event": "\0"}, {"event"}),
        (SIGN_IN, {"event": "bimtek-psks-2019", "region": "35.13.19.2003"}, {"region"}),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(page, query, said, attended, supervisor, login):
    response = login(supervisor).get(page, query)

    assert set(response.context["form"].errors) == said
    assert "papers" not in response.context


def test_file_that_cannot_be_made_leads_back_to_the_page(attended, supervisor, login):
    response = login(supervisor).get(f"{DISTRICT}pdf/", {"region": "35.13.19.2003"})

    assert response.headers["Location"] == f"{DISTRICT}?region=35.13.19.2003"


def test_missing_office_is_said_on_the_page(regions, login):
    lonely = make_user("supervisor", regions["36.71"], language="en")

    response = login(lonely).get(DISTRICT, {"region": "36.71.01"})

    assert response.context["form"].non_field_errors() == [
        "No office is recorded for Kec. Tangerang yet, so no paper can carry its head."
    ]


def test_sign_in_sheets_are_previewed_without_consequences(attended, supervisor, login):
    client = login(supervisor)

    for query in ({"event": attended.slug}, {"event": attended.slug, "region": "35.13.19"}):
        assert client.get(SIGN_IN, query).status_code == 200

    assert Participant.objects.filter(frozen_at__isnull=False).count() == 0
    assert (PrintedSheet.objects.count(), AccessLog.objects.count()) == (0, 0)


def test_only_what_changes_something_is_asked_for_by_a_form(attended, supervisor, login):
    client = login(supervisor)

    sheets = client.get(SIGN_IN, {"event": attended.slug}).content.decode()
    recap = client.get(RECAP, {"event": attended.slug}).content.decode()

    form = '<form method="post" action="/laporan/sign-in/pdf/">'
    link = f'href="/laporan/event-recap/pdf/?event={attended.slug}"'
    assert [sheets.count(form), sheets.count('href="/laporan/sign-in/pdf/')] == [1, 0]
    assert [recap.count(link), recap.count('action="/laporan/event-recap/pdf/')] == [1, 0]


def test_sign_in_sheets_are_made_by_the_button(attended, regions, supervisor, login):
    response = login(supervisor).post(f"{SIGN_IN}pdf/", {"event": attended.slug, "region": "35.13.19"})

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="daftar-hadir_bimtek-psks-2019_kec-dringu_2019-12-09.pdf"'
    )
    assert [text.count("Moh. Toha") for text in pages(response.content)] == [1, 1]
    frozen = Participant.objects.filter(frozen_at__isnull=False).values_list("name", flat=True)
    assert list(frozen) == ["Moh. Toha"]
    assert PrintedSheet.objects.filter(printed_by=supervisor, region=regions["35.13.19"]).count() == 2


def test_sign_in_sheets_of_another_office_are_refused_with_the_reason(attended, regions, other_office, login):
    neighbour = make_user("supervisor", regions["35.14"], office=other_office, language="en")

    response = login(neighbour).post(f"{SIGN_IN}pdf/", {"event": attended.slug}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Only the organising office changes this event."
    ]
    assert Participant.objects.filter(frozen_at__isnull=False).count() == 0


def test_event_without_participants_says_so(office, supervisor, login):
    event = make_event(office)

    html = login(supervisor).get(SIGN_IN, {"event": event.slug}).content.decode()

    assert "Nothing to report yet" in html
    assert "/laporan/sign-in/pdf/" not in html


def test_page_takes_a_fixed_number_of_statements(
    office, regions, supervisor, login, django_assert_max_num_queries
):
    client = login(supervisor)
    for number in range(5):
        serve(office, "PSM", regions["35.13.19.2003"], f"Orang {number}")

    with django_assert_max_num_queries(32):
        client.get(DISTRICT, {"region": "35.13.19"})
