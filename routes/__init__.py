"""From custody events to transfer paths: tables in, tables out."""
