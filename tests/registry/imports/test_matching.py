import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.imports.meaning.cells import FIELDS
from registry.imports.meaning.issues import issue
from registry.imports.meaning.matching import RosterIndex, decide
from registry.imports.rows import CleanRow, Issue, Known, Post, RawRow

NIK, OTHER_NIK = "3513016812900009", "3513195203740004"
VILLAGE, DISTRICT = "35.13.19.2009", "35.13.19"
PHONE = "+6281234567890"
FACTS = {"phone": PHONE, "birth_date": "1990-12-28", "sex": "female", "member_number": "P351300007"}


def person(
    number=1, name="Siti Aminah", *, role="PSM", village=VILLAGE, district=DISTRICT, current=True, **facts
):
    posts = [Post(role, district, village, current)] if role else []
    return Known(id=number, name=name, posts=posts, **facts)


def row(name="Siti Aminah", *, number=2, issues=(), attendance=None, **values):
    cells = dict.fromkeys(FIELDS)
    if "village" in values:
        values.setdefault("district", values["village"][:8])
    cells.update(values, name=name)
    marks = dict.fromkeys(map(int, attendance or {}), "v")
    return CleanRow(RawRow("", number, marks=marks), cells, attendance or {}, list(issues))


def decide_one(given_row, *people, kind="attendance"):
    (decision,) = decide([given_row], RosterIndex(people), kind=kind)
    return decision


def summary(decision):
    return (decision.action, decision.reason, decision.candidates)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"row_id": "1"}, "row_id"),
        ({"nik": NIK}, "nik"),
        ({"member_number": "p.3513 00007"}, "member_number"),
        ({"phone": PHONE}, "phone_name"),
        ({"birth_date": "1990-12-28"}, "name_birth"),
        ({"village": VILLAGE}, "name_village"),
    ],
)
@pytest.mark.parametrize("name", ["Siti Aminah", "Hj. ST. AMINAH, S.Sos"])
def test_a_number_or_a_name_with_a_second_fact_is_a_match(values, reason, name):
    decision = decide_one(row(name, **values), person(nik=NIK, **FACTS))

    assert summary(decision) == ("match", reason, [1])


@pytest.mark.parametrize(
    ("written", "recorded", "values", "action"),
    [
        ("Siti Aminah 2", "Siti Aminah", {"village": VILLAGE}, "choose"),
        ("Siti Aminah (2)", "Siti Aminah 1", {"village": VILLAGE}, "choose"),
        ("Siti Aminah", "Siti Aminah 1", {"village": VILLAGE}, "choose"),
        ("Siti Aminah (2)", "Siti Aminah 2", {"village": VILLAGE}, "match"),
        ("Siti Aminah 2", "Siti Aminah", {"birth_date": "1990-12-28"}, "match"),
    ],
)
def test_namesakes_of_a_village_are_told_apart_by_their_number(written, recorded, values, action):
    decision = decide_one(row(written, **values), person(name=recorded, **FACTS))

    assert (decision.action, decision.candidates) == (action, [1])


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "name_only"),
        ({"district": DISTRICT}, "name_district"),
        ({"district": DISTRICT, "role": "PSM"}, "name_district"),
    ],
)
def test_a_name_with_nothing_but_its_district_asks(values, reason):
    decision = decide_one(row(**values), person(nik=NIK, **FACTS))

    assert summary(decision) == ("choose", reason, [1])


def test_the_one_seat_of_a_district_is_a_second_fact():
    known = person(role="TKSK", village=None)

    decision = decide_one(row(district=DISTRICT, role="TKSK"), known)

    assert summary(decision) == ("match", "name_district", [1])


@pytest.mark.parametrize("values", [{"nik": NIK}, {"member_number": "P351300007"}, {"row_id": "1"}])
def test_a_number_of_another_name_asks(values):
    decision = decide_one(row("Budi Santoso", **values), person(nik=NIK, **FACTS))

    assert summary(decision) == ("choose", "name_mismatch", [1])
    assert decision.issues == [issue("name", "name_mismatch")]


