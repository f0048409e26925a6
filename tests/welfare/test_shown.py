"""Values as screens write them, in both languages."""

import datetime
from datetime import date, time

import pytest
from django import forms
from django.utils import timezone, translation

from welfare import shown


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [("id", date(2019, 12, 9), "9 Des 2019"), ("en", date(2019, 12, 9), "9 Dec 2019"), ("id", None, "–")],
)
def test_day_is_short_and_in_the_users_language(language, value, text):
    with translation.override(language):
        assert shown.day(value) == text


def test_same_moment_lies_in_two_days():
    west = datetime.datetime(2019, 12, 9, 23, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
    east = west.astimezone(datetime.timezone(datetime.timedelta(hours=9)))
    assert west == east

    with translation.override("id"):
        assert [shown.day(west), shown.day(east)] == ["9 Des 2019", "10 Des 2019"]


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2019, 12, 9), date(2019, 12, 9), "9 Des 2019"),
        (date(2019, 12, 9), date(2019, 12, 10), "9–10 Des 2019"),
        (date(2019, 11, 30), date(2019, 12, 2), "30 Nov – 2 Des 2019"),
        (date(2019, 12, 31), date(2020, 1, 1), "31 Des 2019 – 1 Jan 2020"),
        (date(2018, 1, 2), None, "2 Jan 2018 –"),
        (None, date(2018, 1, 2), "2 Jan 2018"),
        (None, None, "–"),
    ],
)
def test_days_say_what_differs_only_once(first, last, text):
    with translation.override("id"):
        assert shown.days(first, last) == text


def test_moment_is_on_the_local_clock():
    at = datetime.datetime(2019, 12, 9, 23, 5, tzinfo=datetime.UTC)

    with translation.override("id"), timezone.override("Asia/Jakarta"):
        assert shown.moment(at) == "10 Des 2019 06.05"
    with translation.override("en"), timezone.override("Asia/Jayapura"):
        assert shown.moment(at) == "10 Dec 2019 08:05"


def test_clock_takes_a_bare_time():
    with translation.override("id"):
        assert shown.clock(time(8, 0)) == "08.00"
    assert shown.clock(None) == "–"


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [("id", 1204, "1.204"), ("en", 1204, "1,204"), ("id", 0, "0"), ("id", None, "–")],
)
def test_number_is_grouped(language, value, text):
    with translation.override(language):
        assert shown.number(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(24, 24, "100%"), (216, 330, "65,5%"), (0, 5, "0%"), (1, 0, "–"), (258, 264, "97,7%")],
)
def test_percent_has_a_decimal_only_when_it_needs_one(part, whole, text):
    with translation.override("id"):
        assert shown.percent(part, whole) == text


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Rina Wulandari", "RW"), ("Junaidi", "J"), ("Siti Nur Aminah", "SA"), ("", "?"), ("(Bp.) dewi", "D")],
)
def test_initials_are_of_the_first_and_last_word(name, letters):
    assert shown.initials(name) == letters


def test_choice_is_said_in_words():
    field = forms.MultipleChoiceField(choices=[("Group", [("m", "Male"), ("f", "Female")]), ("x", "Other")])

    with translation.override("en"):
        assert shown.choice(field, ["f", "x"]) == "Female, Other"
        assert shown.choice(field, []) == "empty"
        assert shown.choice(None, None) == "empty"
        assert shown.choice(None, False) == "no"
        assert shown.choice(None, True) == "yes"
        assert shown.choice(None, date(1980, 5, 12)) == "12 May 1980"
        assert shown.choice(None, slice(date(1980, 5, 12), None)) == "12 May 1980 – empty"
        assert shown.choice(None, "as written") == "as written"
