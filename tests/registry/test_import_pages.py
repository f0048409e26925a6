"""The pages of imports: bringing a file in, its columns, the review act by act, saving, mending, undoing."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry.imports import batches, uploads
from registry.imports.review.columns import choose_columns
from registry.imports.review.failed import workbook_of
from registry.models import AccessLog, ColumnMapping, ImportBatch, RegionName, Worker
from tests.factories import appoint, make_user, make_worker
from tests.registry.imports.files import SHEET_END, SHEET_START, save_rows, xlsx_of
from tests.registry.imports.staged import BUDI, HEAD, SITI, actions, person, row, sheet, stage
from welfare.errors import RuleError

pytestmark = pytest.mark.usefixtures("uploaded")

HTMX = {"HX-Request": "true", "HX-Target": "needs"}
BARE = person(SITI, **{"NIK": None, "Tanggal Lahir": None, "HP": None, "Desa": None})


@pytest.fixture
def operator(office):
    """Reads English, so that these tests do not hang on the Indonesian catalogue."""
    return make_user("operator", office.region, office=office, language="en")


@pytest.fixture
def administrator(office):
    return make_user("administrator", office.region, office=office, language="en", is_staff=True)


@pytest.fixture
def siti(office, regions):
    """A person of the roster about whom a bare row asks."""
    worker = make_worker(office, "Siti Aminah", nik=None, sex="")
    appoint(worker, "PSM", regions["35.13.19.2003"])
    return worker


def send(client, path: Path | bytes, *, name: str = "", follow: bool = True, **data):
    """Upload a file as a roster of the user's whole area."""
    content = path if isinstance(path, bytes) else path.read_bytes()
    upload = SimpleUploadedFile(name or path.name, content)
    return client.post(
        reverse("imports"), {"file": upload, "kind": "roster", "mode": "both", **data}, follow=follow
    )


def page_of(client, batch: ImportBatch, query: str = "", **options):
    return client.get(f"{reverse('import', args=[batch.pk])}{query}", **options)


def act(client, batch: ImportBatch, position: int = 0, **data):
    return client.post(reverse("import_row", args=[batch.pk, position]), data)


# Bringing a file in


def test_upload_leads_to_the_review(client_of, office, tmp_path):
    response = send(client_of, sheet(tmp_path / "roster.xlsx", SITI, BUDI), scope=office.region_id)

    batch = ImportBatch.objects.get()
    assert response.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert (batch.scope, batch.mode, batch.created_by.username[:8]) == (office.region, "both", "operator")
    assert "2 people ready to be saved" in response.content.decode()
    assert Path(batch.file.path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4 ...", "This is a PDF"),
        (b"", "The file is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "This is a picture"),
        (b"PK\x03\x04" + b"0" * 50, "damaged"),
        (b"Nomor;Keterangan\n1;x\n", "No table of people was found"),
    ],
)
def test_refused_file_is_told_at_the_form_and_leaves_nothing(content, said, client_of, office, uploaded):
    response = send(client_of, content, name="lembar.csv", scope=office.region_id)

    assert response.status_code == 422
    assert said in response.context["form"].errors["file"][0]
    assert not ImportBatch.objects.exists()
    assert not uploaded.exists()


@pytest.mark.parametrize("value", ["NaN", "1e999", "-inf"])
def test_number_that_is_none_is_read_as_nothing(value, client_of, office, tmp_path):
    lines = [["Nama", "Desa", "Kecamatan", "Unsur", "NIK"], ["Siti Aminah", "Kalirejo", "Dringu", "PSM"]]
    words = [["<c t='inlineStr'><is><t>" + text + "</t></is></c>" for text in line] for line in lines]
    words[1].append(f"<c><v>{value}</v></c>")
    cells = "".join(f"<row r='{number}'>{''.join(line)}</row>" for number, line in enumerate(words, 1))

    send(client_of, xlsx_of(tmp_path / "n.xlsx", SHEET_START + cells + SHEET_END), scope=office.region_id)

    batch = ImportBatch.objects.get()
    assert (actions(batch), row(batch).values.get("nik")) == (["create"], None)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (r"C:\Users\Ani\roster.xlsx", "roster.xlsx"),
        ("../../etc/roster.xlsx", "roster.xlsx"),
        ("daftar 3513194405800001.xlsx", "daftar ….xlsx"),
        ("a\x00b\x1f<c>.xlsx", "a b c .xlsx"),
        ("..", "lembar"),
        (f"{'n' * 300}.xlsx", f"{'n' * 115}.xlsx"),
    ],
)
def test_name_of_a_file_is_plain(name, kept):
    assert uploads.plain_name(name) == kept


