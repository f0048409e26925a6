"""Reports: a query gives facts as plain data; screen, PDF and sheets are all written from those facts.

`parameters` say what is asked. One package a report answers it (`query`) and writes the answer down in
Indonesian (`paper`, `tables`); `catalogue` lists them. Nothing here knows of HTTP.
"""