def test_a_number_of_another_name_offers_the_namesakes_too():
    people = [person(1, nik=NIK), person(2, "Budi Santoso", village="35.13.19.2010")]

    decision = decide_one(row("Budi Santoso", nik=NIK), *people)

    assert summary(decision) == ("choose", "name_mismatch", [1, 2])


@pytest.mark.parametrize("name", ["Siti Amina", "Siti", "S. Aminah", "Siti Aminah Rahayu", "Aminah Siti"])
def test_a_number_stands_a_slip_or_a_shorter_name(name):
    assert decide_one(row(name, nik=NIK), person(nik=NIK)).reason == "nik"


def test_two_numbers_of_two_people_ask():
    people = [person(1, nik=NIK), person(2, member_number="P2")]

    decision = decide_one(row(nik=NIK, member_number="P2"), *people)

    assert summary(decision) == ("choose", "identifiers_disagree", [1, 2])


def test_two_numbers_of_which_one_is_under_another_name_say_so():
    people = [person(1, "Budi Santoso", nik=NIK), person(2, member_number="P2")]

    decision = decide_one(row(nik=NIK, member_number="P2"), *people)

    assert [found.code for found in decision.issues] == ["ambiguous_person", "name_mismatch"]


def test_the_phone_and_birth_of_somebody_under_another_name_ask():
    facts = {"phone": PHONE, "birth_date": "1990-12-28"}

    decision = decide_one(row("Asp", **facts), person(1, "Asep", **facts), person(2, "Tono", phone=PHONE))

    assert summary(decision)[::2] == ("choose", [1])


def test_a_twin_with_a_number_of_her_own_is_somebody_new():
    facts = {"phone": PHONE, "birth_date": "1990-12-28"}

    decision = decide_one(row("Ratna", nik=OTHER_NIK, **facts), person(1, "Ratih", nik=NIK, **facts))

    assert decision.action == "create"


def test_the_one_of_whom_nothing_differs_is_meant():
    twin = person(2, phone="+628111111111", birth_date="1990-12-28")

    decision = decide_one(
        row(phone=PHONE, birth_date="1990-12-28"), person(1, phone=PHONE, birth_date="1990-12-28"), twin
    )

    assert summary(decision) == ("match", "phone_name", [1])


def test_a_whole_name_in_another_village_asks():
    moved = row(village="35.13.13.2001", role="PSM")

    assert summary(decide_one(moved, person(1)))[::2] == ("choose", [1])
    assert decide_one(row("Aminah", village="35.13.13.2001"), person(1, "Aminah")).action == "create"


def test_a_member_number_against_another_nik_asks():
    decision = decide_one(row(nik=OTHER_NIK, member_number="P1"), person(nik=NIK, member_number="P1"))

    assert summary(decision) == ("choose", "identifiers_disagree", [1])


@pytest.mark.parametrize(
    ("values", "facts"),
    [
        ({"village": VILLAGE, "nik": OTHER_NIK}, {"nik": NIK}),
        ({"district": "35.13.01", "phone": "+628999999999"}, {"phone": PHONE}),
        ({"district": "35.13.01", "birth_date": "1970-01-01"}, {"birth_date": "1990-12-28"}),
        (
            {"birth_date": "1970-01-01", "phone": "+628999999999"},
            {"birth_date": "1990-12-28", "phone": PHONE},
        ),
    ],
)
def test_a_namesake_of_other_facts_is_somebody_new(values, facts):
    assert summary(decide_one(row(**values), person(**facts))) == ("create", "new", [])


