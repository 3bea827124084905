"""Speed, memory and growth, measured side by side on the machine at hand: `make bench`."""

import os

# A figure "per core" must use one. NumPy's libraries read these once, when they are first imported, which is after
# this package; what the user set stands.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
