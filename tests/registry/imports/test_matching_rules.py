"""The rules of matching through the whole engine, with somebody beside who would fit if a rule failed."""

import pytest

from tests.registry.imports.engine import GENDING, NGEPOH, PESISIR, known, run

HEAD = ["No", "Nama", "NIK", "L/P", "Tgl Lahir", "No HP", "Jabatan", "Desa", "Kecamatan"]
NIK, OTHER_NIK = "3513194405800001", "3513191203790002"
PHONE, BORN = "+6281234500001", "1980-05-04"


def line(name: str, **told) -> list:
    """A row that tells the name and what is given by field."""
    fields = ("nik", "sex", "birth", "phone", "role", "village", "district")
    return [1, name, *(told.get(field) for field in fields)]


def decide_one(row: list, *people, kind: str = "attendance"):
    (found,) = run([HEAD, row], *people, kind=kind)
    return found.decision


@pytest.mark.parametrize(
    ("written", "recorded"),
    [
        ("Moh. Arifin", "Muhammad Arifin"),
        ("MOCHAMAD ARIFIN", "Muh. Arifin"),
        ("Achmad Zaini", "Ahmad Zaini"),
        ("Abd. Rahman", "Abdul Rahman"),
        ("H. Budi Santoso, S.Sos., M.Si", "Budi Santoso"),
        ("Hj. Siti Aminah", "Dra. Siti Aminah, M.Pd"),
        ("Soekarno Hadi", "Sukarno Hadi"),
        ("Djoko Tjokroaminoto", "Joko Cokroaminoto"),
        ("Nur Hasanah", "Nurhasanah"),
        ("Umar bin Khatab", "Umar Khatab"),
        ("Agus Effendi", "Agus Efendi"),
        ("A i s y a h", "Aisyah"),
        ("Ni'mah Wahab", "NI’MAH WAHAB"),
    ],
)
def test_ways_to_write_one_name_are_one_name(written, recorded):
    people = [
        known(1, recorded),
        known(2, "Budi Santosa", village=PESISIR),
        known(3, recorded, village=PESISIR),
    ]

    decision = decide_one(line(written, village="Kalirejo", district="Dringu"), *people)

    assert (decision.action, decision.worker_id, decision.reason) == ("match", 1, "name_village")


@pytest.mark.parametrize(
    ("written", "recorded"),
    [
        ("Yunita Indrawati", "Yuninta Indrawati"),
        ("Budi", "Budi Santoso"),
    ],
)
def test_a_name_that_is_only_like_another_asks(written, recorded):
    decision = decide_one(line(written, village="Kalirejo", district="Dringu"), known(1, recorded))

    assert (decision.action, decision.candidates) == ("choose", [1])


def test_an_initial_that_two_names_fit_asks():
    people = [known(1, "Mulyono Arifin"), known(2, "Muhammad Arifin")]

    decision = decide_one(line("M. Arifin", village="Kalirejo", district="Dringu"), *people)

    assert (decision.action, sorted(decision.candidates)) == ("choose", [1, 2])


@pytest.mark.parametrize("written", ["Budi Santoso", "Siti Amalia", "Muhammad Yusuf", "Yunita Hartati"])
def test_another_name_in_the_same_village_is_somebody_new(written):
    people = [known(1, "Siti Aminah"), known(2, "Muhammad Arifin"), known(3, "Yuninta Indrawati")]

    decision = decide_one(line(written, village="Kalirejo", district="Dringu", role="PSM"), *people)

    assert decision.action == "create"