@pytest.mark.parametrize(
    ("values", "facts"),
    [
        ({"village": VILLAGE, "phone": "+628999999999"}, {"phone": PHONE}),
        ({"village": VILLAGE, "birth_date": "1970-01-01"}, {"birth_date": "1990-12-28"}),
        ({"village": VILLAGE, "sex": "male"}, {"sex": "female"}),
        ({"phone": PHONE, "sex": "male"}, {"phone": PHONE, "sex": "female"}),
        ({"phone": PHONE, "birth_date": "1970-01-01"}, {"phone": PHONE, "birth_date": "1990-12-28"}),
        ({"phone": PHONE, "nik": OTHER_NIK}, {"phone": PHONE, "nik": NIK}),
        ({"village": VILLAGE, "nik": "3513016812900090"}, {"nik": NIK}),
    ],
)
def test_a_fact_that_differs_beside_one_that_agrees_asks(values, facts):
    assert summary(decide_one(row(**values), person(**facts))) == ("choose", "facts_differ", [1])


def test_an_exchanged_day_and_month_contradicts_nothing():
    decision = decide_one(
        row(phone=PHONE, birth_date="1990-05-12"), person(phone=PHONE, birth_date="1990-12-05")
    )

    assert summary(decision) == ("match", "phone_name", [1])


def test_a_nik_that_lost_its_last_digit_contradicts_nothing():
    decision = decide_one(row(phone=PHONE, nik=f"{NIK[:-1]}0"), person(phone=PHONE, nik=NIK))

    assert summary(decision) == ("match", "phone_name", [1])


def test_a_new_phone_does_not_outweigh_the_birth_date():
    decision = decide_one(
        row(phone="+628999999999", birth_date="1990-12-28"), person(phone=PHONE, birth_date="1990-12-28")
    )

    assert summary(decision) == ("match", "name_birth", [1])


@pytest.mark.parametrize("action_row", [row(village=VILLAGE), row(district=DISTRICT), row()])
def test_namesakes_whom_nothing_tells_apart_are_asked_about(action_row):
    people = [person(1, nik=NIK), person(2, nik=OTHER_NIK)]

    decision = decide_one(action_row, *people)

    assert summary(decision) == ("choose", "ambiguous_person", [1, 2])
    assert decision.issues == [issue("name", "ambiguous_person")]


def test_a_phone_tells_namesakes_of_one_village_apart():
    people = [person(1, phone="+628111111111"), person(2, phone=PHONE), person(3)]

    assert summary(decide_one(row(village=VILLAGE, phone=PHONE), *people)) == ("match", "phone_name", [2])


def test_a_like_name_asks_unless_birth_date_and_place_agree():
    known = person(birth_date="1990-12-28", phone=PHONE)

    assert summary(decide_one(row("Siti Aminh", village=VILLAGE), known)) == ("choose", "name_near", [1])
    assert summary(decide_one(row("Siti Aminh", phone=PHONE), known)) == ("choose", "name_near", [1])
    assert summary(decide_one(row("Siti Aminh", district=DISTRICT), known)) == ("choose", "name_near", [1])
    assert decide_one(row("Siti Aminh", village=VILLAGE, birth_date="1990-12-28"), known).action == "match"


def test_a_like_name_with_another_phone_is_somebody_new():
    decision = decide_one(row("Siti Aminh", district=DISTRICT, phone="+628999999999"), person(phone=PHONE))

    assert summary(decision) == ("create", "new", [])


def test_an_initial_meets_the_full_name():
    known = person(name="Muhammad Arifin", phone=PHONE)

    assert decide_one(row("M. Arifin", phone=PHONE), known).reason == "phone_name"
    assert decide_one(row("M. Arifin", district=DISTRICT), known).candidates == [1]


@pytest.mark.parametrize(
    "values",
    [
        {"nik": NIK, "role": "TKSK", "district": DISTRICT},
        {"nik": NIK, "village": "35.13.19.2010"},
        {"nik": NIK, "district": "35.13.01"},
        {"phone": PHONE, "village": "35.13.01.2001"},
    ],
)
def test_another_post_than_the_one_held_asks(values):
    decision = decide_one(row(**values), person(nik=NIK, phone=PHONE))

    assert summary(decision) == ("choose", "post_mismatch", [1])
    assert decision.issues == [issue("role", "post_mismatch")]


@pytest.mark.parametrize(("kind", "action"), [("attendance", "match"), ("roster", "match")])
def test_a_post_is_not_asked_about_where_the_row_tells_none(kind, action):
    assert decide_one(row(nik=NIK), person(nik=NIK), kind=kind).action == action


