import type { Framework, Requirement } from '../../../crosswalk/framework.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { isObject, type Json, list, rest, rowProblem, text } from '../foreign.ts'
import { soundTree } from '../own/frameworks.ts'

const MOST_DEEP = 40

/**
 * An OSCAL catalog (JSON) as a framework: groups, controls, controls within controls, and their statements and items, each a requirement under
 * its OSCAL id; everything else of them is `kept`, prose and guidance too. Groups cannot be met themselves; a control with
 * statements is met by more than these, so nothing is `whole`.
 */
export function readCatalog(json: Json, file: string): Outcome<{ framework: Framework; problems: readonly Problem[] }> {
  const catalog = json['catalog']
  if (!isObject(catalog))
    return failed(
      problem(
        'oscal-catalog',
        { zh: '不是 OSCAL 目录', en: 'This is no OSCAL catalog' },
        { place: { file }, expected: 'catalog' },
      ),
    )
  const requirements: Requirement[] = []
  const problems: Problem[] = []
  const seen = new Set<string>()
  const visit = (
    piece: unknown,
    kind: 'group' | 'control' | 'statement',
    parent: string | undefined,
    path: string,
    deep: number,
  ) => {
    if (!isObject(piece) || deep > MOST_DEEP) {
      problems.push(
        rowProblem(file, {
          path,
          expected: kind,
          got: deep > MOST_DEEP ? `depth > ${MOST_DEEP}` : JSON.stringify(piece),
        }),
      )
      return
    }
    const id = text(piece['id'])
    // a group may have no id: its controls then stand where it stands
    if (id === undefined && kind === 'control') problems.push(rowProblem(file, { path, expected: 'id' }))
    else if (id !== undefined && seen.has(id)) problems.push(rowProblem(file, { path, expected: 'a new id', got: id }))
    else {
      if (id !== undefined) {
        seen.add(id)
        const label = list(piece['props']).find((p) => isObject(p) && p['name'] === 'label')
        const note = isObject(label) ? text(label['value']) : undefined
        requirements.push({
          id,
          ...(parent === undefined ? {} : { parent }),
          kind: text(piece['class']) ?? kind,
          title: { en: text(piece['title']) ?? note ?? id },
          testable: kind !== 'group' && text(piece['name']) !== 'overview',
          known: 'seen',
          ...(note ? { note } : {}),
          ...rest({ ...piece, parts: beside(piece['parts']) }, 'id', 'class', 'title', 'groups', 'controls'),
        })
      }
      const under = id ?? parent
      if (kind === 'statement') {
        for (const [i, part] of list(piece['parts']).entries()) statement(part, under, `${path}.parts[${i}]`, deep)
        return
      }
      if (kind === 'group')
        for (const [i, g] of list(piece['groups']).entries()) visit(g, 'group', under, `${path}.groups[${i}]`, deep + 1)
      for (const [i, part] of list(piece['parts']).entries())
        if (kind === 'control') statement(part, under, `${path}.parts[${i}]`, deep)
      for (const [i, c] of list(piece['controls']).entries())
        visit(c, 'control', under, `${path}.controls[${i}]`, deep + 1)
    }
  }
  /** Only what is demanded: guidance, assessment methods and objectives are parts too. */
  const statement = (part: unknown, parent: string | undefined, path: string, deep: number) => {
    if (isDemand(part)) visit(part, 'statement', parent, path, deep + 1)
  }
  for (const [i, g] of list(catalog['groups']).entries()) visit(g, 'group', undefined, `catalog.groups[${i}]`, 0)
  for (const [i, c] of list(catalog['controls']).entries()) visit(c, 'control', undefined, `catalog.controls[${i}]`, 0)
  const sound = soundTree(requirements, file)
  if (!sound.ok) return sound
  const metadata = isObject(catalog['metadata']) ? catalog['metadata'] : {}
  const title = text(metadata['title']) ?? file
  return done({
    framework: {
      id: idFrom(title),
      names: [title, ...(text(catalog['uuid']) ? [String(catalog['uuid'])] : [])],
      title: { en: title },
      ...(text(metadata['version']) ? { version: String(metadata['version']) } : {}),
      source: `OSCAL ${text(metadata['oscal-version']) ?? ''}`.trim(),
      requirements: sound.value,
      ...rest(catalog, 'uuid', 'groups', 'controls'),
    },
    problems,
  })
}

const isDemand = (part: unknown): part is Json =>
  isObject(part) && (part['name'] === 'statement' || part['name'] === 'item')

/** The parts that are no requirements of their own; undefined where there are none. */
const beside = (parts: unknown): readonly unknown[] | undefined => {
  const others = list(parts).filter((p) => !isDemand(p))
  return others.length > 0 ? others : undefined
}

/** A title as an id: words in small letters, joined; Han characters stay. */
export const idFrom = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80) || 'framework'
