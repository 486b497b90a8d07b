"""A Word file and a PDF that hide words wherever such files can."""

import io
import unicodedata
import zipfile

from docx import Document
from pypdf import PdfWriter

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECRET = "Nguyễn Thị Hồng Vân"
NFD = unicodedata.normalize("NFD", SECRET)
NUMBER = "001088012345"
BODY = f"""<?xml version="1.0" encoding="UTF-8"?><w:document {W}
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>
<w:p w:rsidR="00AB12CD"><w:r><w:rPr><w:b/></w:rPr>
<w:t xml:space="preserve">Người yêu cầu là bà Nguy</w:t></w:r>
<w:r><w:t>ễn Thị </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>Hồng Vân, CCCD 001 088 012 345.</w:t></w:r></w:p>
<w:p><w:bookmarkStart w:id="1" w:name="Nguyen_Thi_Hong_Van"/><w:bookmarkEnd w:id="1"/>
<w:r><w:t>Viết rời: {NFD}.</w:t></w:r>
<w:r><w:commentReference w:id="0"/></w:r></w:p>
<w:p><w:del w:id="2" w:author="{SECRET}"><w:r><w:delText>{SECRET} đã xóa</w:delText></w:r></w:del>
<w:ins w:id="3" w:author="{SECRET}"><w:r><w:t>Câu được thêm, giữ lại.</w:t></w:r></w:ins></w:p>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET} ẩn</w:t></w:r>
<w:r><w:t>Kinh phí 12 triệu đồng.</w:t></w:r></w:p>
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1"
 name="a" descr="Ảnh {SECRET}"/></wp:inline></w:drawing></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r>
<w:t>Hộp chữ: {SECRET}; giữ dòng này.</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><w:t>{SECRET}</w:t></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>AUTHOR {SECRET}</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Kết quả của trường</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>Liên kết</w:t></w:r></w:hyperlink></w:p>
<w:tbl><w:tblPr><w:tblDescription w:val="{SECRET}"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>
<w:tr><w:tc><w:tcPr/><w:p>
<w:r><w:t>Ô: NGUYEN THI HONG VAN</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>Chú thích</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:sectPr><w:headerReference w:type="default" r:id="rIdHead"/></w:sectPr></w:body></w:document>"""
PARTS = {
    "word/comments.xml": f'<w:comments {W}><w:comment w:id="0"><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p>'
    "</w:comment></w:comments>",
    "word/header9.xml": f"<w:hdr {W}><w:p><w:r><w:t>Đầu trang {SECRET}</w:t></w:r></w:p></w:hdr>",
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Theo lời {SECRET}</w:t>'
    "</w:r></w:p></w:footnote></w:footnotes>",
    "customXml/item1.xml": f"<a>{SECRET}</a>",
    "docProps/thumbnail.jpeg": SECRET,
    "docProps/custom.xml": f"<p>{SECRET}</p>",
    "word/embeddings/so_sanh.bin": SECRET,
    "word/media/anh.png": SECRET,
    "word/glossary/document.xml": f"<w:glossaryDocument {W}><w:t>{SECRET}</w:t></w:glossaryDocument>",
}
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = (
    ("rIdHead", "header", "header9.xml", ""),
    ("rIdFoot", "footnotes", "footnotes.xml", ""),
    ("rIdComments", "comments", "comments.xml", ""),
    ("rIdLink", "hyperlink", f"mailto:{SECRET}@x.vn", ' TargetMode="External"'),
)


def hiding_docx(**more: bytes) -> bytes:
    """Return a Word file that says SECRET in every way it can. more: further parts, "/" written as "__"."""
    plain = io.BytesIO()
    document = Document()
    document.core_properties.author = SECRET
    document.core_properties.keywords = NUMBER
    document.save(plain)
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                data = BODY.encode()
            if entry.filename == "word/_rels/document.xml.rels":
                links = "".join(
                    f'<Relationship Id="{key}" Type="{KIND}/{kind}" Target="{target}"{mode}/>'
                    for key, kind, target, mode in LINKS
                )
                data = data.replace(b"</Relationships>", f"{links}</Relationships>".encode())
            if entry.filename not in PARTS:
                new.writestr(entry.filename, data)
        for name, words in PARTS.items():
            new.writestr(name, words)
        for name, data in more.items():
            new.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def all_bytes(data: bytes) -> bytes:
    """Return everything in a package, unpacked, one part after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())


def telling_pdf(pdf: bytes, *, words: str) -> bytes:
    """Return a PDF with the words in its facts and in a file attached to it."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.add_metadata({"/Title": words, "/Author": words})
    writer.add_attachment("goc.txt", words.encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
