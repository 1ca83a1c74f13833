# -*- coding: utf-8 -*-
"""Starting other programs for the set-up, and speaking to the person in front of it.

The other files of the set-up stand on it. Like bootstrap.py it has to be readable for old Pythons: they
use it to look for a newer one.
"""

from __future__ import print_function

import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 14)  # the newest one that the pinned packages have wheels for


class Refusal(Exception):
    """The set-up cannot go on; the text says why and exactly what to do."""


def say(text=""):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def child_variables(given, system):
    """The environment variables for what we start: nothing that points at another Python, and UTF-8."""
    variables = dict(given)
    for name in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"):
        variables.pop(name, None)
    variables["PIP_USER"] = "0"  # a person's setting to install "for this user" breaks every environment
    if system.startswith("linux"):
        # Qt speaks UTF-8 only and complains about any other locale, such as the bare "C" of a container.
        in_force = variables.get("LC_ALL") or variables.get("LC_CTYPE") or variables.get("LANG") or "C"
        if "utf" not in in_force.lower():
            variables["LC_ALL" if variables.get("LC_ALL") else "LC_CTYPE"] = "C.UTF-8"
    return variables


def run(command, **changed_variables):
    """Run a command in the checkout, wait for it, and return its exit code as a shell would give it.

    Ctrl-C reaches the command as well; it gets to finish before we stop.
    """
    variables = child_variables(os.environ, sys.platform)
    variables.update(changed_variables)
    process = subprocess.Popen(command, cwd=ROOT, env=variables)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        process.wait()
        raise
    return code if code >= 0 else 128 - code


def output_of(command, **changed_variables):
    """What a command prints, or None if it cannot be started or fails."""
    variables = child_variables(os.environ, sys.platform)
    variables.update(changed_variables)
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stdin=pipe, stdout=pipe, stderr=pipe)
    except OSError:
        return None
    out = process.communicate()[0]
    return out.decode("utf-8", "replace") if process.returncode == 0 else None


def is_supported(version):
    return OLDEST_PYTHON <= tuple(version[:2]) <= NEWEST_PYTHON


def python_version(executable, module="sys"):
    """The version as a list of three numbers; None if that Python does not start or lacks the module."""
    code = (
        "import importlib.util, sys\n"
        "found = importlib.util.find_spec(sys.argv[1])\n"
        "sys.exit(1) if found is None else print(list(sys.version_info[:3]))\n"
    )
    answer = output_of([executable, "-I", "-c", code, module])
    try:
        return json.loads(answer) if answer else None
    except ValueError:
        return None
