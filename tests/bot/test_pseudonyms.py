"""Claims about what stands for people in what is kept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pseudonyms import FILE, Pseudonyms, open_pseudonyms
from retrieval.errors import StateError

IDS = st.integers(-(2**62), 2**62)


@given(st.sets(IDS, min_size=2), st.binary(min_size=32, max_size=32))
def test_each_id_has_its_own_which_a_column_of_numbers_holds(ids: set[int], key: bytes) -> None:
    """64 bits with a sign; the same again for the same id, and no id is its own."""
    pseudonym = Pseudonyms(key)
    found = {identity: pseudonym(identity) for identity in ids}
    assert len(set(found.values())) == len(ids)
    assert all(
        -(2**63) <= stands < 2**63 and stands == pseudonym(identity) for identity, stands in found.items()
    )


@given(IDS)
def test_another_key_gives_another(identity: int) -> None:
    """Without the key nobody finds an id by trying all of them."""
    assert Pseudonyms(b"a" * 32)(identity) != Pseudonyms(b"b" * 32)(identity)


def test_the_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    """Random, and the same after a restart."""
    first = open_pseudonyms(tmp_path / "state")
    assert stat.S_IMODE((tmp_path / "state" / FILE).stat().st_mode) == 0o600
    assert open_pseudonyms(tmp_path / "state") == first
    assert open_pseudonyms(tmp_path / "other") != first
    assert [file.name for file in (tmp_path / "state").iterdir()] == [FILE]


def test_a_key_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    """However it was copied there."""
    open_pseudonyms(tmp_path)
    (tmp_path / FILE).chmod(0o644)
    open_pseudonyms(tmp_path)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_the_key_is_never_shown(tmp_path: Path) -> None:
    """Not in a traceback, nor wherever values are printed."""
    made = open_pseudonyms(tmp_path)
    assert str(made.key) not in repr(made)
    assert made.key.hex() not in repr(made)


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    """To make another would part everybody from what is theirs."""
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StateError, match="is no key"):
        open_pseudonyms(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_folder_that_cannot_be_made_is_a_state_error(tmp_path: Path) -> None:
    """Here a file stands in its place."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="that can be used"):
        open_pseudonyms(tmp_path / "file")
