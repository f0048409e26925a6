"""The words Indonesian offices put over their columns, by the field they mean.

Phrases are compared after `columns.squash`: lower case, letters and digits only, common abbreviations
spelled out (tgl, kec, no hp). Sources: field lists of provincial forms and of published attendee lists.
"""


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list separated by commas."""
    return tuple(phrase.strip() for phrase in text.split(","))


FIELD_PHRASES: dict[str, tuple[str, ...]] = {
    "number": phrases("""
        no, no urut, urut, nr, num, no absen, no peserta, no undian, nomer
    """),
    "row_id": phrases("""
        id pilar, pilar id, id baris pilar
    """),
    "name": phrases("""
        nama, nama lengkap, nama peserta, nama lengkap peserta, nama petugas, nama dan gelar, nama gelar,
        nama lengkap dan gelar, nama lengkap gelar, nama lengkap beserta gelar, nama anggota, nama pilar,
        nama pilar sosial, nama pegawai, nama relawan, nama personil, nama pendamping, nama undangan, nama
        kasi, nama kasi kesra, nama kasi kesos, nama tksk, nama psm, nama tagana, nama pengurus, nama
        peserta bimtek, nama lengkap tksk, nama orang, nama lengkap psm, nama sesuai ktp, nama lengkap
        sesuai ktp, nama tksk psm, nama psm tksk, nama lengkap tanpa gelar, nama calon, nama psks, nama
        peserta rapat, nama pejabat, nama tanpa gelar, name, full name, nama nip, nama lengkap nip, peserta,
        nama pekerja, nama relawan sosial, nama pekerja sosial, nama pekerja sosial masyarakat, nama yang
        hadir, nama peserta undangan, nama kader, nama operator, nama dan nip, nama terang, nama jelas
    """),
    "title_before": phrases("""
        gelar depan, gelar di depan, gelar didepan, gelar depan nama, gelar di depan nama, gelar didepan nama,
        gelar awal, gelar muka
    """),
    "title_after": phrases("""
        gelar belakang, gelar di belakang, gelar dibelakang, gelar belakang nama, gelar di belakang nama,
        gelar dibelakang nama, gelar akhir
    """),
    "titles": phrases("""
        gelar, titel, gelar akademik, gelar akademis, gelar pendidikan, gelar kesarjanaan, gelar lengkap,
        gelar depan belakang, gelar sarjana
    """),
    "nik": phrases("""
        nik, no ktp, no ktp nik, nik no ktp, ktp, nik ktp, no nik, no induk kependudukan, induk
        kependudukan, no identitas, no e ktp, no ktp el, nik sesuai ktp, no identitas ktp, no induk
        penduduk, nik e ktp, no nik ktp, nik 16 digit, identitas nik, nik peserta
    """),
    "member_number": phrases("""
        niat, nia, no induk tksk, no induk anggota, no anggota, no induk anggota ipsm, niat nia, nia niat,
        no niat, no nia, no registrasi, no register, no reg, no registrasi anggota, id anggota, no kta, no
        induk psm, no induk anggota tksk, no induk anggota psm, no id anggota, no induk anggota tksk niat,
        no induk, kode anggota, no induk tksk a, no kartu anggota, nipsm
    """),
    "nip": phrases("""
        nip, no induk pegawai, nip nrp, nip baru, nip nipppk, no nip, nip nik pegawai
    """),
    "sex": phrases("""
        l p, p l, jk, jenis kelamin, jenis kel, jns kelamin, jns kel, lk pr, kelamin, jenkel, j kel, gender,
        sex, pria wanita, laki laki perempuan, p w, jenis kelamin l p, jk l p, l k p r, j k, jenis kelamin lk
        pr, lk p, laki perempuan, jenis kelamin p l, seks, jnskel, lp pr
    """),
    "birth": phrases("""
        ttl, tempat tanggal lahir, tempat dan tanggal lahir, kelahiran, lahir, tempat tanggal lhr, tempat
        dan tanggal kelahiran, tempat tanggal bulan tahun lahir, tempat tanggal kelahiran, tempat tanggal
        bln thn lahir, tempat tanggal bulan dan tahun lahir, t t l, tanggal tempat lahir, kota tanggal
        lahir, tempat lahir tanggal lahir, tempat lahir dan tanggal lahir
    """),
    "birth_place": phrases("""
        tempat lahir, kota lahir, kota kelahiran, tempat kelahiran, kabupaten lahir, kabupaten kota lahir,
        tempat lhr, kota tempat lahir
    """),
    "birth_date": phrases("""
        tanggal lahir, tanggal lhr, tanggal kelahiran, tanggal bulan tahun lahir, dob, lahir tanggal,
        tanggal bln thn lahir, tahun lahir, thn lahir, tanggal bulan dan tahun lahir, birth date, date of
        birth, hari lahir
    """),
    "phone": phrases("""
        hp, no hp, no hp wa, no wa hp, no hp no wa, wa, no wa, hp wa, wa hp, telepon, no telepon, no telepon
        hp, no hp telepon, telepon hp, kontak, no kontak, nomor kontak, kontak person, contact person, cp,
        no hp aktif, no hp whatsapp, no wa aktif, no hp aktif wa, no telepon wa, no telepon hp wa, no
        telepon seluler, no seluler, no telepon rumah, no tlpn, no hp yang bisa dihubungi, no yang bisa
        dihubungi, phone, mobile, telepon wa, hp aktif, telepon rumah, telepon kantor, kontak hp, no kontak
        hp, no kontak wa, no hp peserta, no ponsel
    """),
    "email": phrases("""
        email, e mail, alamat email, surel, alamat surel, alamat e mail, email aktif, email address
    """),
    "role": phrases("""
        unsur, jabatan, peran, profesi, tugas, pilar, jenis pilar, jenis psks, unsur pilar, kategori,
        kategori peserta, jabatan unsur, unsur jabatan, sebagai, posisi, kedudukan, jenis petugas, jabatan
        dalam tugas, unsur peserta, jenis pilar sosial, pilar sosial, psks, jabatan peserta, unsur psks,
        status peserta, status keanggotaan, bertugas sebagai, role, keterangan unsur, jabatan tugas, peran
        tugas, tugas jabatan, dari unsur, unsur dari, petugas, jenis relawan, jenis pendamping, jabatan
        dinas, jabatan pokok, tugas sebagai, jabatan peran, kelompok unsur, jabatan instansi, jabatan asal,
        jabatan alamat, unsur alamat, unsur instansi, jabatan asal instansi, hadir sebagai, peserta sebagai,
        mewakili unsur, mengikuti sebagai
    """),
    "district": phrases("""
        kecamatan, nama kecamatan, asal kecamatan, kecamatan asal, distrik, kapanewon, kemantren, wilayah
        kecamatan, alamat kecamatan, kecamatan distrik, kecamatan peserta, tksk kecamatan, psm kecamatan,
        dari kecamatan, unsur kecamatan, utusan kecamatan, kecamatan utusan
    """),
    "village": phrases("""
        desa, kelurahan, desa kelurahan, kelurahan desa, desa kel, kel desa, kel, ds kel, asal desa, desa
        asal, nama desa, alamat desa, nama kelurahan, nama desa kelurahan, gampong, asal kelurahan, asal
        desa kelurahan, desa kelurahan asal, nagari, pekon, kampung, kalurahan, alamat desa kelurahan,
        alamat kelurahan, kel ds, desa utusan, utusan desa, psm desa, wilayah desa, wilayah desa kelurahan,
        desa peserta, psm desa kelurahan, dari desa, dari kelurahan, psm kelurahan, lokasi desa, kampung
        desa, desa kampung, desa nagari, desa gampong, nama kel desa, nama desa kel, nama ds kel
    """),
    "regency": phrases("""
        kabupaten kota, kabupaten, kota, kota kabupaten, nama kabupaten, asal kabupaten, asal kota,
        kabupaten asal, asal kabupaten kota, nama kabupaten kota, kabupaten kota asal, asal daerah, daerah
        asal, alamat kabupaten, utusan kabupaten kota, daerah, kabupaten kota utusan, wilayah kabupaten kota
    """),
    "place": phrases("""
        wilayah, asal, asal wilayah, penempatan, desa kecamatan, kecamatan desa, desa kelurahan kecamatan,
        kecamatan kelurahan, kelurahan kecamatan, desa kel kec, kecamatan desa kelurahan, kode wilayah,
        wilayah asal, desa dan kecamatan, asal desa kecamatan, kode desa, kode kecamatan, kode kelurahan, kode
        desa kelurahan, desa kel kecamatan, alamat desa kecamatan, asal peserta, kecamatan kel desa, kecamatan
        desa kel, alamat asal
    """),
    "institution": phrases("""
        instansi, asal instansi, unit kerja, utusan, perwakilan, lembaga, organisasi, nama instansi,
        instansi lembaga, asal lembaga, skpd, opd, tempat kerja, asal instansi lembaga, instansi asal, asal
        utusan, utusan dari, mewakili, lembaga organisasi, nama lembaga, kantor, satuan kerja, perangkat
        daerah, nama organisasi, asal organisasi, institution, unit organisasi, instansi perwakilan,
        instansi unit kerja, instansi utusan, institusi, asal institusi, instansi organisasi
    """),
    "address": phrases("""
        alamat, alamat lengkap, alamat ktp, alamat sesuai ktp, alamat peserta, alamat rt rw, address, alamat
        jalan, alamat jln, alamat jl
    """),
    "education": phrases("""
        pendidikan, pend, pend terakhir, pendidikan terakhir, ijazah, ijazah terakhir, pddk, jenjang
        pendidikan, pendidikan ijazah, pendidikan jurusan, tingkat pendidikan, pend akhir, pendidikan akhir,
        pendidikan formal terakhir, pdd, pendidikan terakhir jurusan
    """),
    "decree_number": phrases("""
        no sk, sk, no sk pengangkatan, no surat keputusan, sk no, no tanggal sk, no dan tanggal sk, sk
        pengangkatan, no sk terakhir, no sk tksk, no sk psm, no sk penetapan, no sk tugas, no keputusan, sk
        penetapan, no sk bupati, no sk kades, no sk kepala desa
    """),
    "decree_date": phrases("""
        tanggal sk, tanggal sk pengangkatan, tanggal surat keputusan, tanggal keputusan, tanggal penetapan
        sk, tanggal bulan tahun sk, tanggal sk penetapan, tanggal sk tksk, tanggal sk terakhir
    """),
    "decree_until": phrases("""
        masa berlaku, masa berlaku sk, berlaku sampai, berlaku sd, berlaku hingga, sk berlaku sampai, sk
        berlaku sd, tanggal berakhir sk, berakhir, akhir masa tugas, tanggal berakhir, masa berlaku sampai,
        sk berlaku hingga, akhir masa berlaku, sk sampai, berlaku sampai dengan
    """),
    "service_start": phrases("""
        mulai tugas, mulai aktif, tmt, tahun pengangkatan, tahun mulai, mulai bertugas, tanggal mulai,
        tanggal pengangkatan, thn pengangkatan, tahun diangkat, sejak, tmt tugas, mulai menjabat, tanggal
        mulai tugas, tanggal mulai bertugas, tahun mulai tugas, diangkat tahun, tahun mulai bertugas, tahun
        mulai aktif, tmt pengangkatan, tahun angkat, aktif sejak, bertugas sejak, diangkat sejak, tahun
        tugas, tanggal mulai aktif, tmt sk, terhitung mulai tanggal, tanggal masuk
    """),
    "note": phrases("""
        ket, keterangan, catatan, note, notes, keterangan lain, ket lain, lain lain
    """),
    "represented_by": phrases("""
        diwakili oleh, yang mewakili, nama yang mewakili, pengganti, nama pengganti, digantikan oleh,
        diwakili, nama wakil, wakil, diwakilkan oleh, diwakilkan kepada
    """),
}

# Columns that are known and never carried: they are listed as ignored, not asked about.
IGNORED_PHRASES = phrases("""
    agama, nama ibu, nama ibu kandung, ibu kandung, nama ayah, nama orang tua, nama suami, nama istri, nama
    suami istri, no rekening, rekening, nama bank, bank, rekening bank, atas nama rekening, no rek, no kk,
    kk, no kartu keluarga, kartu keluarga, npwp, pekerjaan, pekerjaan utama, pekerjaan pokok, status
    perkawinan, status kawin, status pernikahan, umur, usia, foto, pas foto, foto ktp, rt, rw, rt rw, dusun,
    kode pos, golongan darah, gol darah, status kinerja, penilaian, penilaian tahunan, kinerja, ukuran baju,
    ukuran kaos, hobi, uang saku, transport, uang transport, jumlah diterima, jumlah, golongan, pangkat,
    pangkat golongan, pangkat gol, gol, timestamp, nama kegiatan, nama pelatihan, nama diklat, nama
    kelompok, nama panggilan, nama provinsi, provinsi, asal provinsi, suku, status, penandatangan sk, no
    sertifikat, sertifikat, tanggal sertifikat, bpjs, no bpjs, jurusan, no surat tugas, surat tugas, pph,
    diterima, tahun, bulan, jenis diklat, diklat, pelatihan, lingkungan, jenis bimtek, tempat, tanggal,
    hari, hari tanggal, acara, kegiatan, kewarganegaraan, tinggi badan, berat badan, jam, waktu, suhu, no
    kursi, no meja, kamar, no kamar, no sim, facebook, instagram, media sosial
