"""Sign-in sheets: everybody has a row, pairs stay together, the count of pages is the sheet's own."""

import re

import pytest

from tests.papers import builder
from tests.papers.names import HOSTILE_NAMES
from tests.papers.reading import bookmarks, page_counts, page_sizes, pages, solid
from welfare.printing import render_pdf

SIGNER = "ENDAH RATNANINGTYAS, S.Sos., M.M."


def sheets(*some, **changes):
    return render_pdf("sign_in", builder.sign_in(*some, **changes))


def names(many):
    return [f"Peserta Nomor {number}" for number in range(1, many + 1)]


@pytest.mark.parametrize(("paper", "size"), [("f4", (215, 330)), ("a4", (210, 297))])
def test_sheet_is_printed_on_the_paper_of_the_office(paper, size):
    assert page_sizes(sheets(builder.sheet(names(11)), paper=paper)) == {size}


def test_everybody_of_995_has_a_row():
    text = "\n".join(pages(sheets(builder.sheet(names(995)))))

    rows = re.findall(r"^(\d+) Peserta Nomor (\d+) ([LP]) ", text, re.MULTILINE)
    assert rows == [(str(n), str(n), "PL"[n % 2]) for n in range(1, 996)]


def test_head_stands_on_every_page():
    found = [
        page.count("No. Nama L/P Unsur Desa/Kelurahan Tanda tangan")
        for page in pages(sheets(builder.sheet(names(995))))
    ]

    assert found == [1] * len(found)


def test_each_sheet_counts_its_own_pages():
    pdf = sheets(builder.sheet(names(11)), builder.sheet(names(24), district="Kraksaan"), builder.sheet([]))

    assert page_counts(pdf) == [
        "Halaman 1 dari 1",
        "Halaman 1 dari 2",
        "Halaman 2 dari 2",
        "Halaman 1 dari 1",
    ]
    assert bookmarks(pdf) == ["Dringu, hari I", "Kraksaan, hari I", "Dringu, hari I"]


@pytest.mark.parametrize(
    ("invited", "spare", "rows"), [(11, 3, 14), (11, 4, 16), (24, 4, 28), (0, 0, 2), (1, 0, 2)]
)
def test_spare_rows_fill_up_to_a_pair(invited, spare, rows):
    text = pages(sheets(builder.sheet(names(invited), spare=spare)))

    assert signing_numbers(text) == list(range(1, rows + 1))


def signing_numbers(texts):
    """The numbers in the signature boxes, which stand alone on their line."""
    return sorted({int(number) for text in texts for number in re.findall(r"^(\d+)$", text, re.MULTILINE)})


@pytest.mark.parametrize("paper", ["f4", "a4"])
@pytest.mark.parametrize("many", range(0, 60, 3))
def test_signature_stands_with_the_last_two_pairs(paper, many):
    texts = pages(sheets(builder.sheet(names(many)), paper=paper))

    last = signing_numbers(texts[-1:])
    assert texts[-1].count(SIGNER) == 1
    assert len(last) >= min(4, len(signing_numbers(texts)))


@pytest.mark.parametrize("many", [19, 23, 47, 100])
def test_pair_is_never_split(many):
    texts = pages(sheets(builder.sheet(names(many))))

    assert [min(signing_numbers([text])) % 2 for text in texts] == [1] * len(texts)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("participant", "DAFTAR HADIR PESERTA"),
        ("committee", "DAFTAR HADIR PANITIA"),
        ("speaker", "DAFTAR HADIR NARASUMBER"),
    ],
)
def test_sheet_says_whose_it_is(kind, title):
    text = pages(sheets(builder.sheet(names(3), kind=kind)))[0]

    assert re.findall("DAFTAR HADIR .*", text) == [title]
    assert ("L/P" in text) == (kind == "participant")


def test_counts_are_left_for_the_committee_to_fill():
    text = pages(sheets(builder.sheet(names(11))))[0]

    assert re.findall(r"^(?:Diundang|Hadir|Tidak hadir) : .*", text, re.MULTILINE) == [
        "Diundang : 11 orang",
        "Hadir : ……… orang",
        "Tidak hadir : ……… orang",
    ]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_name_stands_as_written(name):
    text = solid("".join(pages(sheets(builder.sheet([name])))))

    words = [word.replace("😀", "\x00") for word in name.split()]
    assert [word for word in words if solid(word) not in text] == []


@pytest.mark.parametrize("length", [150, 400, 1500])
def test_long_cells_never_cut_off_the_signature(length):
    sheet = builder.sheet(["M" * 150] * 9)
    sheet["rows"] = [row | {"role": "w" * length, "place": "Q" * length} for row in sheet["rows"]]

    text = "".join(pages(sheets(sheet)))

    assert text.count(SIGNER) == 1
    assert solid(text).count("Q") == 9 * length
