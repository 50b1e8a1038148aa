"""What can be asked of places, one subject a module; geodata.audit lists the checks and runs them."""
