"""Two records of one person: found, merged with all that hangs on them, taken apart again."""

from datetime import date

import pytest
from django.apps import apps
from django.core.serializers.python import Serializer
from django.urls import reverse

from registry.access import ADMINISTRATOR
from registry.actions import merging
from registry.actions.reverting import revert
from registry.duplicates import Reason, suspects
from registry.history import changes_of
from registry.models import Appointment, AppointmentDecree, Decree, Merge, NotDuplicate, User, Worker
from tests.access.world import make_world
from tests.factories import appoint, invite, make_event, make_office, make_user, make_worker
from trainings.actions.certificates import revoke
from trainings.models import Attendance, Certificate, OutsideTraining, Participant, PrintedSheet
from welfare.errors import RuleError

OWN_APPS = ("registry", "trainings")
BORN = date(1980, 5, 12)


@pytest.fixture
def pair(office):
    """The same woman twice."""
    return make_worker(office, "Siti Aminah", education="SMA"), make_worker(office, "St. Aminah, S.Sos")


def merge(pair, by, taken=()):
    kept, dropped = (Worker.objects.get(pk=worker.pk) for worker in pair)
    revisions = {kept.pk: kept.revision, dropped.pk: dropped.revision}
    return merging.merge(kept=kept, dropped=dropped, taken=taken, revisions=revisions, by=by)


def stored() -> dict[str, list]:
    """Every row of every table of ours but the histories and the journal, without their revisions.

    Where people belong is worked out by triggers, in rows whose own ids say nothing.
    """
    found = {}
    for app in OWN_APPS:
        for model in apps.get_app_config(app).get_models():
            if not hasattr(model, "pgh_tracked_model") and model is not Merge:
                rows = Serializer().serialize(model._base_manager.order_by("pk"))
                found[model._meta.label] = [
                    (row["pk"], {k: v for k, v in row["fields"].items() if k != "revision"}) for row in rows
                ]
    places = found.pop("registry.WorkerPlace")
    found["places"] = sorted((row["worker"], row["region"], row["name_key"]) for _pk, row in places)
    return found


# Suspects


def test_suspects_share_a_phone_a_birth_date_or_a_village(office, regions, operator):
    village, other = regions["35.13.19.2003"], regions["35.13.19.2004"]
    phone = [make_worker(office, name, phone="+6281234567890") for name in ("Budi", "Slamet")]
    birth = [make_worker(office, name, birth_date=BORN) for name in ("Moh. Toha", "Mohammad Toha, S.Sos")]
    make_worker(office, "Muhammad Toha", birth_date=date(1981, 5, 12))
    duty = [make_worker(office, "Nur Hasanah") for _number in range(2)]
    home = [make_worker(office, "Rina", home_region=village) for _number in range(2)]
    for worker in duty:
        appoint(worker, "PSM", village)
    appoint(make_worker(office, "Nur Hasanah"), "PSM", other)
    both = [make_worker(office, "Yuliana"), make_worker(office, "Yuliana, S.Sos", home_region=other)]
    appoint(both[0], "PSM", other)
    appoint(make_worker(office, "Yuliani", home_region=other), "PSM", other)  # lives where she serves

    found = {(one.first, one.second): one.reasons for one in suspects(operator)}

    assert found == {
        tuple(birth): [Reason.BIRTH],
        tuple(duty): [Reason.VILLAGE],
        tuple(home): [Reason.VILLAGE],
        tuple(both): [Reason.VILLAGE],
        tuple(phone): [Reason.PHONE],
    }


def test_the_likeliest_pair_comes_first(office, operator):
    phone = "+6281234567890"
    couple = [make_worker(office, name, phone=phone) for name in ("Budi", "Slamet")]
    twice = [make_worker(office, "Moh. Toha", birth_date=BORN, phone="+6281234567891") for _number in "12"]

    assert [(one.first, one.second) for one in suspects(operator)] == [tuple(twice), tuple(couple)]