""")

SIGNATURE_PHRASES = phrases("""
    tanda tangan, ttd, paraf, tandatangan, t tangan, tt, tanda tgn, ttd peserta, tanda tangan peserta, tanda
    tangan paraf, paraf tanda tangan, ttd paraf, paraf ttd, tanda tangan kehadiran, signature, paraf peserta,
    paraf kehadiran, ttd kehadiran, tanda tangan hadir, tanda tangan paraf peserta, daftar tanda tangan, paraf
    hadir, ttd hadir, sign, initials
""")
PRESENCE_PHRASES = phrases("""
    hadir, kehadiran, absen, absensi, presensi, ket hadir, keterangan hadir, status kehadiran, keterangan
    kehadiran, status hadir, daftar hadir, ket kehadiran, ket absen, bukti hadir, hadir tidak, hadir tidak
    hadir, konfirmasi kehadiran, check in, kehadiran peserta, tanggal hadir, tanda hadir, rekap kehadiran,
    status absensi, status presensi, keterangan absensi, h i s a, hisa, hadir h, ket absensi, keterangan
    presensi, jam hadir, jam masuk, jam datang, jam kedatangan, jam absen, waktu hadir, waktu datang, waktu
    kedatangan, waktu masuk, pukul hadir, attendance, present, presensi kehadiran, bukti kehadiran, h th,
    tanda kehadiran, cek hadir, cek kehadiran, ceklis kehadiran, ceklist kehadiran, checklist kehadiran,
    hadir ya tidak, jam pulang, konfirmasi hadir, ket kehadiran peserta, centang kehadiran, centang hadir
