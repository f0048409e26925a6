"""The database backend on the embedded server, started when it is first needed."""

from pathlib import Path

from welfare.database import base
from welfare.embedded import server
from welfare.embedded.cluster import ROLE


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects over the server's private socket; `OPTIONS["folder"]` is where the data lies."""

    def get_connection_params(self):
        params = super().get_connection_params()
        folder = Path(params.pop("folder"))
        return params | {"host": str(server.ensure_running(folder)), "user": ROLE}
