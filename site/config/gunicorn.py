"""How gunicorn serves the site: used by ./start and by the container alike.

One process with threads: with SQLite one writer at a time is all there is, and memory stays low. With PostgreSQL
WEB_PROCESSES may be raised.
"""

from config import env

bind = f"{env.text('HOST', '127.0.0.1')}:{env.integer('PORT', 8000, minimum=1, maximum=65535)}"
worker_class = "gthread"
workers = env.integer("WEB_PROCESSES", 1, minimum=1, maximum=64)
threads = env.integer("WEB_THREADS", 4, minimum=1, maximum=64)
wsgi_app = "config.wsgi"
timeout = 60  # seconds for a request
graceful_timeout = 3  # seconds for what is under way when asked to stop
loglevel = "warning"
