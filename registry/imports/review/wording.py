"""The words of the review: names of fields, why a row asks, and values as a person reads them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import nik, phones
from welfare import shown

FIELD_LABELS = {
    "name": gettext_lazy("Name"),
    "title_before": gettext_lazy("Title before the name"),
    "title_after": gettext_lazy("Title after the name"),
    "titles": gettext_lazy("Titles of the name"),
    "nik": gettext_lazy("NIK"),
    "member_number": gettext_lazy("Member number"),
    "nip": gettext_lazy("NIP"),
    "sex": gettext_lazy("Sex"),
    "birth": gettext_lazy("Place and date of birth"),
    "birth_place": gettext_lazy("Place of birth"),
    "birth_date": gettext_lazy("Date of birth"),
    "birth_day": gettext_lazy("Day of birth"),
    "birth_month": gettext_lazy("Month of birth"),
    "birth_year": gettext_lazy("Year of birth"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "role": gettext_lazy("Role"),
    "post": gettext_lazy("Post"),
    "place": gettext_lazy("Place"),
    "regency": gettext_lazy("Regency"),
    "district": gettext_lazy("District"),
    "village": gettext_lazy("Village"),
    "institution": gettext_lazy("Institution"),
    "home": gettext_lazy("Lives in"),
    "home_district": gettext_lazy("Home district"),
    "home_village": gettext_lazy("Home village"),
    "address": gettext_lazy("Address"),
    "education": gettext_lazy("Education"),
    "decree": gettext_lazy("Decree"),
    "decree_number": gettext_lazy("Decree number"),
    "decree_date": gettext_lazy("Decree date"),
    "decree_until": gettext_lazy("Decree until"),
    "service_start": gettext_lazy("Serving since"),
    "note": gettext_lazy("Note"),
    "represented_by": gettext_lazy("Represented by"),
    "row_id": gettext_lazy("Registry id"),
    "number": gettext_lazy("Running number"),
    "participant": gettext_lazy("Participant"),
}
# Why a row asks. "%(name)s" is the row's, "%(person)s" the first candidate's, "%(post)s" what that one holds.
REASONS = {
    "ambiguous_person": gettext_lazy("Several people fit “%(name)s” equally well."),
    "one_left": gettext_lazy("Of those who fit “%(name)s”, only %(person)s is left."),
    "name_mismatch": gettext_lazy("The number is %(person)s's, but this row says “%(name)s”."),
    "identifiers_disagree": gettext_lazy("The numbers in this row belong to different people."),
    "name_near": gettext_lazy("“%(name)s” is nearly %(person)s: a slip of the pen, or somebody else?"),
    "name_turned": gettext_lazy(
        "“%(name)s” has the words of %(person)s in another order: one person, or two?"
    ),
    "facts_differ": gettext_lazy("The name is %(person)s's, but something else differs."),
    "name_district": gettext_lazy("Only %(person)s is called so in this district; nothing else tells."),
    "name_only": gettext_lazy("%(person)s is called so, but nothing else tells that it is the same person."),
    "post_mismatch": gettext_lazy("%(person)s is recorded as %(post)s; this sheet says otherwise."),
    "duplicate_in_file": gettext_lazy("Another row of this file is about the same person."),
    "moved": gettext_lazy("The registry has changed since you looked at this row."),
    "mode_update": gettext_lazy("“%(name)s” is not in the registry, and this import only updates."),
    "region_unknown": gettext_lazy("It is not clear where “%(name)s” serves."),
    "region_ambiguous": gettext_lazy("It is not clear where “%(name)s” serves."),
    "region_outside_scope": gettext_lazy("“%(name)s” comes from outside the area of this import."),
    "role_unknown": gettext_lazy("It is not clear as what “%(name)s” serves."),
}
SHORT_LABELS = {
    "place": gettext_lazy("Place"),
    "birth_date": gettext_lazy("Born"),
    "member_number": gettext_lazy("Member no."),
}
TELLING = ("nik", "village", "birth_date", "phone")  # what would have told two people apart


def why(reason: str, values: dict, *, person: str, post: str) -> tuple[str, str]:
    """(the sentence that says why a row asks, what the row leaves open)."""
    sentence = str(REASONS.get(reason, REASONS["ambiguous_person"])) % {
        "name": values.get("name") or "",
        "person": person,
        "post": post,
    }
    missing = [in_text(FIELD_LABELS[field]) for field in TELLING if not values.get(field)]
    if reason in ("ambiguous_person", "name_district", "name_only") and missing:
        said = _("The sheet leaves open: %(fields)s.") % {"fields": ", ".join(missing)}
        return sentence, said
    return sentence, ""


def in_text(label: object) -> str:
    """A label in the middle of a sentence; NIK stays NIK."""
    return str(label) if str(label).isupper() else str(label).lower()


def field_label(field: str) -> str:
    """The name of a field, also of the mark of a session."""
    if field.startswith("session_"):
        return _("Session %(number)s") % {"number": field.removeprefix("session_")}
    return str(FIELD_LABELS.get(field, field))


def value_text(field: str, value: object) -> str:
    """A value as a person reads it; NIK and phone masked; nothing for none."""
    if value in (None, ""):
        return ""
    if field == "nik":
        return nik.mask(str(value))
    if field == "phone":
        return phones.mask(str(value))
    if field == "sex":
        return {"male": _("Male"), "female": _("Female")}.get(str(value), str(value))
    if field in ("birth_date", "decree_date", "decree_until", "service_start") and len(str(value)) == 10:
        return shown.day(date.fromisoformat(str(value)))
    return str(value)
