from pathlib import Path

import pytest

from briefgen.config import Recipient, load_config, load_recipients
from briefgen.config.recipients import read_recipients
from briefgen.errors import ConfigError, MissingInput

YAML = """ana@example.org: {name: Ana Kovačević, groups: [ministers, desk]}
bo@example.org:
cy@example.org: {groups: [desk]}
"""
CSV = """address,name,groups
ana@example.org,"Kovačević, Ana",ministers; desk
bo@example.org,,
cy@example.org,Cy,desk
"""


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def addresses(recipients: tuple[Recipient, ...]) -> list[str]:
    return [recipient.address for recipient in recipients]


@pytest.mark.parametrize(("name", "text"), [("r.yaml", YAML), ("r.csv", CSV)])
def test_recipients_come_from_yaml_or_csv_with_groups(tmp_path: Path, name: str, text: str) -> None:
    file = written(tmp_path, name, text)
    everybody = load_recipients([file])
    assert addresses(everybody) == ["ana@example.org", "bo@example.org", "cy@example.org"]
    assert everybody[0].groups == ("ministers", "desk")
    assert "Kovačević" in everybody[0].name
    assert addresses(load_recipients([file], ["ministers"])) == ["ana@example.org"]
    both = load_recipients([file, "Boss@example.org"], ["desk"])
    assert {"Boss@example.org", "ana@example.org", "cy@example.org"} == set(addresses(both))


def test_recipients_get_one_message_even_when_named_twice(tmp_path: Path) -> None:
    file = written(tmp_path, "r.csv", CSV)
    assert len(load_recipients([file, "ANA@example.org"])) == 3


def test_recipients_of_a_spreadsheet_with_semicolons(tmp_path: Path) -> None:
    text = "\ufeffName;Address;Groups\r\nAna;ana@example.org;desk|ministers\r\n"
    file = written(tmp_path, "r.csv", text)
    (ana,) = load_recipients([file])
    assert ana == Recipient("ana@example.org", "Ana", ("desk", "ministers"))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("r.yaml", "ana: {}\n", "r.yaml:1:1: 'ana' is no address: it has no @"),
        ("r.yaml", "a@example.org: {nmae: x}\n", "r.yaml:1:17: unknown key 'a@example.org.nmae'"),
        ("r.yaml", "a@example.org:\nA@example.org:\n", "r.yaml:1:1: this address is given twice"),
        ("r.csv", "mail\nana@example.org\n", "r.csv:1:1: the first line should name the columns"),
        ("r.csv", "address,phone\n", "r.csv:1:1: unknown column 'phone'"),
        ("r.csv", "address\na@example.org\nno one\n", "r.csv:3:1: 'no one' is no address"),
        ("r.csv", "address\na@example.org\nA@example.org\n", "r.csv:3:1: A@example.org is given"),
        ("r.csv", "address\na@example.org,x\n", "r.csv:2:1: 2 cells for 1 columns"),
        ("r.csv", 'address\n"a@example.org\n', "r.csv:2:1: not valid CSV"),
    ],
)
def test_mistakes_in_a_recipients_file_are_named_with_their_line(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(ConfigError) as error:
        load_recipients([written(tmp_path, name, text)])
    assert message in str(error.value)


def test_a_group_that_nobody_is_in_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the groups are: desk, ministers"):
        load_recipients([written(tmp_path, "r.csv", CSV)], ["press"])


def test_a_missing_recipients_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"nobody\.csv"):
        load_recipients([str(tmp_path / "nobody.csv")])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{smtp: {host: mail.example.org, security: none}}", "in clear: use starttls or tls"),
        ("{smtp: {host: 'smtp://me:secret@mail.example.org'}}", "the bare name of a server"),
        ("{smtp: {password: secret}}", "unknown key 'deliver.smtp.password'"),
        ("{from: nobody}", "deliver.from: "),
        ("{from: 'A <a@example.org>, B <b@example.org>'}", "deliver.from: "),
        ("{unsubscribe: {url: 'http://example.org/x'}}", "should be an https address"),
        ("{list_id: weekly}", "should look like a domain"),
        ("{smtp: {port: 99999}}", "deliver.smtp.port"),
        ("{to: [a@example.org, 'b@example.org, c@example.org']}", "briefgen.yaml:1:31: "),
        ("{to: ['x\\nBcc: y@example.org']}", "briefgen.yaml:1:16: "),
        ("\n  to:\n    - a@example.org\n    - nobody@\n", "briefgen.yaml:4:7: "),
    ],
)
def test_settings_that_are_not_safe_are_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "briefgen.yaml"
    file.write_text(f"deliver: {text}\n", "utf-8")
    with pytest.raises(ConfigError) as error:
        load_config(file)
    assert message in str(error.value)
    assert "secret" not in str(error.value)


def test_a_time_zone_is_one_that_exists(tmp_path: Path) -> None:
    file = tmp_path / "briefgen.yaml"
    file.write_text("timezone: Europe/Atlantis\n", "utf-8")
    with pytest.raises(ConfigError, match="'Europe/Atlantis' is no time zone"):
        load_config(file)


def test_files_that_the_settings_name_lie_beside_the_configuration(tmp_path: Path) -> None:
    file = tmp_path / "briefgen.yaml"
    file.write_text(
        "deliver: {to: [people.csv, a@example.org], smtp: {password_file: pw}}\n", "utf-8"
    )
    config = load_config(file)
    assert config.deliver.to == (str(tmp_path / "people.csv"), "a@example.org")
    assert config.deliver.smtp.password_file == str(tmp_path / "pw")
    assert config.state == str(tmp_path / ".briefgen")


@pytest.mark.parametrize("name", ["list.csv", "list.yaml"])
def test_an_address_given_twice_is_found_in_a_long_list(tmp_path: Path, name: str) -> None:
    """Each used to be compared with all before it: a list of 100,000 took a quarter of an hour."""
    end = ",," if name.endswith("csv") else ":"
    lines = [f"p{n}@example.org{end}" for n in range(30_000)] + [f"P7@Example.org{end}"]
    head = ["address,name,groups"] if name.endswith("csv") else []
    (tmp_path / name).write_text("\n".join([*head, *lines]))
    with pytest.raises(ConfigError) as refused:
        read_recipients(tmp_path / name)
    assert [p.line for p in refused.value.problems] == ([30_002] if head else [8, 30_001])
