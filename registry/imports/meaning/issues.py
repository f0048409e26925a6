"""The issues that cleaning and matching raise: one sentence for each code, and how grave it is.

"error" means that the value is not used, "warning" that it is used and somebody should look. No message holds
a NIK, a phone number or a birth date.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.imports.rows import Issue

ERROR, WARNING = "error", "warning"

MESSAGES = {
    "nik_precision": (
        ERROR,
        gettext_noop("The NIK was typed as a number, so its last digit is lost. Type it as text."),
    ),
    "nik_length": (ERROR, gettext_noop("A NIK has 16 digits; this one has not.")),
    "nik_placeholder": (WARNING, gettext_noop("This is no NIK but a stand-in; it was left empty.")),
    "nik_shared": (
        ERROR,
        gettext_noop(
            "Several people of this file have this number: perhaps a family card's. It was left empty."
        ),
    ),
    "nik_taken": (ERROR, gettext_noop("This NIK belongs to somebody else; it is not written.")),
    "nik_birth_mismatch": (
        WARNING,
        gettext_noop("The NIK tells another birth date; the typed one was kept."),
    ),
    "nik_sex_mismatch": (WARNING, gettext_noop("The NIK tells the other sex; the typed one was kept.")),
    "nik_elsewhere": (
        ERROR,
        gettext_noop("This NIK is registered outside your area. Ask the office above yours."),
    ),
    "name_mismatch": (
        WARNING,
        gettext_noop("The number belongs to somebody of another name. Say who is meant."),
    ),
    "post_mismatch": (
        WARNING,
        gettext_noop("This person holds another post: a transfer, a second post, or an old sheet?"),
    ),
    "birth_date_invalid": (ERROR, gettext_noop("This is no full and possible birth date.")),
    "birth_year_only": (
        WARNING,
        gettext_noop("Only the year of birth (or its month) is known; the birth date stays empty."),
    ),
    "birth_year_differs": (
        WARNING,
        gettext_noop("Only a year of birth is told, and not the NIK's; the birth date stays empty."),
    ),
    "birth_date_swapped": (WARNING, gettext_noop("Day and month were exchanged and have been put right.")),
    "phone_invalid": (ERROR, gettext_noop("This is no complete phone number.")),
    "role_unknown": (ERROR, gettext_noop("“%(text)s” is no role of the registry.")),
    "name_missing": (ERROR, gettext_noop("This row names nobody.")),
    "title_unknown": (
        WARNING,
        gettext_noop("“%(text)s” is no title we know; the name is kept without it."),
    ),
    "names_several": (
        ERROR,
        gettext_noop("This cell names several people. Give each of them a row of their own."),
    ),
    "duplicate_in_file": (WARNING, gettext_noop("Row %(row)s of this file is about the same person.")),
    "ambiguous_person": (WARNING, gettext_noop("Several people fit equally well. Say who is meant.")),
    "sex_unknown": (WARNING, gettext_noop("This says neither male nor female.")),
    "text_too_long": (
        ERROR,
        gettext_noop("This text is longer than %(most)s characters; the cell was left empty."),
    ),
    "formula_error": (ERROR, gettext_noop("The formula in this cell failed; the cell was left empty.")),
}


# Kinds that differ in their sentence and gravity only are one code for those who read the answer.
CODES = dict.fromkeys(("birth_year_only", "birth_year_differs"), "birth_date_invalid")


def issue(field: str, code: str, **words: str | int) -> Issue:
    """An issue with its sentence in the reader's language."""
    level, message = MESSAGES[code]
    text = _(message)
    return Issue(field, CODES.get(code, code), level, text % words if words else text)
