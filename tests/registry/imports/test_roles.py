import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.imports.meaning.roles import RoleIndex

ROLES = RoleIndex(
    [
        ("TKSK", "district", ["Tenaga Kesejahteraan Sosial Kecamatan"]),
        ("PSM", "village", ["Pekerja Sosial Masyarakat"]),
        ("KASI_KESRA", "district", ["Kepala Seksi Kesejahteraan Rakyat Kecamatan"]),
        ("KARANG_TARUNA", "village", ["Karang Taruna", "katar"]),
        ("PENDAMPING", "district", ["Pendamping Sosial"]),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TKSK", "TKSK"),
        ("T K S K", "TKSK"),
        ("T.K.S.K", "TKSK"),
        ("Tenaga Kesejahteraan Sosial Kecamatan", "TKSK"),
        ("A. TENAGA KESEJAHTERAAN SOSIAL KECAMATAN (TKSK)", "TKSK"),
        ("Koordinator TKSK", "TKSK"),
        ("psm", "PSM"),
        ("P S M", "PSM"),
        ("PSM Desa", "PSM"),
        ("Anggota PSM", "PSM"),
        ("PSM (Ketua)", "PSM"),
        ("Pekerja Sosial Masyarkat", "PSM"),
        ("Pek. Sos. Masyarakat", "PSM"),
        ("Kasi Kesra", "KASI_KESRA"),
        ("Kasie Kesra", "KASI_KESRA"),
        ("Ka. Si Kesra", "KASI_KESRA"),
        ("Ka. Sie Kesra", "KASI_KESRA"),
        ("KASI KESOS", "KASI_KESRA"),
        ("Kasi PMKS", "KASI_KESRA"),
        ("Kepala Seksi Kesejahteraan Sosial", "KASI_KESRA"),
        ("Plt. Kasi Kesra", "KASI_KESRA"),
        ("KASI_KESRA", "KASI_KESRA"),
        ("Katar", "KARANG_TARUNA"),
        ("PENDAMPING", "PENDAMPING"),
        ("Staf Kasi Kesra", None),
        ("Mantan TKSK", None),
        ("PSM (mantan)", None),
        ("PSM Desa Mantan A", "PSM"),
        ("PSM/TKSK", None),
        ("Pendamping PKH", None),
        ("Kasi Pemerintahan", None),
        ("", None),
    ],
)
def test_a_role_is_read_from_all_its_names(text, code):
    assert ROLES.read(text).code == code


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("PSM Kel. Jati Kec. Mayangan", "PSM", "Kel. Jati Kec. Mayangan"),
        ("TKSK Kec. Mayangan", "TKSK", "Kec. Mayangan"),
        ("TKSK Dringu", "TKSK", "Dringu"),
        ("PSM - Desa Soka'an", "PSM", "Desa Soka'an"),
        ("Kasi Kesra Kecamatan Dringu", "KASI_KESRA", "Kecamatan Dringu"),
        ("TKSK", "TKSK", ""),
    ],
)
def test_the_place_behind_a_role_is_left_as_written(text, code, rest):
    assert ROLES.read(text) == (code, rest)


@pytest.mark.parametrize(
    ("code", "level"), [("TKSK", "district"), ("PSM", "village"), ("X", None), (None, None)]
)
def test_level_tells_where_a_role_serves(code, level):
    assert ROLES.level(code) == level


@given(st.text(max_size=60))
def test_any_text_is_read_without_failing(text):
    code, rest = ROLES.read(text)

    assert code in {"TKSK", "PSM", "KASI_KESRA", "KARANG_TARUNA", "PENDAMPING", None}
    assert rest in text