def test_mode_beyond_the_rights_is_not_offered(office, login, tmp_path):
    adder = make_user(None, office.region, office=office, language="en")
    permissions = adder.user_permissions.model.objects
    adder.user_permissions.set(permissions.filter(codename__in=["add_worker", "add_importbatch"]))
    client = login(adder)

    response = send(client, sheet(tmp_path / "roster.xlsx", SITI), scope=office.region_id)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["mode"]
    assert [value for value, *_rest in response.context["form"].mode_texts] == ["add"]


def test_area_outside_the_scope_is_not_offered(client_of, office, regions, tmp_path):
    response = send(client_of, sheet(tmp_path / "roster.xlsx", SITI), scope=regions["35.14"].pk)

    assert list(response.context["form"].errors) == ["scope"]


def test_imports_that_wait_come_first(client_of, office, tmp_path):
    waiting = stage(tmp_path, SITI, scope=office.region)
    later = stage(tmp_path, BUDI, scope=office.region)
    ImportBatch.objects.filter(pk=later.pk).update(state="applied")

    response = client_of.get(reverse("imports"))

    assert [one["batch"].pk for one in response.context["imports"]] == [waiting.pk, later.pk]
    assert response.content.decode().count("badge-wait") == 2


def test_import_with_nothing_to_do_waits_for_nobody(client_of, office, tmp_path):
    batches.apply(stage(tmp_path, SITI, scope=office.region), by=None)
    again = stage(tmp_path, SITI, scope=office.region)
    later = stage(tmp_path, BUDI, scope=office.region)

    home, listed = client_of.get("/"), client_of.get(reverse("imports"))

    assert [one.batch for one in home.context["waiting"]] == [later]
    first, second, third = listed.context["imports"]
    assert [one["batch"].pk for one in (first, second)] == [later.pk, again.pk]
    states = ["Waiting for review", "Nothing to do", "Saved"]
    assert [str(one["state"]) for one in (first, second, third)] == states
    assert "Nothing of this file would be written." in page_of(client_of, again).content.decode()


def test_unchanged_row_with_a_wrong_cell_still_waits(client_of, office, tmp_path):
    batches.apply(stage(tmp_path, SITI, scope=office.region), by=None)
    again = stage(tmp_path, person(SITI, HP="12"), scope=office.region)

    assert actions(again) == ["same"]
    assert list(ImportBatch.objects.waiting()) == [again]
    assert "waits for nobody" not in page_of(client_of, again).content.decode()


def test_import_whose_rows_are_left_out_waits_again_when_one_is_taken_back(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)

    act(client_of, batch, act="skip")
    without = list(ImportBatch.objects.waiting())
    act(client_of, batch, act="reopen")

    assert without == []
    assert list(ImportBatch.objects.waiting()) == [batch]


def test_old_upload_is_removed(client_of, office, tmp_path, uploaded):
    stage(tmp_path, SITI, scope=office.region, keep_file=True)
    ImportBatch.objects.update(created_at="2020-01-01T00:00Z")

    uploads.forget_old_files()

    assert not list(uploaded.glob("*/*"))
    assert ImportBatch.objects.get().file.name == ""


# Columns


def unsure(tmp_path) -> Path:
    """A sheet with a column whose heading says nothing that is known."""
    rows = [["Nama", "Desa", "Kecamatan", "Unsur", "Kontak Darurat Keluarga"]]
    return save_rows(
        tmp_path / "kolom.xlsx", [*rows, ["Siti Aminah", "Kalirejo", "Dringu", "PSM", "081234500001"]]
    )


