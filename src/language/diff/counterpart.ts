import { type Problem, problem } from '../problem.ts'
import type { Standard } from '../standard.ts'
import { type Change, differences } from './changes.ts'
import { type Direction, decisionDirection, together } from './direction.ts'
import { mapOf } from './pieces.ts'

/** A requirement of some standard. */
export interface RequirementAt {
  readonly standard: Standard
  readonly id: string
}

/**
 * A local requirement against its national counterpart: which way every field that matters went, together with the reading and the
 * sample sizes of the measures that both name. Ids need not be the same, the names inside the formulas do: conditions on
 * different quantities are incomparable.
 */
export function compareRequirement(
  national: RequirementAt,
  local: RequirementAt,
): { readonly direction: Direction; readonly changes: readonly Change[] } {
  const form = mapOf(national.standard.form)
  // the same standard with nothing but this requirement renamed, so that the one comparison serves
  const changes = differences(only(national, 'counterpart'), only(local, 'counterpart')).filter(
    (c) => !(c.kind === 'heading' || c.kind === 'source') && c.field !== 'place',
  )
  const decision = decisionDirection(form['decision'], mapOf(local.standard.form)['decision'])
  const own = national.standard.nodes.get(national.id)?.decision && local.standard.nodes.get(local.id)?.decision
  return { direction: together([...changes.map((c) => c.direction), ...(own ? [] : [decision])]), changes }
}

/** The standard's form cut down to one requirement and the measures that its formulas name. */
function only({ standard, id }: RequirementAt, as: string): Standard {
  const form = mapOf(standard.form)
  const found = search(form, id) ?? {}
  const formulas = JSON.stringify(found)
  const measures = Object.entries(mapOf(form['measures'])).filter(([name]) =>
    new RegExp(`\\b${name}\\.`).test(formulas),
  )
  const tables = Object.entries(mapOf(form['tables'])).filter(([name]) => new RegExp(`\\b${name}\\b`).test(formulas))
  const { clause: _, ...rest } = found
  return {
    ...standard,
    form: {
      measures: Object.fromEntries(measures),
      tables: Object.fromEntries(tables),
      requirements: [{ ...rest, id: as }],
    },
  }
}

function search(form: unknown, id: string): Record<string, never> | undefined {
  if (Array.isArray(form)) {
    for (const item of form) {
      const found = search(item, id)
      if (found) return found
    }
    return undefined
  }
  const map = form as Record<string, unknown>
  if (typeof form !== 'object' || form === null) return undefined
  if (map['id'] === id) return map as Record<string, never>
  return search(
    ['requirements', 'indicators', 'results', 'of'].flatMap((k) => (map[k] ? [map[k]] : [])),
    id,
  )
}

/** What keeps a local standard from being submitted: every requirement that is looser than its national counterpart. */
export function looserThanNational(
  pairs: readonly { readonly national: RequirementAt; readonly local: RequirementAt }[],
): readonly Problem[] {
  return pairs
    .filter((p) => compareRequirement(p.national, p.local).direction === 'looser')
    .map(({ national, local }) =>
      problem(
        'looser-than-national',
        {
          zh: `地方要求 ${local.id} 宽于国家标准的对应要求 ${national.id}`,
          en: `The local requirement ${local.id} is looser than its national counterpart ${national.id}`,
        },
        {
          place: { path: `${local.standard.id}: ${local.id}` },
          expected: `${national.standard.id}: ${national.id}`,
          next: {
            zh: '收紧到不低于国家标准，或说明二者并不对应',
            en: 'tighten it at least to the national one, or state that they are no counterparts',
          },
        },
      ),
    )
}
