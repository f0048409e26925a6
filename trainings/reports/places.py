"""The office, the day and the names of the places that a report of a region speaks of."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from registry.models import Region
from trainings.reports.heads import Head, head_of, office_for
from trainings.reports.parameters import Parameters


@dataclass(frozen=True)
class Places:
    """The regions inside one region as they were on the day `on`: names and codes by id."""

    head: Head
    on: date
    names: dict[int, str]
    codes: dict[int, str]

    def name(self, region: Region) -> str:
        """What the region was called on the day."""
        return self.names.get(region.pk, region.name)

    def code(self, region: Region) -> str:
        """The code by which the region is sorted; its latest where it was none on the day."""
        return self.codes.get(region.pk, region.code)

    def district(self, region: Region) -> str:
        """The name of the district a region lies in; "" above districts."""
        return self.names.get(region.district_id, "") if region.district_id else ""


def places_of(parameters: Parameters) -> Places:
    """The places inside `parameters.region`; 3 statements, or 2 for the reader's own office."""
    region = parameters.region
    office = office_for(region, parameters.reader)
    on = parameters.on or timezone.localdate(timezone=office.zone)
    rows = Region.objects.within(region).valid(on).named_on(on).values_list("pk", "code", "name_on_day")
    names, codes = {}, {}
    for pk, code, name in rows:
        names[pk], codes[pk] = name, code
    return Places(head_of(office), on, names, codes)
