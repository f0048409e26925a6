"""Every field of the registry's tables, declared personal or safe (a test fails when one is not).

Personal values identify or describe a person: they are masked unless the right is there, and never stand in
logs, URLs, file names or error messages. The history tables share the declaration of the table they follow.
"""

PERSONAL = {
    "registry.User": "email",
    "registry.Official": "nip",
    "registry.Worker": "nik member_number nip birth_place birth_date phone phone_written email address "
    "home_region notes",
    "registry.ImportRow": "raw name_key values changes corrections issues",
    "registry.ImportBatch": "file",
    "registry.Merge": "journal",
    "registry.Decree": "scan",
    "registry.Appraisal": "note",
}

SAFE = {
    "registry.Region": "id code level kind name local_name parent province regency district validity",
    "registry.RegionName": "id region name kind validity",
    "registry.RegionChange": "id before after kind decree on old_code new_code old_name new_name "
    "is_proposed replaced_id journal undone_by undone_at",
    "registry.Office": "id revision region name government address town postcode logo time_zone paper "
    "archive_code certificate_pattern privacy_contact",
    "registry.Official": "id revision office name title rank capacity standing service",
    "registry.User": "id revision password last_login is_superuser username first_name last_name is_staff "
    "is_active date_joined office scope language shortcuts groups user_permissions",
    "registry.Role": "id code name short_name synonyms level quota is_civil_servant is_person position",
    "registry.RoleQuota": "id role region quota reason",
    "registry.Worker": "id revision name name_key sex education institution office created_at",
    "registry.WorkerPlace": "id worker region name_key",
    "registry.Decree": "id revision office number date signer signer_position term",
    "registry.Appointment": "id revision worker role region is_acting service start_precision end_reason "
    "end_note decrees",
    "registry.AppointmentDecree": "id appointment decree",
    "registry.Appraisal": "id revision appointment year grade",
    "registry.ImportBatch": "id kind target scope office mode registers state file_name file_hash waits "
    "sheets basis counts problem created_by created_at applied_by applied_at undone_by undone_at",
    "registry.ImportRow": "id batch position sheet row is_hidden attendance action reason worker "
    "candidates decision applied_at",
    "registry.ColumnMapping": "id office kind signature mapping changed_at",
    "registry.SavedFilter": "id user office page name query is_shared",
    "registry.NotDuplicate": "id first second by at",
    "registry.Merge": "id kept dropped_id by at undone_at",
    "registry.LoginFailure": "id key at",
    "registry.AccessLog": "id user act worker fields what people at",
}


def masked(text: str | None) -> str:
    """The first sign and the last two of a personal text: `a*****id`; of a short one nothing. "" for none."""
    return f"{text[:1]}{'*' * 5}{text[-2:]}" if text and len(text) > 4 else "*" * len(text or "")
