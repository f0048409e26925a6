"""Every field of the training tables, declared personal or safe, as in `registry.privacy`."""

PERSONAL = {
    "trainings.Participant": "token",
    "trainings.OutsideTraining": "certificate_number scan",
    "trainings.Attachment": "file",
    "trainings.Printout": "file",
    "trainings.Certificate": "code",
}

SAFE = {
    "trainings.Event": "id revision slug title theme kinds grade office region dates letter_number "
    "budget_code opened_by status status_reason attendance_threshold desks",
    "trainings.HeadcountClaim": "id event whom number wording source",
    "trainings.Quota": "id event role level number",
    "trainings.Session": "id event label date starts_at ends_at venue venue_region",
    "trainings.Speaker": "id event name position institution",
    "trainings.AgendaItem": "id session position starts_at topic lesson_hours speakers",
    "trainings.Group": "id event name sessions",
    "trainings.Participant": "id event worker post role capacity origin name sex institution region group "
    "frozen_at",
    "trainings.Attendance": "id participant session status represented_by recorded_at recorded_by "
    "method nonce",
    "trainings.Certificate": "id office year sequence number date participant speaker printed_name "
    "issued_at issued_by revoked_at revoked_by revoke_reason",
    "trainings.CodeFailure": "id key at",
    "trainings.OutsideTraining": "id revision worker title organiser date lesson_hours is_basic",
    "trainings.Attachment": "id event session district kind caption added_by added_at",
    "trainings.Printout": "id report asked file_format event scope is_masked state papers done people "
    "problem made_by made_at",
    "trainings.PrintedSheet": "id session region participants printed_by printed_at",
}
