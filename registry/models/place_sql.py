"""What the triggers of `WorkerPlace` run.

`old_rows` and `new_rows` are what a statement changed; `people` is an array, the ids of those whose places
are worked out anew.
"""

# Waits for whoever is changing the same people, so that two who come at once cannot miss each other's rows.
LOCK = "PERFORM FROM registry_worker WHERE id = ANY(people) ORDER BY id FOR NO KEY UPDATE;"
# The duty regions of a person `w` and the region of the office that registered him.
REGIONS = """
    SELECT r.province_id, r.regency_id FROM registry_appointment a
    JOIN registry_region r ON r.id = a.region_id WHERE a.worker_id = w.id
    UNION ALL
    SELECT r.province_id, r.regency_id FROM registry_office o
    JOIN registry_region r ON r.id = o.region_id WHERE o.id = w.office_id
"""
LEAVE = f"""
    DELETE FROM registry_workerplace p USING registry_worker w
    WHERE p.worker_id = ANY(people) AND w.id = p.worker_id AND NOT EXISTS (
        SELECT FROM ({REGIONS}) held WHERE p.region_id IN (held.province_id, held.regency_id));
"""
ENTER = f"""
    INSERT INTO registry_workerplace (worker_id, region_id, name_key)
    SELECT w.id, above.id, w.name_key FROM registry_worker w
    CROSS JOIN LATERAL ({REGIONS}) held
    CROSS JOIN LATERAL (VALUES (held.province_id), (held.regency_id)) above(id)
    WHERE w.id = ANY(people) AND above.id IS NOT NULL
    ON CONFLICT DO NOTHING;
"""
# A new person has no post yet, and nobody else sees him: the new rows alone tell where his office lies.
ENTER_WITH_OFFICE = """
    INSERT INTO registry_workerplace (worker_id, region_id, name_key)
    SELECT n.id, above.id, n.name_key FROM new_rows n
    JOIN registry_office o ON o.id = n.office_id
    JOIN registry_region r ON r.id = o.region_id
    CROSS JOIN LATERAL (VALUES (r.province_id), (r.regency_id)) above(id)
    WHERE above.id IS NOT NULL;
"""
# What a post just made adds, told by the new rows alone: an import makes a hundred thousand at once.
ENTER_WITH_POST = """
    INSERT INTO registry_workerplace (worker_id, region_id, name_key)
    SELECT DISTINCT w.id, above.id, w.name_key FROM new_rows n
    JOIN registry_region r ON r.id = n.region_id
    CROSS JOIN LATERAL (VALUES (r.province_id), (r.regency_id)) above(id)
    JOIN registry_worker w ON w.id = n.worker_id
    WHERE above.id IS NOT NULL AND NOT EXISTS (
        SELECT FROM registry_workerplace p WHERE p.worker_id = w.id AND p.region_id = above.id)
    ON CONFLICT DO NOTHING;
"""
POSTS_MOVED = """
    SELECT unnest(ARRAY[o.worker_id, n.worker_id]) FROM old_rows o JOIN new_rows n USING (id)
    WHERE (o.worker_id, o.region_id) <> (n.worker_id, n.region_id)
"""
TAKEN_OVER = "SELECT o.id FROM old_rows o JOIN new_rows n USING (id) WHERE o.office_id <> n.office_id"
PEOPLE_OF_MOVED_OFFICES = """
    SELECT w.id FROM old_rows o JOIN new_rows n USING (id) JOIN registry_worker w ON w.office_id = o.id
    WHERE o.region_id <> n.region_id
"""
REGIONS_MOVED = """
    SELECT o.id FROM old_rows o JOIN new_rows n USING (id)
    WHERE (o.province_id, o.regency_id) IS DISTINCT FROM (n.province_id, n.regency_id)
"""
PEOPLE_OF_MOVED_REGIONS = f"""
    SELECT worker_id FROM registry_appointment WHERE region_id IN ({REGIONS_MOVED})
    UNION
    SELECT w.id FROM registry_worker w JOIN registry_office o ON o.id = w.office_id
    WHERE o.region_id IN ({REGIONS_MOVED})
"""
RENAMED = "SELECT n.id FROM old_rows o JOIN new_rows n USING (id) WHERE n.name_key <> o.name_key"
RENAME = """
    UPDATE registry_workerplace p SET name_key = n.name_key FROM new_rows n
    WHERE n.id = ANY(renamed) AND p.worker_id = n.id;
"""
FORGET = "DELETE FROM registry_workerplace p USING old_rows o WHERE p.worker_id = o.id;"
