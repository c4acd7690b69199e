"""Claims about settings: where each comes from, what is refused, and that no fault shows a value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import ConfigError, Loaded, Settings, load
from config.settings import FILE, PREFIX, names, variable

TOKEN = "123456789:AAFabcdefghijklmnopqrstuvwxyz012345"
SECRET = "SeCrEt42"  # put where a value is, to be looked for where an error is
SOURCES = ("environment", ".env", FILE, f"user {FILE}")
VALUES = ("11", "12", "13", "14")


class Place:
    """A folder to start in, a user's configuration folder, and an environment of our own."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make the folders; nothing of the machine's own settings reaches the tests."""
        self.here, self.user = root / "here", root / "user"
        for folder in (self.here, self.user):
            folder.mkdir()
        self._monkeypatch = monkeypatch
        for name in os.environ:
            if name.upper().startswith(PREFIX):
                monkeypatch.delenv(name)

    def environment(self, **variables: str) -> Place:
        """Set variables, given without the prefix."""
        for name, value in variables.items():
            self._monkeypatch.setenv(PREFIX + name, value)
        return self

    def write(self, source: str, text: str | bytes) -> Place:
        """Write one of the files that settings are read from."""
        folder = self.user if source.startswith("user") else self.here
        content = text if isinstance(text, bytes) else text.encode()
        (folder / source.removeprefix("user ")).write_bytes(content)
        return self

    def give(self, source: str, name: str, value: str) -> Place:
        """Give a setting a value in one of the sources."""
        if source == "environment":
            return self.environment(**{variable(name).removeprefix(PREFIX): value})
        if source == ".env":
            return self.write(source, f"{variable(name)}='{value}'\n")
        table, _, last = name.rpartition(".")
        return self.write(source, (f"[{table}]\n" if table else "") + f"{last} = '{value}'\n")

    def load(self) -> Loaded:
        """The settings in force here."""
        return load(self.here, self.user)

    def refused_or_none(self) -> str | None:
        """What is said of settings, where they cannot be used."""
        try:
            self.load()
        except ConfigError as error:
            return str(error)
        return None

    def refused(self) -> str:
        """What is said of settings that cannot be used."""
        with pytest.raises(ConfigError) as refused:
            self.load()
        return str(refused.value)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place where nothing is decided."""
    return Place(tmp_path, monkeypatch)


def shown(loaded: Loaded) -> dict[str, tuple[str, str]]:
    """Value and source of every setting, by name."""
    return {name: (value, source) for name, value, source in loaded.shown()}


def test_without_any_source_the_defaults_are_in_force(place: Place) -> None:
    """Every setting has one, and says so."""
    loaded = place.load()
    assert set(shown(loaded)) == set(names())
    assert {source for _, source in shown(loaded).values()} == {"default"}
    assert loaded.settings.telegram.access == "listed"
    assert (loaded.settings.corpus / "questions.toml").exists()


@pytest.mark.parametrize("first", range(len(SOURCES)))
def test_the_first_source_that_names_a_setting_wins(place: Place, first: int) -> None:
    """The environment, then `.env`, then the file here, then the user's; and it is shown which it was."""
    for source, value in list(zip(SOURCES, VALUES, strict=True))[first:]:
        place.give(source, "documents", value)
    loaded = place.load()
    assert loaded.settings.documents == int(VALUES[first])
    assert shown(loaded)["documents"] == (VALUES[first], SOURCES[first])


def test_sources_are_mixed_setting_by_setting(place: Place) -> None:
    """Also within the table of Telegram."""
    place.environment(TELEGRAM__ACCESS="open").write(".env", "JUZHENG_LOG_LEVEL=info\n")
    place.write(
        FILE, f'documents = 9\nlog_level = "error"\n[telegram]\naccess = "listed"\ntoken = "{TOKEN}"\n'
    )
    place.write(f"user {FILE}", 'corpus = "/books"\n[telegram]\nadmins = [1]\ntoken = "1:other"\n')
    loaded = place.load()
    found = {name: pair for name, pair in shown(loaded).items() if pair[1] != "default"}
    assert found == {
        "telegram.access": ("open", "environment"),
        "log_level": ("info", ".env"),
        "documents": ("9", FILE),
        "telegram.token": ("(hidden)", FILE),
        "corpus": ("/books", f"user {FILE}"),
        "telegram.admins": ("1", f"user {FILE}"),
    }
    assert loaded.settings.telegram.token is not None
    assert loaded.settings.telegram.token.get_secret_value() == TOKEN


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("value", ["1,2", "[1, 2]", "1 2", "1;2", " 2, 1, ", "[2,1]"])
def test_ids_may_be_written_as_people_write_lists(place: Place, source: str, value: str) -> None:
    """With commas, with brackets, with neither."""
    place.give(source, "telegram.users", value)
    assert place.load().settings.telegram.users == frozenset({1, 2})


