"""Reports: a query gives facts as plain data; screen, PDF and sheets are all written from those facts.

`parameters` say what is asked, one module a report answers it, `<report>_paper` writes the answer down in
Indonesian, and `catalogue` lists them. Nothing here knows of HTTP or changes a row.
"""
