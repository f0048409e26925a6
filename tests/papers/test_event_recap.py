"""The recapitulation of an event: the sums, the words and the signature."""

import pytest

from tests.papers import builder
from tests.papers.names import DISTRICTS
from tests.papers.reading import page_counts, page_sizes, pages, solid
from welfare.printing import render_pdf

SIGNER = "Drs. H. SURYANTO ADIPRANA, M.Si."
HEAD = "Diundang Hadir hari I, Senin 9-12-2019 Hadir hari II, Selasa 10-12-2019 Peserta"


def recap(*arguments, **changes):
    return render_pdf("event_recap", builder.event_recap(*arguments, **changes))


@pytest.mark.parametrize(("paper", "size"), [("f4", (330, 215)), ("a4", (297, 210))])
def test_recap_lies_across_the_paper_of_the_office(paper, size):
    assert page_sizes(recap(paper=paper)) == {size}


def test_recap_counts_264_people_of_24_kecamatan():
    text = pages(recap())[-1]

    assert "JUMLAH 24 24 216 – 264 24 24 216 – 264 24 24 216 – 264 120 144 100,0" in text
    assert "264 (dua ratus enam puluh empat) orang, terdiri atas 24 Kasi Kesra, 24 TKSK," in text


def test_every_kecamatan_has_its_row():
    text = "\n".join(pages(recap()))

    rows = [f"{number} {name} 1 1 9 – 11" for number, name in enumerate(DISTRICTS, 1)]
    assert [text.count(row) for row in rows] == [1] * 24


def test_head_is_repeated_and_pages_are_counted():
    pdf = recap()

    assert [page.count(HEAD) for page in pages(pdf)] == [1, 1]
    assert page_counts(pdf) == ["Halaman 1 dari 2", "Halaman 2 dari 2"]


@pytest.mark.parametrize("many", range(1, 52, 5))
def test_signature_stands_with_the_sum_and_the_last_rows(many):
    names = [f"Kecamatan Nomor {number}" for number in range(1, many + 1)]

    last = pages(recap(names))[-1]

    assert last.count("JUMLAH") == last.count(SIGNER) == last.count("NIP 19670412") == 1
    assert [name for name in names[-3:] if f"{name} 1 1 9" not in last] == []


@pytest.mark.parametrize("signers", [2, 3])
def test_two_or_three_sign(signers):
    others = [builder.acting_head(), builder.signer(), builder.acting_head(name="ORANG KETIGA, S.E.")][
        :signers
    ]

    last = pages(recap(signers=others))[-1]

    assert [last.count(person["name"]) for person in others] == [1] * signers
    assert last.count("JUMLAH") == 1


def test_many_notes_do_not_push_the_signature_off_the_page():
    texts = pages(recap(notes=["Catatan yang panjang. " * 60]))

    assert solid("".join(texts)).count("Catatanyangpanjang.") == 60
    assert [texts[-1].count(SIGNER), texts[-1].count("JUMLAH")] == [1, 1]


def test_event_without_participants_is_printed():
    text = pages(recap([]))[0]

    assert "JUMLAH – – – – –" in text
    assert "0 (nol) orang" in text


def test_event_of_one_role_without_sessions_yet():
    groups = [
        {"title": "Diundang", "columns": [{"label": "TKSK", "sum": False}, {"label": "Jml.", "sum": True}]}
    ]
    rows = [
        {"kind": "group", "name": "KABUPATEN BOALEMO"},
        {
            "kind": "row",
            "number": "1",
            "name": "Botumoito",
            "cells": ["1", "1"],
            "percent": "–",
            "note": "kosong",
        },
        {"kind": "subtotal", "name": "Jumlah Boalemo", "cells": ["1", "1"], "percent": "–", "note": ""},
    ]
    total = {"name": "JUMLAH", "cells": ["1", "1"], "percent": "–", "note": ""}

    text = pages(recap(groups=groups, rows=rows, total=total))[0]

    assert "KABUPATEN BOALEMO\n1 Botumoito 1 1 – kosong\nJumlah Boalemo 1 1 –\nJUMLAH 1 1 –" in text


@pytest.mark.parametrize("sessions", [3, 4, 5])
def test_more_days_make_narrower_columns(sessions):
    columns = [{"label": label, "sum": label == "Jml."} for label in (*builder.ROLES, "Jml.")]
    groups = [{"title": f"Hadir hari {number}", "columns": columns} for number in range(sessions)]
    cells = [str(100 + number) for number in range(5 * sessions)]
    rows = [
        {
            "kind": "row",
            "number": "1",
            "name": "Dringu",
            "cells": cells,
            "percent": "100,0",
            "note": "lengkap",
        }
    ]
    total = {"name": "JUMLAH", "cells": cells, "percent": "100,0", "note": ""}

    text = pages(recap(groups=groups, rows=rows, total=total))[0]

    assert f"1 Dringu {' '.join(cells)} 100,0 lengkap" in text


def test_name_of_a_regency_goes_with_its_first_kecamatan():
    rows = builder.event_recap([f"Kecamatan Nomor {number}" for number in range(60)])["rows"]
    for place in range(14, 24):
        group = {"kind": "group", "name": "KABUPATEN BOALEMO"}

        texts = pages(recap(rows=[*rows[:place], group, *rows[place:]]))

        joined = f"KABUPATEN BOALEMO\n{place + 1} Kecamatan Nomor {place} "
        assert [text.count("BOALEMO") for text in texts] == [text.count(joined) for text in texts]