def test_ids_of_groups_are_negative(place: Place) -> None:
    """Telegram's are, and a TOML list of numbers is a list of ids."""
    place.write(FILE, "[telegram]\nchats = [-1001234567890]\nadmins = []\n").environment(TELEGRAM__USERS="-5")
    telegram = place.load().settings.telegram
    assert (telegram.chats, telegram.admins, telegram.users) == (
        frozenset({-1001234567890}),
        frozenset(),
        frozenset({-5}),
    )


def test_the_whole_table_may_be_one_variable(place: Place) -> None:
    """As JSON; a variable of a single setting goes before it."""
    place.environment(TELEGRAM='{"access": "open", "users": [3]}', TELEGRAM__USERS="4")
    found = shown(place.load())
    assert found["telegram.access"] == ("open", "environment")
    assert found["telegram.users"] == ("4", "environment")


def test_an_empty_variable_decides_nothing(place: Place) -> None:
    """As if it were not set."""
    place.environment(DOCUMENTS="", TELEGRAM__TOKEN="")
    assert place.load().settings == Settings()


def test_a_name_may_be_in_lower_case(place: Place) -> None:
    """Some systems have no other."""
    assert place.environment(documents="7").load().settings.documents == 7


@pytest.mark.parametrize("name", ["OTHER_TOKEN", "TOKEN", "telegram", "CORPUS"])
def test_names_of_other_programs_are_none_of_our_business(place: Place, name: str) -> None:
    """In a shared `.env` as in the environment, what does not begin with our prefix is left alone."""
    assert place.write(".env", f"{name}={SECRET}\n").load().settings == Settings()


@pytest.mark.parametrize(
    ("source", "text", "fault"),
    [
        (
            "environment",
            "DOCUMENT",
            "JUZHENG_DOCUMENT in the environment is not a setting; did you mean JUZHENG_DOCUMENTS?",
        ),
        (
            "environment",
            "TELEGRAM__TOKN",
            "JUZHENG_TELEGRAM__TOKN in the environment is not a setting; did you mean JUZHENG_TELEGRAM__TOKEN?",
        ),
        (
            "environment",
            "TELEGRAM_TOKEN",
            "JUZHENG_TELEGRAM_TOKEN in the environment is not a setting; did you mean JUZHENG_TELEGRAM__TOKEN?",
        ),
        (
            "environment",
            "telegram__tokn",
            "JUZHENG_telegram__tokn in the environment is not a setting; did you mean JUZHENG_TELEGRAM__TOKEN?",
        ),
        (
            "environment",
            "CORPUS__X",
            "JUZHENG_CORPUS__X in the environment is not a setting; did you mean JUZHENG_CORPUS?",
        ),
        ("environment", "QQQQQQQ", "JUZHENG_QQQQQQQ in the environment is not a setting"),
        (
            ".env",
            f"JUZHENG_CORPSE={SECRET}",
            "JUZHENG_CORPSE in .env is not a setting; did you mean JUZHENG_CORPUS?",
        ),
        (FILE, f"corpse = '{SECRET}'", f"corpse in {FILE} is not a setting; did you mean corpus?"),
        (
            FILE,
            f"[telegram]\ntokn = '{SECRET}'",
            f"telegram.tokn in {FILE} is not a setting; did you mean telegram.token?",
        ),
        (
            FILE,
            f"[telegrm]\ntoken = '{SECRET}'",
            f"telegrm in {FILE} is not a setting; did you mean telegram?",
        ),
        (FILE, "[telegrm]", f"telegrm in {FILE} is not a setting; did you mean telegram?"),
        (
            f"user {FILE}",
            f"document = '{SECRET}'",
            f"document in user {FILE} is not a setting; did you mean documents?",
        ),
        (
            "environment",
            "TELEGRAM",
            "JUZHENG_TELEGRAM__TOKN in environment is not a setting; did you mean JUZHENG_TELEGRAM__TOKEN?",
        ),
    ],
)
def test_a_misspelt_name_is_refused_by_name_with_a_suggestion(
    place: Place, source: str, text: str, fault: str
) -> None:
    """In every source, with the source, and without what it was set to."""
    if source == "environment":
        place.environment(**{text: f'{{"tokn": "{SECRET}"}}' if text == "TELEGRAM" else SECRET})
    else:
        place.write(source, text)
    refused = place.refused()
    assert refused == fault
    assert SECRET not in refused