@pytest.mark.parametrize(("kind", "action"), [("attendance", "match"), ("roster", "choose")])
def test_an_old_sheet_of_attendance_may_tell_a_post_that_ended(kind, action):
    known = person(nik=NIK, current=False)
    known.posts.append(Post("TKSK", DISTRICT, None, current=True))

    assert decide_one(row(nik=NIK, role="PSM", village=VILLAGE), known, kind=kind).action == action


def test_somebody_without_a_post_fits_every_row():
    assert decide_one(row(nik=NIK, role="PSM", village=VILLAGE), person(nik=NIK, role=None)).action == "match"


def test_a_nik_held_outside_the_scope_is_an_error_that_names_nobody():
    elsewhere = Known(id=9, name="Rahasia", nik=NIK, in_scope=False)

    decision = decide_one(row(nik=NIK), elsewhere)

    assert summary(decision) == ("error", "nik_elsewhere", [])
    assert (decision.worker_id, [found.code for found in decision.issues]) == (None, ["nik_elsewhere"])
    assert "Rahasia" not in decision.issues[0].message


def test_people_outside_the_scope_are_never_offered():
    elsewhere = Known(id=9, name="Siti Aminah", phone=PHONE, in_scope=False)

    assert decide_one(row(phone=PHONE), elsewhere).action == "create"


def test_a_row_without_a_name_is_an_error():
    assert summary(decide_one(row(None, nik=NIK), person(nik=NIK))) == ("error", "name_missing", [])


def fault(code):
    return Issue("district", code, "error", "")


@pytest.mark.parametrize(
    ("code", "kind", "action"),
    [
        ("region_outside_scope", "roster", "error"),
        ("region_outside_scope", "attendance", "choose"),
        ("region_unknown", "roster", "choose"),
        ("region_unknown", "attendance", "create"),
        ("region_ambiguous", "roster", "choose"),
        ("role_unknown", "roster", "choose"),
        ("role_unknown", "attendance", "create"),
        ("nik_precision", "roster", "create"),
    ],
)
def test_a_new_person_needs_a_place_and_a_role_in_a_roster(code, kind, action):
    assert decide_one(row(issues=[fault(code)]), kind=kind).action == action


def decide_all(rows, *people, kind="attendance"):
    return [(found.action, found.reason) for found in decide(rows, RosterIndex(people), kind=kind)]


def test_the_second_row_of_a_person_asks_and_says_where_the_first_is():
    rows = [row(phone=PHONE, number=4), row(phone=PHONE, number=9)]

    first, second = decide(rows, RosterIndex([person(phone=PHONE)]), kind="attendance")

    assert (summary(first), summary(second)) == (
        ("match", "phone_name", [1]),
        ("choose", "duplicate_in_file", [1]),
    )
    assert second.issues == [issue("name", "duplicate_in_file", row=4)]


def test_the_row_with_the_better_proof_keeps_the_person():
    rows = [row(village=VILLAGE), row(nik=NIK)]

    assert decide_all(rows, person(nik=NIK)) == [("choose", "duplicate_in_file"), ("match", "nik")]


@pytest.mark.parametrize(
    "rows",
    [
        [row(village=VILLAGE), row(village=VILLAGE)],
        [row(birth_date="1990-12-28", phone="+628111111111"), row(birth_date="1990-12-28", phone=PHONE)],
    ],
)
def test_rows_that_may_be_namesakes_all_ask(rows):
    known = person(birth_date="1990-12-28")

    assert decide_all(rows, known) == [("choose", "duplicate_in_file")] * 2


def test_two_lists_for_two_days_are_no_duplicates():
    rows = [row(nik=NIK, attendance={"1": "present"}), row(nik=NIK, attendance={"2": "present"})]

    assert decide_all(rows, person(nik=NIK)) == [("match", "nik")] * 2


