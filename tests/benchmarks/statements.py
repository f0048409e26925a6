"""How many SQL statements a page of the people list takes, session and user included, however many people."""

ROSTER = {"list": 15, "filtered": 17, "typo": 19, "page": 15, "region": 18}
