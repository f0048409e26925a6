"""One person with every field filled, and the form that edits her."""

from datetime import date

from registry.forms.people import WorkerForm
from tests.factories import appoint, make_worker

NIK, PHONE = "3513195205800099", "+6281234567890"


def make_dewi(office, regions):
    """The TKSK of Dringu."""
    worker = make_worker(
        office,
        "Dewi Kartika Sari, S.Sos.",
        nik=NIK,
        phone=PHONE,
        birth_place="Probolinggo",
        birth_date=date(1980, 5, 12),
        address="Dusun Krajan RT 03",
        email="dewi@example.org",
        nip="198005122005012003",
        member_number="35.13.19.001",
        notes="Catatan rahasia",
    )
    appoint(worker, "TKSK", regions["35.13.19"])
    return worker


def sent(worker, **changes):
    """What the edit form sends when nothing was typed, with `changes`."""
    form = WorkerForm(instance=worker)
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in (values | changes).items()}
