"""The page served for a test: ``with serving() as server: server.url, server.connections()``."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_S = 90


@dataclass(frozen=True)
class Server:
    """A running page: its address, its process, and where it writes down whom it connects to."""

    url: str
    process: subprocess.Popen
    log: Path

    def connections(self) -> list[str]:
        """Every host that the server looked up or connected to since it started."""
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(
    events: Path | None = None,
    places: Path | None = None,
    script: Path = ROOT / "app.py",
    store: Path | None = None,
    exports: Path | None = None,
    key: Path | None = None,
):
    """Start the page on these records (the bundled ones by default), and stop it at the end.

    ``store``, ``exports``: the folders of corrections and of the export log; without one it lives as long as the server.
    ``key``: the file with the key of the partner profile.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "connections.txt"
        environment = {
            **os.environ,
            "NOWHERE_CONNECTIONS": str(log),
            "PYTHONPATH": str(Path(__file__).parent / "watch"),
            "EVENTS": str(events or ""),
            "PLACES": str(places or ""),
            "STORE": str(store or Path(folder) / "corrections"),
            "EXPORTS": str(exports or Path(folder) / "exports"),
            "KEY": str(key or ""),
        }
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
            "--server.headless=true",
            f"--server.port={port}",
        ]
        output = Path(folder) / "output.txt"
        with output.open("wb") as file:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT)
            try:
                wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, output)
                yield Server(f"http://127.0.0.1:{port}", process, log)
            finally:
                process.terminate()
                process.wait(20)


def wait_for(address: str, process: subprocess.Popen, output: Path) -> None:
    """Until the server answers; its own words when it does not."""
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own server
            return
        time.sleep(0.1)
    raise RuntimeError(f"The page did not start:\n{output.read_text(encoding='utf-8', errors='replace')}")
