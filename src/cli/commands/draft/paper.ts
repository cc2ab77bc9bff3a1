import { readFileSync, writeFileSync } from 'node:fs'
import { findStandard } from '../../../assessment/library.ts'
import { documentDocx } from '../../../exchange/document/docx.ts'
import { documentPage } from '../../../exchange/document/page.ts'
import type { CoverDetails } from '../../../exchange/paper/details.ts'
import { paperOf } from '../../../exchange/paper/paper.ts'
import { readYaml } from '../../../language/source.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { here } from '../finish.ts'

/** Writes a standard as a document, .html or .docx: 0 when it is written, 2 where the standard cannot be read. */
export function paper(reference: string, o: CoverDetails & { readonly out?: string }, common: Common): number {
  const c = new Console(common)
  const found = findStandard(reference)
  if (!found.ok) return c.refuse(found.problems)
  const { file, standard } = found.value
  const { raw } = readYaml(file, readFileSync(file, 'utf8'))
  const { out = `${standard.id.split('/').at(-1)}.${c.lang}.html`, ...details } = o
  const document = paperOf(standard, raw!, details, c.lang)
  writeFileSync(out, /\.docx$/i.test(out) ? documentDocx(document) : documentPage(document))
  const headings = document.blocks.flatMap((b) => (b.kind === 'heading' ? [b.text] : []))
  if (c.json)
    c.data({ document: out, standard: standard.id, edition: standard.edition, authority: standard.authority, headings })
  else c.out(`${c.say('文本草案', 'Draft on paper')}  ${here(out)}`)
  return exit.conforms
}
