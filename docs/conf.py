"""Sphinx configuration. Builds without network: `sphinx-build -W -b html docs docs/_build`."""

from enum import Enum

from pydantic import BaseModel
from sphinx.application import Sphinx

from riktlinjer._version import __version__

project = "riktlinjer"
author = "The riktlinjer authors"
project_copyright = "2026, The riktlinjer authors"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "undoc-members": True, "exclude-members": "model_config, model_post_init"}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 100
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = f"riktlinjer {release}"
html_copy_source = False
html_show_sphinx = False


def _keep_attribute_text(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Napoleon takes "The unit: None when ..." of an attribute for a type and its text; an empty comment stops that."""
    if what in ("attribute", "property", "data") and lines:
        lines[:0] = ["..", ""]


def _leave_out_signature(
    app: Sphinx, what: str, name: str, obj: object, options: object, signature: str, returns: str
) -> tuple[str, None] | None:
    """Fields say more than the signature that models and enums are given by their base class."""
    if what == "class" and isinstance(obj, type) and issubclass(obj, BaseModel | Enum) and "__init__" not in vars(obj):
        return "", None
    return None


def setup(app: Sphinx) -> None:
    """Connect the two adjustments; the first must come before Napoleon's."""
    app.connect("autodoc-process-docstring", _keep_attribute_text, priority=400)
    app.connect("autodoc-process-signature", _leave_out_signature)