def test_number_of_an_office_makes_nobody_suspect(office, operator):
    for number in range(7):
        make_worker(office, f"Orang {number}", phone="+6281234567890")

    assert suspects(operator) == []


def test_pair_told_apart_is_suspect_no_more(office, operator):
    first, second = (make_worker(office, "Moh. Toha", birth_date=BORN) for _number in range(2))

    merging.tell_apart(first=second, second=first, by=operator)
    merging.tell_apart(first=first, second=second, by=operator)

    assert suspects(operator) == []
    assert [(pair.first, pair.second, pair.by) for pair in NotDuplicate.objects.all()] == [
        (first, second, operator)
    ]


def test_suspects_of_another_regency_are_not_shown(office, stranger):
    for _number in range(2):
        make_worker(office, "Moh. Toha", birth_date=BORN)

    assert suspects(stranger) == []


@pytest.mark.parametrize("pairs", [1, 5])
def test_suspects_take_a_fixed_number_of_statements(pairs, office, operator, django_assert_num_queries):
    for number in range(pairs):
        for _twice in range(2):
            make_worker(office, f"Orang {'abcdefgh'[number]}", birth_date=BORN)

    with django_assert_num_queries(7):
        assert len(suspects(operator)) == pairs


# Merging


def test_merge_takes_the_chosen_values_with_what_goes_with_them(pair, administrator):
    kept, dropped = pair
    number = dropped.nik

    merge(pair, administrator, taken=["name", "nik"])

    kept.refresh_from_db()
    assert (kept.name, kept.name_key, kept.nik, kept.education) == (
        "St. Aminah, S.Sos",
        "siti aminah",
        number,
        "SMA",
    )
    assert not Worker.objects.filter(pk=dropped.pk).exists()


@pytest.mark.parametrize(
    ("ours", "theirs", "joined"),
    [
        (("2015-01-01", "2018-01-01"), ("2017-01-01", None), ("2015-01-01", None, "")),
        (("2015-01-01", None), ("2016-01-01", "2017-01-01"), ("2015-01-01", None, "")),
        (("2015-01-01", "2018-01-01"), ("2014-01-01", "2017-01-01"), ("2014-01-01", "2018-01-01", "term")),
    ],
)
def test_services_in_the_same_post_become_one(ours, theirs, joined, pair, regions, administrator, office):
    kept, dropped = pair
    day = lambda text: text and date.fromisoformat(text)  # noqa: E731 - three letters for a table of days
    posts = [
        appoint(worker, "PSM", regions["35.13.19.2003"], start=day(first), end=day(last))
        for worker, (first, last) in ((kept, ours), (dropped, theirs))
    ]
    shared, own = (Decree.objects.create(office=office, number=number) for number in ("1/2015", "2/2016"))
    for post, decree in ((posts[0], shared), (posts[1], shared), (posts[1], own)):
        AppointmentDecree.objects.create(appointment=post, decree=decree)

    merge(pair, administrator)

    post = Appointment.objects.get()
    first, last, reason = joined
    assert (post.worker, post.service.lower, post.service.upper) == (kept, day(first), day(last))
    assert post.end_reason == reason
    assert {paper.decree for paper in post.papers.all()} == {shared, own}


def test_services_one_after_the_other_stay_two(pair, regions, administrator):
    kept, dropped = pair
    place = regions["35.13.19.2003"]
    appoint(kept, "PSM", place, start=date(2015, 1, 1), end=date(2016, 1, 1))
    appoint(dropped, "PSM", place, start=date(2016, 1, 1))
    appoint(dropped, "TKSK", regions["35.13.19"])

    merge(pair, administrator)

    assert kept.appointments.count() == 3


def test_unknown_start_takes_the_known_one(pair, regions, administrator):
    kept, dropped = pair
    place = regions["35.13.19.2003"]
    appoint(kept, "PSM", place, start=None, start_precision="unknown")
    appoint(dropped, "PSM", place, start=date(2016, 1, 1), start_precision="year")

    merge(pair, administrator)

    post = kept.appointments.get()
    assert (post.service.lower, post.start_precision) == (date(2016, 1, 1), "year")


