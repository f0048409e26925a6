"""Levels of schooling, told from what sheets write."""

import pytest

from registry.education import Level, with_rung, written_as
from registry.models import Worker
from tests.factories import make_worker


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("SD", Level.PRIMARY),
        ("Paket A", Level.PRIMARY),
        ("SLTP", Level.LOWER),
        ("SMP/MTs", Level.LOWER),
        ("SMA sederajat", Level.UPPER),
        ("smk", Level.UPPER),
        ("MA", Level.UPPER),
        ("D3", Level.DIPLOMA),
        ("D-III Kebidanan", Level.DIPLOMA),
        ("Diploma 3", Level.DIPLOMA),
        ("D IV", Level.BACHELOR),
        ("Diploma 4", Level.BACHELOR),
        ("S-1 Hukum", Level.BACHELOR),
        ("Sarjana", Level.BACHELOR),
        ("S.2", Level.POSTGRADUATE),
        ("Magister", Level.POSTGRADUATE),
        ("", None),
        ("lain-lain", None),
    ],
)
def test_what_sheets_write_is_one_level(written, level, office):
    make_worker(office, education=written)

    assert [one for one in Level if Worker.objects.filter(written_as([one])).exists()] == [level] * bool(
        level
    )


LADDER = ["sd", "SMP", "SMK", "D1", "Diploma", "D 2", "D-III", "D IV", "Sarjana", "SMA, S2", "Doktor"]


def test_degrees_are_sorted_from_the_lowest_and_words_without_one_stand_last(office):
    for written in ["kursus jahit", "", *LADDER]:
        make_worker(office, written or "Tanpa", education=written)

    upwards = with_rung(Worker.objects.all(), backwards=False).order_by("rung", "pk")
    downwards = with_rung(Worker.objects.all(), backwards=True).order_by("-rung", "-pk")

    assert [one.education for one in upwards] == [*LADDER, "kursus jahit", ""]
    assert [one.education for one in downwards] == [*LADDER[::-1], "kursus jahit", ""]
