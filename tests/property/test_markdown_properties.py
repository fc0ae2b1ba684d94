"""Words as Markdown: whatever they are, a reader of Markdown shows them, and nothing else."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from briefgen.render.inline import Note, Words
from briefgen.render.markdown.escaping import escaped, line_of

SIGNS = "\\`*_{}[]()#+-.!|<>&~^$:=\"'/@%;, \n\t\u00a0\u2028ab1é€“”’—中"
TEXTS = st.one_of(
    st.text(st.sampled_from(SIGNS), max_size=30),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.sampled_from(
        ["<b>x</b>", "![a](b)", "[a]: http://b", "[^1]", "&amp;", "1. a", "- a", "# a", "***",
         "    a", "```", "~~a~~", "$a$", "| a | b |", "https://a.b", "www.a.b", "a_b_c", "=== "]
    ),
)  # fmt: skip
WORDS = st.builds(Words, TEXTS, st.booleans(), st.booleans())
LINES = st.lists(st.one_of(WORDS, st.builds(Note, st.integers(1, 30))), max_size=8)
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SET = {"root", "paragraph", "inline", "text", "strong", "em"}


def shown(node: SyntaxTreeNode) -> str:
    assert node.type in SET, node.type
    return (node.content if node.type == "text" else "") + "".join(map(shown, node.children))


def plain(text: str) -> str:
    return " ".join(text.split())


@given(TEXTS)
def test_escaped_words_are_shown_as_they_are(text: str) -> None:
    for before in ("x ", "x", ""):
        whole = line_of([Words(f"{before}{text}")])
        assert plain(shown(SyntaxTreeNode(PARSER.parse(whole)))) == plain(f"{before}{text}")


@given(LINES)
@example([Words("a", bold=True), Words("“b”", italic=True), Note(1), Words("(c)")])
@example([Note(3), Words(": http://a.b")])
@example([Words("a!"), Note(3), Note(4), Words("[b]")])
def test_a_line_of_words_and_marks_is_shown_as_it_is(line: list[Words | Note]) -> None:
    told = "".join(f"\0[^{one.number}]\0" if isinstance(one, Note) else one.text for one in line)
    meant = plain(" ".join(told.split("\0")))
    found = plain(shown(SyntaxTreeNode(PARSER.parse(line_of(line)))))
    assert found.replace(" ", "") == meant.replace(" ", "")


@given(TEXTS, TEXTS)
def test_words_stay_in_the_cell_of_a_table(left: str, right: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {escaped(left)} | {escaped(right)} |"
    cells = [one for one in SyntaxTreeNode(PARSER.parse(table)).walk() if one.type == "td"]
    assert [plain("".join(map(shown, cell.children))) for cell in cells] == [
        plain(left), plain(right),
    ]  # fmt: skip


@given(LINES)
def test_emphasis_is_told_only_where_it_is_read(line: list[Words | Note]) -> None:
    told = line_of(line)
    nodes = list(SyntaxTreeNode(PARSER.parse(told)).walk())
    signs = sum({"strong": 4, "em": 2}.get(node.type, 0) for node in nodes)
    unescaped = told.replace("\\\\", "").replace("\\*", "")
    assert unescaped.count("*") == signs
