import { type Clause, textAt } from '../clauses.ts'
import type { Draft } from '../draft.ts'
import { type Advice, aboutClause } from './advice.ts'

/**
 * A number that two requirements have which do not stand together, and numbers that are left out. One printed clause may have several rules, one
 * below the other. Where the standard is the encoding of a published document, gaps are those of what was encoded: only doubles are told.
 */
export function numbering({ raw, clauses }: Draft): readonly Advice[] {
  const numbered = clauses.filter((c) => c.number !== undefined)
  return [...twice(numbered), ...(encodes(raw) ? [] : gaps(numbered))]
}

/** It has the number of a document, or is somebody's reading of what a body published. */
const encodes = (raw: Draft['raw']): boolean =>
  textAt(raw, 'designation') !== undefined ||
  (textAt(raw, 'authority') === 'reference-profile' && raw.kind === 'map' && raw.entries.has('body'))

function twice(numbered: readonly Clause[]): readonly Advice[] {
  return numbered.flatMap((clause, n) => {
    const { number, part } = clause
    const before = numbered.slice(0, n).findLast((c) => c.number === number && c.part === part)
    if (part !== 'requirements' || !before || numbered[n - 1]!.number === number || before.id === clause.parent)
      return []
    return [
      aboutClause(
        clause,
        'clause',
        'draft-number-twice',
        {
          zh: `编号 ${number} 用了两次（${before.id} 与 ${clause.id}）`,
          en: `The number ${number} is used twice (${before.id} and ${clause.id})`,
        },
        { got: number!, next: { zh: '给其中一条另编号', en: 'give one of them another number' } },
      ),
    ]
  })
}

/** Counted over the whole document: 5.2 may stand among the requirements and 5.3 among the indicators. */
function gaps(numbered: readonly Clause[]): readonly Advice[] {
  const groups = new Map<string, { readonly clause: Clause; readonly last: number }[]>()
  for (const clause of numbered) {
    const split = /^(.*[.\s-]|[A-Za-z]*)(\d{1,3}|[a-z])$/.exec(clause.number!)
    if (!split) continue
    const letter = /[a-z]$/.test(split[2]!)
    const last = letter ? split[2]!.charCodeAt(0) - 96 : Number(split[2])
    const key = `${split[1]!}${letter ? 'a' : '1'}`
    groups.set(key, [...(groups.get(key) ?? []), { clause, last }])
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = [...group].sort((a, b) => a.last - b.last)
    return sorted.flatMap(({ clause, last }, n) => {
      const before = sorted[n - 1]
      if (!before || last - before.last < 2) return []
      return [
        aboutClause(
          clause,
          'clause',
          'draft-number-gap',
          {
            zh: `编号从 ${before.clause.number} 跳到 ${clause.number}`,
            en: `The numbers jump from ${before.clause.number} to ${clause.number}`,
          },
          {
            got: clause.number!,
            next: { zh: '连续编号；删去的条款不留空号', en: 'number without gaps; a clause that went leaves no hole' },
          },
        ),
      ]
    })
  })
}
