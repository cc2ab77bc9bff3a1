/** A Markdown table. Cells are made safe for it: bars are escaped and line breaks become spaces. */
export function table(head, rows) {
  if (rows.length === 0) return ''
  const cell = (x) => String(x).replaceAll('|', '\\|').replaceAll('\n', ' ').trim() || ' '
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

/** A page that a script wrote, with what it was made from. */
export function page(title, from, parts) {
  const note = `*Made by \`npm run docs\` from ${from}. Do not edit by hand.*`
  return `${[`# ${title}`, note, ...parts.filter((p) => p !== '')].join('\n\n')}\n`
}

export const both = (text) => [text?.zh, text?.en].filter((t, i, all) => t && all.indexOf(t) === i).join(' / ')
export const code = (text) => (text === undefined || text === '' ? '' : `\`${text}\``)
