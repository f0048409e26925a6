"""Header texts and the fields they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.imports.reading.columns import PHRASES, classify, squash
from registry.imports.reading.vocabulary import FIELD_PHRASES

SYNONYMS = {
    "number": ["No", "NO.", "No. Urut", "Nomor", "#", "N O"],
    "name": [
        "NAMA",
        "Nama Lengkap",
        "N A M A",
        "Nama & Gelar",
        "Nama dan Gelar",
        "NAMA PESERTA",
        "Nama TKSK",
        "Nama/NIP",
    ],
    "nik": [
        "NIK",
        "No. KTP",
        "No. KTP / NIK",
        "nik_no_ktp",
        "Nomor Induk Kependudukan",
        "NIK (16 digit)",
        "N I K",
    ],
    "member_number": ["NIAT", "NIA", "No Anggota", "Nomor Induk Anggota IPSM", "No. Induk TKSK"],
    "nip": ["NIP", "N.I.P."],
    "sex": ["L/P", "JK", "Jenis Kelamin", "Jns. Kel", "LK/PR", "Jenis Kelamin (L/P)", "Gender", "P/L"],
    "birth": [
        "TTL",
        "Tempat/Tgl Lahir",
        "TEMPAT, TGL LAHIR",
        "Tempat dan Tanggal Lahir",
        "Tmpt & Tgl. Lahir",
    ],
    "birth_place": ["Tempat Lahir", "tempat_lahir", "Kota Kelahiran"],
    "birth_date": [
        "Tgl Lahir",
        "Tanggal Lahir (dd-mm-yyyy)",
        "tgl_lahir",
        "Tgl/Bln/Thn Lahir",
        "Tahun Lahir",
    ],
    "phone": [
        "HP",
        "No. HP/WA",
        "No Telepon",
        "Telp",
        "No. Handphone",
        "WhatsApp",
        "Kontak",
        "No. HP (aktif WA)",
        "no_hp",
    ],
    "email": ["Email", "E-mail", "Alamat Email", "Email Address"],
    "role": ["Unsur", "Jabatan", "Peran", "Tugas", "Jabatan/Unsur", "Pilar"],
    "district": ["Kecamatan", "KEC.", "Nama Kecamatan", "Kecamatan Lokasi Tugas", "Kec. Tugas", "Distrik"],
    "village": ["Desa", "Desa/Kelurahan", "Kel/Desa", "Alamat Desa", "Asal Desa", "Desa / Kel.", "Nagari"],
    "regency": ["Kab/Kota", "Kabupaten / Kota", "Kab/Kota Lokasi Tugas", "Asal Kabupaten"],
    "place": [
        "Wilayah Tugas",
        "Wilayah Kerja",
        "Kode Wilayah",
        "kode_wilayah",
        "Desa/Kecamatan",
        "Asal",
        "Lokasi Tugas",
    ],
    "institution": ["Instansi", "Asal Instansi", "Unit Kerja", "Utusan", "Lembaga"],
    "address": ["Alamat", "Alamat Rumah", "Alamat Lengkap", "Alamat Domisili"],
    "education": ["Pendidikan", "Pend. Terakhir", "Ijazah", "pendidikan_terakhir"],
    "decree_number": ["No. SK", "Nomor SK", "No. SK Pengangkatan"],
    "decree_date": ["Tgl SK", "Tanggal SK"],
    "decree_until": ["Masa Berlaku SK", "Berlaku s/d"],
    "service_start": ["TMT", "Mulai Tugas", "Tahun Pengangkatan", "mulai_aktif"],
    "note": ["Ket", "Keterangan", "KET."],
    "represented_by": ["Diwakili oleh", "Nama yang Mewakili"],
    "ignored": [
        "Agama",
        "Nama Ibu Kandung",
        "Nama Lengkap Ibu Kandung",
        "No. KK",
        "Pekerjaan Utama",
        "Umur",
        "Status Kinerja",
    ],
    "attendance": [
        "Tanda Tangan",
        "TTD",
        "Paraf",
        "Hadir",
        "Kehadiran",
        "Ket. Hadir",
        "Absensi",
        "TTD Hari ke-1",
        "9 Des 2019",
    ],
}


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, texts in SYNONYMS.items() for text in texts]
)
def test_header_means_its_field(field, text):
    assert classify((text,)).field == field


@pytest.mark.parametrize(
    ("labels", "field"),
    [
        (("Identitas Diri", "Kelahiran", "Tempat"), "birth_place"),
        (("Identitas Diri", "Kelahiran", "Tanggal"), "birth_date"),
        (("Kelahiran", "Tempat"), "birth_place"),
        (("Tempat",), "ignored"),
    ],
)
def test_the_nearest_of_the_headings_above_tells_what_a_column_is(labels, field):
    assert classify(labels).field == field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Nama Lengkap Tanpa Singkatan", "name"),
        ("Nama Calon Peserta", "name"),
        ("Nama Relawan PSM", "name"),
        ("Nama PSM Desa", "name"),
        ("Participant Name", "name"),
        ("Name of Participant", "name"),
        ("NAMA LENGKAP DAN GELAR (HURUF KAPITAL)", "name"),
        ("ID Number (NIK)", "nik"),
        ("No. Kartu Tanda Penduduk", "nik"),
        ("Nomor Registrasi TKSK", "member_number"),
        ("ID PSM", "member_number"),
        ("Jns. Klmn", "sex"),
        ("Place and Date of Birth", "birth"),
        ("Place of Birth", "birth_place"),
        ("No. HP / WhatsApp yang aktif", "phone"),
        ("Contact No.", "phone"),
        ("Mobile Phone", "phone"),
        ("Jabatan/Profesi", "role"),
        ("Jabatan dan Wilayah Tugas", "role"),
        ("Position", "role"),
        ("Subdistrict", "district"),
        ("Kecamatan Binaan", "district"),
        ("Kampung/Kelurahan", "village"),
        ("Village", "village"),
        ("Regency/City", "regency"),
        ("Kel./Kec.", "place"),
        ("Wil. Tugas", "place"),
        ("Alamat Tugas", "place"),
        ("Dinas/Instansi", "institution"),
        ("Remarks", "note"),
        ("Jam Kedatangan", "attendance"),
        ("Kehadiran (H/I/S/A)", "attendance"),
        ("Attendance", "attendance"),
        ("TTD2", "attendance"),
        ("Sesi Pagi", "attendance"),
    ],
)
def test_header_is_understood_by_its_words(text, field):
    assert classify((text,)).field == field
    assert classify((text.upper(),)).field == field


@pytest.mark.parametrize(
    "text",
    ["Nama Ketua Rombongan", "No. Surat Tugas Desa", "Jabatan Penandatangan SK", "Desa Wisata Binaan BUMN"],
)
def test_header_with_a_word_of_another_meaning_is_not_understood_by_its_words(text):
    assert classify((text,)).field in ("", "ignored")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Nma Lengkap", "name"),
        ("Kecamtan", "district"),
        ("Kecamatn", "district"),
        ("Pendidkan Terakhir", "education"),
        ("Jenis Kelamn", "sex"),
        ("Tempat Lahri", "birth_place"),
        ("Kelurahn", "village"),
        ("No. Hanphone", "phone"),
        ("Alamt", "address"),
        ("Keteragan", "note"),
    ],
)
def test_misspelt_header_means_its_field(text, field):
    assert classify((text,)).field == field


@pytest.mark.parametrize(
    ("text", "field"), [("NIK", "nik"), ("NIP", "nip"), ("NIA", "member_number"), ("NIS", "")]
)
def test_short_headers_are_never_taken_by_likeness(text, field):
    assert classify((text,)).field == field


@pytest.mark.parametrize(
    "text", ["Warna Rambut", "Hobi Anak", "Kode Barang", "Anggaran", "Diundang", "Jumlah Hadir"]
)
def test_other_headers_mean_nothing(text):
    assert not classify((text,)).is_known


@pytest.mark.parametrize(
    ("labels", "field"),
    [
        (("TTL", "Tempat"), "birth_place"),
        (("Tempat/Tgl Lahir", "Tgl"), "birth_date"),
        (("Kelahiran", "Tanggal"), "birth_date"),
        (("SK", "Nomor"), "decree_number"),
        (("SK Pengangkatan", "Tanggal"), "decree_date"),
        (("Nomor", "HP"), "phone"),
        (("Nomor", "KTP"), "nik"),
        (("Identitas Peserta", "Nama"), "name"),
        (("Alamat", "Desa"), "village"),
        (("Lokasi Tugas", "Kecamatan"), "district"),
        (("Hari Ke", "1"), "attendance"),
        (("Hadir", "L"), ""),
        (("Diundang", "P"), ""),
    ],
)
def test_header_under_a_wider_one(labels, field):
    assert classify(labels).field == field


@pytest.mark.parametrize("field", sorted(FIELD_PHRASES))
def test_no_phrase_is_claimed_by_two_fields(field):
    assert {phrase for phrase in FIELD_PHRASES[field] if PHRASES[squash(phrase)] != field} == set()


@given(
    st.sampled_from(sorted(PHRASES)),
    st.sampled_from([str.upper, str.title, lambda t: f" {t}:", lambda t: f"{t}\n"]),
)
def test_case_and_signs_do_not_change_a_meaning(phrase, change):
    assert classify((change(phrase),)) == classify((phrase,))


@given(st.lists(st.text(max_size=40), max_size=3))
def test_any_text_may_stand_over_a_column(texts):
    classify(tuple(texts))
