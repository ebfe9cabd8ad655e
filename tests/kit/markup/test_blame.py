"""Who wrote which passage."""

from practica.kit.markup import blame

OLD = "The seal fails. Nobody knows why.\n\nAsk the shift."


def test_a_sentence_comes_from_the_version_that_brought_it():
    new = OLD.replace("Nobody knows why.", "The flush plan is wrong.")
    first, second = blame([(2, new), (1, OLD)])
    assert (first.versions, first.latest) == ((2, 1), 2)
    assert (second.versions, second.latest) == ((1,), 1)


def test_what_moved_keeps_its_writer():
    moved = "Ask the shift.\n\nThe seal fails. Nobody knows why."
    assert [passage.versions for passage in blame([(2, moved), (1, OLD)])] == [(1,), (1,)]


def test_what_went_and_came_back_is_of_the_one_who_brought_it_back():
    versions = [(3, OLD), (2, "Ask the shift."), (1, OLD)]
    assert [passage.latest for passage in blame(versions)] == [3, 1]


def test_no_more_versions_are_read_than_needed():
    def versions():
        yield 9, "All new."
        yield 8, "Something else."
        raise AssertionError("read too far")

    assert blame(versions())[0].versions == (9,)


def test_what_is_older_than_the_versions_given_is_of_the_oldest():
    assert blame([(9, OLD), (8, OLD)])[0].versions == (8,)
