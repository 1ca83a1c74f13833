#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Set up this checkout, then start the program or its tests.

    python3 installer/bootstrap.py run     set up, then open the window on the demo workbook
    python3 installer/bootstrap.py test    set up with the test tools, then run the whole suite
    python3 installer/bootstrap.py setup   set up only (with --test: the test tools too)

`run --headless` does the main job without a window, which is also what `run` does where there is no
display. What follows `test` is handed to pytest.
"""

# People call this from the README, and `.ci/run` does. It runs before anything is installed: it uses the
# standard library only. This file and processes.py keep to what Python 2.7 and 3.4 can read, so that an old
# Python gets as far as saying what it lacks; what comes after that is imported once the Python is right.

from __future__ import print_function

import os
import subprocess
import sys

from processes import NEWEST_PYTHON, OLDEST_PYTHON, Refusal, is_supported, output_of, python_version, say


def python_names():
    """Names of the Pythons that will do; the newest of all comes last, as it is the least tried."""
    minors = sorted(range(OLDEST_PYTHON[1], NEWEST_PYTHON[1]), reverse=True) + [NEWEST_PYTHON[1]]
    return ["python3.%d" % minor for minor in minors]


def find_other_python(search_path):
    """A Python on the search path that will do, or None. A shim that does not start is passed over."""
    for name in python_names():
        for folder in search_path.split(os.pathsep):
            candidate = os.path.join(folder, name)
            if os.path.isfile(candidate) and os.access(candidate, os.X_OK):
                version = python_version(candidate)
                if version is not None and is_supported(version):
                    return candidate
    return None


def find_windows_python():
    """What the `py` launcher offers."""
    for name in python_names():
        command = ["py", "-" + name[len("python") :], "-c", "import sys; sys.stdout.write(sys.executable)"]
        found = output_of(command)
        if found:
            return found
    return None


def wrong_python_text(version, executable, system):
    lines = [
        "This program needs Python %d.%d to %d.%d." % (OLDEST_PYTHON + NEWEST_PYTHON),
        "This is Python %s (%s)," % (".".join(str(part) for part in version[:3]), executable),
        "and no suitable one was found beside it. Install one, then run this command again:",
        "",
    ]
    if system.startswith("win"):
        lines.append("  winget install Python.Python.3.13")
    elif system == "darwin":
        lines.append("  brew install python@3.13")
    else:
        lines.append("  sudo apt-get install python3 python3-venv     (Debian 12, Ubuntu 24.04 and later)")
        lines.append("  elsewhere: Python 3.11 or newer from the system's packages or from python.org")
    return "\n".join(lines)


def ensure_python(arguments):
    """Go on with this Python, or start over with a better one of this machine."""
    if is_supported(sys.version_info):
        return
    found = find_windows_python() if os.name == "nt" else find_other_python(os.environ.get("PATH", ""))
    if found is None:
        if tuple(sys.version_info[:2]) > NEWEST_PYTHON:
            say("Python %d.%d is newer than any this version was tried with." % tuple(sys.version_info[:2]))
            return
        raise Refusal(wrong_python_text(sys.version_info, sys.executable, sys.platform))
    say("This is Python %d.%d; going on with %s." % (sys.version_info[0], sys.version_info[1], found))
    command = [found, os.path.abspath(__file__)] + arguments
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(found, command)


def dispatch(arguments):
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ("-h", "--help"):
        say(__doc__.strip())
        return 0
    allowed = {"run": ["--headless"], "setup": ["--test"], "test": rest}.get(command)
    if allowed is None or any(argument not in allowed for argument in rest):
        say(__doc__.strip())
        return 2
    ensure_python(arguments)

    import environment
    import launch

    environment.set_up(tools=command == "test" or "--test" in rest)
    if command == "test":
        return launch.run_tests(rest)
    if command == "run":
        return launch.run_program(headless="--headless" in rest)
    return 0


def main(arguments):
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a Chinese path on a console that cannot show it
    try:
        return dispatch(arguments)
    except Refusal as refusal:
        say("\n%s" % refusal)
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    except (IOError, OSError) as error:
        say("\nThe set-up could not go on: %s" % error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
