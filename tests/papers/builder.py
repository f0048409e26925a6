"""Made-up data for the papers. Every person, number, address and decree is invented."""

import io

from PIL import Image, ImageDraw

from tests.papers.names import DISTRICTS, VILLAGES, people
from welfare import words
from welfare.printing import image_data
from welfare.qr import qr_svg


def logo():
    """A grey shield as PNG bytes."""
    picture = Image.new("LA", (220, 220), (255, 0))
    shield = [(30, 20), (110, 8), (190, 20), (190, 130), (110, 212), (30, 130)]
    draw = ImageDraw.Draw(picture)
    draw.polygon(shield, fill=(255, 255), outline=(20, 255), width=6)
    draw.polygon([(60, 120), (100, 60), (120, 90), (135, 70), (165, 120)], fill=(80, 255))
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def letterhead(**changes):
    return {
        "above": ["PEMERINTAH KABUPATEN PROBOLINGGO"],
        "name": ["DINAS SOSIAL"],
        "address": [
            "Jalan Contoh Raya Nomor 1 Kraksaan · Telepon (0335) 000000",
            "Faksimile (0335) 000001 · Pos-el dinsos@contoh.go.id · Laman dinsos.contoh.go.id",
        ],
        "city": "KRAKSAAN 67282",
        "logo": image_data(logo()),
    } | changes


def signer(**changes):
    return {
        "place_date": "Kraksaan, 16 Desember 2019",
        "heading": ["a.n. KEPALA DINAS SOSIAL", "Kepala Bidang Pemberdayaan Sosial,"],
        "name": "ENDAH RATNANINGTYAS, S.Sos., M.M.",
        "rank": "Pembina",
        "nip": words.nip("197211081998032005"),
    } | changes


def acting_head(**changes):
    return (
        signer(
            place_date="",
            heading=["Mengetahui,", "Plt. CAMAT DRINGU,"],
            name="BAMBANG WICAKSANA, S.STP., M.Si.",
            nip=words.nip("198109232000121002"),
        )
        | changes
    )


def district_report(volunteers=10, names=None, **changes):
    """A kecamatan with one TKSK and so many PSM."""
    names = names or people(volunteers)
    persons = [
        {
            "number": str(number),
            "name": name,
            "nik": f"3513********{number:04}",
            "sex": "LP"[number % 2],
            "age": str(27 + number % 25),
            "education": ("SMA", "S-1", "SMP", "D-3")[number % 4],
            "place": VILLAGES[number % 9],
            "decree": "188.45/214/2018",
            "until": "s.d. 28 Feb 2020",
        }
        for number, name in enumerate(names, 2)
    ]
    head = (
        persons[0] | {"number": "1", "name": "Moh. Fathor Rozi, S.Sos.", "place": "se-Kecamatan"}
        if persons
        else None
    )
    groups = [
        {"title": "TKSK (1 orang)", "people": [head]},
        {"title": f"PSM ({len(persons)} orang)", "people": persons},
    ]
    served = min(9, len(persons))
    return {
        "paper": "f4",
        "letterhead": letterhead(),
        "title": "LAPORAN KECAMATAN DRINGU",
        "lines": [
            "Potensi dan Sumber Kesejahteraan Sosial (PSKS)",
            "Periode 1 Januari s.d. 16 Desember 2019 · keadaan per 16 Desember 2019",
        ],
        "footer": "Laporan Kecamatan Dringu · keadaan 16 Desember 2019",
        "bookmark": "Dringu",
        "figures": [
            {"value": "14", "label": "desa"},
            {"value": str(len(persons) + 1 if persons else 0), "label": "PSKS aktif"},
            {"value": str(served), "label": "desa ber-PSM"},
            {"value": str(14 - served), "label": "desa tanpa PSM"},
            {"value": "90,9%", "label": "dilatih 12 bulan terakhir"},
        ],
        "seats": [
            {"role": role, "quota": quota, "filled": filled, "vacant": quota - filled, "excess": 0}
            for role, quota, filled in (
                ("Kasi Kesra Kecamatan (pejabat)", 1, 1 if persons else 0),
                ("TKSK", 1, 1 if persons else 0),
                ("PSM (satu per desa)", 14, served),
            )
        ],
        "seats_note": "Yang dihitung pada kolom Terisi adalah tempat, bukan orang.",
        "place_label": "Desa",
        "groups": groups if persons else [],
        "villages": [
            {"name": name, "caption": "1 PSM" if i < served else "tanpa PSM", "served": i < served}
            for i, name in enumerate(VILLAGES)
        ],
        "villages_note": f"{14 - served} dari 14 desa tanpa PSM.",
        "events": [
            {"number": "1", "title": "Rapat Koordinasi TKSK", "date": "14 Maret 2019", "invited": "1"}
            | {"present": "1", "percent": "100,0%", "share": 1.0},
            {"number": "2", "title": "Bimbingan Teknis Dasar Calon PSM", "date": "17 s.d. 18 Juli 2019"}
            | {"invited": "4", "present": "3", "percent": "75,0%", "share": 0.75},
            {"number": "3", "title": "Bimbingan Teknis PSKS, hari I", "date": "Senin, 9 Desember 2019"}
            | {"invited": "11", "present": "11", "percent": "100,0%", "share": 1.0},
            {"number": "", "title": "Bimbingan Teknis PSKS, hari II", "date": "Selasa, 10 Desember 2019"}
            | {"invited": "11", "present": "10", "percent": "90,9%", "share": 10 / 11},
        ]
        if persons
        else [],
        "events_note": "Belum mengikuti pelatihan dalam 12 bulan terakhir: 1 orang." if persons else "",
        "terms_days": "90",
        "terms": [
            {"name": person["name"], "role": "PSM", "area": f"Desa {person['place']}"}
            | {"ends": "28 Februari 2020", "days": "74"}
            for person in persons[:5]
        ],
        "followups": [
            "Camat dan IPSM mengusulkan calon PSM untuk lima desa tanpa PSM; syarat usia dan bimbingan "
            "teknis dasar diperiksa saat pengusulan.",
            "Evaluasi tahunan dan SK TKSK diselesaikan sebelum 31 Desember 2019 (sisa 15 hari).",
        ]
        if persons
        else [],
        "signers": [acting_head(), signer()],
    } | changes


