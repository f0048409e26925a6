"""The embedded PostgreSQL: a real server under `PILAR_VAR` for an office that has none.

`base` is the Django database backend, which starts the server at the first connection; `server` shares it
between processes, `cluster` makes, starts and stops it, `programs` runs PostgreSQL's programs.
With `DATABASE_URL` set, none of this is used.
"""
