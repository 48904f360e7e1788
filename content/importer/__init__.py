"""Reads course packages: `folder` opens them, `reader` understands them, `actions` writes them into the site."""