def test_of_two_participations_the_telling_attendance_stays(pair, office, regions, administrator):
    event = make_event(office)
    first, second = event.sessions.all()
    ours, theirs = (invite(event, worker, "TKSK", regions["35.13.19"]) for worker in pair)
    when = "2019-12-09T08:00+07:00"
    for who, session, status in (
        (ours, first, "absent"),
        (theirs, first, "present"),
        (theirs, second, "sick"),
    ):
        Attendance.objects.create(
            participant=who, session=session, status=status, recorded_at=when, method="grid"
        )
    sheet = PrintedSheet.objects.create(session=first, participants=[theirs.pk])

    merge(pair, administrator)

    sheet.refresh_from_db()
    one = Participant.objects.get()
    assert one == ours
    assert sorted(one.attendance.values_list("session", "status")) == [
        (first.pk, "present"),
        (second.pk, "sick"),
    ]
    assert sheet.participants == [ours.pk]


@pytest.mark.parametrize("printed", [0, 1])
def test_of_two_participations_the_one_on_paper_stays(printed, pair, office, regions, administrator):
    event, other_event = make_event(office), make_event(office)
    both = [
        invite(event, pair[0], "PSM", regions["35.13.19.2003"]),
        invite(event, pair[1], "TKSK", regions["35.13.19"], capacity="committee", institution="IPSM"),
    ]
    later = invite(other_event, pair[1], "TKSK", regions["35.13.19"])
    Participant.objects.filter(pk=both[printed].pk).update(
        name="Siti Aminah", sex="female", frozen_at="2019-12-10T12:00+07:00"
    )
    facts = ("pk", "token", "role__code", "region", "capacity", "institution", "name", "frozen_at")
    on_paper = Participant.objects.filter(pk=both[printed].pk).values(*facts).get()
    before = stored()

    made = merge(pair, administrator)

    assert Participant.objects.filter(event=event).values(*facts).get() == on_paper
    assert set(pair[0].participations.values_list("pk", flat=True)) == {both[printed].pk, later.pk}
    merging.unmerge(merge=made, by=administrator)
    assert stored() == before


@pytest.fixture
def certificates(pair, office, regions):
    """One event, certified to both records."""
    event = make_event(office, title="Bimtek Dasar")
    return [
        Certificate.objects.create(
            office=office,
            year=2019,
            sequence=number,
            number=f"400/{number}",
            participant=invite(event, worker, "TKSK", regions["35.13.19"]),
            printed_name=worker.name,
            code=str(number),
            date=date(2019, 12, 10),
            issued_at="2019-12-10T12:00+07:00",
        )
        for number, worker in enumerate(pair, start=1)
    ]


def test_two_certificates_of_one_event_refuse_the_merge(certificates, pair, administrator):
    before = stored()

    with pytest.raises(
        RuleError, match=r"^Both records hold a certificate of “Bimtek Dasar”: 400/1 and 400/2"
    ):
        merge(pair, administrator)

    assert stored() == before


def test_page_leads_to_where_one_of_two_certificates_is_revoked(certificates, pair, administrator, login):
    User.objects.filter(pk=administrator.pk).update(language="en")
    slug = certificates[0].participant.event.slug

    context = login(administrator).get(reverse("duplicate", args=[one.pk for one in pair])).context

    (obstacle,) = context["obstacles"]
    assert obstacle.text == (
        "Both records hold a certificate of “Bimtek Dasar”. Revoke one of the two, then merge."
    )
    assert obstacle.ways == tuple(
        (f"Revoke {one.number}", f"/kegiatan/{slug}/sertifikat/{one.pk}/cabut/") for one in certificates
    )


