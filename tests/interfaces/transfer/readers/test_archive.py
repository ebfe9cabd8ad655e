# ruff: noqa: E501, ISC004 - what a source says and what comes out stand side by side
"""Sources that are broken, hostile or odd give a sentence, and the rest is read."""

import io
import re
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from practica.interfaces.transfer.readers.archive import chunks, open_file, open_path, open_uploads
from practica.interfaces.transfer.readers.budget import KB, MB, Budget
from practica.interfaces.transfer.readers.reasons import SENTENCES, ItemRefused, SourceRefused, because
from tests.interfaces.transfer.readers.sources import a_folder, a_zip


def refused_in(file: io.BytesIO, budget: Budget | None = None) -> dict[str, str]:
    """The code of the refusal, or nothing, for each item of a zip."""
    with open_file(file, budget) as source:
        return {item.path: item.refused.code if item.refused else "" for item in source.items()}


def test_a_single_top_folder_is_stripped():
    with open_file(a_zip({"site-main/a.md": "a", "site-main/b/c.md": "c"})) as source:
        assert [item.path for item in source.items()] == ["a.md", "b/c.md"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../up.md", "item.outside"),
        ("a/../../up.md", "item.outside"),
        ("/etc/passwd", "item.outside"),
        ("C:/windows.md", "item.outside"),
        ("..\\up.md", "item.outside"),
        ("a/" * 40 + "deep.md", "item.too-deep"),
        ("a" * 2000 + ".md", "item.name-too-long"),
        ("bell\x07.md", "item.bad-name"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_and_the_rest_read(name, code):
    assert sorted(refused_in(a_zip({"good.md": "good", name: "bad"})).values()) == ["", code]


def test_a_name_with_a_nul_is_refused():
    raw = a_zip({"good.md": "g", "evil.md_x.exe": "e"}).getvalue().replace(b"evil.md_", b"evil.md\0")

    assert sorted(refused_in(io.BytesIO(raw)).values()) == ["", "item.bad-name"]


def test_backslashes_of_old_windows_tools_are_folders():
    raw = a_zip({"docs_page.md": "g", "x.md": "x"}).getvalue().replace(b"docs_page", b"docs\\page")

    assert "docs/page.md" in refused_in(io.BytesIO(raw))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_names_are_refused_even_when_only_their_case_differs():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("a.md", "a.md", "A.md", "b.md"):
            archive.writestr(name, name)

    with open_file(made) as source:
        codes = [item.refused.code if item.refused else "" for item in source.items()]

    assert codes == ["", "item.duplicate", "item.duplicate-case", ""]


def test_links_and_locked_entries_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("locked.md", "secret")
        archive.infolist()[1].flag_bits |= 0x1

    assert refused_in(made) == {"link.md": "item.link", "locked.md": "item.encrypted"}


def test_a_damaged_entry_is_refused_and_the_rest_read():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("bad.md", "sunshine")
        archive.writestr("good.md", "good")
    raw = io.BytesIO(made.getvalue().replace(b"sunshine", b"moonlits"))

    with open_file(raw) as source:
        bad, good = source.items()
        with pytest.raises(ItemRefused, match="damaged"):
            list(chunks(bad))
        assert b"".join(chunks(good)) == b"good"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "source.not-a-zip"),
        (b"hello there, I am not a zip", "source.not-a-zip"),
        (a_zip({"a.md": "a" * 5000}).getvalue()[:-30], "source.not-a-zip"),
        (a_zip({}).getvalue(), "source.empty"),
    ],
    ids=["nothing", "words", "cut off", "empty"],
)
def test_what_is_no_zip_gives_a_sentence(raw, code):
    with pytest.raises(SourceRefused) as refused, open_file(io.BytesIO(raw)):
        pass
    assert refused.value.reason.code == code


def test_a_damaged_list_of_files_gives_a_sentence():
    raw = bytearray(a_zip({"a.md": "a", "b.md": "b"}).getvalue())
    raw[raw.index(b"PK\x01\x02") + 1] = 0

    with pytest.raises(SourceRefused, match="damaged"), open_file(io.BytesIO(bytes(raw))):
        pass


def test_a_zip_bomb_is_refused_by_its_ratio_without_unpacking():
    assert refused_in(a_zip({"bomb.md": b"\0" * 50 * MB, "good.md": "g"}))["bomb.md"] == "item.ratio"


def test_too_many_items_too_much_and_too_large_are_refused():
    many = a_zip({f"{number}.md": "x" for number in range(20)})
    large = a_zip({"large.md": bytes(range(256)) * 40, "small.md": "s"})

    with pytest.raises(SourceRefused, match="more than 10 files"), open_file(many, Budget(items=10)):
        pass
    with pytest.raises(SourceRefused, match="larger than 5 KB"), open_file(large, Budget(total_bytes=5 * KB)):
        pass
    assert refused_in(large, Budget(item_bytes=5 * KB))["large.md"] == "item.too-big"


def test_an_entry_that_claims_two_gigabytes_is_refused_and_the_rest_read():
    raw = bytearray(a_zip({"huge.bin": "x", "good.md": "g"}).getvalue())
    entry = raw.index(b"PK\x01\x02")
    raw[entry + 20 : entry + 28] = struct.pack("<LL", 2**31 - 2, 2**31 - 1)

    assert refused_in(io.BytesIO(bytes(raw))) == {"huge.bin": "item.too-big", "good.md": ""}


def test_names_in_utf8_without_the_flag_are_read():
    raw = a_zip({"x/caf__.md": "c", "x/b.md": "b"}).getvalue().replace(b"caf__", "café".encode())

    assert "café.md" in refused_in(io.BytesIO(raw))


def test_a_folder_is_read_without_following_links(tmp_path: Path):
    folder = a_folder(tmp_path / "vault", {"b.md": "b", "a/c.md": "c"})
    (folder / "secret.md").symlink_to("/etc/passwd")
    (folder / "way-out").symlink_to("/etc")

    with open_path(folder) as source:
        found = {item.path: item.refused.code if item.refused else "" for item in source.items()}

    assert found == {"b.md": "", "secret.md": "item.link", "way-out": "item.link", "a/c.md": ""}


def test_the_files_of_a_browser_folder_can_be_read_twice():
    files = [("vault/a.md", io.BytesIO(b"one")), ("vault/b/c.md", io.BytesIO(b"two"))]

    with open_uploads(files) as source:
        first = {item.path: b"".join(chunks(item)) for item in source.items()}
        second = {item.path: b"".join(chunks(item)) for item in source.items()}

    assert first == second == {"a.md": b"one", "b/c.md": b"two"}
    assert source.label == "vault"


@pytest.mark.parametrize(
    "address", ["https://example.org/a.git", "git@example.org:a/b.git", "ssh://example.org/a"]
)
def test_an_address_is_not_fetched(address):
    with pytest.raises(SourceRefused, match="Clone the repository onto the server first"), open_path(address):
        pass


def test_every_sentence_can_be_filled():
    for code, sentence in SENTENCES.items():
        names = re.findall(r"%\((\w+)\)s", sentence)
        assert because(code, **dict.fromkeys(names, "x")).text().count("%") == 0, code
