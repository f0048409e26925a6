"""Django's PostgreSQL backend, whose errors repeat no values of the rows they are about."""
