"""How does one machine build more records than it holds? Part after part; while one is built, the last is written."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pandas as pd

from routes.audit import COLUMNS as AUDIT_COLUMNS
from routes.audit import with_place_problems
from routes.build import Ladder, build
from routes.folder import whole, work_folder
from routes.lines import Drawn
from routes.output import Output
from routes.parts.joining import Figures, Ground, Sums, rejected_rows
from routes.parts.runs import Run, plan, read_part, write_run
from routes.parts.sources import Source
from routes.progress import SILENT, Progress
from routes.reading import no_record

PART_ROWS = 1 << 17
HELD_PIECES = 16  # flows of so many parts are summed together


def build_in_parts(
    source: Source,
    places: pd.DataFrame,
    folder: Path,
    form: str,
    *,
    parts: int | None = None,
    place_problems: pd.DataFrame | None = None,
    progress: Progress = SILENT,
    **how,
) -> Figures:
    """Build what routes.build.build does and write what routes.output.write does, holding a few parts at a time.

    `parts`: so many, by default of PART_ROWS rows. `how`: infer_crossings and silence_days of routes.build.build.
    """
    with whole(folder) as draft:
        runs = list(_runs(source, places, work_folder(draft), progress))
        rows = sum(run.rows for run in runs)
        if not rows:
            raise no_record(Path(source.name))
        ground = Ground(places, runs)
        output, joined = Output(draft, form), _Joined(ground)
        done = 0
        progress("building", done, rows)
        with ThreadPoolExecutor(1) as writer:
            writing: Future | None = None
            drawn = Drawn(len(places))
            for part in plan(runs, parts or -(-rows // PART_ROWS)):
                raw = read_part(runs, part)
                raw.attrs["sha256"] = source.sha256  # or the builder hashes the cells
                ladder = build(raw, places, file=source.name, crowded=ground.crowded, drawn=drawn, **how)
                joined.add(ladder)
                if writing:
                    writing.result()
                writing = writer.submit(output.add, ladder)
                done += len(raw)
                progress("building", done, rows)
            writing.result()
        progress("joining", rows, rows)
        problems = place_findings(place_problems)
        output.audit.add(problems)
        figures, flows = joined.all(source.sha256, problems, drawn)
        progress("joining", rows, rows)
        output.finish(flows, rejected_rows(joined.rejected), figures.report)
    return figures


def _runs(source: Source, places: pd.DataFrame, folder: Path, progress: Progress) -> Iterator[Run]:
    done = 0
    progress("splitting", done, source.rows)
    for chunk in source.chunks:
        for table in chunk.tables():
            run = write_run(table, folder / f"run-{done:012d}.arrow", places)
            done += run.rows
            progress("splitting", done, max(source.rows, done))
            if run.rows:
                yield run


def place_findings(problems: pd.DataFrame | None) -> pd.DataFrame:
    """What is wrong with the files of places, as rows of the audit."""
    nothing = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in AUDIT_COLUMNS.items()})
    return with_place_problems(nothing, problems)


class _Joined:
    """What is kept of each piece when it is written."""

    def __init__(self, ground: Ground):
        self.ground, self.flows, self.rejected = ground, [], []
        self.figures: list[Figures] = []

    def add(self, ladder: Ladder) -> None:
        self.figures.append(Figures.of(ladder))
        self.rejected.append(ladder.rejected)
        self.flows.append(Sums.of(ladder, self.ground))
        if len(self.flows) >= HELD_PIECES:
            self.flows = [Sums.together(self.flows)]

    def all(self, sha256: str, problems: pd.DataFrame, drawn: Drawn):
        figures = Figures.together(self.figures).with_findings(problems)
        flows = Sums.together(self.flows).table(self.ground, drawn)
        figures.report.update(flows=len(flows), data_sha256=sha256)
        return figures, flows
