"""What is put aside comes back as it was, also between two writings, and costs a page next to nothing."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from practica.interfaces.transfer.pipeline.plan.shelf import Shelf
from practica.interfaces.transfer.readers.addresses import Names, heading
from practica.interfaces.transfer.readers.aside import Aside
from practica.interfaces.transfer.readers.markdown_source import Draft
from practica.interfaces.transfer.readers.plan import PageItem

NAMES = st.text(alphabet="ab é\ud800", max_size=5)
MOST_BYTES_A_PAGE = 300


@given(st.lists(st.binary(max_size=20)))
def test_what_is_put_aside_is_read_between_the_writings(contents):
    aside = Aside()

    kept = [(aside.put(content), content) for content in contents]
    again = [(aside.put(content), content) for content in contents if aside.get(0, 1) is not None]

    assert all(aside.get(begins, len(content)) == content for begins, content in kept + again)


@given(st.lists(st.dictionaries(NAMES, NAMES, max_size=4), max_size=4))
def test_a_heading_is_found_by_its_name_on_the_first_part_that_has_it(parts):
    names = Names()
    written = [names.written(names.put(part.items())) for part in parts]

    for name in {name for part in parts for name in part}:
        first = next(number for number, part in enumerate(parts) if name in part)
        assert heading(written, name) == (first, parts[first][name])
    assert heading(written, "nobody wrote this") is None


def test_a_draft_and_its_trace_come_back_from_the_shelf():
    words = "one two three four five six seven eight nine ten eleven twelve"
    first, second = Draft(title="One", body=words), Draft(title="Two", body="\ud800", tags=("a",))
    pages = [PageItem("a.md", "One", None, 0, "a.md"), PageItem("a.md#2", "Two", "a.md", 0, "a.md", 1)]
    section = PageItem("section:b", "B", None, 1)

    with Shelf() as shelf:
        shelf.keep("before.md", [first])
        shelf.keep("a.md", [first, second])
        traces = shelf.traces([*pages, section])

        assert [shelf.draft(page) for page in pages] == [first, second]
        assert len(traces["a.md"].sketch) == 9
        assert traces["section:b"].content == ""
        assert "b.md" not in traces


def test_a_shelf_holds_of_a_page_hardly_more_than_where_it_is():
    with Shelf() as shelf:
        tracemalloc.start()
        try:
            for number in range(500):
                shelf.keep(f"{number}.md", [Draft(title=str(number), body=f"word{number} and more " * 250)])
            held = tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    assert held < 500 * MOST_BYTES_A_PAGE