def test_every_misspelt_variable_is_named_at_once(place: Place) -> None:
    """One line a fault: nobody has to mend them one by one."""
    place.environment(AAA=SECRET, BBB=SECRET)
    assert [line.split()[0] for line in place.refused().splitlines()] == ["JUZHENG_AAA", "JUZHENG_BBB"]


ILL_TYPED = (
    ("documents", SECRET),
    ("documents", "0"),
    ("documents", "51"),
    ("documents", "1e3"),
    ("log_level", SECRET),
    ("telegram.access", SECRET),
    ("telegram.token", SECRET),
    ("telegram.token", f"bot{TOKEN}"),
    ("telegram.token", f"{TOKEN} "),
    ("telegram.admins", SECRET),
    ("telegram.admins", f"1, {SECRET}"),
    ("telegram.users", f"[{SECRET}]"),
    ("telegram.chats", "1.5"),
    ("telegram.api_url", SECRET),
    ("telegram.api_url", f"ftp://{SECRET}"),
    ("telegram.api_url", f"https://api.example.com/{SECRET}"),
    ("telegram.api_url", f"https://api.example.com?{SECRET}"),
    ("telegram.api_url", f"https://user:{SECRET}@api.example.com"),
    ("telegram.api_url", f"https://api.example.com:{SECRET}"),
    ("telegram.api_url", f"https://[{SECRET}]"),
    ("telegram.api_url", f"https://[{SECRET}"),
    ("telegram.api_url", f"https://{SECRET}\u2100.com"),
    ("telegram.webhook_url", f"http://{SECRET}.com/a"),
    ("telegram.webhook_url", f"https://{SECRET}.com:444/a"),
    ("telegram.webhook_url", f"https://{SECRET}.com:x/a"),
    ("telegram.webhook_url", f"https:///{SECRET}"),
    ("telegram.webhook_listen", SECRET),
    ("telegram.webhook_secret", f"{SECRET}!"),
    ("corpus", f"~no-such-person-{SECRET}/books"),
)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("name", "value"), ILL_TYPED)
def test_an_ill_typed_value_is_refused_by_name_and_never_shown(
    place: Place, source: str, name: str, value: str
) -> None:
    """One line, with the name as that source writes it, what it should be, and nothing of what it is."""
    refused = place.give(source, name, value).refused()
    written = variable(name) if source in {"environment", ".env"} else name
    assert refused.startswith(f"{written} in {source}: should ")
    assert len(refused.splitlines()) == 1
    assert SECRET not in refused
    assert SECRET.lower() not in refused.lower()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("documents = true", "documents"),
        ("documents = [1]", "documents"),
        ("documents = 2026-01-08", "documents"),
        (f"log_level = ['{SECRET}']", "log_level"),
        ("corpus = 5", "corpus"),
        (f"corpus = ['{SECRET}']", "corpus"),
        ("corpus = {}", "corpus"),
        (f"telegram = '{SECRET}'", "telegram"),
        ("telegram = 5", "telegram"),
        ("[telegram]\nadmins = 5", "telegram.admins"),
        ("[telegram]\nadmins = [true]", "telegram.admins"),
        (f"[telegram]\nadmins = ['{SECRET}']", "telegram.admins"),
        ("[telegram]\ntoken = 5", "telegram.token"),
        (f"[telegram]\ntoken = ['{SECRET}']", "telegram.token"),
        (f"[telegram]\naccess = {{a = '{SECRET}'}}", "telegram.access"),
    ],
)
def test_toml_of_another_type_is_refused_by_name(place: Place, text: str, named: str) -> None:
    """A truth value is no number, and no person's id; a list is no text."""
    refused = place.write(FILE, text).refused()
    assert refused.startswith(f"{named}")
    assert f" in {FILE}" in refused
    assert SECRET not in refused


