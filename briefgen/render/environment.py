"""Jinja, closed in: a chain of folders, everything escaped, nothing left undefined."""

import re
import textwrap
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.config import Design, find_design
from briefgen.errors import TemplateError
from briefgen.model import days
from briefgen.model.brief import Brief
from briefgen.render import captions, marks, since, wording
from briefgen.render.confined import Confined
from briefgen.render.cuts import cuts
from briefgen.render.figures import key_figures
from briefgen.render.rows import rows
from briefgen.render.versions import versions

_UNSHOWABLE = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n\f\r"
}
_BIDI_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))

_MISTAKES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Templates:
    """A template: its folders, its own first. `name` is how messages call it."""

    name: str
    design: Design
    _environment: jinja2.Environment
    _confined: Confined | None

    def fill(self, file: str, brief: Brief, values: Mapping[str, object] | None = None) -> str:
        """Fill the template `file` with a brief and further `values`.

        A user's own template is filled in a process of its own, whose time and memory are
        bounded. Raises TemplateError, with file and line, for whatever is wrong in it.
        """
        if self._confined:
            return self._confined.fill(file, brief, values or {})
        return self.fill_here(file, brief, values or {})

    def fill_here(self, file: str, brief: Brief, values: Mapping[str, object]) -> str:
        """Fill a template in this process, however long it takes."""
        given = {
            "brief": brief,
            "masthead": brief.masthead,
            "sections": {section.name.value: section for section in brief.sections},
            "numbers": partial(marks.numbers, brief),
            "apart": partial(marks.apart, brief),
            "of_date": partial(marks.of_date, brief),
            "of_speech": partial(marks.of_speech, brief),
            "cuts": partial(cuts, brief),
            "versions": partial(versions, brief),
            "figures": partial(key_figures, brief),
            "dating": partial(captions.dating, brief),
            "reported": partial(captions.reported, brief),
            "parts": partial(captions.parts, brief),
        }
        try:
            return self._environment.get_template(file).render({**given, **values})
        except _MISTAKES as error:
            raise TemplateError(self._message(file, error)) from error

    def _message(self, file: str, error: Exception) -> str:
        if isinstance(error, jinja2.TemplateNotFound):
            return f"{self.name}/{error.name}: is missing; copy it from templates/base"
        if isinstance(error, jinja2.TemplateSyntaxError):
            return f"{self._place(error.filename or file)}:{error.lineno}: {error.message}"
        frames = traceback.extract_tb(error.__traceback__)
        inside = [
            f for f in frames if any(map(Path(f.filename).is_relative_to, self.design.folders))
        ]
        what = "it calls itself without end" if isinstance(error, RecursionError) else error
        if not inside:
            return f"{self.name}/{file}: {what}; correct the template"
        return (
            f"{self._place(inside[-1].filename)}:{inside[-1].lineno}: {what}; correct the template"
        )

    def _place(self, file: str) -> str:
        """Name a template's file as the user knows it."""
        for folder, name in zip(self.design.folders, self.design.chain, strict=True):
            if Path(file).is_relative_to(folder):
                own = folder == self.design.folders[0]
                return (
                    f"{self.name if own else f'templates/{name}'}/{Path(file).relative_to(folder)}"
                )
        return file


def open_templates(name: str, *, confined: bool = True) -> Templates:
    """Open a shipped template by name, or else a user's folder by path.

    Nothing outside its folders can be included. Raises TemplateError if there is none.
    """
    design = find_design(name)
    shown = f"templates/{name}" if design.shipped else name.rstrip("/")
    alone = Confined(name) if confined and not design.shipped else None
    environment = _shipped_environment(design) if design.shipped else _environment(design)
    return Templates(shown, design, environment, alone)


def _loader(design: Design) -> jinja2.BaseLoader:
    """Look for a file in each folder; "weekly/brief.html.j2" begins with that template's."""
    named = {
        name: jinja2.FileSystemLoader(design.folders[n:])
        for n, name in enumerate(design.chain)
        if n
    }
    return jinja2.ChoiceLoader(
        [jinja2.FileSystemLoader(design.folders), jinja2.PrefixLoader(named)]
    )


@cache
def _shipped_environment(design: Design) -> jinja2.Environment:
    """Return an environment that keeps what it compiled: shipped files stay as they are."""
    return _environment(design)


def _environment(design: Design) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_loader(design),
        autoescape=_is_markup,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "as_of": captions.as_of,
        "as_written": captions.as_written,
        "conflict": captions.conflict,
        "worth": captions.worth,
    }
    environment.filters |= {
        "byline": captions.byline,
        "clipped": wording.clipped,
        "counted": wording.counted,
        "glued": wording.glued,
        "grouped": wording.grouped,
        "last_issue": since.last_issue,
        "long_date": days.long_date,
        "published": wording.published,
        "unused": wording.unused,
        "matter": captions.matter,
        "fingerprint": wording.fingerprint,
        "one_line": _one_line,
        "ordinal": wording.ordinal,
        "period": days.period,
        "pinpoint": wording.pinpoint,
        "resolved": wording.resolved,
        "rows": rows,
        "sentence": wording.sentence,
        "size": wording.size,
        "support": captions.support,
        "tally": since.tally,
        "tenure": captions.tenure,
        "ties": captions.ties,
        "unbroken": wording.unbroken,
        "whereabouts": wording.whereabouts,
        "wrapped": _wrapped,
    }
    return environment


def _is_markup(file: str | None) -> bool:
    return file is None or not file.endswith(".txt.j2")


def _shown(value: object) -> object:
    """Replace what no format can show, in every value that a template prints."""
    return value.translate(_UNSHOWABLE) if isinstance(value, str) else value


def _one_line(text: str) -> str:
    """Return plain text on one line, without characters that reorder it."""
    return " ".join(re.split(r"[ \t\n\r\f]+", text.translate(_BIDI_CONTROLS).strip()))


def _wrapped(text: str, first: str = "", rest: str = "", width: int = 76) -> str:
    """Break plain text into lines; `first` and `rest` begin the first and all other lines."""
    return textwrap.fill(
        _one_line(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
