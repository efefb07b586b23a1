"""The completion script follows from the commands, and a shell can read it."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from clippings_local.command import main

#: Loads the script, and asks for what may follow the words that are given.
COMPLETE = """
source /dev/stdin
COMP_WORDS=({words}) COMP_CWORD={last}
$(complete -p clippings | sed 's/.*-F \\([^ ]*\\).*/\\1/') clippings "{word}" ""
echo "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("clippings ser", {"serve"}),
        ("clippings get x --format mark", {"markdown"}),
        ("clippings serve --dat", {"--data"}),
    ],
)
def test_bash_completes_commands_options_and_choices(
    words: str, expected: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["complete", "bash"]) == 0
    script = capsys.readouterr().out
    asked = COMPLETE.format(words=words, last=len(words.split()) - 1, word=words.split()[-1])
    bash = shutil.which("bash") or pytest.skip("no bash")
    told = subprocess.run([bash, "-c", asked], input=script, capture_output=True, text=True, check=True)
    assert set(told.stdout.split()) == expected


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_other_shells_have_a_script_too(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["complete", shell]) == 0
    assert "serve" in capsys.readouterr().out
