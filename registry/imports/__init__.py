"""The spreadsheet engine: file, guard, reader, tables, cells, matching, staging, review, apply.

`reading` finds the rows of a file, `meaning` understands them; the modules here connect both to the
registry: `batches` is the way in.
"""
