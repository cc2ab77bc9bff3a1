import { done, failed, type Outcome, type Problem, problem } from '../problem.ts'
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
  const changes = differences(only(national, local.id), only(local, local.id)).filter(
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

export interface Counterpart {
  readonly local: RequirementAt
  readonly national: RequirementAt
}

/**
 * Counterparts by their names: requirements of the two standards that somebody says are (`pairs`, ids of the local and the national one), else
 * those of the same id, unless they only gather parts. Problems: unknown-name (a pair that names nothing).
 */
export function counterparts(
  local: Standard,
  national: Standard,
  pairs: readonly (readonly [local: string, national: string])[] = [],
): Outcome<readonly Counterpart[]> {
  const has = (standard: Standard, id: string) => search(mapOf(standard.form), id) !== undefined
  const problems = pairs.flatMap(([own, other]) => [
    ...(has(local, own) ? [] : [unknown(local, own)]),
    ...(has(national, other) ? [] : [unknown(national, other)]),
  ])
  if (problems.length > 0) return failed(...problems)
  const named = new Map(pairs)
  const single = (standard: Standard) =>
    requirementsOf(standard).filter((id) => (standard.nodes.get(id)?.of.length ?? 0) === 0)
  const others = new Set(single(national))
  const same = single(local).filter((id) => !named.has(id) && others.has(id))
  return done(
    [...pairs, ...same.map((id) => [id, id] as const)].map(([own, other]) => ({
      local: { standard: local, id: own },
      national: { standard: national, id: other },
    })),
  )
}

/** Ids of what is required, parts included, in written order. */
export function requirementsOf(standard: Standard): readonly string[] {
  const ids: string[] = []
  const visit = (id: string) => {
    ids.push(id)
    for (const part of standard.nodes.get(id)?.of ?? []) visit(part)
  }
  for (const id of standard.requirements) visit(id)
  return [...new Set(ids)]
}

const unknown = (standard: Standard, got: string): Problem =>
  problem(
    'unknown-name',
    { zh: `${standard.id} 没有“${got}”`, en: `${standard.id} has no "${got}"` },
    { got, expected: requirementsOf(standard).slice(0, 40).join(', ') },
  )

/** What keeps a local standard from being submitted: every requirement that is looser than its national counterpart. */
export function looserThanNational(pairs: readonly Counterpart[]): readonly Problem[] {
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
