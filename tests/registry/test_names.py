import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.names import Likeness, bucket_of, compare, compare_keys, leaves_out_titles, name_key

WORDS = st.sampled_from("siti budi santoso wahyuni arifin toha hartono zainal maimunah lestari joko".split())
NAMES = st.lists(WORDS, min_size=2, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("H. Rudi Gatot Lihawa, S.E", "rudi gatot lihawa"),
        ("Dra. Hj. St. Maryam", "siti maryam"),
        ("Prof. Dr. Ir. H. Joko", "joko"),
        ("Siti Aminah S.Sos", "siti aminah"),
        ("Siti Aminah A.Md.Kep", "siti aminah"),
        ("Budi S. Pd. I", "budi"),
        ("Rini Setiawan S.E., M.M.", "rini setiawan"),
        ("Sunarto SE", "sunarto"),
        ("Moh. Toha", "muhammad toha"),
        ("Mochammad Toha", "muhammad toha"),
        ("Moeh. Toha", "muhammad toha"),
        ("M. Toha", "m toha"),
        ("Moh", "moh"),
        ("Zainal Mochamad", "zainal muhammad"),
        ("Achmad Abd. Rahman", "ahmad abdul rahman"),
        ("Soeyono Djafar", "suyono jafar"),
        ("Tjahyono Sjarif", "cahyono syarif"),
        ("Abdul Rahman bin Yusuf", "abdul rahman yusuf"),
        ("A i s y a h", "aisyah"),
        ("S i t i  A i s y a h", "siti aisyah"),
        ("Nur’aini Mas'ud", "nuraini masud"),
        ("Sitì Amínah", "siti aminah"),
        ("Budi Santoso (TKSK)", "budi santoso"),
        ("H.", "h"),
        ("Dr", "dr"),
        ("", ""),
        (None, ""),
        ("123 -", ""),
    ],
)
def test_name_key_folds_how_a_name_is_written(written, key):
    assert name_key(written) == key


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Moh. Toha, S.Sos", "MOHAMMAD TOHA", Likeness.EQUAL),
        ("Nur Hasanah", "Nurhasanah", Likeness.EQUAL),
        ("M. Arifin", "Muhammad Arifin", Likeness.COMPATIBLE),
        ("A. Fauzi", "Ahmad Fauzi", Likeness.COMPATIBLE),
        ("Endang Efendi", "Endang Effendi", Likeness.COMPATIBLE),
        ("Arifin Muhammad", "Muhammad Arifin", Likeness.COMPATIBLE),
        ("Sunarto", "Sunarto Widodo", Likeness.PARTIAL),
        ("Toha", "Moh. Toha", Likeness.PARTIAL),
        ("Yunita Indrawati", "Yuninta Indrawati", Likeness.NEAR),
        ("Mutsofa Lukman", "Mustofa Lukman", Likeness.NEAR),
        ("Mochaad Ismail Salam", "Muhammad Ismail Salam", Likeness.NEAR),
        ("Amin Ariin", "Amin Arifin", Likeness.NEAR),
        ("Wwik Yuni", "Wiwik Yuni", Likeness.NEAR),
        ("Siti Aminah Rahman", "Siti Aminah Huda", Likeness.DIFFERENT),
        ("Hadi Santoso", "H. S.", Likeness.DIFFERENT),
        ("Moh. Ali", "Moh. Umar", Likeness.DIFFERENT),
        ("Ani", "Eni", Likeness.DIFFERENT),
        ("", "Budi", Likeness.NEAR),
    ],
)
def test_compare_grades_two_names_alike_in_both_directions(one, other, likeness):
    assert (compare(one, other), compare(other, one)) == (likeness, likeness)


@pytest.mark.parametrize(
    ("one", "other"),
    [("M. Arifin", "Muhammad Arifin"), ("Nur Hasanah", "Nurhasanah"), ("Moh. Effendi", "Efendi")],
)
def test_bucket_holds_the_ways_to_write_one_name(one, other):
    assert bucket_of(name_key(one)) == bucket_of(name_key(other))


@given(st.text(max_size=60))
def test_name_key_takes_any_text_and_gives_words_of_plain_letters(text):
    key = name_key(text)

    assert key == " ".join(key.split())
    assert all("a" <= letter <= "z" for letter in key.replace(" ", ""))


@given(NAMES)
def test_name_key_of_a_key_is_the_key(name):
    assert name_key(name_key(name)) == name_key(name)


@given(
    NAMES,
    st.sampled_from(["H. ", "Hj. ", "Drs. ", "dr. ", ""]),
    st.sampled_from([", S.Sos", ", M.Si", " S.Pd.I", ""]),
)
def test_name_key_is_stable_under_titles_capitals_and_blanks(name, title, degree):
    assert name_key(f"  {title}{name.upper().replace(' ', '   ')}{degree} ") == name_key(name)


@given(NAMES, NAMES)
def test_compare_is_symmetric_and_certain_of_itself(one, other):
    assert compare(one, other) is compare(other, one)
    assert compare(one, one) is Likeness.EQUAL


@given(st.text(max_size=30), st.text(max_size=30))
def test_compare_keys_takes_any_two_texts(one, other):
    assert compare_keys(one, other) is compare_keys(other, one)


@pytest.mark.parametrize(
    ("name", "fuller", "left_out"),
    [
        ("Mahfud Nugroho", "Mahfud Nugroho, S.Sos.", True),
        ("MAHFUD NUGROHO", "Drs. H. Mahfud Nugroho", True),
        ("Bpk. Mahfud Nugroho", "Mahfud Nugroho", True),
        ("H. Mahfud Nugroho", "Mahfud Nugroho", False),
        ("Mahfud Nugroho, S.Sos", "Mahfud Nugroho", False),
        ("Mahfud Nugroho, M.Si", "Drs. Mahfud Nugroho, S.Sos, M.Si", True),
        ("Drs. Mahfud Nugroho", "Drs. Mahfud Nugroho, M.Si", True),
        ("Drs. Mahfud Nugroho", "Mahfud Nugroho, M.Si", False),
        ("Drs Mahfud Nugroho", "Drs. Mahfud Nugroho", False),
        ("Mahfud Nugroho, S.Pd", "Mahfud Nugroho, S.Sos", False),
        ("Mahfud Nugraha", "Mahfud Nugroho, S.Sos", False),
        ("Moh. Mahfud", "Muhammad Mahfud", False),
        ("\u674e", "\u738b", False),
    ],
)
def test_titles_are_left_out_of_the_same_name_only(name, fuller, left_out):
    assert leaves_out_titles(name, fuller) == left_out
