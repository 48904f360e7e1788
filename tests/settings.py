"""The site's settings with what tests need: a database file each process can share with a live server, no real mail."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Everything a test run writes goes to a folder of its own; the demo in var/ is never touched.
if "TEST_DATA_DIR" not in os.environ:
    os.environ["TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="vagen-tests-")
    atexit.register(shutil.rmtree, os.environ["TEST_DATA_DIR"], ignore_errors=True)
DATA = Path(os.environ["TEST_DATA_DIR"])
# … and what is set in the shell changes no test, the database excepted.
for name in ("BASE_URL", "ALLOWED_HOSTS", "DEBUG", "DEMO", "MEDIA_ROOT", "PORT", "REDIS_URL"):
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = str(DATA)
os.environ["SECRET_KEY"] = "tests-only-" * 6

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file and not memory: a shared in-memory database cannot wait for a lock, and live servers have threads.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

for cache in CACHES.values():
    cache["BACKEND"] = "django.core.cache.backends.locmem.LocMemCache"
    cache["LOCATION"] = str(cache["LOCATION"])
(DATA / "static").mkdir(exist_ok=True)  # WhiteNoise warns where it is missing
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
