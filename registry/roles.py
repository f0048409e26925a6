"""The roles a new registry begins with; offices add and change theirs in the admin.

Sources: Permensos 8/2012 (the pilar), 28/2018 (one TKSK a district), 10/2019 (PSM of a village).
"""

from registry.models import Role

# code, short name, name, level, usual quota, civil servant's post, a person (not a body), spellings on sheets
FIRST_ROLES = """
KASI_KESRA | Kasi Kesra | Kepala Seksi Kesejahteraan Rakyat Kecamatan | district | 1 | yes | yes | kasi kesos
TKSK | TKSK | Tenaga Kesejahteraan Sosial Kecamatan | district | 1 | no | yes |
PSM | PSM | Pekerja Sosial Masyarakat | village | 1 | no | yes |
KARANG_TARUNA | Karang Taruna | Karang Taruna | village | | no | no | katar
TAGANA | Tagana | Taruna Siaga Bencana | regency | | no | yes |
PUSKESOS | Puskesos | Pusat Kesejahteraan Sosial | village | | no | no |
SLRT | SLRT | Sistem Layanan dan Rujukan Terpadu | regency | | no | yes | fasilitator slrt
LK3 | LK3 | Lembaga Konsultasi Kesejahteraan Keluarga | regency | | no | no |
LKS | LKS | Lembaga Kesejahteraan Sosial | regency | | no | no | lksa, lks lu
PENDAMPING | Pendamping Sosial | Pendamping Sosial | district | | no | yes |
PENYULUH | Penyuluh | Penyuluh Sosial | regency | | no | yes | pensosmas
WKSBM | WKSBM | Wahana Kesejahteraan Sosial Berbasis Masyarakat | village | | no | no |
""".strip()


def create_first_roles(sender, **kwargs) -> None:
    """Fill an empty table of roles; runs after every migration and never changes what an office made."""
    if sender.name == "registry" and not Role.objects.exists():
        Role.objects.bulk_create(_first_role(*line) for line in enumerate(FIRST_ROLES.splitlines(), start=1))


def _first_role(position: int, line: str) -> Role:
    code, short_name, name, level, quota, civil_servant, person, synonyms = map(str.strip, line.split("|"))
    return Role(
        code=code,
        short_name=short_name,
        name=name,
        level=level,
        quota=int(quota) if quota else None,
        is_civil_servant=civil_servant == "yes",
        is_person=person == "yes",
        synonyms=synonyms,
        position=10 * position,
    )
