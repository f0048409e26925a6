"""Accounts: made, changed and given new passwords by administrators, never above themselves."""

import pytest

from registry.access import RANKS
from registry.actions import accounts
from registry.models import Office, User
from tests.factories import make_user
from welfare.errors import RuleError

# Accounts


def account_form(kept_by, **changes):
    values = {"username": "baru", "first_name": "Budi", "last_name": "", "group": "operator"}
    return values | {"scope": "35.13", "office": kept_by.pk} | changes


def test_account_is_made_and_its_password_shown_once(office, login, administrator, client):
    page = login(administrator).post("/pengaturan/pengguna/tambah/", account_form(office))

    user = User.objects.get(username="baru")
    password = page.context["password"]
    assert user.check_password(password)
    assert password in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert password not in login(administrator).get("/pengaturan/pengguna/").content.decode()
    assert [group.name for group in user.groups.all()] == ["operator"]
    assert not user.is_staff


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scope", "35.14"),
        ("scope", "35"),
        ("group", "god"),
        ("username", "with space"),
        ("username", ""),
        ("office", "0"),
    ],
)
def test_account_outside_ones_own_rights_is_refused(field, value, office, other_office, login, administrator):
    values = account_form(office, **{field: value})

    response = login(administrator).post("/pengaturan/pengguna/tambah/", values)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.filter(first_name="Budi").exists()


@pytest.mark.parametrize("name", ["BARU", "baru"])
def test_user_name_is_taken_whatever_its_case(name, office, login, administrator):
    client = login(administrator)
    client.post("/pengaturan/pengguna/tambah/", account_form(office))

    assert client.post("/pengaturan/pengguna/tambah/", account_form(office, username=name)).status_code == 422


def test_action_grants_nothing_above_oneself(operator, office, regions, english):
    words = {"username": "x", "first_name": "X", "last_name": "", "office": None, "by": operator}

    for group, scope in (("administrator", regions["35.13"]), ("desk", regions["35.14"])):
        with pytest.raises(RuleError, match=r"^Nobody gives a group above his own"):
            accounts.create(group=group, scope=scope, **words)
    with pytest.raises(RuleError, match=r"^This office lies outside your region\.$"):
        accounts.create(
            group="desk",
            scope=regions["35.13"],
            **words | {"office": Office.objects.create(region=regions["35.14"], name="D")},
        )


def change_form(user, **changes):
    values = {"group": "supervisor", "scope": user.scope.code, "office": "", "revision": user.revision}
    return values | {"is_active": "on"} | changes


def test_account_gets_another_group_and_goes_out_of_use(operator, login, administrator, client):
    values = change_form(operator)
    del values["is_active"]

    login(administrator).post(f"/pengaturan/pengguna/{operator.pk}/", values)

    operator.refresh_from_db()
    assert [group.name for group in operator.groups.all()] == ["supervisor"]
    assert not operator.is_active


def test_account_changed_meanwhile_is_refused(operator, login, administrator):
    values = change_form(operator)
    User.objects.filter(pk=operator.pk).update(first_name="Lain")

    response = login(administrator).post(f"/pengaturan/pengguna/{operator.pk}/", values)

    assert response.status_code == 422
    assert [group.name for group in operator.groups.all()] == ["operator"]


def test_nobody_changes_his_own_account(administrator, login):
    client, address = login(administrator), f"/pengaturan/pengguna/{administrator.pk}/"

    assert client.post(address, change_form(administrator)).status_code == 422
    assert client.post(f"{address}sandi/").status_code == 422
    assert administrator.groups.get().name == "administrator"


def test_account_outside_the_region_is_not_found(stranger, login, administrator, regions):
    above = make_user("supervisor", regions["35"])

    for user in (stranger, above):
        assert login(administrator).get(f"/pengaturan/pengguna/{user.pk}/").status_code == 404
        assert login(administrator).post(f"/pengaturan/pengguna/{user.pk}/sandi/").status_code == 404


def test_account_of_a_higher_group_cannot_be_managed(operator, administrator, english):
    with pytest.raises(RuleError, match=r"^This account stands above yours\.$"):
        accounts.reset_password(user=administrator, by=operator)


def test_new_password_is_a_post_and_shown_once(operator, login, administrator):
    client, address = login(administrator), f"/pengaturan/pengguna/{operator.pk}/sandi/"

    assert client.get(address).status_code == 405
    password = client.post(address).context["password"]

    operator.refresh_from_db()
    assert operator.check_password(password)
    assert login(operator).post(address).status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_user_list_takes_a_fixed_number_of_statements(
    people, office, login, administrator, alone, django_assert_num_queries
):
    for _ in range(people):
        make_user("desk", office.region, office=office)
    client = login(administrator)

    with django_assert_num_queries(8):
        client.get("/pengaturan/pengguna/")


def test_every_group_can_be_chosen_by_an_administrator(login, administrator):
    form = login(administrator).get("/pengaturan/pengguna/tambah/").context["form"]

    assert [value for value, _label in form.fields["group"].choices] == list(RANKS)