ROLES = ("Kasi Kesra", "TKSK", "PSM", "Lain")
QUOTA = (1, 1, 9, 0)


def recap_cells(multiplier=1):
    day = [words.count(value * multiplier) for value in (*QUOTA, sum(QUOTA))]
    return [*day, *day, *day, words.count(5 * multiplier), words.count(6 * multiplier)]


def event_recap(names=DISTRICTS, **changes):
    """The bimtek of 2019: 1 + 1 + 9 people of each kecamatan on both days."""
    columns = [{"label": label, "sum": False} for label in ROLES] + [{"label": "Jml.", "sum": True}]
    sexes = [{"label": label, "sum": False} for label in "LP"]
    total = 11 * len(names)
    return {
        "paper": "f4",
        "letterhead": letterhead(),
        "title": "REKAPITULASI PESERTA PER KECAMATAN",
        "lines": [
            "Bimbingan Teknis Potensi dan Sumber Kesejahteraan Sosial (PSKS)",
            "Senin s.d. Selasa, 9 s.d. 10 Desember 2019 · hari I Lila Catering, Kecamatan Dringu "
            "· hari II Gedung Joyolelono",
        ],
        "footer": "Rekapitulasi Bimbingan Teknis PSKS · dicetak 10 Desember 2019 pukul 15.40 WIB",
        "bookmark": "Rekapitulasi",
        "place_label": "Kecamatan",
        "groups": [
            {"title": "Diundang", "columns": columns},
            {"title": "Hadir hari I, Senin 9-12-2019", "columns": columns},
            {"title": "Hadir hari II, Selasa 10-12-2019", "columns": columns},
            {"title": "Peserta", "columns": sexes},
        ],
        "rows": [
            {
                "kind": "row",
                "number": str(number),
                "name": name,
                "cells": recap_cells(),
                "percent": "100,0",
                "note": "",
            }
            for number, name in enumerate(names, 1)
        ],
        "total": {"name": "JUMLAH", "cells": recap_cells(len(names)), "percent": "100,0", "note": ""},
        "summary": {
            "before": "Jumlah peserta (orang, tanpa hitung ganda): ",
            "strong": words.counted(total, "orang"),
            "after": f", terdiri atas {len(names)} Kasi Kesra, {len(names)} TKSK, dan {9 * len(names)} PSM.",
        },
        "pairs": [
            ["Kehadiran hari I", f"{total} dari {total} orang (100,0%)"],
            ["Kehadiran hari II", f"{total} dari {total} orang (100,0%)"],
            ["Orang-hari", f"{2 * total} dari {2 * total} (100,0%)"],
            ["Desa/kelurahan terwakili", "214 dari 330; tanpa PSM hadir 116"],
        ],
        "notes": [
            "Kolom % = orang-hari yang hadir dibagi undangan dua hari.",
            "L dan P menghitung setiap orang satu kali.",
        ],
        "signers": [
            signer(
                place_date="Kraksaan, 10 Desember 2019",
                heading=["KEPALA DINAS SOSIAL", "KABUPATEN PROBOLINGGO,"],
                name="Drs. H. SURYANTO ADIPRANA, M.Si.",
                rank="Pembina Utama Muda",
                nip=words.nip("196704121993031004"),
            )
        ],
    } | changes


