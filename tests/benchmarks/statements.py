"""How many SQL statements a page of the people list takes, session and user included, however many people."""

ROSTER = {"list": 16, "filtered": 18, "typo": 20, "page": 16, "region": 19}
