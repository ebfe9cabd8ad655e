"""Old encodings are told apart by the letters they give, also in a list of two names."""

import pytest

from practica.kit.letters import old_encoding


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "name;email\nInés Ångström;i@x.example\n"),
        ("cp1252", "Bjørn Østergård, Århus"),
        ("cp1252", "João Conceição, São Paulo"),
        ("cp1252", "“naïve” – à la carte"),
        ("cp1252", "ß"),
        ("cp1250", "Jiří Šťastný"),
        ("cp1250", "name;email\nŁukasz Żółć;l@x.example\n"),
        ("cp1250", "name;email\nOndřej Dvořák;o@x.example\nJiří Novák;j@x.example\n"),
        ("cp1250", "Příliš mnoho řešení není nikdy dobré."),
        ("cp1250", "Člani društva so se zbrali včeraj."),
        ("cp1250", "Győr, Szűcs Ödön"),
        ("iso8859_2", "Zażółć gęślą jaźń"),
        ("iso8859_2", "Příliš žluťoučký kůň úpěl ďábelské ódy"),
        ("cp1252", "Þórður Ægisson, Akureyri er bær við fjörð"),
        ("cp1252", "Señor Muñoz, ¿qué año?"),
        ("cp1252", "Jõgeva, Pärnu, Šokk"),
        ("cp1252", "José, Bjørn, Müller, François, Åsa"),
        ("cp1252", "± 5 µm à 20 °C"),
        ("cp1254", "İstanbul, Şişli, ağaç"),
        ("cp1251", "name;email\nИван Петров;i@x.example\n"),
        ("cp1251", "Олександр Шевченко, КИЇВ"),
        ("cp1253", "Καλημέρα κόσμε"),
        ("cp1251", "привет, мир"),
        ("cp1255", "name;email\nדוד כהן;d@x.example\n"),
        ("cp1255", "בראשית ברא אלהים את השמים ואת הארץ"),
        ("cp932", "名前,email\n山田太郎,y@x.example\n"),
        ("cp949", "안녕하세요 세계"),
        ("big5", "你好世界歡迎"),
        ("cp1256", "مرحبا بالعالم"),
    ],
)
def test_what_was_written_in_an_old_encoding_is_read(encoding, text):
    raw = text.encode(encoding)

    assert raw.decode(old_encoding(raw)) == text


def test_the_first_letter_that_tells_may_come_late():
    raw = ("plain words\n" * 5_000 + "café").encode("cp1252")

    assert old_encoding(raw) == "cp1252"


def test_bytes_of_nothing_still_get_an_encoding_to_be_read_in():
    raw = bytes(range(0x80, 0x100)) * 40

    assert raw.decode(old_encoding(raw), "replace")
