"""Claims about a library: one index per corpus, kept between starts, made anew when it must be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.errors import CorpusError, StateError
from retrieval.library import Library, folder_name
from retrieval.model import Answer, NoAnswer, Question
from retrieval.syntax import parse
from tests.conftest import with_dictionary

ROOT: Final = Path(__file__).parents[2]


class Place:
    """Two corpora and one state folder, in which the dictionary is already compiled."""

    def __init__(self, root: Path, analyzer: Analyzer) -> None:
        """Make the folders."""
        self.state = root / "state"
        self.analyzer = analyzer
        self.one, self.other = root / "one", root / "other"
        for folder in (self.state, self.one, self.other):
            folder.mkdir()
        (self.one / "a.md").write_text("# Harbour\n\nThe harbour master was fined for the spill.\n")
        (self.other / "a.md").write_text("# Bakery\n\nThe bakery sells rye bread.\n")

    def open(self, corpus: Path) -> Library:
        """Open a corpus."""
        return Library(corpus, self.state, analyzer=self.analyzer)


@pytest.fixture
def place(tmp_path: Path, state: Path, analyzer: Analyzer) -> Place:
    """The folders, with the dictionary of all tests."""
    made = Place(tmp_path, analyzer)
    with_dictionary(made.state, state)
    return made


def quote(library: Library, question: str) -> str:
    """The first words quoted; empty where nothing answers."""
    found = library.answer(Question(question), 3)
    return found.citations[0].quote if isinstance(found, Answer) else ""


def test_a_folder_is_asked_after_it_was_synced(place: Place) -> None:
    """The whole way, from the files to the quote."""
    with closing(place.open(place.one)) as library:
        assert isinstance(library.answer(Question("who was fined"), 3), NoAnswer)
        assert library.sync().added == ["a.md"]
        assert quote(library, "who was fined for the spill") == "The harbour master was fined for the spill."


def test_two_corpora_have_two_indexes(place: Place) -> None:
    """Asking one never disturbs the other, and neither is indexed again."""
    with closing(place.open(place.one)) as one, closing(place.open(place.other)) as other:
        one.sync()
        other.sync()
        assert "harbour" in quote(one, "harbour master")
        assert "bakery" in quote(other, "what does the bakery sell")
        assert one.sync().unchanged == other.sync().unchanged == ["a.md"]
        assert not quote(one, "what does the bakery sell")
    assert len(list((place.state / "indexes").iterdir())) == 2


def test_an_index_is_there_again_at_the_next_start(place: Place) -> None:
    """Nothing is read anew, and the answer is the same."""
    with closing(place.open(place.one)) as library:
        library.sync()
        before = library.answer(Question("who was fined"), 3)
    with closing(place.open(place.one)) as library:
        assert not library.sync().moved
        assert library.answer(Question("who was fined"), 3) == before


def test_answers_follow_the_files(place: Place) -> None:
    """What was changed, added or removed answers after the next sync, and not before."""
    with closing(place.open(place.one)) as library:
        library.sync()
        assert "fined" in quote(library, "harbour master")
        file = place.one / "a.md"
        file.write_text("# Harbour\n\nThe harbour master was praised.\n")
        os.utime(file, ns=(0, 0))
        assert "fined" in quote(library, "harbour master")
        library.sync()
        assert "praised" in quote(library, "harbour master")


def test_a_corpus_that_vanished_still_answers(place: Place) -> None:
    """The sync says so, and the index of before is left."""
    with closing(place.open(place.one)) as library:
        library.sync()
        shutil.rmtree(place.one)
        with pytest.raises(CorpusError, match="does not exist"):
            library.sync()
        assert "fined" in quote(library, "harbour master")


def test_one_folder_has_one_index_by_whatever_path(place: Place) -> None:
    """A link, a detour and the path itself lead to the same."""
    (place.one.parent / "link").symlink_to(place.one)
    with closing(place.open(place.one)) as library:
        library.sync()
    for path in (place.one.parent / "link", place.other / ".." / "one"):
        with closing(place.open(path)) as library:
            assert library.sync().unchanged == ["a.md"]


def test_a_folder_name_can_be_read_and_is_the_corpus_alone() -> None:
    """Two corpora of one name have two names; odd characters do not reach the disk."""
    one, other = folder_name(Path("/a/我的 docs")), folder_name(Path("/b/我的 docs"))
    assert one != other
    assert one.startswith("我的-docs-")
    assert folder_name(Path("/")).startswith("-")
    assert "/" not in folder_name(Path("/a/b"))
    assert len(folder_name(Path("/" + "字" * 80)).encode()) < 255


def test_a_state_folder_that_cannot_be_used_is_a_state_error(place: Place, tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StateError, match="cannot be used"):
        Library(place.one, tmp_path / "file", analyzer=place.analyzer)


def test_a_library_answers_as_before_while_it_is_renewed(place: Place) -> None:
    """From the old index until the new one is complete, and then from that."""
    with closing(place.open(place.one)) as library:
        library.sync()
        (place.one / "a.md").write_text("# Harbour\n\nThe harbour master was praised for his work.\n")
        (place.one / "b.md").write_text("# Ferry\n\nThe ferry company sold its boats.\n")
        meanwhile = [quote(library, "harbour master")]
        report = library.renew(lambda *_: meanwhile.append(quote(library, "harbour master")))
        assert (report.changed, report.added) == (["a.md"], ["b.md"])
        assert len(meanwhile) > 2
        assert set(meanwhile) == {"The harbour master was fined for the spill."}
        assert "praised" in quote(library, "harbour master")
        assert "boats" in quote(library, "what did the ferry company sell")


def test_a_renewal_that_fails_changes_nothing(place: Place) -> None:
    """The next one does all of it."""
    with closing(place.open(place.one)) as library:
        library.sync()
        (place.one / "b.md").write_text("# Ferry\n\nThe ferry company sold its boats.\n")

        def fail(done: int, total: int) -> None:
            raise ZeroDivisionError((done, total))

        with pytest.raises(ZeroDivisionError):
            library.renew(fail)
        assert not quote(library, "what did the ferry company sell")
        assert library.renew().added == ["b.md"]
        assert quote(library, "what did the ferry company sell")


def test_what_another_process_indexed_answers_after_a_renewal(place: Place) -> None:
    """And not half of it before: the passages that were gathered are still there."""
    with closing(place.open(place.one)) as library, closing(place.open(place.one)) as other:
        library.sync()
        assert quote(library, "harbour master")
        (place.one / "a.md").unlink()
        (place.one / "b.md").write_text("# Ferry\n\nThe ferry company sold its boats.\n")
        other.sync()
        assert "fined" in quote(library, "who was fined for the spill")
        assert not library.renew().moved
        assert "boats" in quote(library, "what did the ferry company sell")
        assert not quote(library, "who was fined for the spill")


def test_many_renewals_end_where_one_would(place: Place) -> None:
    """Whatever came and went, the answers are those of an index that is made anew."""
    with closing(place.open(place.one)) as library:
        library.sync()
        quote(library, "harbour")
        for n in range(6):
            (place.one / f"{n}.md").write_text(f"# Ship {n}\n\nThe ship number {n} sailed to port {n * 7}.\n")
            if n % 2:
                (place.one / f"{n - 1}.md").unlink()
            library.renew()
        asked = [Question(q) for q in ("where did ship number 3 sail", "ship", "harbour master", "number 4")]
        renewed = [library.answer(question, 5) for question in asked]
    with closing(place.open(place.one)) as anew:
        assert not anew.sync().moved
        assert [anew.answer(question, 5) for question in asked] == renewed


def test_a_library_that_is_closed_is_not_renewed_any_more(place: Place) -> None:
    """Whoever renews it in another thread may be late."""
    library = place.open(place.one)
    library.sync()
    quote(library, "harbour")
    (place.one / "b.md").write_text("# Ferry\n\nThe ferry company sold its boats.\n")
    library.close()
    assert library.renew().added == ["b.md"]


def test_who_filters_first_waits_for_nothing_that_could_be_made_ready_before(place: Place) -> None:
    """Neither after the start of who serves nor after the index has changed."""
    (place.one / "a.md").write_text("---\ndate: 2025-01-02\n---\n\nThe harbour master was fined.")
    asked = parse("harbour master after:2024").question()
    with closing(place.open(place.one)) as library:
        library.sync()
        library.warm()
        assert not looked_through(library, asked)
        (place.one / "b.md").write_text("---\ndate: 2026-01-02\n---\n\nThe harbour master was paid.")
        library.renew()
        assert not looked_through(library, asked)
        assert isinstance(library.answer(asked, 5), Answer)


@pytest.mark.slow
def test_what_chooses_among_many_passages_is_loaded_by_who_serves_alone(place: Place) -> None:
    """A process that answers once over a small corpus has no use for it."""
    imports = "import sys; from pathlib import Path; from retrieval.library import Library; from retrieval.model import Question"
    opened = "library = Library(Path(sys.argv[1]), Path(sys.argv[2])); library.sync(); library.answer(Question('harbour'), 1)"
    told = "had = 'rank_bm25' in sys.modules; library.warm(); print(had, 'rank_bm25' in sys.modules)"
    command = [sys.executable, "-c", f"{imports}; {opened}; {told}", str(place.one), str(place.state)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    assert printed.split() == ["False", "True"]


def test_who_asks_once_makes_nothing_ready_for_others(place: Place) -> None:
    """What a filter needs is looked at when there is one."""
    (place.one / "a.md").write_text("---\ndate: 2025-01-02\n---\n\nThe harbour master was fined.")
    with closing(place.open(place.one)) as library:
        library.sync()
        assert not looked_through(library, Question("harbour master"))
        assert looked_through(library, parse("harbour master after:2024").question())


def looked_through(library: Library, question: Question) -> bool:
    """Whether all documents are looked at for an answer."""
    said: list[str] = []
    library.catalog._connection.set_trace_callback(said.append)
    library.answer(question, 5)
    library.catalog._connection.set_trace_callback(None)
    return any("count(*) AS passages" in statement for statement in said)