def test_columns_are_changed_and_remembered(client_of, office, tmp_path):
    send(client_of, unsure(tmp_path), scope=office.region_id)
    batch = ImportBatch.objects.get()
    assert row(batch).values.get("phone") is None
    (table,) = client_of.get(reverse("import_columns", args=[batch.pk])).context["sheets"]

    client_of.post(reverse("import_columns", args=[batch.pk]), {f"column/{table.signature}/E": "phone"})

    assert row(batch).values.get("phone") == "+6281234500001"
    assert ColumnMapping.objects.get().mapping == {"E": "phone"}
    send(client_of, unsure(tmp_path), scope=office.region_id)
    assert row(ImportBatch.objects.latest("pk")).values["phone"] == "+6281234500001"


def test_columns_of_a_list_without_headings_are_said_by_a_person(client_of, office, tmp_path):
    people = [["Siti Aminah", "3513195203740004"], ["Budi", "3513191205800001"], ["Ani", "3513196811900002"]]
    path = save_rows(tmp_path / "tanpa.xlsx", [[*one, "PSM", "Kalirejo", "Dringu"] for one in people])
    asked = send(client_of, path, scope=office.region_id)
    assert asked.redirect_chain[-1][0].endswith("/kolom/")
    (table,) = asked.context["sheets"]
    assert [(column.field, column.is_unsure) for column in table.columns] == [
        ("name", False),
        ("nik", False),
        *[("", True)] * 3,
    ]

    fields = {"C": "role", "D": "village", "E": "district"}
    said = {f"column/{table.signature}/{letter}": field for letter, field in fields.items()}
    client_of.post(reverse("import_columns", args=[ImportBatch.objects.get().pk]), said)

    values = row(ImportBatch.objects.get()).values
    assert (values["role"], values["district"], values["village"]) == ("PSM", "35.13.19", "35.13.19.2003")


@pytest.mark.parametrize(
    ("has_headings", "said"),
    [
        (True, "What you choose is remembered for the next sheet with these headings."),
        (False, "What you choose holds for this list only"),
    ],
)
def test_columns_say_how_long_the_choice_holds(has_headings, said, client_of, office, tmp_path):
    people = [["Siti Aminah", "3513195203740004"], ["Budi", "3513191205800001"], ["Ani", "3513196811900002"]]
    rows = [[*one, "PSM", "Kalirejo", "Dringu"] for one in people]
    headings = [["Nama", "NIK", "Unsur", "Desa", "Kecamatan"]] if has_headings else []
    send(client_of, save_rows(tmp_path / "daftar.xlsx", headings + rows), scope=office.region_id)

    page = client_of.get(reverse("import_columns", args=[ImportBatch.objects.get().pk])).content.decode()

    assert said in page
    assert page.count("What you choose") == 1


def test_samples_of_columns_hide_long_numbers(client_of, office, tmp_path):
    send(client_of, sheet(tmp_path / "roster.xlsx", SITI), scope=office.region_id)

    page = client_of.get(reverse("import_columns", args=[ImportBatch.objects.get().pk])).content.decode()

    assert "3513********" in page
    assert SITI[1] not in page
    assert SITI[3] not in page


def test_cells_never_taken_over_are_not_shown(client_of, office, tmp_path):
    rows = [["Nama", "Desa", "Kecamatan", "Unsur", "Agama", "Nama Ibu Kandung"]]
    path = save_rows(
        tmp_path / "agama.xlsx", [*rows, ["Siti", "Kalirejo", "Dringu", "PSM", "Rahasia", "Sumirah"]]
    )
    send(client_of, path, scope=office.region_id)
    batch = ImportBatch.objects.get()

    page = client_of.get(reverse("import_columns", args=[batch.pk])).content.decode()

    assert not re.search("Rahasia|Sumirah", page)
    assert not re.search("Rahasia|Sumirah", str(row(batch).raw))


