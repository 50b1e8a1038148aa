"""Put on PYTHONPATH of a server under test: writes every host that the process looks up or connects to into a file."""

import os
import sys

LOG = os.environ["NOWHERE_CONNECTIONS"]


def watch(event: str, arguments: tuple) -> None:
    """An audit hook: sees each call of the socket module, also those of libraries."""
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        with open(LOG, "a", encoding="utf-8") as file:
            file.write(f"{event} {arguments[1:2] if event == 'socket.connect' else arguments[:1]}\n")


sys.addaudithook(watch)
