"""The statements that write a roster, all set-based.

Their parameters are those of `parameters_of`. The decided rows are first laid out as a temporary table: the
planner can count it, every code is an id there, and the ids of new people and posts are drawn, so that what
belongs to them is written straight from it. Known people are changed before new ones are written: a table
that fills in this very transaction may be planned as the empty one it was, and must not be joined then.
"""

from datetime import date

from django.utils import timezone

from registry.models import ImportBatch

ID_OF_PERSON, ID_OF_POST = (
    f"nextval((SELECT pg_get_serial_sequence('registry_{table}', 'id'))::regclass)"
    for table in ("worker", "appointment")
)

# `since` is the first day of service: of some only the year is known, a transfer without a day begins today.
# The duty region of a row that names none is the scope of the import.
LAY_OUT = f"""
    DROP TABLE IF EXISTS import_decided;
    CREATE TEMP TABLE import_decided ON COMMIT DROP AS
    SELECT r.id AS row_id, r.action = 'create' AS is_new,
        CASE r.action WHEN 'create' THEN {ID_OF_PERSON} ELSE r.worker_id END AS worker_id,
        CASE WHEN r.changes ? 'post' THEN {ID_OF_POST} END AS post_id,
        r.changes, r.decision->>'post' = 'transfer' AS is_transfer,
        coalesce(v.decree_number <> '' AND r.changes ?| ARRAY['post', 'decree'], false) AS has_decree,
        coalesce(r.corrections->>'phone', r.raw->'cells'->>'phone') AS phone_written, r.name_key,
        v.name, v.nik, v.member_number, v.nip, v.sex, v.birth_place, v.birth_date, v.phone, v.email,
        v.address, v.education, v.institution, home.id AS home_id, role.id AS role_id,
        CASE WHEN v.village IS NULL AND v.district IS NULL THEN %(scope)s ELSE duty.id END AS duty_id,
        v.decree_number, v.decree_date,
        v.service_start ~ '^[0-9]{{4}}$' AS since_year,
        CASE WHEN v.service_start ~ '^[0-9]{{4}}$' THEN make_date(v.service_start::int, 1, 1)
            ELSE coalesce(v.service_start::date, v.decree_date,
                CASE WHEN r.decision->>'post' = 'transfer' THEN %(today)s::date END)
        END AS since
    FROM registry_importrow r
    CROSS JOIN LATERAL jsonb_to_record(r.values) AS v(
        name text, nik text, member_number text, nip text, sex text, birth_place text, birth_date date,
        phone text, email text, address text, education text, institution text, home_village text,
        home_district text, role text, village text, district text, decree_number text, decree_date date,
        service_start text)
    LEFT JOIN registry_region home
        ON upper_inf(home.validity) AND home.code = coalesce(v.home_village, v.home_district)
    LEFT JOIN registry_region duty
        ON upper_inf(duty.validity) AND duty.code = coalesce(v.village, v.district)
    LEFT JOIN registry_role role ON role.code = v.role
    WHERE r.batch_id = %(batch)s AND r.applied_at IS NULL AND r.action IN ('create', 'update')
    ORDER BY r.position;
    ANALYZE import_decided (worker_id, is_new, post_id, role_id, duty_id, decree_number)
"""

# A change without a new value empties what is recorded.
TEXTS = (
    "member_number",
    "nip",
    "sex",
    "birth_place",
    "phone",
    "email",
    "address",
    "education",
    "institution",
)
SET_TEXTS = ", ".join(
    f"{text} = CASE WHEN c ? '{text}' THEN coalesce(c->'{text}'->>1, '') ELSE w.{text} END" for text in TEXTS
)
UPDATE_PEOPLE = f"""
    UPDATE registry_worker w SET
        name = coalesce(c->'name'->>1, w.name),
        name_key = CASE WHEN c ? 'name' THEN d.name_key ELSE w.name_key END,
        nik = CASE WHEN c ? 'nik' THEN c->'nik'->>1 ELSE w.nik END,
        birth_date = CASE WHEN c ? 'birth_date' THEN (c->'birth_date'->>1)::date ELSE w.birth_date END,
        {SET_TEXTS},
        phone_written = CASE WHEN NOT c ? 'phone' THEN w.phone_written
            WHEN c->'phone'->>1 IS NULL THEN '' ELSE coalesce(d.phone_written, '') END,
        home_region_id = coalesce(CASE WHEN c ? 'home' THEN d.home_id END, w.home_region_id)
    FROM import_decided d CROSS JOIN LATERAL (SELECT d.changes) AS changed(c)
    WHERE NOT d.is_new AND w.id = d.worker_id AND c - ARRAY['post', 'decree'] <> '{{}}'::jsonb
"""

