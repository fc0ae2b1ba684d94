"""Jinja, closed in: one folder of templates, everything escaped, nothing left undefined."""

import re
import textwrap
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

import briefgen.errors
from briefgen.model.brief import Brief
from briefgen.render import captions, marks, since, wording
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
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Templates:
    """A folder of templates; `name` is how messages call it."""

    name: str
    folder: Path
    _environment: jinja2.Environment

    def fill(self, file: str, brief: Brief, values: Mapping[str, object] | None = None) -> str:
        """Fill the template `file` with a brief and further `values`.

        Raises TemplateError, with file and line, for whatever is wrong in a template.
        """
        given = {
            "brief": brief,
            "masthead": brief.masthead,
            "sections": {section.name.value: section for section in brief.sections},
            "numbers": partial(marks.numbers, brief),
            "apart": partial(marks.apart, brief),
            "of_date": partial(marks.of_date, brief),
            "of_speech": partial(marks.of_speech, brief),
            "versions": partial(versions, brief),
            "reported": partial(captions.reported, brief),
        }
        try:
            return self._environment.get_template(file).render({**given, **(values or {})})
        except _MISTAKES as error:
            raise briefgen.errors.TemplateError(self._message(file, error)) from error

    def _message(self, file: str, error: Exception) -> str:
        if isinstance(error, jinja2.TemplateNotFound):
            return f"{self.name}/{error.name}: is missing; copy it from templates/weekly"
        if isinstance(error, jinja2.TemplateSyntaxError):
            place = f"{error.name or file}:{error.lineno}"
            return f"{self.name}/{place}: {error.message}; correct the template"
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if Path(frame.filename).is_relative_to(self.folder)]
        if not inside:
            return f"{self.name}/{file}: {error}; correct the template"
        where = Path(inside[-1].filename).relative_to(self.folder).as_posix()
        return f"{self.name}/{where}:{inside[-1].lineno}: {error}; correct the template"


def templates_root() -> Path:
    """Return the folder of the shipped templates: in the wheel, or beside the package."""
    package = Path(briefgen.errors.__file__).parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


def open_templates(name: str) -> Templates:
    """Open a shipped template by name, or else a user's folder by path.

    Nothing outside that folder can be included. Raises TemplateError if there is none.
    """
    shipped = templates_root() / name
    if re.fullmatch(r"[\w-]+", name) and shipped.is_dir():
        return Templates(f"templates/{name}", shipped, _environment(shipped))
    folder = Path(name)
    if folder.is_dir():
        return Templates(name.rstrip("/"), folder, _environment(folder))
    known = ", ".join(sorted(path.name for path in templates_root().iterdir()))
    raise briefgen.errors.TemplateError(
        f"{name}: no such template and no such folder; shipped templates: {known}"
    )


def _environment(folder: Path) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folder),
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
        "long_date": wording.long_date,
        "published": wording.published,
        "unused": wording.unused,
        "matter": captions.matter,
        "one_line": _one_line,
        "ordinal": wording.ordinal,
        "period": wording.period,
        "pinpoint": wording.pinpoint,
        "resolved": wording.resolved,
        "roles": captions.roles,
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
