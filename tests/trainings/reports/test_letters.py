"""Letters of an event: invitation, assignment, minutes."""

from datetime import date

import pytest

from registry.models import Official
from tests.factories import invite, make_event, make_worker
from tests.papers.names import HOSTILE_NAMES
from tests.papers.reading import lines_at, page_counts, pages, solid
from tests.trainings.people import attend, invite_many
from trainings.actions.printing import print_report
from trainings.models import Speaker
from trainings.reports.catalogue import report_of
from trainings.reports.letters.minutes import date_in_words
from trainings.reports.parameters import Parameters
from welfare.errors import RuleError

SIGNER = "ENDAH RATNANINGTYAS, S.Sos., M.M."


def printed(slug, event, **parameters):
    asked = Parameters(event=event, **parameters)
    return print_report(report=report_of(slug), parameters=asked, file_format="pdf", by=None).content


def flat(pdf):
    """The text of all pages on one line."""
    return " ".join(" ".join(pages(pdf)).split())


def test_invitation_asks_each_district_for_its_quota(bimtek):
    pdf = printed(
        "invitation", bimtek, options={"until": "2019-12-05", "copies": "Bupati\nSekretaris Daerah"}
    )

    text = flat(pdf)
    assert page_counts(pdf) == ["Halaman 1 dari 2", "Halaman 2 dari 2"]
    assert "Kraksaan, 2 Desember 2019" in text
    assert "Camat se-Kabupaten Probolinggo (daftar terlampir)" in text
    assert "Peserta : 264 (dua ratus enam puluh empat) orang" in text
    assert (
        "mengirimkan 11 (sebelas) orang peserta dari wilayah kerja Saudara, yaitu 1 (satu) orang Kasi Kesra, "
        "1 (satu) orang TKSK, dan 9 (sembilan) orang PSM. Nama peserta mohon disampaikan paling lambat "
        "Kamis, 5 Desember 2019."
    ) in text
    assert "JUMLAH 24 24 216 264 dua ratus enam puluh empat orang" in text
    assert "Tembusan: 1. Bupati 2. Sekretaris Daerah" in text
    assert [page.count(SIGNER) for page in pages(pdf)] == [1, 1]


def test_invitation_with_unequal_shares_refers_to_the_list(office, regions):
    event = make_event(office)
    invite_many(event, office, {"TKSK": 1, "PSM": 2}, [regions["35.13.18"]])
    invite_many(event, office, {"TKSK": 1}, [regions["35.13.19"]])

    text = flat(printed("invitation", event))

    assert "kami mohon Saudara mengirimkan peserta sebagaimana daftar terlampir." in text
    assert "JUMLAH 2 2 4 empat orang" in text


def test_assignment_names_committee_and_speakers(office, regions):
    event = make_event(office, letter_number="400.9/1/2019")
    invite(event, make_worker(office, "Agus"), "TKSK", regions["35.13.19"], capacity="committee")
    invite(event, make_worker(office, "Yuli"), "PSM", regions["35.13.19.2003"])
    Speaker.objects.create(event=event, name="Umi", position="Widyaiswara", institution="Balai")

    text = flat(printed("assignment-letter", event, options={"number": "800/1/2019"}))

    assert "SURAT TUGAS Nomor: 800/1/2019" in text
    assert "Surat undangan nomor 400.9/1/2019" in text
    assert "1 Agus TKSK Kec. Dringu Panitia 2 Umi Widyaiswara Balai Narasumber" in text
    assert "Yuli" not in text
    assert "1 Yuli PSM Desa Kalirejo Peserta" in flat(
        printed("assignment-letter", event, region=regions["35.13.19"])
    )


def test_nobody_is_assigned_to_an_event_without_committee(office):
    with pytest.raises(RuleError, match="There is nothing to print for this choice"):
        printed("assignment-letter", make_event(office))


def test_names_stand_level_below_titles_of_one_line_and_of_two(office, regions):
    Official.objects.create(
        office=office, name="RUDI", title="-", capacity="pptk", service=("2015-01-01", None)
    )

    lines = lines_at(printed("minutes", make_event(office)), 0)

    assert lines["RUDI"] == lines[SIGNER]


def test_minutes_tell_each_session(office, regions):
    event = make_event(office, opened_by="Kepala Dinas")
    people = [invite(event, make_worker(office), "TKSK", regions["35.13.19"]) for _one in range(5)]
    attend(event, session=1, participants=people)
    attend(event, session=2, participants=people[:1])
    attend(event, session=2, participants=people[1:2], status="sick")
    attend(event, session=2, participants=people[2:3], status="represented")
    attend(event, session=2, participants=people[3:4], status="absent")

    text = flat(printed("minutes", event, options={"results": "Sepakat\nSelesai"}))

    assert "Pada hari ini Selasa tanggal sepuluh bulan Desember tahun dua ribu sembilan belas" in text
    assert "5 (lima) orang, terdiri atas 5 TKSK dari 1 kecamatan. Kegiatan dibuka oleh Kepala Dinas." in text
    assert "1 hari I 9 Des 2019 5 5 – – – – 2 hari II 10 Des 2019 5 1 1 1 1 1" in text
    assert "1. Sepakat 2. Selesai" in text


def test_day_is_written_in_words():
    assert date_in_words(date(2024, 6, 12)) == (
        "Rabu tanggal dua belas bulan Juni tahun dua ribu dua puluh empat"
    )


@pytest.mark.parametrize("slug", ["invitation", "minutes"])
@pytest.mark.parametrize("name", HOSTILE_NAMES[:3])
def test_hostile_titles_stand_as_written(slug, name, office):
    text = solid(flat(printed(slug, make_event(office, title=name))))

    assert solid(name) in text


@pytest.mark.parametrize("slug", ["invitation", "assignment-letter", "minutes"])
def test_page_shows_the_letter(slug, bimtek, administrator_of_dinas, login):
    response = login(administrator_of_dinas).get(f"/laporan/{slug}/", {"event": bimtek.slug})

    assert response.context["pages"] == (2 if slug == "invitation" else 1)
