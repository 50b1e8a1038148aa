"""From custody events to transfer paths: tables in, tables out."""

VERSION = "0.1.0"  # as in pyproject.toml
