"""The live form of a text: our tree in a Yjs document, as browsers edit it together.

The document's fragment is called ``default`` (Tiptap's own name for it). A node is an XML element with the
tree's name and attributes; attributes that are None are not written. A run of texts is one XML text whose
marks are formatting: ``{"bold": {}, "link": {"href": …, "title": …}}``. Names in use:

- blocks: ``paragraph``, ``heading`` (level), ``blockquote``, ``callout`` (kind, title), ``toggle`` (its first
  node is a ``toggleSummary``), ``bulletList``, ``orderedList`` (start), ``listItem``, ``taskList``,
  ``taskItem`` (checked), ``codeBlock`` (language), ``mathBlock`` (tex), ``embed`` (url), ``include``
  (target), ``horizontalRule``, ``table``, ``tableRow``, ``tableHeader`` (align), ``tableCell`` (align); a
  cell holds paragraphs
- inside a line: ``hardBreak``, ``wikiLink`` (target, label), ``mention`` (id, label), ``mathInline`` (tex),
  ``image`` (src, alt, title, width, height, and of its link href, hrefTitle)
- marks: ``link`` (href, title), ``bold``, ``italic``, ``strike``, ``highlight``, ``subscript``,
  ``superscript``, ``keyboard``, ``code``

A linked picture is the one thing that differs from the tree: browsers keep no marks on nodes, so its link is
written as the attributes ``href`` and ``hrefTitle``.

Whatever a browser sends is read as a valid tree: words of unknown nodes are kept, the rest is dropped.
"""

from practica.kit.markup.ydoc.documents import FRAGMENT, Size, document_from, from_ydoc, into_ydoc, size_of
from practica.kit.markup.ydoc.editing import apply_as_edit

__all__ = ["FRAGMENT", "Size", "apply_as_edit", "document_from", "from_ydoc", "into_ydoc", "size_of"]