@pytest.mark.parametrize("value", [SECRET, "5", "[1]", f'"{SECRET}"', "{"])
@pytest.mark.parametrize("source", ["environment", ".env"])
def test_a_table_that_is_none_is_refused_by_name(place: Place, source: str, value: str) -> None:
    """Also where another source has the table."""
    place.write(FILE, "[telegram]\naccess = 'open'\n").give(source, "telegram", value)
    refused = place.refused()
    assert refused.startswith("JUZHENG_TELEGRAM in ")
    assert source in refused
    assert SECRET not in refused


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    name=st.sampled_from(sorted(names())),
    before=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
    after=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
)
def test_no_fault_ever_shows_a_value(place: Place, name: str, before: str, after: str) -> None:
    """Whatever stands in a variable, what is said of it holds none of it, and only `ConfigError` is raised."""
    place.give("environment", name, before + SECRET + after)
    refused = place.refused_or_none()
    os.environ.pop(variable(name))
    if refused is None:
        paths, texts = {"corpus", "data", "dictionary", "lexicon"}, {"api_url", "token", "webhook_secret"}
        assert name in paths | {f"telegram.{text}" for text in texts}
    else:
        assert refused.startswith(f"{variable(name)} in environment: should ")
        assert SECRET not in refused


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"documents = 5\n\ntoken = {SECRET}\n", 3),
        (f"documents = 5\ntoken = '{SECRET}\n", 2),
        (f"documents = 5\n[{SECRET}", 2),
        (f'a = """{SECRET}\n\n', 2),
        (f"a = 1\na = '{SECRET}'", 2),
    ],
)
@pytest.mark.parametrize("source", [FILE, f"user {FILE}"])
def test_malformed_toml_names_the_file_and_the_line(place: Place, source: str, text: str, line: int) -> None:
    """And nothing that stands there."""
    refused = place.write(source, text).refused()
    folder = place.user if source.startswith("user") else place.here
    assert refused == f"{folder / FILE} is not TOML (line {line})"


def test_a_file_that_is_not_utf8_is_refused_by_name(place: Place) -> None:
    """Whichever it is."""
    place.write(FILE, b"\xff")
    assert place.refused() == f"{place.here / FILE} is not TOML (not UTF-8)"
    place.write(FILE, b"").write(".env", b"JUZHENG_CORPUS=\xff\n")
    assert place.refused() == f"{place.here / '.env'} cannot be read"


def test_a_file_that_nests_without_end_is_refused_by_name(place: Place) -> None:
    """It is no configuration."""
    place.write(FILE, "a = " + "[" * 5000)
    assert place.refused() == f"{place.here / FILE} is nested too deeply"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_file_that_cannot_be_read_is_refused_by_name(place: Place) -> None:
    """The disk may fail."""
    (place.here / FILE).symlink_to("/proc/self/mem")
    assert place.refused() == f"{place.here / FILE} cannot be read"


def test_the_token_is_hidden_wherever_settings_are_shown(place: Place) -> None:
    """In repr, in print, and in the table of settings."""
    loaded = place.environment(TELEGRAM__TOKEN=TOKEN).load()
    for text in (repr(loaded), str(loaded.settings), repr(loaded.settings.telegram), f"{loaded.settings!r}"):
        assert TOKEN not in text
        assert TOKEN.partition(":")[2] not in text
    assert shown(loaded)["telegram.token"] == ("(hidden)", "environment")


def test_values_are_shown_as_people_read_them(place: Place) -> None:
    """Lists with commas, nothing as such."""
    place.environment(TELEGRAM__USERS="3,1,2")
    found = {name: value for name, (value, _) in shown(place.load()).items()}
    assert found["telegram.users"] == "1, 2, 3"
    assert found["telegram.chats"] == "(none)"
    assert found["telegram.token"] == "(not set)"


def test_a_home_folder_may_be_written_short(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a shell."""
    monkeypatch.setenv("HOME", str(place.here))
    assert place.environment(CORPUS="~/books").load().settings.corpus == place.here / "books"


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081", "https://api.telegram.org/", "http://[::1]:8081"])
def test_an_origin_is_kept_without_its_slash(place: Place, url: str) -> None:
    """Methods and files are put behind it."""
    assert place.environment(TELEGRAM__API_URL=url).load().settings.telegram.api_url == url.rstrip("/")


def test_settings_cannot_be_changed(place: Place) -> None:
    """What was decided holds as long as the program runs."""
    loaded = place.load()
    with pytest.raises(ValueError, match="frozen"):
        loaded.settings.documents = 7  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "written"), [("corpus", "JUZHENG_CORPUS"), ("telegram.api_url", "JUZHENG_TELEGRAM__API_URL")]
)
def test_every_setting_has_a_variable(name: str, written: str) -> None:
    """Its name in capitals, with two underscores for the dot."""
    assert variable(name) == written


def test_names_are_all_settings() -> None:
    """With those of Telegram."""
    variables: Mapping[str, str] = {name: variable(name) for name in names()}
    assert {"corpus", "data", "documents", "telegram.token", "telegram.admins"} <= set(variables)
    assert len(set(variables.values())) == len(variables)
