"""The statements that write an attendance sheet: set-based, straight from the staging table.

Parameters: `batch`, `event`, `office`, `region` (of who names none), `day` (of the event) and `user`.
A guest is found again by his name key and region, so that the same sheet twice makes nobody twice.
"""

from registry.imports.roster_sql import INSERT_PEOPLE, LAY_OUT, NUMBER_NEW_PEOPLE

DECIDED = "r.batch_id = %(batch)s AND r.applied_at IS NULL AND r.action IN ('create', 'match')"
# The region a row names, and the post the person held on the day of the event, if he held one.
PLACE_AND_POST = """
    LEFT JOIN registry_region place
        ON upper_inf(place.validity) AND place.code = coalesce(r.values->>'village', r.values->>'district')
    LEFT JOIN registry_role named ON named.code = r.values->>'role'
    LEFT JOIN LATERAL (
        SELECT a.id, a.role_id, a.region_id FROM registry_appointment a
        WHERE a.worker_id = r.worker_id AND (upper_inf(a.service) OR upper(a.service) > %(day)s)
        ORDER BY a.role_id = named.id DESC NULLS LAST, a.service @> %(day)s::date DESC, a.id
        LIMIT 1) post ON true
"""

INSERT_PARTICIPANTS = f"""
    INSERT INTO trainings_participant (
        event_id, worker_id, post_id, role_id, capacity, origin, name, sex, institution, region_id, token)
    SELECT %(event)s, r.worker_id, post.id, coalesce(named.id, post.role_id), 'participant', 'sheet',
        CASE WHEN r.worker_id IS NULL THEN r.values->>'name' ELSE '' END,
        CASE WHEN r.worker_id IS NULL THEN coalesce(r.values->>'sex', '') ELSE '' END,
        coalesce(r.values->>'institution', ''), coalesce(place.id, post.region_id, %(region)s),
        replace(gen_random_uuid()::text, '-', '')
    FROM registry_importrow r {PLACE_AND_POST}
    WHERE {DECIDED} AND r.changes ? 'participant'
    ORDER BY r.position
    ON CONFLICT (event_id, worker_id) DO NOTHING
"""

# The participant of each row: by person, or a guest by name as written and region. Two joins, so that both
# find theirs by an index however long the sheet is.
PARTICIPANTS = f"""
    SELECT r.position, r.attendance, p.id, coalesce(r.values->>'represented_by', '') AS instead
    FROM registry_importrow r
    JOIN trainings_participant p ON p.event_id = %(event)s AND p.worker_id = r.worker_id
    WHERE {DECIDED}
    UNION ALL
    SELECT r.position, r.attendance, p.id, coalesce(r.values->>'represented_by', '') AS instead
    FROM registry_importrow r
    LEFT JOIN registry_region place
        ON upper_inf(place.validity) AND place.code = coalesce(r.values->>'village', r.values->>'district')
    JOIN trainings_participant p ON p.event_id = %(event)s AND p.worker_id IS NULL
        AND p.region_id = coalesce(place.id, %(region)s) AND lower(p.name) = lower(r.values->>'name')
    WHERE {DECIDED} AND r.worker_id IS NULL
"""

UPSERT_ATTENDANCE = f"""
    INSERT INTO trainings_attendance (
        participant_id, session_id, status, represented_by, recorded_at, recorded_by_id, method)
    SELECT DISTINCT ON (p.id, s.id) p.id, s.id, mark.status,
        CASE mark.status WHEN 'represented' THEN p.instead ELSE '' END, now(), %(user)s, 'import'
    FROM ({PARTICIPANTS}) p
    CROSS JOIN LATERAL jsonb_each_text(p.attendance) AS mark(number, status)
    JOIN (SELECT id, row_number() OVER (ORDER BY date, starts_at NULLS FIRST, id)::text AS number
          FROM trainings_session WHERE event_id = %(event)s) s ON s.number = mark.number
    ORDER BY p.id, s.id, p.position
    ON CONFLICT (participant_id, session_id) DO UPDATE
        SET status = excluded.status, represented_by = excluded.represented_by,
            recorded_at = excluded.recorded_at, recorded_by_id = excluded.recorded_by_id,
            method = excluded.method
        WHERE trainings_attendance.status <> excluded.status
"""

# Whose an attendance is, for undoing: the participant's person, or the guest by name.
ATTENDANCE_OWNER = """(
    SELECT coalesce('w' || p.worker_id, 'g' || lower(p.name)) FROM trainings_participanthistory p
    WHERE p.pgh_obj_id = h.participant_id ORDER BY p.pgh_id DESC LIMIT 1)"""


def statements(*, registers: bool) -> tuple[str, ...]:
    """In order; with `registers` new people are registered first, without an appointment."""
    people = (LAY_OUT, INSERT_PEOPLE, NUMBER_NEW_PEOPLE) if registers else ()
    return (*people, INSERT_PARTICIPANTS, UPSERT_ATTENDANCE)
