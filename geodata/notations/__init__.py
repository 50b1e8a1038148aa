"""How coordinates are written, one kind of notation a module; geodata.coordinates asks them all."""