def test_columns_stay_once_rows_are_saved(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)
    client_of.post(reverse("import_apply", args=[batch.pk]))

    response = client_of.post(reverse("import_columns", args=[batch.pk]), {}, follow=True)

    assert "its columns stay as they are" in response.content.decode()


def test_columns_chosen_while_somebody_saves_do_not_throw_his_rows_away(office, operator, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)
    as_seen = ImportBatch.objects.get(pk=batch.pk)
    batches.apply(batch, by=operator)

    with pytest.raises(RuleError, match="its columns stay as they are"):
        choose_columns(as_seen, {})


# The review


def test_counts_add_up_to_the_rows_read(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, SITI, BUDI, BARE, person(BUDI, Nama=None), scope=office.region)

    page = page_of(client_of, batch).context["page"]

    assert sum(tile.count for tile in page.tiles) == page.read == 4
    assert (page.ready, page.asking_count, page.error_count) == (2, 1, 1)


def test_what_the_sheet_hides_is_told(client_of, office, tmp_path):
    path = sheet(tmp_path / "roster.xlsx", SITI, BUDI)
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.save(path)

    send(client_of, path, scope=office.region_id)

    batch = ImportBatch.objects.get()
    page = page_of(client_of, batch).content.decode()
    columns = client_of.get(reverse("import_columns", args=[batch.pk])).content.decode()
    assert "1 row is hidden in the sheet and was read all the same." in page
    assert "Columns hidden in the sheet were read too: NIK." in page
    assert columns.count("hidden in the sheet") == 1


def test_row_stands_beside_its_candidate_with_numbers_masked(client_of, office, regions, tmp_path):
    other = make_worker(office, "Nurul Huda", nik=SITI[1], phone="+6281234509999")
    appoint(other, "PSM", regions["35.13.18.2001"])
    batch = stage(tmp_path, SITI, scope=office.region)

    response = page_of(client_of, batch)

    (candidate,) = response.context["page"].open_row.candidates
    verdicts = {line.label: line.verdict for line in candidate.lines}
    assert verdicts == {
        "Role": "agrees",
        "Place": "differs",
        "Born": "",
        "Phone": "differs",
        "NIK": "agrees",
        "Member no.": "",
    }
    text = response.content.decode()
    assert "The number is Nurul Huda&#x27;s, but this row says “Siti Aminah”." in text
    assert not re.search(f"{SITI[1]}|81234509999|{SITI[3]}", text)


def test_decision_without_htmx_leads_back_to_the_next_row(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, BARE, BARE, scope=office.region)

    response = act(client_of, batch, act="choose", worker=siti.pk)

    assert response.headers["Location"] == f"{batch.get_absolute_url()}?open=0#needs"
    assert row(batch).worker == siti
    assert page_of(client_of, batch, "?open=0").context["page"].open_row.row.position == 1


def test_decision_with_htmx_brings_the_parts_that_change(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, BARE, BARE, scope=office.region)

    response = client_of.post(
        reverse("import_row", args=[batch.pk, 0]), {"act": "choose", "worker": siti.pk}, headers=HTMX
    )

    ids = re.findall(r'^<\w+[^>]* id="(\w+)"', response.content.decode(), re.M)
    assert ids == ["needs", "counts", "savebar", "cells", "alerts"]


def test_refusal_stands_on_the_page(client_of, office, other_office, siti, tmp_path):
    far = make_worker(other_office)
    batch = stage(tmp_path, BARE, scope=office.region)

    part = client_of.post(
        reverse("import_row", args=[batch.pk, 0]), {"act": "choose", "worker": far.pk}, headers=HTMX
    )

    assert part.status_code == 409
    assert 'id="problem"' in part.content.decode()


@pytest.mark.parametrize("act_name", ["", "delete", "choose"])
def test_senseless_decision_is_refused(act_name, client_of, office, siti, tmp_path):
    batch = stage(tmp_path, BARE, scope=office.region)

    act(client_of, batch, act=act_name)

    assert row(batch).decision == {}


