"""Lists: nobody is lost at the end of a page, and the signature never follows a single row."""

import pytest

from tests.papers import builder
from tests.papers.reading import pages
from welfare.printing import render_pdf

SIGNER = "ENDAH RATNANINGTYAS, S.Sos., M.M."


def listing(many, *, group="", total=False):
    section = {
        "title": "",
        "columns": [{"label": "Nama", "width": 30, "right": False}],
        "groups": [{"title": group, "rows": [[f"Orang {number:03}"] for number in range(many)]}],
        "total": ["JUMLAH"] if total else [],
        "note": "",
    }
    data = {
        "paper": "f4",
        "letterhead": builder.letterhead(),
        "landscape": True,
        "title": "DAFTAR PSKS",
        "lines": ["Kabupaten Probolinggo"],
        "footer": "Daftar PSKS",
        "bookmark": "Daftar PSKS",
        "sections": [section],
        "signers": [builder.signer()],
    }
    return pages(render_pdf("listing", data))


@pytest.mark.parametrize(("group", "total"), [("", False), ("Dringu", False), ("Dringu", True)])
@pytest.mark.parametrize("many", [1, 2, 3, 4, *range(14, 26)])
def test_last_rows_stay_with_the_signature(many, group, total):
    texts = listing(many, group=group, total=total)

    text = "\n".join(texts)
    assert [text.count(f"Orang {number:03}") for number in range(many)] == [1] * many
    assert [page.count(SIGNER) for page in texts] == [0] * (len(texts) - 1) + [1]
    assert texts[-1].count("Orang") >= min(many, 3)