@pytest.mark.parametrize(
    ("one", "other", "second"),
    [
        ({"phone": PHONE}, {"phone": PHONE}, "choose"),
        ({"nik": NIK}, {"nik": NIK}, "choose"),
        ({"village": VILLAGE}, {"village": VILLAGE}, "choose"),
        ({"village": VILLAGE, "phone": PHONE}, {"village": VILLAGE, "phone": "+628999999999"}, "create"),
        ({"village": VILLAGE}, {"village": "35.13.19.2010"}, "create"),
        ({}, {}, "create"),
    ],
)
def test_a_new_person_is_made_once(one, other, second):
    assert [action for action, _reason in decide_all([row(**one), row(**other)])] == ["create", second]


NAMES = st.sampled_from(["Siti Aminah", "Siti Aminh", "Budi", "Budi Santoso", "M. Toha", "Moh. Toha", "Ani"])
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "nik": st.sampled_from([NIK, OTHER_NIK]),
        "phone": st.sampled_from([PHONE, "+628999999999"]),
        "birth_date": st.sampled_from(["1990-12-28", "1970-01-01"]),
        "sex": st.sampled_from(["male", "female"]),
        "member_number": st.sampled_from(["P1", "P2"]),
    },
)
PEOPLE = st.lists(st.tuples(NAMES, VALUES), max_size=6)


@given(PEOPLE, PEOPLE, st.sampled_from(["roster", "attendance"]))
def test_no_person_is_given_to_two_rows_and_none_that_contradicts(known, told, kind):
    people = [person(number, name, **facts) for number, (name, facts) in enumerate(known, start=1)]
    rows = [row(name, number=number, **values) for number, (name, values) in enumerate(told)]

    decisions = decide(rows, RosterIndex(people), kind=kind)

    matched = [found.worker_id for found in decisions if found.action == "match"]
    assert len(matched) == len(set(matched))
    for given_row, found in zip(rows, decisions, strict=True):
        if found.action == "match":
            nik, theirs = given_row.values["nik"], people[found.worker_id - 1].nik
            assert not nik or not theirs or nik == theirs


@pytest.mark.parametrize(
    ("written", "recorded"),
    [
        ("Hasan Moh", "Moh. Hasan"),
        ("Santoso Budi", "H. Budi Santoso, S.Sos"),
        ("Aminah Nur Siti", "Siti Nur Aminah"),
    ],
)
@pytest.mark.parametrize("place", [{"village": VILLAGE}, {"district": DISTRICT}, {"phone": PHONE}])
@pytest.mark.parametrize("kind", ["roster", "attendance"])
def test_the_same_words_in_another_order_ask(written, recorded, place, kind):
    decision = decide_one(row(written, role="PSM", **place), person(name=recorded, phone=PHONE), kind=kind)

    assert summary(decision) == ("choose", "name_turned", [1])


def test_the_same_words_in_another_order_ask_about_a_neighbouring_village():
    neighbour = person(name="Moh Hasan", village="35.13.19.2001")

    decision = decide_one(row("Hasan Moh", village=VILLAGE), neighbour)

    assert (decision.action, decision.candidates) == ("choose", [1])


def test_the_same_words_in_another_order_far_away_are_somebody_new():
    far = person(name="Moh Hasan", village="35.13.04.2001", district="35.13.04")

    assert decide_one(row("Hasan Moh", village=VILLAGE), far).action == "create"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"nik": NIK}, "nik"),
        ({"member_number": "P351300007"}, "member_number"),
        ({"birth_date": "1990-12-28", "village": VILLAGE}, "name_birth"),
    ],
)
def test_a_number_decides_whatever_the_order_of_the_words(values, reason):
    decision = decide_one(row("Hasan Moh", **values), person(name="Moh Hasan", nik=NIK, **FACTS))

    assert summary(decision) == ("match", reason, [1])


def test_a_name_in_its_own_order_comes_before_one_in_another():
    own, other = person(1, "Budi Santoso"), person(2, "Santoso Budi")

    decision = decide_one(row("Budi Santoso", village=VILLAGE), other, own)

    assert summary(decision) == ("match", "name_village", [1])
