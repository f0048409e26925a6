"""Who serves where: the tables of the registry."""

from registry.models.appointment import Appointment, AppointmentDecree, Status
from registry.models.appraisal import Appraisal
from registry.models.bookkeeping import AccessLog, Merge, NotDuplicate, SavedFilter
from registry.models.decree import Decree
from registry.models.importing import ColumnMapping, ImportBatch, ImportRow
from registry.models.login import LoginFailure
from registry.models.office import Office, Official
from registry.models.place import WorkerPlace
from registry.models.region import NATION_CODE, Region, RegionChange
from registry.models.region_name import RegionName
from registry.models.role import Role, RoleQuota
from registry.models.user import Membership, User
from registry.models.worker import Worker

__all__ = [
    "NATION_CODE",
    "AccessLog",
    "Appointment",
    "AppointmentDecree",
    "Appraisal",
    "ColumnMapping",
    "Decree",
    "ImportBatch",
    "ImportRow",
    "LoginFailure",
    "Membership",
    "Merge",
    "NotDuplicate",
    "Office",
    "Official",
    "Region",
    "RegionChange",
    "RegionName",
    "Role",
    "RoleQuota",
    "SavedFilter",
    "Status",
    "User",
    "Worker",
    "WorkerPlace",
]
