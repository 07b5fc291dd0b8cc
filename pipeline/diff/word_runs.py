"""Two wordings of a text, word by word."""

from __future__ import annotations

from rapidfuzz.distance import Indel, LCSseq

from schemas.changes import WordRun


def texts_to_runs(old: str, new: str) -> list[WordRun]:
    """What stayed, what was removed and what was added, in reading order.

    >>> [(run.op, run.text) for run in texts_to_runs("call opens in May", "call opens in June")]
    [('same', 'call opens in'), ('removed', 'May'), ('added', 'June')]
    """
    before, after = old.split(), new.split()
    runs: list[WordRun] = []
    for step in LCSseq.opcodes(before, after):
        if step.tag == "equal":
            runs.append(WordRun(op="same", text=" ".join(before[step.src_start : step.src_end])))
            continue
        if step.src_end > step.src_start:
            removed = " ".join(before[step.src_start : step.src_end])
            runs.append(WordRun(op="removed", text=removed))
        if step.dest_end > step.dest_start:
            added = " ".join(after[step.dest_start : step.dest_end])
            runs.append(WordRun(op="added", text=added))
    return _removed_first(runs)


def _removed_first(runs: list[WordRun]) -> list[WordRun]:
    """Between two runs that stayed, what was removed stands before what was added."""
    ordered: list[WordRun] = []
    changed: dict[str, list[str]] = {"removed": [], "added": []}
    for run in (*runs, WordRun(op="same", text="")):
        if run.op != "same":
            changed[run.op].append(run.text)
            continue
        if changed["removed"]:
            ordered.append(WordRun(op="removed", text=" ".join(changed["removed"])))
        if changed["added"]:
            ordered.append(WordRun(op="added", text=" ".join(changed["added"])))
        changed = {"removed": [], "added": []}
        if run.text:
            ordered.append(run)
    return ordered


def compare_wordings(old: str, new: str) -> float:
    """How many of the words of two texts they share in order, from 0 to 1; symmetric.

    >>> compare_wordings("train staff", "train all staff")
    0.8
    """
    return float(Indel.normalized_similarity(old.casefold().split(), new.casefold().split()))
