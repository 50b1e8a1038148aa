"""The commands on places, one file a command: `add(commands)` names its arguments and sets what runs."""
