"""What the store of corrections is made of; geodata.store is its door, geodata.journal its memory."""
