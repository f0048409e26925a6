"""Headings understood by their words, in whatever order and company they stand.

No list of phrases holds every way an office writes "No. HP/WA yang aktif". A heading means a field when
words that name the field stand in it, and every other word is one that may stand beside them.
"""

from functools import lru_cache

from registry.imports.reading.vocabulary import phrases

# May stand in any heading and change nothing.
FILLING = frozenset(
    "aktif yang sesuai dengan atau and or the of lengkap peserta asal dari wajib diisi harap mohon isi huruf "
    "kapital balok besar cetak jelas tanpa singkatan disingkat beserta contoh psm tksk tagana".split()
)
# A body by whose name a column may go; the column of its head is then the one of a person.
BODIES = phrases(
    "karang taruna, katar, kt, lks, lksa, lku, lk3, wksbm, puskesos, yayasan, panti, orsos, ipsm"
)
# (field, the groups of words of which one must be there as a whole, words that may stand beside them)
FIELDS = (
    (
        "institution",
        f"nama {', nama '.join(BODIES)}",
        "anak asuhan sosial masyarakat lansia desa kelurahan kecamatan sosial",
    ),
    (
        "name",
        "nama psm, nama tksk, nama tenaga",
        "desa kelurahan kel kecamatan kesejahteraan sosial petugas",
    ),
    (
        "name",
        "nama, name",
        "gelar terang anggota petugas calon relawan kader pendamping pengurus siswa karyawan pegawai utusan "
        "perwakilan undangan pekerja pek sosial sos masyarakat tenaga kesejahteraan sdm kesos psm tksk "
        "tagana pilar psks ktp full participant attendee employee member jabatan nip penerima ketua pimpinan "
        f"koordinator fasilitator pkh bpnt tali asih rehsos {' '.join(BODIES)}",
    ),
    (
        "nik",
        "nik, ktp, no kependudukan, kartu tanda penduduk, no identity, id national",
        "induk kependudukan identitas e el elektronik penduduk digit 16",
    ),
    (
        "member_number",
        "niat, nia, nipsm, kta, keanggotaan, no registrasi, no register, no reg, no member, id member, "
        "no membership, id tksk, id psm, kode tksk, kode psm, no anggota, id anggota, no tksk, no psm",
        "induk ipsm kartu tagana",
    ),
    (
        "birth",
        "lahir tempat tanggal, lahir kota tanggal, birth place date, ttl",
        "bulan bln tahun umur usia",
    ),
    ("birth_place", "tempat lahir, kota lahir, place birth", "kabupaten"),
    (
        "birth_date",
        "tanggal lahir, tahun lahir, date birth, birthdate, birthday",
        "bulan bln dd mm yyyy hari hh bb tttt",
    ),
    (
        "sex",
        "kelamin, klmn, gender, sex, jk, l p, m f",
        "jenis jen jns lk pr laki perempuan pria wanita",
    ),
    (
        "phone",
        "hp, wa, telepon, phone, mobile, contact, kontak",
        "no bisa dapat dihubungi seluler cell person pribadi ketua koordinator pengurus utama lain 1 2",
    ),
    (
        "role",
        "jabatan, unsur, peran, pilar, psks, position, designation, role, psm tksk, jenis sdm, jenis potensi",
        "sosial dalam di sekarang saat ini tugas status kategori profesi occupation wilayah lokasi tempat "
        "keterangan kesos title",
    ),
    (
        "regency",
        "kabupaten, kota, regency, city",
        "district nama daerah utusan tugas wilayah dinas sosial",
    ),
    (
        "district",
        "kecamatan, distrik, district, subdistrict",
        "sub nama binaan dampingan tugas bertugas wilayah lokasi didampingi psm tksk utusan",
    ),
    (
        "village",
        "desa, kelurahan, kel, kampung, gampong, nagari, pekon, kalurahan, village, negeri, lembang, ohoi",
        "ward jorong adat nama binaan dampingan tugas bertugas wilayah lokasi didampingi psm utusan",
    ),
    (
        "institution",
        "instansi, lembaga, organisasi, opd, skpd, organization, organisation, institution, agency",
        "nama unit kerja utusan dinas perwakilan perusahaan",
    ),
    (
        "service_start",
        "tahun pengangkatan, tahun angkat, tahun diangkat, tahun rekrut, tahun rekrutmen, tahun perekrutan, "
        "tahun masuk, tahun bergabung, bergabung sejak, mulai aktif, mulai bertugas, mulai tugas, "
        "tahun menjadi, menjadi sejak, sejak tahun, aktif sejak, tahun mulai, sk tmt",
        "sebagai tanggal bulan psm tksk tagana anggota pendamping relawan jadi petugas di",
    ),
    (
        "decree_number",
        "sk",
        "no lurah camat bupati kades kepala desa wali kota walikota gubernur dinas sosial kemensos menteri "
        "kementerian pengangkatan penetapan terakhir terbaru keputusan",
    ),
    (
        "note",
        "ket, keterangan, catatan, remark, remarks, comment, comments, note, notes",
        "lain tambahan petugas",
    ),
)
RULES = tuple(
    (
        field,
        tuple(frozenset(group.split()) for group in phrases(naming)),
        FILLING | frozenset(beside.split()) | frozenset(naming.replace(",", " ").split()),
    )
    for field, naming, beside in FIELDS
)
# Both levels in one heading: "Kel./Kec.", "Asal Desa & Kecamatan".
DISTRICT_WORDS = frozenset(("kecamatan", "distrik"))
VILLAGE_WORDS = frozenset(("desa", "kelurahan", "kel", "kampung", "gampong", "nagari"))
BODY_WORDS = frozenset(
    "instansi lembaga organisasi opd skpd dinas kantor institusi unit kerja perwakilan".split()
)
PLACE_WORDS = FILLING | DISTRICT_WORDS | VILLAGE_WORDS | {"nama", "tugas", "wilayah", "lokasi", "utusan"}


@lru_cache(maxsize=4096)
def field_by_words(text: str) -> str:
    """The field that folded words ("no hp wa aktif") name, "" when they name none."""
    words = frozenset(text.split())
    if words <= PLACE_WORDS and words & DISTRICT_WORDS and words & VILLAGE_WORDS:
        return "place"
    for field, groups, allowed in RULES:
        if words <= allowed and any(group <= words for group in groups):
            return field
    return ""


@lru_cache(maxsize=4096)
def names_body_or_region(text: str) -> bool:
    """Whether folded words leave open which of the two stands below: "instansi desa", "opd kecamatan"."""
    words = frozenset(text.split())
    regions = DISTRICT_WORDS | VILLAGE_WORDS
    return words <= PLACE_WORDS | BODY_WORDS and bool(words & regions) and bool(words & BODY_WORDS)
