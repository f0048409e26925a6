"""Addresses for every row of a list."""

import pytest
from django.urls import NoReverseMatch, reverse

from welfare.addresses import addresses


@pytest.mark.parametrize("name", ["worker", "worker_call"])
def test_address_of_a_row_is_what_django_gives(name):
    address = addresses(name)

    assert [address(key) for key in (1, 250_000)] == [reverse(name, args=[key]) for key in (1, 250_000)]


def test_page_that_takes_more_than_a_key_has_no_such_addresses():
    with pytest.raises(NoReverseMatch):
        addresses("checkin_desk")
