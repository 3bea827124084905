"""`make bench`: every figure of speed, memory and growth in one run, as ratios.

    python -m benchmarks.run [--weights FILE] [--quick | --large] [--only PART …]

How to read it: docs/explanation/speed.md.
"""

if __name__ == "__main__":
    # Not at the top: the processes that read import this file too, and must not pay for the measuring's libraries.
    from benchmarks.report import main

    raise SystemExit(main())
