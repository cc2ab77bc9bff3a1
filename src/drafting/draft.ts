import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Raw } from '../language/source.ts'
import type { Standard } from '../language/standard.ts'
import { type Clause, clausesOf, type Words } from './clauses.ts'
import { type Provision, provisionsOf, strictestClass } from './provisions/provisions.ts'

/** Words of a clause with their provisions. */
export interface Read extends Words {
  readonly clause: Clause
  readonly provisions: readonly Provision[]
}

/** A standard that is being written, as the checks of its wording see it. */
export interface Draft {
  readonly raw: Raw
  readonly clauses: readonly Clause[]
  readonly reads: readonly Read[]
  /** absent while the file has errors: what rests on the rules is then not checked */
  readonly standard?: Standard
  readonly catalogue?: Catalogue
  /** for which citations are looked up, from 1970-01-01 */
  readonly day?: number
}

export function draftOf(raw: Raw, more: Pick<Draft, 'standard' | 'catalogue' | 'day'> = {}): Draft {
  const clauses = clausesOf(raw)
  const reads = clauses.flatMap((clause) =>
    clause.words.map((w) => ({ ...w, clause, provisions: provisionsOf(w.raw.text, w.lang) })),
  )
  return { raw, clauses, reads, ...more }
}

/** Whether a clause asks for something: its words say so, or `says: shall` does. */
export const asks = (clause: Clause, reads: readonly Read[]): boolean =>
  saysOf(clause) === 'shall' ||
  reads.some((r) => r.clause === clause && r.field !== 'note' && strictestClass(r.provisions) === 'requirement')

export const saysOf = ({ raw }: Clause): string | undefined => {
  const says = raw.entries.get('says')
  return says?.kind === 'text' ? says.text : undefined
}

/** Provisions of title and text that require; a title without a verb requires where `says: shall` does. */
export function requiring({ clause, field, provisions }: Read): readonly Provision[] {
  if (field === 'note') return []
  const own = provisions.filter(({ kind }) => kind === 'sentence' || kind === 'item')
  const said = own.filter((p) => p.class === 'requirement')
  return said.length === 0 && saysOf(clause) === 'shall' && strictestClass(provisions) === undefined ? own : said
}
