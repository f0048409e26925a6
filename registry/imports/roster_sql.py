"""The statements that write a roster: set-based, straight from the staging table.

Parameters: `batch`, `office` (that registers new people and keeps decrees) and `scope` (the duty region of a
row that names none). Ids of new people are drawn first, so that their posts can be written by join.
"""

DECIDED = "r.batch_id = %(batch)s AND r.applied_at IS NULL AND r.action IN ('create', 'update')"
# The duty region, by the current owner of the code.
DUTY = """
    JOIN registry_role ro ON ro.code = r.values->>'role'
    JOIN registry_region duty ON upper_inf(duty.validity) AND duty.code = coalesce(
        r.values->>'village', r.values->>'district',
        (SELECT code FROM registry_region WHERE id = %(scope)s))
"""
# The first day of service: of some only the year is known, a transfer without a day begins today, and who
# comes back to a post he held begins after he left it.
SINCE = """
    CROSS JOIN LATERAL (SELECT
        r.values->>'service_start' ~ '^[0-9]{4}$' AS of_year,
        CASE WHEN r.values->>'service_start' ~ '^[0-9]{4}$'
            THEN make_date((r.values->>'service_start')::int, 1, 1)
            ELSE coalesce((r.values->>'service_start')::date, (r.values->>'decree_date')::date,
                CASE WHEN r.decision->>'post' = 'transfer' THEN current_date END)
        END AS day) said
"""
BACK = """
    LEFT JOIN LATERAL (
        SELECT max(upper(held.service)) AS day FROM registry_appointment held
        WHERE held.worker_id = r.worker_id AND held.role_id = ro.id AND held.region_id = duty.id
            AND held.end_reason <> 'mistake') former ON true
"""

PHONE_WRITTEN = "coalesce(r.corrections->>'phone', r.raw->'cells'->>'phone')"

NUMBER_NEW_PEOPLE = f"""
    UPDATE registry_importrow r SET worker_id = nextval(pg_get_serial_sequence('registry_worker', 'id'))
    WHERE {DECIDED} AND r.action = 'create'
"""

INSERT_PEOPLE = f"""
    INSERT INTO registry_worker (
        id, revision, name, name_key, nik, member_number, nip, sex, birth_place, birth_date, phone,
        phone_written, email, address, home_region_id, education, institution, notes, office_id, created_at)
    SELECT r.worker_id, 1, v.name, r.name_key, v.nik, coalesce(v.member_number, ''), coalesce(v.nip, ''),
        coalesce(v.sex, ''), coalesce(v.birth_place, ''), v.birth_date, coalesce(v.phone, ''),
        coalesce({PHONE_WRITTEN}, ''), coalesce(v.email, ''), coalesce(v.address, ''), home.id,
        coalesce(v.education, ''), coalesce(v.institution, ''), '', %(office)s, now()
    FROM registry_importrow r
    CROSS JOIN LATERAL jsonb_to_record(r.values) AS v(
        name text, nik text, member_number text, nip text, sex text, birth_place text, birth_date date,
        phone text, email text, address text, home_village text, home_district text, education text,
        institution text)
    LEFT JOIN registry_region home
        ON upper_inf(home.validity) AND home.code = coalesce(v.home_village, v.home_district)
    WHERE {DECIDED} AND r.action = 'create'
"""

UPDATE_PEOPLE = f"""
    UPDATE registry_worker w SET
        name = coalesce(c->'name'->>1, w.name),
        name_key = CASE WHEN c ? 'name' THEN r.name_key ELSE w.name_key END,
        nik = coalesce(c->'nik'->>1, w.nik),
        member_number = coalesce(c->'member_number'->>1, w.member_number),
        nip = coalesce(c->'nip'->>1, w.nip),
        sex = coalesce(c->'sex'->>1, w.sex),
        birth_place = coalesce(c->'birth_place'->>1, w.birth_place),
        birth_date = coalesce((c->'birth_date'->>1)::date, w.birth_date),
        phone = coalesce(c->'phone'->>1, w.phone),
        phone_written = CASE WHEN c ? 'phone' THEN coalesce({PHONE_WRITTEN}, '')
                             ELSE w.phone_written END,
        email = coalesce(c->'email'->>1, w.email),
        address = coalesce(c->'address'->>1, w.address),
        home_region_id = coalesce(home.id, w.home_region_id),
        education = coalesce(c->'education'->>1, w.education),
        institution = coalesce(c->'institution'->>1, w.institution)
    FROM registry_importrow r CROSS JOIN LATERAL (SELECT r.changes) AS changed(c)
    LEFT JOIN registry_region home ON upper_inf(home.validity) AND home.code = c->'home'->>1
    WHERE {DECIDED} AND r.action = 'update' AND w.id = r.worker_id
        AND c - ARRAY['post', 'decree'] <> '{{}}'::jsonb
"""

