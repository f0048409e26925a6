"""The embedded PostgreSQL: a real server under `PILAR_VAR` for an office that has none.

`base` is the Django database backend, which starts the server at the first connection;
`server` starts, shares and stops it. With `DATABASE_URL` set, none of this is used.
"""
