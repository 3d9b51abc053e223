"""Where the gallery is."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.rehearsal.gallery import ADDRESS, emulated
from tests.conftest import ROOT
from tests.gallery.makers import OPERATOR, collection, face, named, person
from visage.errors import SettingsInvalid
from visage.gallery.address import configured_gallery, gallery_at
from visage.gallery.aws.gallery import AwsGallery
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.settings import default_gallery, settings


def test_an_address_is_a_file(tmp_path: Path) -> None:
    gallery = gallery_at(str(tmp_path / "people.sqlite3"))
    assert isinstance(gallery, SqliteGallery)
    assert gallery.address == str(tmp_path / "people.sqlite3")
    gallery.close()


@pytest.mark.parametrize(
    "address",
    [
        "redis://x",
        "dynamodb://",
        "dynamodb://?vectors=b",
        "dynamodb://table",
        "dynamodb://table?vectors=",
        "dynamodb://table/more?vectors=b",
        "dynamodb://table?vectors=b&other=1",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(SettingsInvalid, match="cannot be used: name a file") as caught:
        gallery_at(address)
    assert address in str(caught.value)


def test_an_address_is_a_table_and_a_vector_bucket() -> None:
    with emulated():
        gallery = gallery_at(ADDRESS)
        assert isinstance(gallery, AwsGallery)
        assert gallery.address == ADDRESS
        staff = collection(gallery)
        gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
        assert named(gallery_at(ADDRESS), staff, 1) == ["a"]


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
