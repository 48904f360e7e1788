#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys
from pathlib import Path

# site/ is a source root, not a package (docs/decisions/0001): put it on the path.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are wrong: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