@pytest.mark.parametrize("words", ["pertama", "PERTAMA kenyang", "3513184105800077"])
def test_somebody_else_is_found_by_name_or_number(words, client_of, office, siti, tmp_path):
    other = make_worker(office, "Kenyang Pertama", nik="3513184105800077")
    batch = stage(tmp_path, BARE, scope=office.region)

    response = act(client_of, batch, act="search", q=words)

    assert response.context["page"].found == [other.pk]
    assert [one.worker for one in response.context["page"].open_row.candidates] == [other, siti]


def test_people_outside_the_area_are_not_found(client_of, office, other_office, siti, tmp_path):
    make_worker(other_office, "Kenyang Pertama", nik="3513184105800077")
    batch = stage(tmp_path, BARE, scope=office.region)

    for words in ("kenyang", "3513184105800077"):
        assert act(client_of, batch, act="search", q=words).context["page"].found == []


@pytest.mark.parametrize("text", ["\x00", "1" * 5000, "'; --", "<b>", "1234567890\x00"])
def test_anything_can_be_typed(text, client_of, office, siti, tmp_path):
    batch = stage(tmp_path, BARE, person(BUDI, HP="08"), scope=office.region)
    cell = reverse("import_cell", args=[batch.pk, 1])
    cells = reverse("import_cells", args=[batch.pk])

    assert act(client_of, batch, act="search", q=text).status_code == 200
    for field in ("phone", "village", text):
        assert client_of.post(cell, {"field": field, "text": text}).status_code == 302
        sent = {"field": field, "code": text, "message": text, "text": text}
        assert client_of.post(cells, sent).status_code == 302


def test_bad_cells_are_grouped_and_put_right_one_by_one(client_of, office, tmp_path):
    wrong = {"Tanggal Lahir": "31/02/1980"}
    batch = stage(tmp_path, person(SITI, **wrong), person(BUDI, **wrong), scope=office.region)
    (group,) = page_of(client_of, batch).context["page"].faults.groups
    assert (group.field, group.positions, [cell.text for cell in group.cells]) == (
        "birth_date",
        [0, 1],
        ["31/02/1980"] * 2,
    )

    address = reverse("import_cell", args=[batch.pk, 0])
    still = client_of.post(address, {"field": "birth_date", "text": "32/1/1980"}, headers=HTMX)
    right = client_of.post(address, {"field": "birth_date", "text": "4/5/1980"}, headers=HTMX)

    assert "is-invalid" in still.content.decode()
    assert "Read as 4 May 1980" in right.content.decode()
    assert row(batch).values["birth_date"] == "1980-05-04"


def test_wrong_village_is_put_right_everywhere_and_learnt(login, administrator, office, tmp_path):
    client = login(administrator)
    wrong = {"Desa": "Kalirjeo Wetan"}
    batch = stage(tmp_path, person(SITI, **wrong), person(BUDI, **wrong), scope=office.region)
    (group,) = page_of(client, batch).context["page"].faults.groups
    sent = {"field": group.field, "code": group.code, "message": group.message, "region": "Kalirejo"}

    client.post(
        reverse("import_cells", args=[batch.pk]), sent | {"wrong": group.cells[0].text, "remember": "1"}
    )

    assert [row(batch, number).values.get("village") for number in (0, 1)] == ["35.13.19.2003"] * 2
    assert RegionName.objects.get().name == "Kalirjeo Wetan"


def test_numbers_in_bad_cells_are_hidden_from_those_without_the_right(office, login, tmp_path):
    adder = make_user(None, office.region, office=office, language="en")
    permissions = adder.user_permissions.model.objects
    adder.user_permissions.set(permissions.filter(codename__in=["add_worker", "add_importbatch"]))
    batch = stage(tmp_path, person(SITI, NIK="35131944058000019"), scope=office.region)

    text = page_of(login(adder), batch).content.decode()

    assert "35131944058000019" not in text
    assert page_of(login(adder), batch).context["page"].faults.groups[0].cells[0].text == ""