INSERT_PEOPLE = """
    INSERT INTO registry_worker (
        id, revision, name, name_key, nik, member_number, nip, sex, birth_place, birth_date, phone,
        phone_written, email, address, home_region_id, education, institution, notes, office_id, created_at)
    SELECT d.worker_id, 1, d.name, d.name_key, d.nik, coalesce(d.member_number, ''), coalesce(d.nip, ''),
        coalesce(d.sex, ''), coalesce(d.birth_place, ''), d.birth_date, coalesce(d.phone, ''),
        coalesce(d.phone_written, ''), coalesce(d.email, ''), coalesce(d.address, ''), d.home_id,
        coalesce(d.education, ''), coalesce(d.institution, ''), '', %(office)s, now()
    FROM import_decided d WHERE d.is_new
"""

INSERT_DECREES = """
    INSERT INTO registry_decree (revision, office_id, number, date, signer, signer_position, scan)
    SELECT DISTINCT 1, %(office)s, d.decree_number, d.decree_date, '', '', ''
    FROM import_decided d WHERE d.has_decree
    ON CONFLICT DO NOTHING
"""

# A transfer ends the posts of the same role; who held none of it is appointed from all others.
END_TRANSFERRED_POSTS = """
    UPDATE registry_appointment a
    SET service = daterange(lower(a.service), greatest(d.since, lower(a.service) + 1)),
        end_reason = CASE WHEN a.role_id = d.role_id THEN 'transferred' ELSE 'promoted' END
    FROM import_decided d
    WHERE d.is_transfer AND d.post_id IS NOT NULL AND a.worker_id = d.worker_id AND upper_inf(a.service)
        AND (a.role_id = d.role_id OR NOT EXISTS (
            SELECT FROM registry_appointment same
            WHERE same.worker_id = a.worker_id AND same.role_id = d.role_id AND upper_inf(same.service)))
"""

# Who comes back to a post he held begins after he left it; nobody looks for former posts of new people.
INSERT_APPOINTMENTS = """
    INSERT INTO registry_appointment (
        id, revision, worker_id, role_id, region_id, is_acting, service, start_precision, end_reason,
        end_note)
    SELECT d.post_id, 1, d.worker_id, d.role_id, d.duty_id, false,
        daterange(greatest(d.since, former.day), NULL),
        CASE WHEN d.since IS NULL AND former.day IS NULL THEN 'unknown'
            WHEN d.since_year THEN 'year' ELSE 'day' END, '', ''
    FROM import_decided d
    LEFT JOIN LATERAL (
        SELECT max(upper(held.service)) AS day FROM registry_appointment held
        WHERE NOT d.is_new AND held.worker_id = d.worker_id AND held.role_id = d.role_id
            AND held.region_id = d.duty_id AND held.end_reason <> 'mistake') former ON true
    WHERE d.post_id IS NOT NULL
"""

# A decree names the post just made, or else the one the person holds. OFFSET 0 and + 0 lead row by row
# through the indexes on the decree's number and on the person, whatever the planner knows of their tables.
INSERT_DECREES_OF_APPOINTMENTS = """
    WITH decree AS MATERIALIZED (
        SELECT named.number, named.date, kept.id
        FROM (SELECT DISTINCT decree_number AS number, decree_date AS date
              FROM import_decided WHERE has_decree) named
        CROSS JOIN LATERAL (
            SELECT id FROM registry_decree d
            WHERE d.office_id = %(office)s AND d.number = named.number
                AND d.date IS NOT DISTINCT FROM named.date OFFSET 0) kept)
    INSERT INTO registry_appointmentdecree (appointment_id, decree_id)
    SELECT coalesce(d.post_id, held.id), decree.id
    FROM import_decided d
    JOIN decree ON decree.number = d.decree_number AND decree.date IS NOT DISTINCT FROM d.decree_date
    LEFT JOIN LATERAL (
        SELECT a.id FROM registry_appointment a JOIN registry_region place ON place.id = a.region_id
        WHERE d.post_id IS NULL AND a.worker_id = d.worker_id AND a.role_id + 0 = d.role_id
            AND (upper_inf(a.service) OR upper(a.service) > %(today)s)
            AND d.duty_id IN (place.id, place.district_id) OFFSET 0) held ON true
    WHERE d.has_decree AND coalesce(d.post_id, held.id) IS NOT NULL
    ON CONFLICT DO NOTHING
"""

NUMBER_NEW_PEOPLE = """
    UPDATE registry_importrow r SET worker_id = d.worker_id FROM import_decided d
    WHERE r.id = d.row_id AND d.is_new
"""

MARK_SAVED = """
    UPDATE registry_importrow r SET worker_id = d.worker_id, applied_at = now() FROM import_decided d
    WHERE r.id = d.row_id
"""


def parameters_of(batch: ImportBatch) -> dict[str, int | date]:
    """What the statements take: the office registers new people, the scope is the duty region of a row that
    names none, and today is that of the clock people see, not of the database."""
    return {
        "batch": batch.pk,
        "office": batch.office_id,
        "scope": batch.scope_id,
        "today": timezone.localdate(),
    }


STATEMENTS = (
    LAY_OUT,
    UPDATE_PEOPLE,
    INSERT_PEOPLE,
    INSERT_DECREES,
    END_TRANSFERRED_POSTS,
    INSERT_APPOINTMENTS,
    INSERT_DECREES_OF_APPOINTMENTS,
    MARK_SAVED,
)
