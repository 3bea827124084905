"""What holds the house together: locks, reference, decision notes, and nothing of anybody's machine in it."""

import ast
import importlib.metadata
import inspect
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import onrecord
from docs import generate, vocabulary_page
from onrecord import errors
from onrecord.present.commands import every

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: which files are tracked can't be told")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def tracked_texts() -> list[tuple[str, str]]:
    texts = []
    for path in tracked_files():
        try:
            texts.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a PDF, a DOCX, the weights
    return texts


def markdown_files() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".md"]


def locked(name: str) -> dict[str, set[str]]:
    """Versions by normalised name, of one lock in requirements/."""
    versions: dict[str, set[str]] = {}
    for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line):
            versions.setdefault(normalised(found[1]), set()).add(found[2])
    return versions


def normalised(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def declared(requirements: list[str]) -> set[str]:
    return {normalised(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in requirements}


# --- versions ---------------------------------------------------------------------------------------------------------


def test_the_version_is_one_in_package_project_and_changelog() -> None:
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert onrecord.__version__ == PYPROJECT["project"]["version"] == newest[1]


# --- locks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_a_lock_pins_every_requirement_with_digests(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(requirements) > 20
    loose = [line[:60] for line in requirements if not re.match(r"\S+==\S+.*--hash=sha256:[0-9a-f]{64}", line)]
    assert loose == []


def test_locks_agree_with_one_another() -> None:
    runtime, dev, training = locked("runtime.txt"), locked("dev.txt"), locked("training.txt")
    assert {name: dev.get(name) for name in runtime} == runtime
    assert {name: training.get(name) for name in runtime} == runtime


def test_every_declared_dependency_is_locked() -> None:
    extras = PYPROJECT["project"]["optional-dependencies"]
    assert declared(PYPROJECT["project"]["dependencies"]) <= set(locked("runtime.txt"))
    assert declared(extras["test"] + extras["lint"]) <= set(locked("dev.txt"))
    assert declared(extras["training"] + extras["bench"]) <= set(locked("training.txt"))


def imported_modules(folder: Path) -> set[str]:
    modules = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
                modules.add(node.module.partition(".")[0])
    return modules - set(sys.stdlib_module_names) - {"onrecord"}


def test_what_the_package_imports_is_what_it_declares() -> None:
    distributions = importlib.metadata.packages_distributions()
    imported = {normalised(distributions.get(module, [module])[0]) for module in imported_modules(ROOT / "src")}
    for_tests = {"pytest"}  # testing/ is for those who have it
    assert imported - for_tests == declared(PYPROJECT["project"]["dependencies"])
    assert for_tests <= declared(PYPROJECT["project"]["optional-dependencies"]["test"])


# --- nothing of anybody's machine -------------------------------------------------------------------------------------

# Written so that this file does not match itself.
MACHINE = re.compile(r"(?<![\w.~/:-])/(?:home|root|Users|opt|work|mnt|tmp)/[\w.]")
INDEX = re.compile(
    r"--(?:extra-)?index-url[= ]\S|--find-links[= ]\S|--trusted-[h]ost|://[^/\s\"']*(?:pypi|pythonhosted)"
)


def test_no_tracked_file_names_a_path_of_somebodys_machine() -> None:
    assert MACHINE.search("see " + "/".join(["", "home", "ana", "notes"])) is not None
    found = [f"{name}: {match[0]}" for name, text in tracked_texts() if (match := MACHINE.search(text))]
    assert found == []


def test_no_tracked_file_names_a_package_index() -> None:
    assert INDEX.search("pip install --index" + "-url mirror") is not None
    found = [f"{name}: {match[0]}" for name, text in tracked_texts() if (match := INDEX.search(text))]
    assert found == []


def test_no_tracked_file_is_larger_than_the_weights_may_be() -> None:
    limit = 30_000_000  # the int8 encoder and its heads take about 23 MB, and nothing else comes near
    assert [path.name for path in tracked_files() if path.stat().st_size > limit] == []


# --- every ignore has its reason --------------------------------------------------------------------------------------


def test_every_ignore_in_the_project_file_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ruff = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.pydocstyle]")]
    ignores = [line for line in ruff.splitlines() if re.match(r'\s+"[A-Z]+[0-9]*",', line)]
    assert len(ignores) > 5
    assert [line for line in ignores if not re.search(r"# \S.{8,}", line)] == []


def test_every_ignore_in_a_line_has_its_reason() -> None:
    ignore = re.compile(r"# (?:noqa: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*|type: ignore\[[\w, -]+\])(.*)$")
    bare = []
    for name, text in tracked_texts():
        if name.endswith(".py"):
            for number, line in enumerate(text.splitlines(), start=1):
                if (found := ignore.search(line)) and len(found[1].strip(" #:-")) < 8:
                    bare.append(f"{name}:{number}: {line.strip()}")
    assert bare == []


# --- documentation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted(generate.PAGES))
def test_the_reference_is_what_the_code_says(page: str) -> None:
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert written == generate.PAGES[page](), "run `make docs` and commit what it wrote"


def test_error_codes_are_distinct_and_the_tree_is_drawn_whole() -> None:
    classes = list(generate.error_classes())
    assert len({error.code for error in classes}) == len(classes)
    drawn = inspect.getdoc(errors)
    assert drawn is not None
    assert [error.__name__ for error in classes if f" {error.__name__}" not in drawn] == []


def test_every_word_of_the_vocabulary_is_defined() -> None:
    told = vocabulary_page.definitions()
    assert {name: list(words) for name, words in told.items()} == {
        name: [word.value for word in words] for name, words in vocabulary_page.lists().items()
    }
    assert [word for words in told.values() for word, meaning in words.items() if not meaning.endswith(".")] == []


def test_decision_notes_are_numbered_dated_and_short() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(note.name[:4]) for note in notes]
    assert numbers == sorted(set(numbers))
    assert len(numbers) > 2
    for note in notes:
        text = note.read_text(encoding="utf-8")
        assert re.match(rf"# {int(note.name[:4])}\. \S.*\n\nDate: \d{{4}}-\d\d-\d\d\n", text), note.name
        assert len(text.split()) < 450, f"{note.name} is longer than half a page"


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in markdown_files():
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
            file = target.partition("#")[0]
            if "://" not in file and file and not (path.parent / file).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_make_command_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    missing = [
        f"{path.relative_to(ROOT)}: make {command}"
        for path in markdown_files()
        for command in re.findall(r"(?:^|`)make ([a-z][a-z-]*)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if command not in commands
    ]
    assert missing == []
    helped = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert set(re.findall(r"[a-z-]+", re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1])) == helped  # type: ignore[index]  # no match fails as it should


