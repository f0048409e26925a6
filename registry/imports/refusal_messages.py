"""The sentence for each reason to refuse a file: what is wrong, then what to do."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "empty": _("The file is empty. Choose the file again; it may not have been saved yet."),
    "too_big": _(
        "The file is larger than %(limit)s MB. Remove pictures and sheets that are not needed, "
        "or split it into several files."
    ),
    "pdf": _("This is a PDF. Ask for the Excel file it was printed from; a PDF cannot be read."),
    "image": _("This is a picture. Ask for the Excel file; a picture or scan cannot be read."),
    "document": _("This is a text document. Copy its table into a spreadsheet and save it as .xlsx."),
    "html": _(
        "This is a web page with the name of an Excel file. Open it in Excel or LibreOffice, "
        "choose Save As, and save it as Excel Workbook (.xlsx)."
    ),
    "xml": _("This is an XML file. Open it in Excel, choose Save As, and save it as Excel Workbook (.xlsx)."),
    "xlsb": _(
        "Binary workbooks (.xlsb) are not read. Open it in Excel and save it as Excel Workbook (.xlsx)."
    ),
    "old_excel": _("This Excel file is older than 1997. Open it in Excel and save it as .xlsx."),
    "archive": _("This is an archive. Unpack it first and send the spreadsheets inside one by one."),
    "not_a_sheet": _("This is not a spreadsheet. Files of the kinds .xlsx, .xls, .ods and .csv can be read."),
    "encrypted": _(
        "The file is protected with a password. Open it, remove the password "
        "(File, Info, Protect Workbook), save it and send it again."
    ),
    "bomb": _(
        "Unpacked, the file would be far larger than a spreadsheet can be. Copy the table into a new file."
    ),
    "members": _("The file holds too many parts for a spreadsheet. Copy the table into a new file."),
    "nested": _("The file holds another archive. Copy the table into a new file."),
    "damaged": _(
        "The file is damaged. Open it in Excel or LibreOffice, save it under a new name and try again."
    ),
    "entities": _(
        "The file holds definitions that do not belong in a spreadsheet. Copy the table into a new file."
    ),
    "sparse": _(
        "A cell far away from the table (%(cell)s) is filled. Delete the rows and columns outside the "
        "table, or copy the table into a new file."
    ),
    "rows": _("The file has more than %(limit)s rows. Split it into several files."),
    "columns": _(
        "The file has more than %(limit)s columns. Delete the columns that do not belong to the table."
    ),
    "unreadable": _(
        "The file cannot be read. Open it in Excel or LibreOffice, save it under a new name and try again."
    ),
    "memory": _("The file needs more memory than may be used. Split it into several files."),
    "no_table": _(
        "No table of people was found. One row has to name the columns, with “Nama” over the names; "
        "put it above the people and send the file again."
    ),
    "slow": _("Reading the file takes too long. Split it into several files."),
}
