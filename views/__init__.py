"""One page a file: what to show and which controls. No computing here: pages ask layers, routes and geodata."""