def shown_commands() -> list[tuple[str, str]]:
    """Every line that a document tells people to type after `onrecord`: in a block for the shell, or in a help text."""
    typed = re.compile(r" *(?:\.venv/bin/)?onrecord ([a-z].*)")
    found = []
    for path in markdown_files():
        text = path.read_text(encoding="utf-8")
        blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines()] + re.findall(r"^    \S.*", text, re.MULTILINE)
        found += [(str(path.relative_to(ROOT)), match[1]) for line in lines if (match := typed.fullmatch(line))]
    return found


def test_every_onrecord_command_that_a_document_shows_is_understood() -> None:
    commands = every()
    shown = shown_commands()
    assert len(shown) > 80
    wrong = []
    for document, line in shown:
        words = shlex.split(line, comments=True)
        name, *arguments = words[: next((place for place, word in enumerate(words) if word in "|>&&"), len(words))]
        try:
            commands[name].make_context(name, arguments)
        except Exception as error:  # noqa: BLE001  typer keeps the classes of what a wrong line raises to itself
            wrong.append(f"{document}: onrecord {line}: {type(error).__name__} {error}")
    assert wrong == []


def test_no_word_of_a_table_is_taken_for_a_truth_value() -> None:
    """YAML takes an unquoted no, yes, on or off for a truth value: no table of words may hold one, or nothing."""

    def odd(value: object, path: str) -> list[str]:
        if isinstance(value, dict):
            return [found for key, inner in value.items() for found in (*odd(key, path), *odd(inner, f"{path} {key}"))]
        if isinstance(value, list):
            return [found for inner in value for found in odd(inner, path)]
        return [path] if isinstance(value, bool) or value is None else []

    files = sorted((ROOT / "src").rglob("*.yaml"))
    assert files
    assert [found for file in files for found in odd(yaml.safe_load(file.read_text(encoding="utf-8")), file.name)] == []
