"""Files people bring, good and bad, made as small as they can be."""

from __future__ import annotations

import base64
import io
import wave
import zipfile

from docx import Document
from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page
from pypdf import PdfReader, PdfWriter

# A moment of a film, taken by the browser itself.
FILM = """() => new Promise((done) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 32;
    const brush = canvas.getContext("2d"), parts = [];
    const camera = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const turn = setInterval(() => { brush.fillStyle = `hsl(${performance.now() % 360} 50% 50%)`; brush.fillRect(0, 0, 32, 32); }, 30);
    camera.ondataavailable = ({ data }) => parts.push(data);
    camera.onstop = async () => {
        clearInterval(turn);
        const letters = new Uint8Array(await new Blob(parts).arrayBuffer());
        done(btoa(String.fromCharCode(...letters)));
    };
    camera.start();
    setTimeout(() => camera.stop(), 600);
})"""  # noqa: E501 - a script reads better in its own lines


def choose(page: Page, *files: FilePayload) -> None:
    """Add ``files`` to the library that is open."""
    page.get_by_label("Add files").set_input_files(list(files))


def on_its_way(page: Page, name: str) -> Locator:
    """The row of the upload called ``name``."""
    return page.locator(".upload", has_text=name)


def a_file(name: str, content: bytes) -> FilePayload:
    """``content`` as a browser is given it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def a_picture(width: int = 320, height: int = 200, *, mode: str = "RGB") -> bytes:
    """A PNG of one colour."""
    out = io.BytesIO()
    Image.new(mode, (width, height), 1 if mode == "1" else "teal").save(out, "PNG")
    return out.getvalue()


def a_bomb() -> bytes:
    """48 million pixels in some thousand bytes."""
    return a_picture(8000, 6000, mode="1")


def a_tone() -> bytes:
    """Half a second of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as tone:
        tone.setnchannels(1)
        tone.setsampwidth(1)
        tone.setframerate(8000)
        tone.writeframes(b"\x80" * 4000)
    return out.getvalue()


def a_film(page: Page) -> bytes:
    """A WebM, recorded by ``page``."""
    return base64.b64decode(page.evaluate(FILM))


def a_document(words: str, *, with_macros: bool = False) -> bytes:
    """A DOCX that says ``words`` under the heading *Findings*."""
    document, out = Document(), io.BytesIO()
    document.add_heading("Findings", level=1)
    document.add_paragraph(words)
    document.save(out)
    if with_macros:
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    return out.getvalue()


def a_sheet(words: str) -> bytes:
    """An XLSX with ``words`` in its first cell."""
    book, out = Workbook(), io.BytesIO()
    book.active.title = "Costs"
    book.active.append([words, 12])
    book.save(out)
    return out.getvalue()


def a_locked(pdf: bytes) -> bytes:
    """``pdf`` with a password."""
    writer, out = PdfWriter(PdfReader(io.BytesIO(pdf))), io.BytesIO()
    writer.encrypt("hidden", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def a_pdf(page: Page) -> bytes:
    """A PDF, printed by a browser: what ``page`` shows."""
    return page.pdf(page_ranges="1")