""")

# Columns of a group "Kehadiran" with a tick in one of them.
STATUS_WORDS = {
    "hadir": "Hadir", "h": "H", "izin": "Izin", "ijin": "Izin", "i": "I", "sakit": "Sakit", "s": "S",
    "alpa": "Alpa", "alpha": "Alpa", "a": "A", "tanpa keterangan": "Tanpa Keterangan", "tk": "TK",
    "tidak hadir": "Tidak Hadir", "th": "Tidak Hadir", "absen": "Tidak Hadir", "diwakili": "Diwakili",
    "wakil": "Diwakili", "diwakilkan": "Diwakili", "tdk hadir": "Tidak Hadir",
    "tidak": "Tidak Hadir", "ya": "Hadir",
}  # fmt: skip
SEX_WORDS = {
    "l": "L", "p": "P", "lk": "LK", "pr": "PR", "laki laki": "L", "perempuan": "P", "pria": "Pria",
    "wanita": "Wanita", "w": "W", "laki": "L",
}  # fmt: skip

# Roles known without the database; others come through the caller's `is_role`.
ROLE_PATTERNS = (
    ("TKSK", r"t\s*k\s*s\s*k|tenaga kesejahteraan sosial(?: kecamatan)?"),
    ("PSM", r"p\s*s\s*m|pekerja sosial masyarakat"),
    ("KASI KESRA", r"ka?si(?:e)?\s*(?:kesra|kesos|kesejahteraan(?: rakyat| sosial)?|pmks|sosial)"
                   r"|kepala seksi (?:kesra|kesos|kesejahteraan|sosial)[a-z ]*|kasi"),
    ("Karang Taruna", r"karang taruna|katar"),
    ("Tagana", r"tagana|taruna siaga bencana"),
    ("Puskesos", r"puskesos|pusat kesejahteraan sosial"),
    ("SLRT", r"slrt|sistem layanan rujukan terpadu"),
    ("LK3", r"lk\s?3|lembaga konsultasi kesejahteraan keluarga"),
    ("LKS", r"lks|lksa|lembaga kesejahteraan sosial(?: anak| lanjut usia)?"),
    ("Pendamping", r"pendamping(?: [a-z]+)*"),
    ("Peksos", r"peksos|pekerja sosial(?! masyarakat)"),
    ("IPSM", r"ipsm"),
    ("Penyuluh Sosial", r"pensosmas|penyuluh sosial[a-z ]*"),
    ("Relawan Sosial", r"relawan(?: sosial)?"),
    ("WKSBM", r"wksbm|wahana kesejahteraan sosial berbasis masyarakat"),
)  # fmt: skip
