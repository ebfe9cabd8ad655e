"""What the visual editor says to people: its script holds no sentence of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _


def editor_words() -> dict[str, str]:
    """Every sentence of the editor by name, in the language of whoever writes."""
    return {**_tools(), **_things(), **_typing(), **_tables(), **_pasting(), **_states()}


def _tools() -> dict[str, str]:
    return {
        "text": _("Text of the page"),
        "toolbar": _("Tools of the text"),
        "sort": _("Kind of paragraph"),
        "other": _("Other"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "strike": _("Struck through"),
        "highlight": _("Highlighted"),
        "code": _("Code in the line"),
        "link": _("Link"),
        "insert": _("Insert"),
        "undo": _("Undo what I did"),
        "redo": _("Redo"),
        "address": _("Address"),
        "open": _("Open"),
        "unlink": _("Remove the link"),
        "toPlain": _("Plain text"),
        "toRich": _("Visual editor"),
        "again": _("Try again"),
    }


def _things() -> dict[str, str]:
    return {
        "paragraph": _("Normal text"),
        "h2": _("Heading"),
        "h3": _("Subheading"),
        "h4": _("Small heading"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "taskList": _("Checklist"),
        "table": _("Table"),
        "image": _("Picture"),
        "file": _("File"),
        "page": _("Link to a page"),
        "passage": _("Part of another page"),
        "embed": _("Embed"),
        "person": _("Mention a person"),
        "topic": _("Topic"),
        "note": _("Note"),
        "tip": _("Tip"),
        "important": _("Important"),
        "warning": _("Warning"),
        "caution": _("Caution"),
        "toggle": _("Toggle"),
        "blockquote": _("Quote"),
        "codeBlock": _("Code"),
        "mathBlock": _("Formula"),
        "mathInline": _("Formula in the line"),
        "rule": _("Line across"),
        "fold": _("Show or hide what is inside"),
        "calloutKind": _("Kind of note"),
        "calloutTitle": _("Title of its own"),
        "language": _("Language of the code"),
        "noLanguage": _("No language"),
        "formula": _("Formula"),
        "emptyFormula": _("Write a formula"),
        "formulaLetters": _("Formula in TeX"),
        "formulaHelp": _("TeX, such as \\frac{a}{b} or x^2. Enter keeps it, Escape leaves it as it was."),
        "alt": _("What the picture shows"),
        "altHelp": _("Say in a few words what it shows"),
        "describe": _("Describe this picture"),
        "redescribe": _("Change the description"),
        "asLink": _("As a plain link"),
        "embedAddress": _("Address of a film or a page elsewhere"),
        "putIn": _("Put in"),
        "wikiWords": _("Words of the link; empty: the title of the page"),
        "passageIn": _("A part of another page stands in the text."),
        "include": _("A passage of “%(target)s” stands here"),
        "task": _("Done: %(task)s"),
    }


def _typing() -> dict[str, str]:
    return {
        "choices": _("Suggestions"),
        "nothingFound": _("Nothing found"),
        "writeHere": _("Write, or press / for more"),
        "headingHere": _("Heading"),
        "summaryHere": _("What can be opened"),
        "topicAdded": _("“%(topic)s” is a topic of this page now."),
    }


def _tables() -> dict[str, str]:
    return {
        "tableTools": _("Tools of the table"),
        "rowAbove": _("Row above"),
        "rowBelow": _("Row below"),
        "columnBefore": _("Column before"),
        "columnAfter": _("Column after"),
        "alignStart": _("Column at the start"),
        "alignCenter": _("Column in the middle"),
        "alignEnd": _("Column at the end"),
        "deleteRow": _("Delete the row"),
        "deleteColumn": _("Delete the column"),
        "deleteTable": _("Delete the table"),
    }


def _pasting() -> dict[str, str]:
    return {
        "tooMuchHtml": _(
            "That is too much for one page: %(n)s KB. Paste it in parts, or import the document."
        ),
        "tooManyWords": _("That is too much for one page, which holds 100 KB of text. Paste it in parts."),
        "tooManyCells": _(
            "A table on a page holds %(limit)s cells at most. Attach the table as a file instead."
        ),
        "fileTooLarge": _("%(name)s is larger than %(most)s."),
        "uploading": _("%(name)s is on its way."),
        "uploadFailed": _("That did not work. Nothing was changed."),
        "uploadBroken": _("The line broke. What has arrived is kept; try again to go on."),
        "uploadPaused": _("Paused"),
        "pauseUpload": _("Pause %(name)s"),
        "resumeUpload": _("Go on with %(name)s"),
        "againUpload": _("Try %(name)s again"),
        "cancelUpload": _("Cancel %(name)s"),
        "pictureIn": _("%(name)s stands in the text. Describe it for those who do not see it."),
        "fileIn": _("%(name)s stands in the text."),
        "noFiles": _("Who suggests a change brings no files: say in the text what belongs there."),
        "waitForFiles": _("Files are still on their way. Save when they are here."),
    }


def _states() -> dict[str, str]:
    return {
        "state_connecting": _("Opening…"),
        "state_saved": _("Saved"),
        "state_saving": _("Saving…"),
        "state_typing": _("Saving…"),
        "state_offline": _("Offline: kept on this device"),
        "state_alone": _("Offline and not kept: leave this page open"),
        "state_here": _("Kept on this device"),
        "state_watching": _("Reading along"),
        "unreachable": _(
            "The line to the others cannot be reached. What you write is kept on this device; we try again. "
            "You can also go on in plain text and save."
        ),
        "unreachableAlone": _(
            "The line to the others cannot be reached, and this device takes no more texts. "
            "Leave this page open; we try again."
        ),
        "notReached": _(
            "The line for writing together cannot be reached yet; we try again. "
            "Until then you can write in plain text and save."
        ),
        "watching": _("You can read along, but not change this page any more."),
        "came": _("%(name)s is here too."),
        "left": _("%(name)s has left."),
        "stuck": _("Others changed the same passages. Your wording of them stands at the end of the text."),
        "noEditor": _("The visual editor is not available now. Your text is here in plain letters."),
        "noPlain": _("That did not work without a line. Your text is kept on this device."),
        "ended": _("Writing together has ended here."),
        "ended_4401": _("You are signed out. Sign in again to go on."),
        "ended_4403": _("You cannot change this page any more."),
        "ended_4404": _("This page is not here any more."),
        "ended_4409": _(
            "This page was renewed while you were away, and what you wrote cannot be merged by itself. "
            "Here is your text: nothing is lost."
        ),
        "ended_4413": _("This text has become too long for one page. Copy what you need and split it."),
        "ended_4429": _("Too many people write here at once. Try again in a while."),
        "unsent": _("Your text"),
        "unsentPlain": _("Go on in plain text"),
        "reload": _("Show the page as it is now"),
        "copy": _("Copy"),
        "copied": _("Copied"),
    }
