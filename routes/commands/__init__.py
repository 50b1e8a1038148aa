"""One command a file: what it asks for (`add`) and what it does (`run`)."""
