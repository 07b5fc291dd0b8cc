"""What a worker process runs: jobs come on standard input, answers go to standard output.

python -m pipeline.batch.serving
"""

from __future__ import annotations

import os
import pickle
import sys

from pipeline.batch.jobs import Extracted, Job, do_job
from schemas.errors import PlancardsError

Answer = Extracted | PlancardsError


def serve() -> None:
    """Do jobs until no more can come.

    An error that is none of ours ends the process: whoever reads standard error knows why, and the
    next job has a process without its traces.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not come between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            job = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(job_to_answer(job), answers)
        answers.flush()


def job_to_answer(job: Job) -> Answer:
    """What came of a job, or why nothing did."""
    try:
        return do_job(job)
    except PlancardsError as error:
        return error


if __name__ == "__main__":
    serve()
