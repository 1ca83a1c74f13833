"""What the window remembers, and that a broken settings file stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from keyaccount_desktop.ui.settings import RECENT_FILES, Settings, settings_file


def test_that_what_was_set_is_read_by_the_next_start() -> None:
    first = Settings()
    first.theme, first.zoom, first.language = "dark", 125, "zh"
    first.motion = "reduced"
    first.last_file = "/a/b.kaw"
    first.set_place("id", "client/a1/people")
    first.save()
    second = Settings()
    assert (second.theme, second.zoom, second.language) == ("dark", 125, "zh")
    assert second.motion == "reduced"
    assert (second.last_file, second.place("id")) == ("/a/b.kaw", "client/a1/people")


def test_that_settings_lie_where_the_user_data_do() -> None:
    import os

    assert settings_file().parent == Path(os.environ["KEYACCOUNT_DATA"])


def test_that_a_fresh_start_follows_the_system() -> None:
    settings = Settings()
    assert (settings.theme, settings.zoom, settings.language) == ("system", 100, None)
    assert settings.motion == "full"
    assert settings.recent == [] and settings.last_file is None


@pytest.mark.parametrize(
    "content", ["", "[look]\ntheme=pink\nzoom=90000\nlanguage=xx\nmotion=wild\n", "\x00\x01\x02", "[[["]
)
def test_that_nonsense_in_the_file_counts_as_not_set(content: str) -> None:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    settings = Settings()
    assert (settings.theme, settings.zoom, settings.language) == ("system", 100, None)


def test_that_recent_files_come_newest_first_once_each_and_not_too_many() -> None:
    settings = Settings()
    for number in range(RECENT_FILES + 3):
        settings.remember_file(f"/{number}.kaw")
    settings.remember_file("/5.kaw")
    assert settings.recent[0] == "/5.kaw"
    assert len(settings.recent) == len(set(settings.recent)) == RECENT_FILES
    settings.forget_file("/5.kaw")
    assert "/5.kaw" not in settings.recent


def test_that_one_recent_file_is_a_list_too() -> None:
    settings = Settings()
    settings.remember_file("/only.kaw")
    settings.save()
    assert Settings().recent == ["/only.kaw"]
