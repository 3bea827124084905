"""Killing a piece of work at every step at which it touches a file, as `kill -9` would: nothing is cleaned up."""

import os
import sys
from collections.abc import Callable

STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"})
KILLED = 99


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Run `work` in a process of its own and kill it just before its `step`-th step; whether it came that far."""
    child = os.fork()
    if child == 0:
        left = step

        def hook(event: str, arguments: object) -> None:
            nonlocal left
            if event in STEPS:
                left -= 1
                if left < 0:
                    os._exit(KILLED)

        try:
            sys.addaudithook(hook)
            work()
        except BaseException:  # noqa: BLE001 - any failure of the child is told by its status
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, KILLED), f"the work failed of itself (status {code})"
    return code == KILLED
