"""How many SQL statements pages and reports take: the baseline that tests and benchmarks hold them to."""

# A page of the people list, session and user included, however many people.
ROSTER = {"list": 10, "filtered": 12, "typo": 14, "page": 10, "next": 11, "region": 13}

# How many the question behind each report takes, however large the region or the event.
REPORTS = {
    "district": 19,
    "roster": 6,
    "roster-by-role": 6,
    "roster-by-status": 7,
    "coverage-gaps": 17,
    "terms": 6,
    "event-recap": 13,
    "sign-in": 7,
    "transport": 5,
    "invitation": 13,
    "assignment-letter": 4,
    "minutes": 13,
    "packet": 25,
}