@pytest.mark.parametrize("revoked", [0, 1])
def test_after_one_is_revoked_both_certificates_stay_with_the_person(
    revoked, certificates, pair, administrator
):
    revoke(certificate=certificates[revoked], reason="Ganda", by=administrator)
    before = stored()

    journal = merge(pair, administrator)

    held = Participant.objects.get().certificates.order_by("sequence")
    assert list(held) == certificates
    assert [bool(one.revoked_at) for one in held] == [revoked == 0, revoked == 1]
    merging.unmerge(merge=journal, by=administrator)
    assert stored() == before


def test_merge_of_a_record_changed_meanwhile_is_refused(pair, administrator):
    kept, dropped = pair
    seen = {kept.pk: kept.revision, dropped.pk: dropped.revision}
    Worker.objects.filter(pk=dropped.pk).update(education="S1")

    with pytest.raises(RuleError, match=r"^One of the two was changed meanwhile\."):
        merging.merge(kept=kept, dropped=dropped, taken=[], revisions=seen, by=administrator)


def test_operator_may_not_merge(pair, operator):
    with pytest.raises(RuleError, match=r"^You may not merge records\."):
        merge(pair, operator)


# Taking apart


@pytest.fixture
def twice(office, operator, regions, settings, tmp_path):
    """Two records with a row of every table: what one has, and what both have."""
    settings.MEDIA_ROOT = tmp_path
    world = make_world(
        office=office,
        user=operator,
        district=regions["35.13.19"],
        village=regions["35.13.19.2003"],
        name="Srikandi",
    )
    kept, dropped = world.second_worker, world.worker
    appoint(kept, "PSM", world.region, start=date(2017, 1, 1))
    OutsideTraining.objects.create(worker=kept, title="Pelatihan lain")
    invite(world.event, kept, "PSM", world.region)
    third = make_worker(office, "Orang Ketiga")
    NotDuplicate.objects.create(first=min(dropped, third, key=lambda one: one.pk), second=third)
    participant = Participant.objects.get(worker=dropped)
    participant.post = dropped.appointments.get()
    participant.save()
    world.import_row.worker = dropped
    world.import_row.save()
    return kept, dropped


def referring(relation, pk: int) -> list:
    """The rows that refer to a person by this relation."""
    return list(relation.related_model._base_manager.filter(**{relation.field.attname: pk}))


def test_merge_leaves_nothing_that_refers_to_the_dropped_record(twice, administrator):
    """Whatever table refers to a person some day must be told what a merge does with it."""
    dropped = twice[1].pk
    relations = [one for one in Worker._meta.related_objects if one.field.db_constraint]
    assert [one for one in relations if not referring(one, dropped)] == []

    merge(twice, administrator)

    assert [one for one in relations if referring(one, dropped)] == []


def test_taking_apart_puts_every_row_back(twice, administrator):
    before = stored()

    made = merge(twice, administrator, taken=["name", "nik", "phone", "birth_date", "home_region", "address"])
    assert stored() != before
    merging.unmerge(merge=made, by=administrator)

    assert stored() == before
    assert Merge.objects.get(pk=made.pk).undone_at is not None


def test_taking_apart_keeps_what_was_added_since_with_the_kept_record(pair, regions, administrator):
    kept, dropped = pair
    appoint(dropped, "PSM", regions["35.13.19.2003"])
    made = merge(pair, administrator)
    Worker.objects.filter(pk=kept.pk).update(email="siti@contoh.id")
    appoint(kept, "TKSK", regions["35.13.19"])

    merging.unmerge(merge=made, by=administrator)

    assert [post.role.code for post in kept.appointments.all()] == ["TKSK"]
    assert [post.role.code for post in dropped.appointments.all()] == ["PSM"]
    assert Worker.objects.get(pk=kept.pk).email == "siti@contoh.id"


def change_taken_field(kept, dropped, number, regions):
    Worker.objects.filter(pk=kept.pk).update(education="S2")
    return "Person Siti Aminah: “education” was changed again since. Take that back first."


def delete_the_post(kept, dropped, number, regions):
    kept.appointments.all().delete()
    return "A record (appointment) was taken away since."


