"""Places: reading them, finding them, and what is known of where they are."""
