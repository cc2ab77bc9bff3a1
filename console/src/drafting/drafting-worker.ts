import '../standards/jitless.ts'
import { Catalogue } from '../../../src/catalogue/catalogue.ts'
import type { Edition } from '../../../src/catalogue/edition.ts'
import type { Relation } from '../../../src/catalogue/relations/relation.ts'
import { documentDocx } from '../../../src/exchange/document/docx.ts'
import { documentPage } from '../../../src/exchange/document/page.ts'
import { paperOf } from '../../../src/exchange/paper/paper.ts'
import { loadStandard } from '../../../src/language/load.ts'
import type { Problem } from '../../../src/language/problem.ts'
import { readYaml } from '../../../src/language/source.ts'
import type { Lang } from '../../../src/language/text.ts'
import { type Asked, type Checked, checked, FILE, libraryOf } from './checked.ts'

/** What citations are looked up in; told once. */
export interface Known {
  readonly kind: 'catalogue'
  readonly editions: readonly Edition[]
  readonly relations: readonly Relation[]
}
export type Ask = { readonly id: number } & (
  | ({ readonly kind: 'check' } & Asked)
  | ({ readonly kind: 'paper'; readonly lang: Lang; readonly as: 'html' | 'docx' } & Asked)
)
export type Paper =
  | { readonly page: string }
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly problems: readonly Problem[] }
export type Told =
  | { readonly id: number; readonly answer: Checked | Paper }
  | { readonly id: number; readonly failed: string }

let catalogue: Catalogue | undefined

self.onmessage = ({ data }: MessageEvent<Ask | Known>) => {
  if (data.kind === 'catalogue') {
    catalogue = new Catalogue(data.editions, data.relations)
    return
  }
  try {
    self.postMessage({
      id: data.id,
      answer: data.kind === 'check' ? checked(data, catalogue) : paper(data),
    } satisfies Told)
  } catch (error) {
    self.postMessage({ id: data.id, failed: String(error) } satisfies Told)
  }
}

function paper({ text, extended, lang, as }: Extract<Ask, { kind: 'paper' }>): Paper {
  const loaded = loadStandard(FILE, text, libraryOf(extended))
  const { raw } = readYaml(FILE, text)
  if (!loaded.ok || !raw) return { problems: loaded.ok ? [] : loaded.problems }
  const document = paperOf(loaded.value, raw, {}, lang)
  return as === 'html' ? { page: documentPage(document) } : { bytes: new Uint8Array(documentDocx(document)) }
}
