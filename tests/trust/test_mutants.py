"""Broken and hostile spreadsheets through the upload: a short form of `python -m tests.trust mutants`."""

from django.http import HttpResponse

from registry.views.imports import ImportsView
from tests.trust import mutants
from tests.trust.uploading import Uploader

COUNT = 16


def test_broken_and_hostile_files_are_answered_and_leave_nothing(operator, tmp_path):
    with mutants.own_folders(tmp_path):
        trial = mutants.send_all(COUNT, 1, operator, tmp_path)

    assert trial.faults == []
    assert trial.fates["refused"] > 0
    assert trial.fates["saving: applied"] > 0


def test_trial_sees_an_error_of_the_server(operator, tmp_path, monkeypatch):
    monkeypatch.setattr(ImportsView, "form_valid", lambda view, form: HttpResponse(status=500))
    uploader = Uploader(operator, operator.scope_id)

    with mutants.own_folders(tmp_path):
        uploader.send("a file", "lembar.csv", b"Nama;Desa\nBudi;Kalirejo\n")

    assert uploader.trial.faults == ["a file: the answer is 500"]


def test_trial_sees_a_refusal_in_other_words_and_a_file_left_behind(operator, tmp_path, monkeypatch):
    def leave_a_file(view, form):
        (tmp_path / "temporary" / "left").touch()
        form.add_error("file", "Something went wrong.")
        return view.form_invalid(form)

    monkeypatch.setattr(ImportsView, "form_valid", leave_a_file)
    uploader = Uploader(operator, operator.scope_id)

    with mutants.own_folders(tmp_path):
        uploader.send("a file", "lembar.csv", b"Nama;Desa\nBudi;Kalirejo\n")

    assert uploader.trial.faults == [
        "a file: refused without a known sentence: ['Something went wrong.']",
        "a file: left in the temporary folder: ['left']",
    ]