def give_the_number_away(kept, dropped, number, regions):
    make_worker(kept.office, "Orang Lain", nik=number)
    return "Another person already has this NIK."


@pytest.mark.parametrize("later", [change_taken_field, delete_the_post, give_the_number_away])
def test_taking_apart_is_refused_when_later_changes_stand_on_it(later, office, regions, administrator):
    pair = kept, dropped = (
        make_worker(office, "Siti Aminah"),
        make_worker(office, "St. Aminah", education="S1"),
    )
    appoint(dropped, "PSM", regions["35.13.19.2003"])
    made = merge(pair, administrator, taken=["education"])
    sentence = later(kept, dropped, dropped.nik, regions)
    before = stored()

    with pytest.raises(RuleError) as refused:
        merging.unmerge(merge=made, by=administrator)

    assert str(refused.value) == sentence
    assert stored() == before


def told(worker, user) -> list[list[str]]:
    """What the history of a person says was done, act by act, the latest first."""
    return [[act.what for act in change.acts] for change in changes_of(worker, user=user)]


def test_history_of_both_tells_what_came_and_went(pair, office, regions, administrator):
    kept, dropped = pair
    appoint(kept, "PSM", regions["35.13.19.2003"])
    both = appoint(dropped, "PSM", regions["35.13.19.2003"])
    appoint(dropped, "TKSK", regions["35.13.19"])
    decree = Decree.objects.create(office=office, number="188/9", date=date(2018, 1, 1))
    AppointmentDecree.objects.create(appointment=both, decree=decree)

    made = merge(pair, administrator)
    merging.unmerge(merge=made, by=administrator)

    assert [sorted(acts) for acts in told(kept, administrator)[:2]] == [
        ["Appointment went to another record: TKSK, Kec. Dringu", "Decree 188/9 taken away"],
        ["Appointment came from another record: TKSK, Kec. Dringu", "Decree 188/9 added"],
    ]
    assert [sorted(acts) for acts in told(dropped, administrator)[:2]] == [
        [
            "A record of its own again",
            "Appointed: PSM, Desa Kalirejo",
            "Appointment came from another record: TKSK, Kec. Dringu",
            "Decree 188/9 added",
        ],
        [
            "Appointment removed: PSM, Desa Kalirejo",
            "Appointment went to another record: TKSK, Kec. Dringu",
            "Became part of another record",
            "Decree 188/9 taken away",
        ],
    ]


def test_half_of_a_merge_is_not_taken_back_from_a_history(pair, administrator):
    made = merge(pair, administrator, taken=["education"])
    merging.unmerge(merge=made, by=administrator)
    keys = Worker.history.rel.related_model.objects.filter(pgh_obj=pair[0].pk, pgh_label="update")
    before = stored()

    assert [change.key for change in changes_of(pair[0], user=administrator)][:2] == [None, None]
    for key in keys.values_list("pgh_context", flat=True):
        with pytest.raises(RuleError, match=r"^Registering, merging or removing a person is not taken back"):
            revert(worker=pair[0], change=key, by=administrator)
    assert stored() == before


def test_chain_of_merges_is_taken_apart_from_its_end(pair, office, regions, administrator):
    third = make_worker(office, "Siti Aminah (lama)")
    appoint(third, "PSM", regions["35.13.19.2003"])
    before = stored()
    inner = merge((pair[1], third), administrator)
    outer = merge(pair, administrator)

    with pytest.raises(RuleError, match=r"^“St\. Aminah, S\.Sos” itself was merged since\. Take that"):
        merging.unmerge(merge=Merge.objects.get(pk=inner.pk), by=administrator)

    merging.unmerge(merge=outer, by=administrator)
    merging.unmerge(merge=Merge.objects.get(pk=inner.pk), by=administrator)
    assert stored() == before


