"""Where the gallery is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from visage.errors import SettingsInvalid
from visage.gallery.address import configured_gallery, gallery_at
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.settings import default_gallery, settings


def test_an_address_is_a_file(tmp_path: Path) -> None:
    gallery = gallery_at(str(tmp_path / "people.sqlite3"))
    assert isinstance(gallery, SqliteGallery)
    assert gallery.address == str(tmp_path / "people.sqlite3")
    gallery.close()
    with pytest.raises(SettingsInvalid, match="redis://x cannot be used"):
        gallery_at("redis://x")


def test_the_settings_name_the_gallery(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISAGE_GALLERY", str(tmp_path / "people.sqlite3"))
    settings.cache_clear()
    gallery = configured_gallery()
    assert isinstance(gallery, SqliteGallery)
    gallery.close()
    assert (tmp_path / "people.sqlite3").exists()
    settings.cache_clear()


def test_a_checkout_keeps_it_with_the_models() -> None:
    assert default_gallery() == str(ROOT / ".visage" / "gallery.sqlite3")
