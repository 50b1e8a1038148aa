"""The short version of `make soak`, which kills a thousand times."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_acknowledged_edit_is_lost_by_kills_and_faults():
    run = subprocess.run(
        [sys.executable, "-m", "tests.geodata.soak", "--kills", "20", "--faults", "150"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    killed, failed = run.stdout.splitlines()[:2]
    assert "kills 20" in killed
    assert int(re.search(r"acknowledged (\d+)", killed)[1]) > 0
    assert int(re.search(r"refused (\d+)", failed)[1]) > 0