def test_suggestions_are_accepted_together(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, BARE, scope=office.region)

    client_of.post(reverse("import_accept", args=[batch.pk]))

    assert row(batch).worker == siti


def test_stale_preview_is_told_and_compared_anew(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)
    make_worker(office, "Siti Aminah", nik=SITI[1])
    assert page_of(client_of, batch).context["page"].is_stale

    client_of.post(reverse("import_restage", args=[batch.pk]))

    assert actions(batch) == ["update"]
    assert not page_of(client_of, batch).context["page"].is_stale


@pytest.mark.parametrize(
    "query", ["?show=create", "?show=nothing", "?open=99", "?page=7", "?group=x", "?open=a"]
)
def test_any_address_of_the_page_is_answered(query, client_of, office, siti, tmp_path):
    batch = stage(tmp_path, SITI, BARE, person(BUDI, HP="08"), scope=office.region)

    assert page_of(client_of, batch, query).status_code == 200


def test_long_review_is_paged(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, *[BARE] * 120, scope=office.region)

    first = page_of(client_of, batch).context["page"]
    last = page_of(client_of, batch, "?open=115").context["page"]

    assert (len(first.asking), len(last.asking)) == (50, 20)
    assert last.open_row.row.position == 115


# Saving


def test_button_says_the_number_and_saves_it(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, SITI, BUDI, BARE, scope=office.region)
    assert "Save 2 people" in page_of(client_of, batch).content.decode()

    response = client_of.post(reverse("import_apply", args=[batch.pk]), follow=True)

    text = response.content.decode()
    assert "2 people saved" in text
    assert "file " + batch.file_hash[:12] in text
    assert Worker.objects.filter(name="Budi Santoso").count() == 1


def test_file_is_gone_once_it_is_saved(
    client_of, office, tmp_path, uploaded, django_capture_on_commit_callbacks
):
    batch = stage(tmp_path, SITI, scope=office.region, keep_file=True)
    assert list(uploaded.glob("*/*"))

    with django_capture_on_commit_callbacks(execute=True):
        client_of.post(reverse("import_apply", args=[batch.pk]))

    assert not list(uploaded.glob("*/*"))


def test_refused_saving_is_told_without_values(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)
    batch.rows.update(values=row(batch).values | {"nik": "12"})

    response = client_of.post(reverse("import_apply", args=[batch.pk]), follow=True)

    assert "A NIK has 16 digits" in response.content.decode()
    assert not Worker.objects.exists()


def test_saved_rows_lead_to_their_people(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)

    response = client_of.post(reverse("import_apply", args=[batch.pk]), follow=True)

    assert Worker.objects.get().get_absolute_url() in response.content.decode()


# The failed rows as a workbook


def failed_rows(client, batch) -> tuple[openpyxl.Workbook, list[tuple]]:
    response = client.get(reverse("import_failed", args=[batch.pk]))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return book, list(book.active.iter_rows(values_only=True))


def test_rows_left_come_back_with_what_is_wrong(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, BUDI, person(BARE, NIK="12", HP="0812"), scope=office.region)

    book, (head, *rows) = failed_rows(client_of, batch)

    assert head == (*HEAD, "KESALAHAN", "KODE BARIS (jangan diubah)")
    ((*cells, errors, code),) = rows
    assert cells[:4] == ["2", "Siti Aminah", "12", ""]
    assert "A NIK has 16 digits" in errors
    assert code == f"IMPOR-{batch.pk}-1"
    red = [cell.coordinate for cell in book.active[2] if cell.fill.start_color.rgb == "FFF8D7DA"]
    assert red == ["C2", "E2"]
    assert {cell.number_format for cell in book.active[2]} == {"@"}
    assert AccessLog.objects.get().act == "export"


def test_row_that_is_ready_comes_back_too_when_a_cell_of_it_is_bad(client_of, office, tmp_path):
    batch = stage(tmp_path, BUDI, person(SITI, HP="0812"), scope=office.region)

    book, (_head, *rows) = failed_rows(client_of, batch)

    assert actions(batch) == ["create", "create"]
    assert [cells[-1] for cells in rows] == [f"IMPOR-{batch.pk}-1"]
    assert [cell.value for cell in book.active[2] if cell.fill.start_color.rgb == "FFF8D7DA"] == ["0812"]