INSERT_DECREES = f"""
    INSERT INTO registry_decree (revision, office_id, number, date, signer, signer_position, scan)
    SELECT DISTINCT 1, %(office)s, r.values->>'decree_number', (r.values->>'decree_date')::date, '', '', ''
    FROM registry_importrow r
    WHERE {DECIDED} AND r.values->>'decree_number' IS NOT NULL
        AND (r.changes ? 'decree' OR r.changes ? 'post')
    ON CONFLICT DO NOTHING
"""

# A transfer ends the posts of the same role; who held none of it is appointed from all others.
END_TRANSFERRED_POSTS = f"""
    UPDATE registry_appointment a
    SET service = daterange(lower(a.service), greatest(said.day, lower(a.service) + 1)),
        end_reason = CASE WHEN a.role_id = ro.id THEN 'transferred' ELSE 'promoted' END
    FROM registry_importrow r JOIN registry_role ro ON ro.code = r.values->>'role' {SINCE}
    WHERE {DECIDED} AND r.decision->>'post' = 'transfer' AND r.changes ? 'post'
        AND a.worker_id = r.worker_id AND upper_inf(a.service)
        AND (a.role_id = ro.id OR NOT EXISTS (
            SELECT FROM registry_appointment same
            WHERE same.worker_id = a.worker_id AND same.role_id = ro.id AND upper_inf(same.service)))
"""

INSERT_APPOINTMENTS = f"""
    INSERT INTO registry_appointment (
        revision, worker_id, role_id, region_id, is_acting, service, start_precision, end_reason, end_note)
    SELECT 1, r.worker_id, ro.id, duty.id, false, daterange(greatest(said.day, former.day), NULL),
        CASE WHEN said.day IS NULL AND former.day IS NULL THEN 'unknown'
            WHEN said.of_year THEN 'year' ELSE 'day' END, '', ''
    FROM registry_importrow r {DUTY} {SINCE} {BACK}
    WHERE {DECIDED} AND r.changes ? 'post'
"""

# OFFSET 0 and + 0 lead row by row through the indexes on person and number: the planner knows nothing of rows
# written in this transaction, and would compare each with each.
INSERT_DECREES_OF_APPOINTMENTS = f"""
    INSERT INTO registry_appointmentdecree (appointment_id, decree_id)
    SELECT a.id, d.id
    FROM registry_importrow r {DUTY}
    CROSS JOIN LATERAL (
        SELECT a.id FROM registry_appointment a JOIN registry_region held ON held.id = a.region_id
        WHERE a.worker_id = r.worker_id AND a.role_id + 0 = ro.id AND upper_inf(a.service)
            AND duty.id IN (held.id, held.district_id) OFFSET 0) a
    CROSS JOIN LATERAL (
        SELECT d.id FROM registry_decree d
        WHERE d.office_id = %(office)s AND d.number = r.values->>'decree_number'
            AND d.date IS NOT DISTINCT FROM (r.values->>'decree_date')::date OFFSET 0) d
    WHERE {DECIDED} AND (r.changes ? 'decree' OR r.changes ? 'post')
        AND r.values->>'decree_number' IS NOT NULL
    ON CONFLICT DO NOTHING
"""

STATEMENTS = (
    NUMBER_NEW_PEOPLE,
    INSERT_PEOPLE,
    UPDATE_PEOPLE,
    INSERT_DECREES,
    END_TRANSFERRED_POSTS,
    INSERT_APPOINTMENTS,
    INSERT_DECREES_OF_APPOINTMENTS,
)
