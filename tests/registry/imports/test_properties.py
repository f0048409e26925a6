"""Sheets put together at random from everything offices do to them: exactly the people come out."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registry.imports.grids import parse_rows

NAMES = [
    "Budi Santoso", "SITI AMINAH", "Hj. Winarti, S.Sos", "Kartini", "M. Arifin", "Muhammad Tohir, S.Pd.I",
    "Umi", "Jumali", "Nur’aini", "Kadir", "Camatsari", "Desi Ratnasari", "Kecuk Hadi", "Pembina Adi", "Nipah",
    "Sdr. Slamet", "Ketut Sari", "Bendi", "A i s y a h", "Lurahwati", "Ir. H. Panitian",
]  # fmt: skip
TITLES = [
    ["DAFTAR HADIR PESERTA"], ["BIMBINGAN TEKNIS PSKS"], ["DINAS SOSIAL KABUPATEN PROBOLINGGO TAHUN 2019"],
    ["Kecamatan", None, ": Dringu"],
    ["Hari/Tanggal", None, ": Senin, 9 Desember 2019"],
    ["Tempat : Aula Kecamatan Kraksaan"], ["Nama Kegiatan : Bimtek"], [], ["H = hadir, I = izin, S = sakit"],
]  # fmt: skip
COLUMNS = {
    "sex": (["L/P", "JK", "Jenis Kelamin"], ["L", "P"]),
    "birth": (["TTL", "Tempat, Tgl Lahir"], ["Malang, 12-05-1980"]),
    "role": (["Unsur", "Jabatan"], ["PSM", "TKSK", "Kasi Kesra"]),
    "village": (["Desa", "Desa/Kel.", "Asal Desa"], ["Kalirejo", "Bulang", "-"]),
    "district": (["Kecamatan", "KEC."], ["Dringu", "Kec. Gending"]),
    "phone": (["No. HP/WA", "Telp"], ["081234567890", 81234567890.0]),
    "attendance:1": (["Tanda Tangan", "Paraf", "Hadir"], ["ttd", "v", None, None]),
    "note": (["Ket", "Keterangan"], [None, None, "baru"]),
}
BETWEEN = [
    [], ["JUMLAH", None, 3], [None, "JUMLAH 7"], [None, "Sub total", 7], ["KECAMATAN DRINGU"], ["B. PSM"],
    [None, "KEC. GENDING"], ["Halaman 2 dari 5"], [9], ["HEADER"], ["HEADER", "NUMBERS"], ["II.", "TKSK"],
]  # fmt: skip
BELOW = [
    [], ["JUMLAH", None, 7], [None, None, None, "Kraksaan, 9 Desember 2019"], [None, "Mengetahui,"],
    [None, "Kepala Dinas Sosial", None, "Ketua Panitia"], [],
    [None, "Drs. CONTOH PEJABAT, M.Si", None, "CONTOH KETUA"],
    [None, "Pembina Utama Muda"], [None, "NIP. 19680512 199403 1 004", None, "NIP. 19700101 199503 1 002"],
]  # fmt: skip


@dataclass
class Made:
    """A sheet and the (row, name) of its people."""

    rows: list = field(default_factory=list)
    people: list = field(default_factory=list)
    merges: list = field(default_factory=list)
    fields: list = field(default_factory=list)


@st.composite
def sheets(draw) -> Made:
    made = Made()
    fields = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=6, unique=True))
    numbered = draw(st.booleans()) or fields == ["note"] or not set(fields) & {"role", "district", "village"}
    width = draw(st.integers(1, 3))
    left = draw(st.integers(0, 2))
    texts = [*(["No"] if numbered else []), draw(st.sampled_from(["Nama", "NAMA LENGKAP", "Nama Peserta"]))]
    texts += [draw(st.sampled_from(COLUMNS[name][0])) for name in fields]
    made.fields = ["number"] * numbered + ["name", *fields]
    made.rows += draw(st.lists(st.sampled_from(TITLES), max_size=8))

    def spread(values):
        return [None] * left + [cell for value in values for cell in [value, *[None] * (width - 1)]]

    def add(values):
        made.rows.append(spread(values))
        if width > 1:
            at = [left + place * width for place in range(len(values))]
            made.merges += [(len(made.rows), start, len(made.rows), start + width - 1) for start in at]

    def add_line(line):
        if line and line[0] == "HEADER":
            add(texts)
            if len(line) > 1:
                add([f"({number})" for number in range(1, len(texts) + 1)])
        else:
            made.rows.append([None] * left + line if line else [])

    add_line(draw(st.sampled_from([["HEADER"], ["HEADER", "NUMBERS"]])))
    for number in range(1, draw(st.integers(1, 12)) + 1):
        if draw(st.integers(0, 3)) == 0:
            add_line(draw(st.sampled_from(BETWEEN)))
        name = draw(st.sampled_from(NAMES))
        values = [draw(st.sampled_from(COLUMNS[field_name][1])) for field_name in fields]
        if not numbered:  # a line that only has a name and a mark cannot be told from a signature
            values = [
                COLUMNS[field_name][1][0] if field_name in ("role", "district", "village") else value
                for field_name, value in zip(fields, values, strict=True)
            ]
        add([*([number] if numbered else []), name, *values])
        made.people.append((len(made.rows), name))
    made.rows += [[None] * left + line for line in draw(st.sampled_from([[], BELOW, BELOW[:3], BELOW[2:]]))]
    return made


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_exactly_the_people_come_out(made):
    found = parse_rows(made.rows, merges=tuple(made.merges))

    assert [(row.row, row.cells["name"]) for sheet in found for row in sheet.rows] == made.people


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_every_column_is_mapped(made):
    (sheet,) = parse_rows(made.rows, merges=tuple(made.merges))

    assert list(sheet.mapping.values()) == made.fields


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.sampled_from(
        ["Nama", "No", "NIK", "Desa", "KEC. X", "JUMLAH", '"', "Tanda Tangan", "(1)", "H = hadir"]
    ),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=12),
    st.lists(st.tuples(*[st.integers(0, 8)] * 4), max_size=4),
)
def test_no_sheet_is_too_strange(rows, merges):
    sound = tuple((top + 1, left, top + 1 + tall, left + wide) for top, left, tall, wide in merges)

    for sheet in parse_rows(rows, merges=sound):
        for row in sheet.rows:
            assert rows[row.row - 1]
