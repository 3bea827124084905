import json
import subprocess
import sys

import pytest

from onrecord import resolve


def test_whatever_the_package_names_is_there() -> None:
    assert {name: getattr(resolve, name).__name__ for name in resolve.__all__} == {
        name: name for name in resolve.__all__
    }


def test_a_name_that_it_does_not_have_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = resolve.nonsense


def test_whom_a_roster_names_is_known_without_the_rules_that_make_readings() -> None:
    program = "import json, sys, onrecord.resolve.monitored; print(json.dumps(sorted(sys.modules)))"
    modules = json.loads(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)

    assert "onrecord.resolve.rosters" in modules
    assert not {"onrecord.resolve.reading", "onrecord.resolve.actors", "onrecord.resolve.summary", "numpy"} & set(
        modules
    )
