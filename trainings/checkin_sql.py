"""The statement of the check-in desk: of any number of desks that record one person, it lets one through.

Parameters: `participant`, `session`, `by` (a user), `nonce` and `waited` (how long ago it was, an interval).
"""

# The event is held open until the row is written. Nothing is inserted, and nothing returned, when the event
# is not open, the person is of another event, somebody recorded him already, or the nonce was used before.
CHECK_IN = """
    INSERT INTO trainings_attendance (
        participant_id, session_id, status, represented_by, recorded_at, recorded_by_id, method, nonce)
    SELECT p.id, s.id, 'present', '', statement_timestamp() - %(waited)s, %(by)s, 'desk', %(nonce)s
    FROM trainings_session s
    JOIN trainings_event e ON e.id = s.event_id AND e.status = 'planned'
    JOIN trainings_participant p ON p.event_id = e.id
    WHERE s.id = %(session)s AND p.id = %(participant)s
    FOR SHARE OF e
    ON CONFLICT DO NOTHING
    RETURNING recorded_at
"""
