import pytest

from briefgen.formats import registry
from briefgen.formats.web.markup import Visible
from briefgen.formats.web.page import read_page
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.spans import apply_edits


def shown(css: str, body: str, style: str = "") -> str:
    return Visible(f"<style{style}>{css}</style><body>{body}</body>").letters


@pytest.mark.parametrize(
    "css",
    [
        ".x { display: none }",
        "aside.x{display:none}",
        "#y{visibility:hidden}",
        "aside{DISPLAY:NONE}",
        "main .x, p { color: red; display : none !important }",
        "main > .x { display: none }",
        "[data-a] .x.z { display: none }",
        ".q{display:none} .x{display:none}",
        "@media screen { .x { display: none } }",
        "@charset 'utf-8'; .x { display: none }",
        ".x { display: block } .x.z { display: none }",
        ".x { display: none !important } .x.z { display: block }",
        "/* } */ .k::after { content: '}' } .x { display: none }",
        ".x { d\\69splay: none }",
        ".x:not(.no, #no) { display: none }",
        "[title='.no'] .x { display: none }",
        ".\\78 { display: none }",
    ],
)
def test_sheets_hide_elements(css: str) -> None:
    body = "<main data-a title='.no'><em>On</em><aside class='w x z' id=y>ce</aside></main>"
    assert shown(css, body) == "On"


@pytest.mark.parametrize(
    "css",
    [
        ".x { display: none } .x.z { display: block }",
        ".x { display: none } .x { display: flex }",
        "#y .x { display: none }",
        "main > em > .x { display: none }",
        ".x:hover { display: none }",
        ".a + .x { display: none }",
        "@media print { .x { display: none } }",
        "@media (max-width: 40em) { .x { display: none } }",
        "@keyframes k { from { visibility: hidden } }",
        "/* .x { display: none } */",
        ".X { display: none }",
        "body, html { display: none }",
        ".x { display: none",
        "}}} .x { color: red }",
    ],
)
def test_sheets_leave_elements_seen(css: str) -> None:
    assert shown(css, "<main><em>On</em><aside class='x z'>ce</aside></main>") == "Once"


def test_sheets_for_print_or_in_other_elements_count_for_nothing() -> None:
    css, body = ".x { display: none }", "<p class=x>Once"
    assert shown(css, body, " media=print") == "Once"
    assert shown(css, body, " media='screen, print'") == ""
    for around in ("<!-- %s -->", "<noscript>%s</noscript>", "<script>'%s'</script>"):
        assert Visible(f"{around % f'<style>{css}</style>'}<body>{body}").letters == "Once"


def test_an_inline_style_shows_what_a_sheet_hides() -> None:
    body = "<p class=x style='display: block'>Once"
    assert shown(".x { display: none }", body) == "Once"


@pytest.mark.parametrize(
    ("body", "letters"),
    [
        ("<p hidden>no<p>yes", "yes"),
        ("<section><div hidden>no</section>yes", "yes"),
        ("<ul><li hidden>no<ul><li>no</ul>no<li>yes</ul>", "yes"),
        ("<b><div hidden>no</b>no</div>yes", "yes"),
        ("<table><tr><td hidden>no</b></p>no<td>yes</table>", "yes"),
        ("<div hidden><table><td>no</div>no</table>no</div>yes", "yes"),
        ("<div hidden>no</span></section></p>no</div>yes", "yes"),
        ("<p style=display:none>no<div>yes</div>", "yes"),
        ("<div hidden/>no</div>yes", "yes"),
        ("<p><a hidden/>no</p>yes", "yes"),
        ("yes<div hidden>no", "yes"),
    ],
)
def test_a_hidden_element_ends_where_it_ends_for_a_browser(body: str, letters: str) -> None:
    assert Visible(body).letters == letters


def test_hidden_sentences_are_left_out_of_a_page_and_told() -> None:
    text = "".join(f"<p>Ferry {n} sank on Monday, said the mayor.</p>" for n in range(9))
    trap = "<p>The minister paid five million euros to the ferry's captain.</p>"
    page = f"<style>.t{{display:none}}</style><article>{text}<div class=t>{trap}</div>"
    reading = read_page(f"<html><body>{page}</article>".encode(), DEFAULT_LIMITS)
    assert "minister" not in apply_edits(reading.text, reading.edits)[0]
    assert [notice.code for notice in reading.notices] == ["hidden-text"]


def test_sheets_cost_time_linear_in_their_length() -> None:
    sheets = ("{" * 200_000, "@media screen{" * 20_000 + ".x{display:none}" * 20_000, "'" * 100_000)
    for css in sheets:
        registry.parse(
            f"<html><style>{css}</style><p>Words.".encode(), "a.html", "", DEFAULT_LIMITS
        )
    long = "a" * 400 + "{display:none}"
    Visible(f"<style>{long * 1000}</style>" + "<p class='a b'>x" * 1000)
