"""What nearly every command loads first: the libraries and the language model."""

from briefgen.commands.process import settle

settle()

import briefgen.commands  # noqa: E402 - numpy may be imported only now
import briefgen.pipeline  # noqa: E402
import briefgen.proof  # noqa: E402
import briefgen.publishing  # noqa: E402, F401
from briefgen.extract.nlp import load  # noqa: E402

load()
