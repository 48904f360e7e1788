"""Prepares the site and serves it with gunicorn, in one process: Django is loaded once, so that a start is quick."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from lms.demo.rules import is_loopback


class Server(BaseApplication):
    """Gunicorn with our options in place of its command line."""

    def __init__(self, options: dict[str, object]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., object]:
        return get_wsgi_application()


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        # With SQLite one writes at a time: threads are enough. With PostgreSQL more processes use more cores.
        parser.add_argument("--processes", type=int, default=1)
        parser.add_argument("--threads", type=int, default=4)
        parser.add_argument("--no-prepare", action="store_true", help="`manage.py prepare` has been run already")

    def handle(self, *, host: str, port: int, processes: int, threads: int, no_prepare: bool, **options: Any) -> None:
        if settings.DEMO and not is_loopback(host):
            raise CommandError(f"Demo mode (DEMO) runs on this machine alone: --host {host} would show it to others.")
        if not no_prepare:
            call_command("prepare", skip_checks=True, stdout=self.stdout)  # this command's own checks have passed
        self.check(tags=[Tags.database], databases=["default"])  # … those of what the database holds are due now
        connections.close_all()  # the processes that gunicorn makes must not share one
        server = Server(
            {
                "bind": f"{host}:{port}",
                "workers": processes,
                "threads": threads,
                "worker_class": "gthread",
                "preload_app": True,  # what has been loaded is shared by the processes
                "timeout": 60,  # seconds for a request
                "graceful_timeout": 3,  # seconds for what is under way when asked to stop
                "loglevel": "warning",
            }
        )
        server.run()
