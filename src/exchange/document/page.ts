import { cssString, type Html, html, Html as Markup } from '../html/markup.ts'
import { type Block, type Document, linesOf } from './block.ts'

/** A document as one HTML file for A4: no script, no outside resource, the same bytes for the same document. */
export function documentPage(d: Document): string {
  return html`<!doctype html>
<html lang="${d.lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${d.title}</title>
<style>${new Markup(sheet(d))}</style>
</head>
<body>
<main>
${d.blocks.map(block)}</main>
<footer><p>${d.footer}</p></footer>
</body>
</html>
`.markup
}

function block(b: Block): Html {
  switch (b.kind) {
    case 'title':
      return html`<h1>${b.text}</h1>\n`
    case 'heading':
      return html`<h2>${b.text}</h2>\n`
    case 'subheading':
      return html`<h3>${b.text}</h3>\n`
    case 'paragraph':
      return html`<p>${b.text}</p>\n`
    case 'notice':
      return html`<p class="notice" role="note">${b.text}</p>\n`
    case 'blanks':
      return html`<div class="blanks">${b.lines.map((parts) => html`<p>${parts.map((p) => html`<span>${p}<span class="blank"></span></span> `)}</p>`)}</div>\n`
    case 'table':
      return html`<table><caption>${b.caption}</caption><colgroup>${b.widths.map((w) => html`<col style="width:${w}%">`)}</colgroup><thead><tr>${b.heads.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead><tbody>${b.rows.map(
        (cells) =>
          html`<tr>${cells.map((c) => html`<td>${linesOf(c).map((line, i) => (i === 0 ? line : html`<br>${line}`))}</td>`)}</tr>`,
      )}</tbody></table>\n`
  }
}

function sheet(d: Document): string {
  const han = '"SimSun","Songti SC","Noto Serif CJK SC","Source Han Serif SC"'
  const latin = '"Times New Roman","Liberation Serif"'
  const fonts = d.lang === 'zh' ? `${latin},${han},serif` : `${latin},serif,${han}`
  return `@page{size:A4;margin:25mm 20mm 22mm;@bottom-left{content:${cssString(d.footer)};font:8pt ${fonts}}@bottom-right{content:counter(page) "/" counter(pages);font:8pt ${fonts}}}
*{box-sizing:border-box}
body{font:12pt/1.6 ${fonts};color:#000;background:#fff;max-width:190mm;margin:0 auto;padding:12mm 10mm;overflow-wrap:anywhere}
h1{font-size:20pt;text-align:center;margin:0 0 8mm;line-height:1.35}
h2{font-size:14pt;margin:9mm 0 3mm;break-after:avoid}
h3{font-size:12pt;margin:6mm 0 2mm;break-after:avoid}
p{margin:0 0 3mm}
.notice{border:1.5pt solid #000;padding:2mm 3mm;font-weight:bold}
table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:10pt;line-height:1.45;margin:0 0 4mm}
caption{text-align:left;font-size:10pt;padding:1mm 0}
th,td{border:.5pt solid #000;padding:1.2mm 1.6mm;text-align:left;vertical-align:top}
thead{display:table-header-group}
th{background:#eee}
tr{break-inside:avoid}
.blanks p{margin:6mm 0;display:flex;flex-wrap:wrap;gap:4mm 8mm;break-inside:avoid}
.blanks p>span{flex:1 1 40mm;display:flex;white-space:nowrap}
.blank{flex:1;border-bottom:.7pt solid #000;min-width:25mm;margin-left:2mm}
footer{font-size:9pt;border-top:.5pt solid #000;margin-top:8mm;padding-top:2mm}
@media print{body{padding:0 1pt;max-width:none}footer{display:none}th{background:none}}
`
}
