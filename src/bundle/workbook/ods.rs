//! Sheets as an OpenDocument spreadsheet (ODF 1.3): a ZIP archive of XML whose first file says what it is.

use std::collections::BTreeSet;
use std::fmt::Write;

use zip::CompressionMethod;

use super::sheet::{Cell, Sheet};
use crate::bundle::archive;
use crate::bundle::text::xml;

const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\"";

/// What a cell of each style looks like.
const STYLES: &str = r##"<office:styles>
<style:default-style style:family="table"/>
<style:default-style style:family="table-row"/>
<style:default-style style:family="table-cell"><style:text-properties style:font-name="Liberation Sans" fo:font-family="'Liberation Sans', Arial, sans-serif" fo:font-size="10pt" fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Default" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/></style:style>
<style:style style:name="Title" style:family="table-cell" style:parent-style-name="Default"><style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Head" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="bottom" fo:border-bottom="0.75pt solid #000000" fo:padding="0.06cm"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="HeadOfNumbers" style:display-name="Head of numbers" style:family="table-cell" style:parent-style-name="Head"><style:table-cell-properties fo:padding-right="0.2cm"/><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Words" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:padding="0.06cm"/></style:style>
<style:style style:name="Number" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties style:vertical-align="top" fo:padding-top="0.06cm" fo:padding-bottom="0.06cm" fo:padding-left="0.06cm" fo:padding-right="0.2cm"/><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Link" style:family="table-cell" style:parent-style-name="Words"><style:text-properties fo:color="#0b4f8a" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="42cm" fo:page-height="29.7cm" style:print-orientation="landscape" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="1.5cm" fo:margin-right="1.5cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles>"##;

/// The workbook, with the facts of its making: title, date and version of the program.
pub(super) fn bytes(sheets: &[Sheet], title: &str, when: &str, version: &str) -> Vec<u8> {
    let content = content(sheets);
    let styles = format!("{HEAD}<office:document-styles {SPACES}>\n{STYLES}\n</office:document-styles>\n");
    let meta = format!(
        "{HEAD}<office:document-meta {SPACES}><office:meta><meta:generator>swplab/{version}</meta:generator>\
         <dc:title>{}</dc:title><meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date>\
         <dc:language>en-GB</dc:language></office:meta></office:document-meta>\n",
        xml(title)
    );
    let manifest = manifest();
    let files: [(&str, &[u8], CompressionMethod); 5] = [
        ("mimetype", KIND.as_bytes(), CompressionMethod::Stored),
        ("META-INF/manifest.xml", manifest.as_bytes(), CompressionMethod::Deflated),
        ("content.xml", content.as_bytes(), CompressionMethod::Deflated),
        ("styles.xml", styles.as_bytes(), CompressionMethod::Deflated),
        ("meta.xml", meta.as_bytes(), CompressionMethod::Deflated),
    ];
    archive::bytes(files).expect("memory takes everything")
}

fn manifest() -> String {
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>\n")
    };
    let files = ["content.xml", "styles.xml", "meta.xml"].map(|path| entry(path, "text/xml")).concat();
    format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\n\
         <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"{KIND}\"/>\n{files}</manifest:manifest>\n"
    )
}

fn content(sheets: &[Sheet]) -> String {
    let widths: BTreeSet<usize> = sheets.iter().flat_map(Sheet::widths).collect();
    let mut out = format!("{HEAD}<office:document-content {SPACES}>\n<office:automatic-styles>\n");
    for width in widths {
        let cm = width as f64 * 0.185 + 0.3;
        put(
            &mut out,
            format_args!(
                "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{cm:.2}cm\"/></style:style>\n"
            ),
        );
    }
    for lines in 2..=MOST_LINES {
        let cm = lines as f64 * 0.415 + 0.15;
        put(
            &mut out,
            format_args!(
                "<style:style style:name=\"lines{lines}\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"{cm:.2}cm\" style:use-optimal-row-height=\"false\"/></style:style>\n"
            ),
        );
    }
    out += "<style:style style:name=\"row\" style:family=\"table-row\"><style:table-row-properties style:use-optimal-row-height=\"true\"/></style:style>\n\
        <style:style style:name=\"sheet\" style:family=\"table\" style:master-page-name=\"Default\"><style:table-properties table:display=\"true\"/></style:style>\n\
        </office:automatic-styles>\n<office:body><office:spreadsheet>\n";
    for sheet in sheets {
        write_sheet(&mut out, sheet);
    }
    out += "<table:database-ranges>\n";
    for sheet in sheets {
        // A name of a range has letters, digits and low lines.
        let name: String =
            sheet.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        put(
            &mut out,
            format_args!(
                "<table:database-range table:name=\"table_{name}\" table:target-range-address=\"{}\"/>\n",
                xml(&sheet.range())
            ),
        );
    }
    out += "</table:database-ranges>\n</office:spreadsheet></office:body></office:document-content>\n";
    out
}

