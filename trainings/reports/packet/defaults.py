"""What an activity report says where nothing else is typed: only what follows from the event."""

from collections.abc import Sequence

from registry.models import Role
from trainings.models import Event
from trainings.reports.packet.query import Packet
from welfare import words

# (year, code of the role it is about or "" for all, text); later rules than the event are not named.
RULES = (
    (2009, "", "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial"),
    (2012, "", "Peraturan Pemerintah Nomor 39 Tahun 2012 tentang Penyelenggaraan Kesejahteraan Sosial"),
    (
        2018,
        "TKSK",
        "Peraturan Menteri Sosial Nomor 28 Tahun 2018 tentang Tenaga Kesejahteraan Sosial Kecamatan",
    ),
    (2019, "PSM", "Peraturan Menteri Sosial Nomor 10 Tahun 2019 tentang Pekerja Sosial Masyarakat"),
    (2019, "KARANG_TARUNA", "Peraturan Menteri Sosial Nomor 25 Tahun 2019 tentang Karang Taruna"),
)


def invited(roles: Sequence[Role]) -> str:
    """The roles by their names; `peserta` where none is known."""
    return words.listed([role.name for role in roles]) or "peserta"


def background(event: Event, roles: Sequence[Role]) -> str:
    """Who they are to the office, and that the event is for them."""
    return (
        f"{invited(roles)} merupakan mitra pemerintah daerah dalam penyelenggaraan kesejahteraan sosial. "
        f"Agar tugas tersebut dapat dilaksanakan dengan baik, diselenggarakan {event.title}."
    )


def basis(event: Event, roles: Sequence[Role]) -> list[str]:
    """The rules about those invited, the budget and the invitation."""
    codes = {"", *(role.code for role in roles)}
    year = event.first_day.year
    rules = [text for since, code, text in RULES if since <= year and code in codes]
    account = f", kode {event.budget_code}" if event.budget_code else ""
    letter = [f"Surat undangan nomor {event.letter_number}"] if event.letter_number else []
    return [*rules, f"Dokumen Pelaksanaan Anggaran Tahun Anggaran {year}{account}", *letter]


def purpose(event: Event, roles: Sequence[Role]) -> str:
    """The theme where there is one, else what every such event is for."""
    aim = f"mewujudkan tema “{event.theme}”" if event.theme else "meningkatkan pengetahuan dan keterampilan"
    return f"Kegiatan ini bertujuan {aim} bagi {invited(roles)}."


def conclusion(packet: Packet) -> str:
    """That it took place and, once that is recorded, how many came at least once."""
    event, recap = packet.event, packet.recap
    held = f"{event.title} telah dilaksanakan pada {words.full_range(event.first_day, event.last_day)}"
    if not recap.is_recorded:
        return f"{held}."
    return f"{held} dan dihadiri oleh {words.counted(recap.total.came, 'orang')} peserta."
