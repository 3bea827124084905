"""What the figures were measured on."""

import os
import platform
from importlib import metadata
from pathlib import Path

LIBRARIES = ("onnxruntime", "numpy", "tokenizers", "trafilatura", "lxml", "torch")


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processor() -> str:
    """The processor's name as the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass  # not Linux; the standard library knows less
    return platform.processor() or platform.machine()


def int8_instructions() -> str:
    """Instructions for int8 sums that decide what int8 gains: `amx`, `vnni`, or none of them."""
    try:
        flags = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
    except OSError:
        return "not told by this system"
    names = {"AMX": "amx_int8", "AVX-512 VNNI": "avx512_vnni", "AVX VNNI": "avx_vnni"}
    found = [name for name, flag in names.items() if flag in flags]
    return ", ".join(found) or "none"


def installed(library: str) -> str | None:
    """Version of a library, None where it isn't installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def load() -> float | None:
    """Processes that wanted a processor in the last minute; None where the system can't tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def describe() -> list[str]:
    """Lines for a report's head."""
    versions = ", ".join(f"{name} {installed(name) or 'not installed'}" for name in LIBRARIES)
    threads = os.environ.get("OMP_NUM_THREADS", "as many as cores")
    busy = load()
    lines = [
        f"processor      {processor()}, {cores()} cores; int8 instructions: {int8_instructions()}",
        f"system         {platform.system()} {platform.machine()}, Python {platform.python_version()}",
        f"libraries      {versions}",
        f"threads        onnxruntime and torch 1, NumPy {threads}",
    ]
    if busy is not None:
        note = "  (other work is running: rates are too low, ratios noisier)" if busy > 0.5 else ""
        lines.append(f"load before    {busy:.2f}{note}")
    return lines
