"""Reading csv: delimiters, encodings, quotation marks and line numbers."""

import pytest

from registry.imports.reading.reader import Grid, Workbook, read
from tests.registry.imports.test_reader import refusal


def csv_rows(tmp_path, data: bytes) -> list:
    path = tmp_path / "daftar.csv"
    path.write_bytes(data)
    (grid,) = read(path).sheets
    assert grid.name == ""
    return grid.rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_delimiters_and_encodings(tmp_path, delimiter, encoding):
    text = f"No{delimiter}Nama\r\n1{delimiter}Ma’ruf\r\n"

    assert csv_rows(tmp_path, text.encode(encoding)) == [(1, ["No", "Nama"]), (2, ["1", "Ma’ruf"])]


def test_csv_delimiter_is_not_the_decimal_comma(tmp_path):
    data = b"No;Nama;Nilai\n1;Budi, S.Sos;3,5\n2;Siti, S.E;4,5\n"

    assert csv_rows(tmp_path, data)[1] == (2, ["1", "Budi, S.Sos", "3,5"])


def test_csv_delimiter_below_titles(tmp_path):
    data = b"DAFTAR HADIR, RAPAT\n\nNo;Nama;Desa\n1;Budi;Kalirejo\n2;Siti;Bulang\n"

    assert csv_rows(tmp_path, data)[1:3] == [(3, ["No", "Nama", "Desa"]), (4, ["1", "Budi", "Kalirejo"])]


def test_csv_delimiter_among_lines_of_many_widths(tmp_path):
    titles = [";BIMTEK, TAHAP I", ";Hari;;: Senin, 9 Desember", ";Tempat;;: Aula, Kraksaan", ";Acara, dll"]
    people = [f";{number};Siti, S.E;Jember, 3 Mei 1980;Kalirejo" for number in (1, 2, 3)]
    signed = [";;;;Jember, 4 Mei 2024", ";;;;Drs. BUDI, M.Si"]
    lines = [*titles, ";No;Nama;TTL;Desa", *people, *signed]

    rows = csv_rows(tmp_path, "\r\n".join(lines).encode())

    assert rows[4:6] == [
        (5, [None, "No", "Nama", "TTL", "Desa"]),
        (6, [None, "1", "Siti, S.E", "Jember, 3 Mei 1980", "Kalirejo"]),
    ]


def test_csv_delimiter_is_not_the_comma_of_every_address(tmp_path):
    people = [f"{number};Siti;Jl. Raya, RT 1, RW 2, Kalirejo, Dringu" for number in (1, 2, 3)]

    rows = csv_rows(tmp_path, "\r\n".join(["No;Nama;Alamat", *people]).encode())

    assert rows[0] == (1, ["No", "Nama", "Alamat"])


def test_csv_line_numbers_count_the_lines_inside_quotes(tmp_path):
    data = b'No;Nama\n1;"Budi\nSantoso"\n2;"Siti ""Ani"""\n'

    assert csv_rows(tmp_path, data) == [
        (1, ["No", "Nama"]),
        (2, ["1", "Budi\nSantoso"]),
        (4, ["2", 'Siti "Ani"']),
    ]


def test_csv_with_a_line_that_names_the_delimiter(tmp_path):
    assert csv_rows(tmp_path, b"sep=;\r\nNo;Nama\r\n1;Budi, S.Sos\r\n") == [
        (2, ["No", "Nama"]),
        (3, ["1", "Budi, S.Sos"]),
    ]


def test_csv_with_a_quotation_mark_that_is_never_closed(tmp_path):
    lines = [f"{number};Orang {number}" for number in range(2, 4000)]

    rows = csv_rows(tmp_path, ("No;Nama\n" + '1;"Budi\n' + "\n".join(lines)).encode())

    assert rows[1:3] == [(2, ["1", '"Budi']), (3, ["2", "Orang 2"])]
    assert len(rows) == 4000


def test_csv_of_too_many_columns_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b";".join([b"x"] * 201))

    assert refusal(path) == "columns"


def test_csv_of_too_many_rows_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x;y\n" * 150_001)

    assert refusal(path) == "rows"


def test_an_empty_csv_has_no_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b";;\n;;\n")

    assert read(path) == Workbook([Grid("")])
