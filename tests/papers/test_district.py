"""The report of a kecamatan: what stands on it, page by page."""

import re

import pytest

from tests.papers import builder
from tests.papers.names import HOSTILE_NAMES
from tests.papers.reading import page_counts, page_sizes, pages, solid
from welfare.printing import render_pdf

LEFT, RIGHT = "BAMBANG WICAKSANA, S.STP., M.Si.", "ENDAH RATNANINGTYAS, S.Sos., M.M."
HEAD = "No. Nama NIK L/P Umur Pend. Desa SK dan masa tugas"


def report(*arguments, **changes):
    return render_pdf("district", builder.district_report(*arguments, **changes))


@pytest.mark.parametrize(("paper", "size"), [("f4", (215, 330)), ("a4", (210, 297))])
def test_report_is_printed_on_the_paper_of_the_office(paper, size):
    assert page_sizes(report(paper=paper)) == {size}


@pytest.mark.parametrize(("volunteers", "expected"), [(0, 1), (10, 2), (90, 4)])
def test_pages_are_counted(volunteers, expected):
    pdf = report(volunteers)

    assert page_counts(pdf) == [f"Halaman {page} dari {expected}" for page in range(1, expected + 1)]


def test_everybody_stands_on_the_report_once():
    text = "\n".join(pages(report(90)))

    numbers = [f"3513********{number:04}" for number in range(3, 92)]
    assert [text.count(number) for number in numbers] == [1] * 89


def test_head_of_the_roster_is_repeated_on_each_page_it_reaches():
    assert [page.count(HEAD) for page in pages(report(90))] == [1, 1, 1, 0]


@pytest.mark.parametrize("volunteers", range(0, 46, 3))
@pytest.mark.parametrize("paper", ["f4", "a4"])
def test_signatures_stand_together_and_never_alone(paper, volunteers):
    last = pages(report(volunteers, paper=paper))[-1]

    assert [last.count(LEFT), last.count(RIGHT)] == [1, 1]
    assert last.count("NIP 19810923\u00a0200012\u00a01\u00a0002") == 1
    assert ("Tidak ada." if volunteers == 0 else "Evaluasi tahunan dan SK TKSK") in last


def test_title_of_a_group_goes_with_its_first_person():
    for volunteers in range(12, 28):
        groups = builder.district_report(volunteers)["groups"]
        groups = [*groups, {"title": "TAGANA (1 orang)", "people": groups[0]["people"]}]
        for page in pages(report(volunteers, groups=groups)):
            assert page.count("TAGANA (1 orang)\n1 Moh. Fathor Rozi") == page.count("TAGANA")


def test_empty_kecamatan_says_so():
    text = pages(report(0))[0]

    assert "Belum ada PSKS aktif yang tercatat." in text
    assert "Tidak ada pelatihan dalam periode ini." in text


@pytest.mark.parametrize(
    ("seat", "expected"),
    [
        ({"role": "TKSK", "quota": 11, "filled": 11, "vacant": 0, "excess": 3}, "1 TKSK 11 11 –\nlebih 3"),
        ({"role": "TKSK", "quota": 14, "filled": 9, "vacant": 5, "excess": 0}, "1 TKSK 14 9 5"),
        ({"role": "PSM", "quota": 14, "filled": 9, "vacant": 5, "excess": 1}, "1 PSM 14 9 5\nlebih 1"),
        ({"role": "TKSK", "quota": None, "filled": 4, "vacant": 0, "excess": 0}, "1 TKSK – 4 –"),
        ({"role": "PSM", "quota": 104, "filled": 98, "vacant": 6, "excess": 0}, "1 PSM 104 98 6"),
        ({"role": "PSM", "quota": 0, "filled": 0, "vacant": 0, "excess": 0}, "1 PSM – – –"),
    ],
)
def test_seats_say_quota_filled_vacant_and_excess(seat, expected):
    text = pages(report(seats=[seat], seats_note="sampai di sini"))[0]

    table = text.partition("Gambaran\n")[2].partition("sampai di sini")[0]
    assert re.sub(r"\s*\n\s*", "\n", table.strip()) == expected


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_name_stands_as_written(name):
    text = solid("".join(pages(report(names=[name], terms=[]))))

    # A sign that no font has is a box, and a reader of right-to-left words may turn their order.
    words = [word.replace("😀", "\x00") for word in name.split()]
    assert [word for word in words if solid(word) not in text] == []


def test_kecamatan_with_108_villages_loses_none():
    villages = [{"name": f"Sumber Rejo {n:03}", "caption": "tanpa PSM", "served": False} for n in range(108)]

    text = solid("".join(pages(report(villages=villages))))

    assert [text.count(f"SumberRejo{n:03}") for n in range(108)] == [1] * 108


def test_very_long_follow_up_is_not_cut_off():
    text = "\n".join(pages(report(followups=["Kalimat panjang. " * 400 + "Akhir."])))

    assert text.count("Kalimat panjang.") == 400
    assert [text.count("Akhir."), text.count(LEFT), text.count(RIGHT)] == [1, 1, 1]


@pytest.mark.parametrize("length", [20, 45, 60, 120])
def test_long_name_of_a_signer_stands_whole(length):
    name = ("H. SURYANTO " * 10)[:length].strip() + ", S.Sos."

    last = pages(report(signers=[builder.signer(name=name)]))[-1]

    assert solid(name) in solid(last)


def test_office_without_logo_and_with_a_long_name():
    head = builder.letterhead(
        logo=None, name=["DINAS SOSIAL, PEMBERDAYAAN PEREMPUAN", "DAN PERLINDUNGAN ANAK"], address=[]
    )

    text = pages(report(letterhead=head))[0]

    name = "DINAS SOSIAL, PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK"
    expected = f"PEMERINTAH KABUPATEN PROBOLINGGO {name} KRAKSAAN 67282"
    assert " ".join(text.split()).startswith(expected)