def test_address_of_a_merged_record_leads_to_the_one_it_became(pair, administrator, stranger, login):
    kept, dropped = pair
    address = reverse("worker_edit", args=[dropped.pk])
    merge(pair, administrator)

    page = login(administrator).get(reverse("worker_history", args=[dropped.pk]), follow=True)
    late = login(administrator).post(address, {"name": "Diketik sementara itu"}, follow=True)

    merged = "Data St. Aminah, S.Sos sudah digabung ke data ini: Siti Aminah."
    assert page.redirect_chain == [(reverse("worker", args=[kept.pk]), 302)]
    assert [str(said) for said in page.context["messages"]] == [merged]
    assert [str(said) for said in late.context["messages"]] == [
        merged,
        "Yang Anda kirim tidak tersimpan. Isikan di sini.",
    ]
    again = login(administrator).post(reverse("duplicate", args=[kept.pk, dropped.pk]), follow=True)
    assert [str(said) for said in again.context["messages"]] == [merged]
    assert login(stranger).get(address).status_code == 404


def test_merge_is_taken_apart_once(pair, administrator):
    made = merge(pair, administrator)
    merging.unmerge(merge=made, by=administrator)

    with pytest.raises(RuleError, match=r"^This merge has been taken apart already\.$"):
        merging.unmerge(merge=made, by=administrator)


def test_province_takes_no_merge_of_a_regency_apart(pair, regions, administrator, login):
    made = merge(pair, administrator)
    client = login(make_user(ADMINISTRATOR, regions["35"], office=make_office(regions["35"])))

    answers = [ask(reverse("merge_undo", args=[made.pk])).status_code for ask in (client.get, client.post)]

    assert answers == [403, 403]
    assert Merge.objects.get(pk=made.pk).undone_at is None


# Pages


def test_pages_lead_from_the_list_to_the_merged_record(office, login, administrator):
    """The list, the two side by side, the merge, the history of both, and apart again."""
    first = make_worker(office, "Moh. Toha", birth_date=BORN, nik="3513191205800001")
    second = make_worker(office, "Moh. Toha", birth_date=BORN, nik="3513191205800002", email="toha@contoh.id")
    administrator.language = "en"
    administrator.save()
    client = login(administrator)
    address = reverse("duplicate", args=[second.pk, first.pk])
    assert (
        reverse("duplicate", args=[first.pk, second.pk]) in client.get(reverse("duplicates")).content.decode()
    )

    form = client.get(address).context["form"]
    chosen = {name: form[name].value() for name in form.fields}
    response = client.post(address, chosen)

    first.refresh_from_db()
    assert chosen == {"revisions": "1-1", "nik": "first", "email": "second"}
    assert response["Location"] == reverse("worker", args=[first.pk])
    assert first.email == "toha@contoh.id"
    history = client.get(reverse("worker_history", args=[first.pk]))
    assert [act.what for change in history.context["changes"] for act in change.acts] == [
        "The record of Moh. Toha became part of this one",
        "Details changed",
        "Another record registered: Moh. Toha",
        "Registered",
    ]
    client.post(reverse("merge_undo", args=[Merge.objects.get().pk]))
    assert Worker.objects.filter(pk=second.pk).exists()


def test_stale_page_is_refused_with_the_reason(office, login, administrator):
    User.objects.filter(pk=administrator.pk).update(language="en")
    first, second = (make_worker(office, "Moh. Toha", birth_date=BORN) for _number in range(2))
    Worker.objects.filter(pk=second.pk).update(education="S1")

    response = login(administrator).post(
        reverse("duplicate", args=[first.pk, second.pk]),
        {"revisions": "1-1", "nik": "first", "education": "first"},
    )

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "One of the two was changed meanwhile. Look at them again before you merge."
    ]


def test_numbers_that_differ_where_they_are_hidden_are_told(office, login, operator):
    first = make_worker(office, "Moh. Toha", nik="3513191205800001")
    second = make_worker(office, "Moh. Toha", nik="3513195205800001")

    page = login(operator).get(reverse("duplicate", args=[first.pk, second.pk]))

    rows = {row.name: row.texts for row in page.context["form"].compared}
    assert rows["nik"] == ("3513********0001", "3513********0001 (other digits where it is hidden)")