@pytest.mark.parametrize(
    ("told", "facts", "reason"),
    [
        ({"nik": NIK}, {"nik": NIK}, "nik"),
        ({"phone": "0812-3450-0001"}, {"phone": PHONE}, "phone_name"),
        ({"birth": "4 Mei 1980"}, {"birth_date": BORN}, "name_birth"),
        ({"village": "Kalirejo", "district": "Dringu"}, {}, "name_village"),
    ],
)
def test_a_second_fact_decides_between_namesakes(told, facts, reason):
    people = [
        known(2, "Siti Aminah", village=PESISIR, nik=OTHER_NIK, birth_date="1985-01-01"),
        known(1, "Siti Aminah", **facts),
    ]

    decision = decide_one(line("Siti Aminah", **told), *people)

    assert (decision.action, decision.worker_id, decision.reason) == ("match", 1, reason)


def test_a_number_under_another_name_asks_and_offers_both():
    people = [known(1, "Siti Aminah", nik=NIK), known(2, "Budi Santoso", village=NGEPOH)]

    decision = decide_one(line("Budi Santoso", nik=NIK, village="Ngepoh", district="Dringu"), *people)

    assert (decision.action, decision.reason, decision.candidates) == ("choose", "name_mismatch", [1, 2])


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"village": "Pesisir", "district": "Gending"}, "roster"),
        ({"village": "Pesisir", "district": "Gending"}, "attendance"),
        ({"role": "TKSK", "district": "Dringu"}, "roster"),
    ],
)
def test_a_post_that_is_not_the_one_held_asks(told, kind):
    decision = decide_one(line("Siti Aminah", nik=NIK, **told), known(1, "Siti Aminah", nik=NIK), kind=kind)

    assert (decision.action, decision.reason, decision.candidates) == ("choose", "post_mismatch", [1])


def test_two_who_fit_equally_are_both_offered():
    people = [known(1, "Siti Aminah"), known(2, "Siti Aminah"), known(3, "Siti Aminah", village=PESISIR)]

    found = run([HEAD, line("Siti Aminah", village="Kalirejo", district="Dringu")], *people)

    assert (found[0].decision.action, found[0].decision.candidates[:2]) == ("choose", [1, 2])
    assert "ambiguous_person" in found[0].codes


@pytest.mark.parametrize("kind", ["attendance", "roster"])
@pytest.mark.parametrize("name", ["Siti Aminah", "Kartini", "Muhammad"])
def test_a_name_alone_never_decides(name, kind):
    decision = decide_one(
        line(name, role="PSM", district="Gending"), known(1, name, village=PESISIR), kind=kind
    )

    assert (decision.action, decision.candidates) == ("choose", [1])


@pytest.mark.parametrize(
    ("told", "facts"),
    [
        ({"sex": "L"}, {"sex": "female"}),
        ({"birth": "4 Mei 1981"}, {"birth_date": BORN}),
        ({"nik": NIK}, {"nik": OTHER_NIK}),
        ({"phone": "081200000009"}, {"phone": PHONE}),
    ],
)
def test_a_fact_against_it_keeps_a_name_and_village_from_deciding(told, facts):
    row = line("Siti Aminah", village="Kalirejo", district="Dringu", role="PSM", **told)

    assert decide_one(row, known(1, "Siti Aminah", **facts)).action != "match"


def test_the_same_person_twice_in_a_file_is_given_once():
    rows = [
        line("Siti Aminah", nik=NIK),
        line("SITI AMINAH", nik=NIK),
        line("Umi Salamah", village="Pesisir", district="Gending"),
    ]

    found = run(
        [HEAD, *rows],
        known(1, "Siti Aminah", nik=NIK),
        known(2, "Umi Salamah", district=GENDING, village=PESISIR),
    )

    assert [one.decision.action for one in found] == ["match", "choose", "match"]
    assert "duplicate_in_file" in found[1].codes


def test_the_seat_of_a_district_is_no_village_of_it():
    head = known(1, "Siti Aminah", role="TKSK", village=None, district=GENDING)

    tksk = decide_one(line("Siti Aminah", role="TKSK", district="Gending"), head)
    psm = decide_one(
        line("Siti Aminah", role="PSM", village="Pesisir", district="Gending"), head, kind="roster"
    )

    assert (tksk.action, psm.action) == ("match", "choose")
