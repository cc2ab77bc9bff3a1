import { strToU8, type Zippable, zipSync } from 'fflate'
import { type Block, type Document, linesOf } from './block.ts'

/**
 * A document as a file of a word processor (ECMA-376, Office Open XML), for A4; the same bytes for the same document.
 * Only paragraphs, tables and a footer: no macro, no field but page numbers, no outside reference.
 */
export function documentDocx(d: Document): Uint8Array {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="${main}.footer+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${relations}/footer" Target="footer1.xml"/></Relationships>`,
    'word/styles.xml': styles(d.lang),
    'word/footer1.xml': `<w:ftr ${namespaces}><w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr>${run(`${d.footer} · `)}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`,
    'word/document.xml': `<w:document ${namespaces}><w:body>${d.blocks.map(block).join('')}<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" w:bottom="1247" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>`,
  }
  const files: Zippable = {}
  for (const [name, xml] of Object.entries(parts)) files[name] = strToU8(`${declaration}${xml}`)
  // the archive notes a time for each part: the earliest that it can write
  return zipSync(files, { mtime: new Date(1980, 0, 1), level: 9 })
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${relations}"`

/** Width between the margins, in twentieths of a point. */
const WIDTH = 9638

function styles(lang: Document['lang']): string {
  const style = (id: string, size: number, more = '', paragraph = '') =>
    `<w:style w:type="paragraph" w:styleId="${id}"${id === 'Normal' ? ' w:default="1"' : ''}><w:name w:val="${names[id]}"/>${id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>'}<w:pPr>${paragraph}</w:pPr><w:rPr>${more}<w:sz w:val="${size}"/></w:rPr></w:style>`
  return `<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun"/><w:sz w:val="24"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>${[
    style('Normal', 24, '', '<w:spacing w:after="120" w:line="312" w:lineRule="auto"/>'),
    style('Title', 40, '<w:b/>', '<w:spacing w:after="200"/><w:jc w:val="center"/>'),
    style('Heading1', 28, '<w:b/>', '<w:keepNext/><w:spacing w:before="400" w:after="160"/><w:outlineLvl w:val="0"/>'),
    style('Heading2', 24, '<w:b/>', '<w:keepNext/><w:spacing w:before="280" w:after="120"/><w:outlineLvl w:val="1"/>'),
    style(
      'Notice',
      24,
      '<w:b/>',
      `<w:pBdr>${['top', 'left', 'bottom', 'right'].map((s) => `<w:${s} w:val="single" w:sz="12" w:space="4" w:color="000000"/>`).join('')}</w:pBdr>`,
    ),
    style('Small', lang === 'zh' ? 20 : 19, '', '<w:spacing w:after="0" w:line="264" w:lineRule="auto"/>'),
    style('Blank', 24, '', '<w:keepLines/><w:spacing w:before="360" w:after="240"/>'),
  ].join('')}</w:styles>`
}

const names: Readonly<Record<string, string>> = {
  Normal: 'Normal',
  Title: 'Title',
  Heading1: 'heading 1',
  Heading2: 'heading 2',
  Notice: 'Notice',
  Small: 'Small',
  Blank: 'Blank',
}

function block(b: Block): string {
  switch (b.kind) {
    case 'title':
      return paragraph(b.text, 'Title')
    case 'heading':
      return paragraph(b.text, 'Heading1')
    case 'subheading':
      return paragraph(b.text, 'Heading2')
    case 'notice':
      return paragraph(b.text, 'Notice')
    case 'paragraph':
      return paragraph(b.text, 'Normal')
    case 'blanks':
      return b.lines.map((parts) => paragraph(parts.map((p) => `${p} ________________`).join('    '), 'Blank')).join('')
    case 'table':
      return `${b.caption === '' ? '' : paragraph(b.caption, 'Small')}${table(b)}${paragraph('', 'Small')}`
  }
}

function table(t: Extract<Block, { kind: 'table' }>): string {
  const widths = t.widths.map((w) => Math.round((w / 100) * WIDTH))
  const cell = (lines: readonly string[], i: number, bold: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[i]}" w:type="dxa"/></w:tcPr>${lines.map((line) => paragraph(line, 'Small', bold)).join('')}</w:tc>`
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((s) => `<w:${s} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('')
  return `<w:tbl><w:tblPr><w:tblW w:w="${WIDTH}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map((w) => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${t.heads.map((h, i) => cell([h], i, true)).join('')}</w:tr>${t.rows
    .map(
      (cells) =>
        `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.map((c, i) => cell(linesOf(c).length > 0 ? linesOf(c) : [''], i, false)).join('')}</w:tr>`,
    )
    .join('')}</w:tbl>`
}

function paragraph(text: string, style: string, bold = false): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${text === '' ? '' : run(text, bold)}</w:p>`
}

function run(text: string, bold = false): string {
  return `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
}

/** What XML 1.0 cannot hold, and marks that turn the direction of writing, become U+FFFD. */
function escaped(text: string): string {
  return text
    .replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'))
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
}