fn put(out: &mut String, words: std::fmt::Arguments<'_>) {
    out.write_fmt(words).expect("writing to a string cannot fail");
}

fn write_sheet(out: &mut String, sheet: &Sheet) {
    put(out, format_args!("<table:table table:name=\"{}\" table:style-name=\"sheet\">\n", xml(&sheet.name)));
    let widths = sheet.widths();
    for width in &widths {
        put(out, format_args!("<table:table-column table:style-name=\"w{width}\"/>\n"));
    }
    for (place, line) in std::iter::once(&sheet.title).chain(&sheet.lead).enumerate() {
        out.push_str(ROW);
        text(out, line, if place == 0 { "Title" } else { "Default" });
        out.push_str("</table:table-row>\n");
    }
    out.push_str("<table:table-header-rows>");
    let heads: Vec<Cell> = sheet.columns.iter().map(|column| Cell::Text(column.head.clone())).collect();
    out.push_str(&row_of(Sheet::lines(heads.iter().map(|head| (head, true)), &widths)));
    for column in &sheet.columns {
        text(out, &column.head, if column.is_text { "Head" } else { "HeadOfNumbers" });
    }
    out.push_str("</table:table-row></table:table-header-rows>\n");
    for row in &sheet.rows {
        let cells = row.iter().zip(sheet.columns.iter().map(|column| column.is_text));
        out.push_str(&row_of(Sheet::lines(cells, &widths)));
        for (cell, column) in row.iter().zip(&sheet.columns) {
            write_cell(out, cell, column.is_text);
        }
        out.push_str("</table:table-row>\n");
    }
    out.push_str("</table:table>\n");
}

const ROW: &str = "<table:table-row table:style-name=\"row\">";

/// Most lines of a row that is made higher; a row of more is not read in a cell.
const MOST_LINES: usize = 40;

/// The opening of a row of so many lines.
fn row_of(lines: usize) -> String {
    match lines.min(MOST_LINES) {
        0 | 1 => ROW.to_owned(),
        lines => format!("<table:table-row table:style-name=\"lines{lines}\">"),
    }
}

fn text(out: &mut String, words: &str, style: &str) {
    if words.is_empty() {
        out.push_str("<table:table-cell/>");
        return;
    }
    put(out, format_args!("<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">"));
    for line in words.lines() {
        put(out, format_args!("<text:p>{}</text:p>", xml(line)));
    }
    out.push_str("</table:table-cell>");
}

fn write_cell(out: &mut String, cell: &Cell, is_text: bool) {
    match cell {
        Cell::Text(words) => text(out, words, if is_text { "Words" } else { "Number" }),
        Cell::Number(number) => put(
            out,
            format_args!(
                "<table:table-cell table:style-name=\"Number\" office:value-type=\"float\" office:value=\"{0}\"><text:p>{0}</text:p></table:table-cell>",
                xml(number)
            ),
        ),
        Cell::Flag(flag) => put(
            out,
            format_args!(
                "<table:table-cell table:style-name=\"Number\" office:value-type=\"boolean\" office:boolean-value=\"{flag}\"><text:p>{}</text:p></table:table-cell>",
                if *flag { "TRUE" } else { "FALSE" }
            ),
        ),
        Cell::Link { words, sheet } => put(
            out,
            format_args!(
                "<table:table-cell table:style-name=\"Link\" office:value-type=\"string\"><text:p><text:a xlink:type=\"simple\" xlink:href=\"#'{}'.A1\">{}</text:a></text:p></table:table-cell>",
                xml(sheet),
                xml(words)
            ),
        ),
    }
}
