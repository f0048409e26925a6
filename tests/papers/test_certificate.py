"""Certificates: one front and one back each, whatever the name, the theme and the topics."""

import pytest

from tests.papers import builder
from tests.papers.names import HOSTILE_NAMES
from tests.papers.reading import bookmarks, page_sizes, pages, solid
from welfare.printing import render_pdf

SIGNER = "ENDAH RATNANINGTYAS, S.Sos., M.M."


def certificates(*names, **changes) -> list[str]:
    """The text of the pages."""
    return pages(render_pdf("certificate", builder.certificates(*names, **changes)))


def test_certificate_is_a4_landscape_whatever_paper_the_office_uses():
    assert page_sizes(render_pdf("certificate", builder.certificates("Ani"))) == {(297, 210)}


def test_back_repeats_number_and_name_and_tells_the_topics():
    front, back = certificates("Nurul Hidayati, S.Pd.")

    assert "Nomor: 400.9.12.3/0001/Dinsos/2019" in front
    assert "Nurul Hidayati, S.Pd." in front
    assert "Nomor sertifikat 400.9.12.3/0001/Dinsos/2019 · Nurul Hidayati, S.Pd." in back
    assert "JUMLAH 16 enam belas jam pelajaran" in back
    assert "dinsos.contoh.go.id/s/7K4M-Q2RD-9XTB-0001" in back


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, "Raden Mas " * 15, "X" * 150])
def test_any_name_stays_on_one_page_with_the_signature(name):
    front, back = certificates(name)

    assert (front.count(SIGNER), back.count(SIGNER)) == (1, 1)
    words = [word for word in name.split() if any(map(str.isalpha, word))]
    assert [word for word in words if word not in solid(front)] == []


def test_long_theme_does_not_push_the_signature_away():
    programme = builder.programme(lines=[*["dengan tema " + "Satu Visi dalam Pelayanan Sosial " * 8] * 3])

    front, _back = certificates("Ani", programmes=[programme])

    assert front.count(SIGNER) == 1


def test_forty_topics_go_on_to_another_page():
    found = certificates("Ani", programmes=[builder.programme(many=40)])

    assert len(found) == 3
    assert found[2].count("Periksa keaslian sertifikat") == 1


def test_certificate_without_topics_still_says_how_to_verify_it():
    _front, back = certificates("Ani", programmes=[builder.programme(topics=[])])

    assert "Periksa keaslian sertifikat" in back
    assert "JUMLAH" not in back


def test_many_in_one_document_have_a_front_and_a_back_each():
    names = [f"Peserta Nomor {number}" for number in range(1, 121)]
    pdf = render_pdf("certificate", builder.certificates(*names))

    assert bookmarks(pdf) == [
        f"400.9.12.3/{number:04}/Dinsos/2019 {name}" for number, name in enumerate(names, start=1)
    ]
    assert len(pages(pdf)) == 2 * 120
