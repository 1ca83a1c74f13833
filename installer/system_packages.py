"""The packages that a Debian or Ubuntu must have for the window, and for the tests.

Called by environment.py. Other systems need nothing of the kind, or have other names for it: there the
check that the libraries load has the last word.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence

from processes import Refusal, output_of, run, say

# One need: any of these packages will do. The last that the package lists know is installed; the last of all
# is a name that apt finds on every release, if only because another package provides it.
Need = tuple[str, ...]

FOR_THE_WINDOW: tuple[Need, ...] = (
    ("libglib2.0-0t64", "libglib2.0-0"),
    ("libegl1",),
    ("libgl1",),
    ("libxkbcommon0",),
    ("libfontconfig1",),
    ("libdbus-1-3",),
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-image0",),
    ("libxcb-keysyms1",),
    ("libxcb-randr0",),
    ("libxcb-render-util0",),
    ("libxcb-shape0",),
    ("libxcb-xinerama0",),
    ("libxcb-xkb1",),
    ("libxkbcommon-x11-0",),
    ("libx11-xcb1",),
    # Chinese in a PDF has to be found by search. Noto Sans CJK writes radicals there, WenQuanYi does not.
    ("fonts-wqy-microhei", "fonts-wqy-zenhei"),
)
FOR_THE_TESTS: tuple[Need, ...] = (
    ("xvfb",),
    ("xauth",),
    ("poppler-utils",),  # pdftotext and pdftoppm: the tests read back what was printed
    ("libreoffice-calc", "libreoffice-calc-nogui"),  # the tests open the cards in another program
    ("libreoffice-impress", "libreoffice-impress-nogui"),  # and the map's slide
    ("python3-uno",),  # in which they move a box, to see its links follow
    # The fonts that the cards name, or that are as wide: without them every line is another length.
    ("fonts-noto-cjk",),
    ("fonts-liberation2", "fonts-liberation"),
)


def missing_needs(needs: Iterable[Need], installed: set[str]) -> list[Need]:
    return [need for need in needs if not installed.intersection(need)]


def packages_to_install(needs: Iterable[Need], available: set[str]) -> list[str]:
    """One package for each need: the last that the lists know, else the name that works everywhere."""
    return [([package for package in need if package in available] or need)[-1] for need in needs]


def installed_packages(needs: Iterable[Need]) -> set[str]:
    names = [package for need in needs for package in need]
    # It exits with an error if this release does not know one of the names; what it does know it still lists.
    show = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n"]
    listed = output_of(["sh", "-c", '"$@" 2>/dev/null || true', "sh", *show, *names]) or ""
    return {line.removeprefix("installed ") for line in listed.splitlines() if line.startswith("installed ")}


def available_packages(needs: Iterable[Need]) -> set[str]:
    names = [package for need in needs for package in need]
    return installable(output_of(["apt-cache", "policy", *names], LC_ALL="C") or "")


def installable(policy: str) -> set[str]:
    """The packages that `apt-cache policy` has a candidate for; a name without one says "(none)"."""
    found = set()
    package = ""
    for line in policy.splitlines():
        if line and not line.startswith(" "):
            package = line.rstrip(":")
        elif line.strip().startswith("Candidate:") and "(none)" not in line:
            found.add(package)
    return found


def administrator_prefix() -> list[str] | None:
    """How to run a command as administrator without asking: nothing for root, sudo if it lets us, else None."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if output_of(["sudo", "-n", "true"]) is not None else None


def missing_text(packages: Sequence[str]) -> str:
    return "\n".join(
        [
            "These system packages are missing, and installing them needs an administrator. Run this line,",
            "then the same command again:",
            "",
            "  sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages),
        ]
    )


def ensure_system_packages(needs: Sequence[Need]) -> None:
    """On Debian and its kin install what is missing, or say the exact line that does."""
    if not sys.platform.startswith("linux") or not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    missing = missing_needs(needs, installed_packages(needs))
    if not missing:
        return
    prefix = administrator_prefix()
    if prefix is None:
        raise Refusal(missing_text(packages_to_install(missing, available_packages(missing))))
    # Quiet, no progress bars in a log, and patient with another apt that is at work.
    options = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"]
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *options]
    say(f"Installing {len(missing)} system packages with apt-get.")
    renewed = run([*apt, "update"]) == 0
    packages = packages_to_install(missing, available_packages(missing))
    if run([*apt, "install", "-y", "--no-install-recommends", *packages]) != 0:
        lists = "" if renewed else "\nThe package lists could not be renewed either: is there a network?"
        raise Refusal(f"apt-get could not install them (see above).{lists}\n\n{missing_text(packages)}")
