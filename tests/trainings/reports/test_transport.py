"""Transport receipts: who is paid what, in figures and words, and what is kept."""

import pytest

from registry.models import Official
from tests.factories import invite, make_event, make_user, make_worker
from tests.papers.names import HOSTILE_NAMES
from tests.papers.reading import bookmarks, page_counts, pages, solid
from tests.trainings.people import attend
from tests.trainings.reports.making import sheet_rows
from trainings.actions.printing import print_report
from trainings.models import Printout
from trainings.reports.parameters import Parameters
from trainings.reports.transport.report import REPORT
from welfare.errors import RuleError

RATES = {"rate_TKSK": "100.000", "tax_TKSK": "5", "rate_PSM": "75000"}


def printed(event, file_format="pdf", options=RATES, **parameters):
    asked = Parameters(event=event, options=options, **parameters)
    return print_report(report=REPORT, parameters=asked, file_format=file_format, by=asked.reader).content


@pytest.fixture
def event(office, regions):
    """A TKSK present on both days, a PSM on one, a PSM on none, and a guest."""
    event = make_event(office)
    tksk = invite(event, make_worker(office, "Toha"), "TKSK", regions["35.13.19"])
    psm = invite(event, make_worker(office, "Yuli"), "PSM", regions["35.13.19.2003"])
    invite(event, make_worker(office, "Agus"), "PSM", regions["35.13.19.2003"])
    guest = invite(event, make_worker(office, "Tamu"), "PSM", regions["35.13.19.2003"], capacity="guest")
    attend(event, session=1, participants=[tksk, psm, guest])
    attend(event, session=2, participants=[tksk])
    return event


def lines(event, **parameters):
    answer = REPORT.query(Parameters(event=event, options=RATES, **parameters))
    return [
        (receipt.name, line.name, line.days, line.amount, line.tax, line.received)
        for receipt in answer.receipts
        for line in receipt.lines
    ]


def test_only_those_present_are_paid_by_the_day(event):
    assert lines(event) == [
        ("Dringu", "Toha", 2, 200_000, 10_000, 190_000),
        ("Dringu", "Yuli", 1, 75_000, 0, 75_000),
    ]


def test_two_sessions_of_one_day_are_one_day(event):
    event.sessions.update(date=event.first_day)

    assert [line[2] for line in lines(event)] == [1, 1]


def test_sum_stands_in_figures_and_words(event, office):
    for capacity, name in (("treasurer", "LILIK HANDAYANI, S.E."), ("pptk", "RUDI HERMAWANTO, S.Sos.")):
        Official.objects.create(
            office=office, name=name, title="-", capacity=capacity, service=("2015-01-01", None)
        )

    text = " ".join(" ".join(pages(printed(event))).split())

    assert "JUMLAH 3 275.000 10.000 265.000" in text
    assert "Jumlah diterima: Rp265.000,00 Terbilang: dua ratus enam puluh lima ribu rupiah" in text
    assert "TKSK Rp100.000,00, PPh 5%; PSM Rp75.000,00, tanpa PPh" in text
    assert "2 orang, 3 orang-hari" in text
    assert [text.count(name) for name in ("LILIK HANDAYANI, S.E.", "RUDI HERMAWANTO, S.Sos.")] == [1, 1]
    assert "Kraksaan, 10 Desember 2019" in text


def test_receipts_of_the_whole_bimtek_pay_264(bimtek):
    rates = RATES | {"rate_KASI_KESRA": "100000"}

    pdf = printed(bimtek, options=rates)
    found = sheet_rows(printed(bimtek, "xlsx", options=rates), "Tanda terima", head="Kecamatan")

    assert len(bookmarks(pdf)) == 24
    assert page_counts(pdf) == ["Halaman 1 dari 1"] * 24
    assert found[264][2:9] == ("JUMLAH", None, None, 528, 42_000_000, 240_000, 41_760_000)
    assert found[265][0] == "Terbilang: empat puluh satu juta tujuh ratus enam puluh ribu rupiah"


@pytest.mark.parametrize("many", range(1, 28))
def test_signatures_go_with_the_sum_and_the_last_signers(many, office, regions):
    event = make_event(office)
    names = [f"Orang Contoh {number:02}" for number in range(many)]
    people = [invite(event, make_worker(office, name), "PSM", regions["35.13.19.2003"]) for name in names]
    attend(event, session=1, participants=people)

    last = pages(printed(event))[-1]

    assert [last.count(words) for words in ("JUMLAH", "Terbilang:", "Bendahara Pengeluaran,")] == [1, 1, 1]
    assert names[-1] in last or many == 1


def test_hostile_names_neither_break_nor_get_lost(office, regions):
    event = make_event(office)
    for name in HOSTILE_NAMES:
        attend(
            event,
            session=1,
            participants=[invite(event, make_worker(office, name), "PSM", regions["35.13.19"])],
        )

    text = solid(" ".join(pages(printed(event))))

    ours = [name for name in HOSTILE_NAMES if name.isascii()]
    assert [name for name in ours if solid(name) not in text] == []


def test_amounts_are_kept_with_the_print_and_offered_again(event, administrator, login):
    administrator.language = "en"
    administrator.save()
    typed = {f"with_{name}": value for name, value in RATES.items()}

    response = login(administrator).post("/laporan/transport/pdf/", {"event": event.slug} | typed)
    page = login(administrator).get("/laporan/transport/", {"event": event.slug})

    assert response.status_code == 200
    kept = Printout.objects.get()
    assert (kept.event, kept.asked, kept.people, kept.made_by) == (
        event,
        {"event": event.slug} | typed,
        2,
        administrator,
    )
    assert page.context["form"]["with_rate_TKSK"].value() == "100.000"
    assert page.context["facts"].people == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Type the amount a day of at least one role."),
        ({"rate_TKSK": "seratus"}, "Write a whole number: seratus is none."),
        ({"rate_TKSK": "100000", "tax_TKSK": "101"}, "A tax is at most 100 percent."),
    ],
)
def test_amounts_that_cannot_be_are_refused(options, said, event):
    with pytest.raises(RuleError, match=f"^{said}"):
        printed(event, options=options)

    assert Printout.objects.count() == 0


def test_other_office_prints_no_receipts(event, other_office, regions):
    neighbour = make_user("administrator", regions["35.14"], office=other_office)

    with pytest.raises(RuleError, match="Only the organising office changes this event"):
        printed(event, reader=neighbour)


def test_statements_do_not_grow_with_the_people(bimtek, django_assert_num_queries):
    with django_assert_num_queries(5):
        REPORT.query(Parameters(event=bimtek, options=RATES))
