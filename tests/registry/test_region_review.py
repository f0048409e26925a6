"""What a list of regions left open: proposals answered one by one, and ended regions where people serve."""

from datetime import date

import pytest
from django.urls import reverse

from registry.actions.regions import load_regions
from registry.models import NATION_CODE, Region, RegionChange
from registry.regions.lists import RegionList
from tests.factories import appoint, make_office, make_user, make_worker

LOST, FOUND, ENDED = "35.13.19.2003", "35.13.18.2009", "35.13.19.2005"


@pytest.fixture
def ministry(regions):
    """An administrator of the nation."""
    office = make_office(regions[NATION_CODE])
    return make_user("administrator", office.region, office=office)


@pytest.fixture
def listed(regions, office, other_office):
    """Two serve in Kalirejo, which a list seems to have moved, one in Ngepoh, which it ended."""
    for code in (LOST, LOST, ENDED):
        appoint(make_worker(office), "PSM", regions[code])
    appoint(make_worker(office), "PSM", regions[LOST], end=date(2020, 1, 1))
    names = {code: region.name for code, region in regions.items() if code not in (NATION_CODE, LOST, ENDED)}
    names[FOUND] = regions[LOST].name
    load_regions(regions=RegionList(names, "Kepmendagri 1/2025", date(2025, 4, 25)))
    return RegionChange.objects.get(is_proposed=True)


def shown(client) -> tuple[list, list]:
    """(proposal, people) and (ended region, people) of the page."""
    page = client.get(reverse("region_review"))
    ended = [(region.code, region.last_day.isoformat(), many) for region, many in page.context["ended"]]
    return page.context["proposals"], ended


def test_page_tells_what_is_open_in_the_scope(listed, login, supervisor, stranger):
    assert shown(login(supervisor)) == ([(listed, 2)], [(ENDED, "2025-04-24", 1)])
    assert shown(login(stranger)) == ([], [])


def test_accepted_proposal_keeps_the_people_and_is_open_no_more(listed, regions, login, ministry):
    client = login(ministry)

    said = client.post(reverse("region_proposal", args=[listed.pk]), {"answer": "accept"}, follow=True)

    assert [str(one) for one in said.context["messages"]] == [
        "Kalirejo tetap memegang orangnya dengan kode baru."
    ]
    regions[LOST].refresh_from_db()
    assert (regions[LOST].code, regions[LOST].district) == (FOUND, regions["35.13.18"])
    assert shown(client) == ([], [(ENDED, "2025-04-24", 1)])


def test_rejected_proposal_leaves_two_regions_and_is_never_accepted(listed, regions, login, ministry):
    client = login(ministry)
    address = reverse("region_proposal", args=[listed.pk])

    client.post(address, {"answer": "reject"})

    assert client.post(address, {"answer": "accept"}).status_code == 404
    assert Region.objects.current().filter(code=FOUND).exclude(pk=regions[LOST].pk).exists()
    assert shown(client) == ([], [(LOST, "2025-04-24", 2), (ENDED, "2025-04-24", 1)])
    page = client.get(reverse("region", args=[regions[LOST].pk]))
    assert [(one.is_proposed, one.undone_by) for one in page.context["changes"]] == [(True, ministry)]


@pytest.mark.parametrize("sent", [{}, {"answer": ""}, {"answer": "maybe"}])
def test_proposal_stays_open_without_a_clear_answer(sent, listed, login, ministry):
    client = login(ministry)

    assert client.post(reverse("region_proposal", args=[listed.pk]), sent).status_code == 400
    assert RegionChange.objects.proposed().get() == listed


def test_only_who_sees_every_office_answers(listed, login, administrator):
    client = login(administrator)

    answered = client.post(reverse("region_proposal", args=[listed.pk]), {"answer": "accept"})

    assert answered.status_code == 403
    assert not client.get(reverse("region_review")).context["may_answer"]
    assert RegionChange.objects.proposed().get() == listed