def test_failed_formula_in_a_cell_of_two_fields_is_mended_like_any_other(client_of, office, siti, tmp_path):
    rows = [["Nama", "Tempat/Tgl Lahir", "Unsur", "Kecamatan"], ["Siti Aminah", "#REF!", "PSM", "Dringu"]]
    send(client_of, save_rows(tmp_path / "rumus.xlsx", rows), scope=office.region_id)
    batch = ImportBatch.objects.get()

    book, _rows = failed_rows(client_of, batch)
    cell = {"field": "birth", "text": "Probolinggo, 4 Mei 1980"}
    client_of.post(reverse("import_cell", args=[batch.pk, 0]), cell)

    assert [cell.value for cell in book.active[2] if cell.fill.start_color.rgb == "FFF8D7DA"] == ["#REF!"]
    assert row(batch).values["birth_date"] == "1980-05-04"


def test_mended_workbook_continues_the_same_import(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, BUDI, person(BARE, HP="0812"), scope=office.region)
    book, _rows = failed_rows(client_of, batch)
    book.active["C2"], book.active["E2"] = SITI[1], "081234500001"
    book.save(tmp_path / "diperbaiki.xlsx")

    response = send(client_of, tmp_path / "diperbaiki.xlsx", scope=office.region_id)

    assert response.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert ImportBatch.objects.count() == 1
    mended = row(batch, 1)
    assert (mended.values["nik"], mended.values["phone"]) == (SITI[1], "+6281234500001")
    assert mended.corrections == {"nik": SITI[1], "phone": "081234500001"}


def test_workbook_that_comes_back_unchanged_changes_nothing(client_of, office, siti, tmp_path):
    batch = stage(tmp_path, person(BARE, HP="0812"), scope=office.region)
    book, _rows = failed_rows(client_of, batch)
    book.save(tmp_path / "sama.xlsx")

    send(client_of, tmp_path / "sama.xlsx", scope=office.region_id)

    assert row(batch).corrections == {}


def test_masked_cells_that_come_back_are_as_they_were(client_of, office, tmp_path):
    batch = stage(tmp_path, person(SITI, Desa="Entah di mana"), scope=office.region)
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(batch, sees_personal=False)))
    (cells,) = book.active.iter_rows(min_row=2, values_only=True)
    assert [cell for cell in cells if cell and "***" in cell] != []
    book.save(tmp_path / "tersamar.xlsx")

    send(client_of, tmp_path / "tersamar.xlsx", scope=office.region_id)

    assert row(batch).corrections == {}
    assert row(batch).values["nik"] == SITI[1]


def test_workbook_of_another_office_is_no_continuation(office, siti, login, stranger, operator, tmp_path):
    batch = stage(tmp_path, person(BARE, HP="0812"), scope=office.region)
    book, _rows = failed_rows(login(operator), batch)
    book.active["E2"] = "081299999999"
    book.save(tmp_path / "asing.xlsx")

    send(login(stranger), tmp_path / "asing.xlsx", scope=stranger.scope_id)

    assert row(batch).corrections == {}
    assert ImportBatch.objects.exclude(pk=batch.pk).get().scope == stranger.scope


# Undoing


def test_undone_import_is_told_with_those_kept(login, administrator, office, tmp_path):
    client = login(administrator)
    batch = stage(tmp_path, SITI, BUDI, scope=office.region)
    client.post(reverse("import_apply", args=[batch.pk]))
    client.post(reverse("worker_reveal", args=[Worker.objects.first().pk]), {})
    assert "2 people" in client.get(reverse("import_undo", args=[batch.pk])).content.decode()

    response = client.post(reverse("import_undo", args=[batch.pk]), follow=True)

    assert "Everything is as it was before." in response.content.decode()
    assert not Worker.objects.exists()
    assert AccessLog.objects.get().worker is None
