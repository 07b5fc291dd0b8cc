"""Moto's S3 server in a process of its own: says its port, then answers until it is killed.

One request at a time, because moto itself does not look and write under one lock.
"""

from __future__ import annotations

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app))
    print(server.port, flush=True)
    server.serve_forever()