def sheet(names, kind="participant", district="Dringu", **changes):
    """One sign-in sheet of these people."""
    return {
        "kind": kind,
        "event": "BIMBINGAN TEKNIS POTENSI DAN SUMBER KESEJAHTERAAN SOSIAL",
        "bookmark": f"{district}, hari I",
        "footer": f"Daftar hadir Kecamatan {district} · hari I, 9 Desember 2019",
        "facts": [
            ["Hari, tanggal", "Senin, 9 Desember 2019 (hari I)", ""],
            ["Pukul", "08.00 WIB s.d. selesai", ""],
            ["Tempat", "Lila Catering, Kecamatan Dringu", ""],
            ["Kecamatan", " (lembar 19 dari 24)", district],
        ],
        "role_label": "Unsur",
        "place_label": "Desa/Kelurahan",
        "rows": [
            {"name": name, "sex": "LP"[i % 2], "role": "PSM" if i > 1 else ("Kasi Kesra", "TKSK")[i]}
            | {"place": VILLAGES[i % 9] if i > 1 else "–"}
            for i, name in enumerate(names)
        ],
        "spare": 3,
        "note": "Diisi panitia setelah acara selesai. Baris bernomor tanpa nama untuk peserta yang hadir "
        "di luar daftar undangan.",
        "signers": [signer(place_date="Dringu, 9 Desember 2019")],
    } | changes


def sign_in(*sheets, **changes):
    return {
        "paper": "f4",
        "letterhead": letterhead(),
        "title": "Daftar hadir",
        "sheets": list(sheets),
    } | changes


def programme(many=6, **changes):
    """What was taught: so many topics of one day."""
    topics = [
        {"number": str(number), "topic": "Peran dan tugas TKSK dan PSM", "hours": "2"}
        | {"speakers": "Dra. Sri Wahyuningtyas, M.Si."}
        for number in range(1, many + 1)
    ]
    return {
        "lines": [
            "pada Bimbingan Teknis Potensi dan Sumber Kesejahteraan Sosial (PSKS)",
            "dengan tema “Satu Visi Kasi Kesra, TKSK, dan PSM”,",
            "diselenggarakan pada Senin s.d. Selasa, 9 s.d. 10 Desember 2019.",
        ],
        "topics": [{"day": "Hari I, Senin, 9 Desember 2019"}, *topics],
        "hours": "16",
        "hours_in_words": "enam belas jam pelajaran",
    } | changes


def certificates(*names, **changes):
    """A certificate for each name, numbered from 1."""
    return {
        "paper": "a4",
        "letterhead": letterhead(),
        "title": "Sertifikat",
        "programmes": [programme()],
        "certificates": [
            {
                "programme": 0,
                "number": f"400.9.12.3/{number:04}/Dinsos/2019",
                "name": name,
                "post": "PSM Desa Kedungdalem, Kecamatan Dringu",
                "capacity": "PESERTA",
                "front": signer(),
                "back": signer(),
                "check": f"dinsos.contoh.go.id/s/7K4M-Q2RD-9XTB-{number:04}",
                "svg": qr_svg(f"https://dinsos.contoh.go.id/s/7K4MQ2RD9XTB{number:04}/"),
            }
            for number, name in enumerate(names, start=1)
        ],
    } | changes
