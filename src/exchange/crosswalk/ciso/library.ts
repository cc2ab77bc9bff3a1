import type { Framework, Requirement } from '../../../crosswalk/framework.ts'
import { type Mapping, type MappingSet, type Rationale, rationales } from '../../../crosswalk/mapping.ts'
import type { Relation } from '../../../crosswalk/relation.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import type { Imported, Json } from '../foreign.ts'
import { isObject, list, rest, rowProblem, text } from '../foreign.ts'
import { soundTree } from '../own/frameworks.ts'

const relationOf: Readonly<Record<string, Relation>> = {
  subset: 'subset',
  superset: 'superset',
  equal: 'equal',
  intersect: 'intersects',
  not_related: 'none',
}

/**
 * A library of CISO Assistant (YAML): its frameworks, whose requirements keep their URNs as ids, and its mapping sets. A set whose URN is that of
 * another with `-revert` is the other read backwards, made by their converter, and adds nothing: both are kept as they stand.
 */
export function readLibrary(library: unknown, file: string): Outcome<Imported> {
  const objects = isObject(library) ? library['objects'] : undefined
  if (!isObject(library) || !isObject(objects))
    return failed(
      problem(
        'ciso-library',
        { zh: '不是 CISO Assistant 的库文件', en: 'This is no library of CISO Assistant' },
        { place: { file }, expected: 'objects: framework | frameworks | requirement_mapping_sets' },
      ),
    )
  const problems: Problem[] = []
  const frameworks: Framework[] = []
  // one framework stands alone, several in a list; mapping sets likewise
  const some = (one: string, many: string) => [objects[one], ...list(objects[many])].filter((x) => x !== undefined)
  for (const [i, given] of some('framework', 'frameworks').entries()) {
    const read = frameworkFrom(given, library, file, `objects.frameworks[${i}]`)
    if (!read.ok) return read
    problems.push(...read.value.problems)
    if (read.value.framework) frameworks.push(read.value.framework)
  }
  const sets: MappingSet[] = []
  for (const [i, given] of some('requirement_mapping_set', 'requirement_mapping_sets').entries()) {
    const path = `objects.requirement_mapping_sets[${i}]`
    const [source, target] = isObject(given)
      ? [text(given['source_framework_urn']), text(given['target_framework_urn'])]
      : []
    if (!isObject(given) || source === undefined || target === undefined) {
      problems.push(rowProblem(file, { path, expected: 'source_framework_urn, target_framework_urn' }))
      continue
    }
    const mappings: Mapping[] = []
    for (const [k, row] of list(given['requirement_mappings']).entries()) {
      const read = mappingFrom(row, String(k + 1))
      if ('expected' in read) problems.push(rowProblem(file, { path: `${path}.requirement_mappings[${k}]`, ...read }))
      else mappings.push(read)
    }
    const beside = rest(given, 'requirement_mappings')
    sets.push({
      id: text(given['urn']) ?? `${file}#${i + 1}`,
      title: { en: text(given['name']) ?? text(library['name']) ?? file },
      source,
      target,
      version: String(library['version'] ?? ''),
      status: 'in-review',
      method: 'human',
      author: 'imported',
      authors: text(library['provider']) ? [String(library['provider'])] : [],
      reviewers: [],
      ...(text(library['copyright']) ? { licence: String(library['copyright']) } : {}),
      publishable: false,
      mappings,
      kept: { set: 'kept' in beside ? beside.kept : {}, library: { ...library, objects: undefined } },
    })
  }
  return done({ frameworks, sets, problems })
}

function mappingFrom(row: unknown, id: string): Mapping | { expected: string; got?: string } {
  if (!isObject(row)) return { expected: 'source_requirement_urn, target_requirement_urn', got: JSON.stringify(row) }
  const [source, target] = [text(row['source_requirement_urn']), text(row['target_requirement_urn'])]
  if (source === undefined || target === undefined)
    return { expected: 'source_requirement_urn, target_requirement_urn', got: JSON.stringify(row) }
  const word = text(row['relationship']) ?? ''
  const relation = Object.hasOwn(relationOf, word) ? relationOf[word] : undefined
  if (relation === undefined) return { expected: `relationship: ${Object.keys(relationOf).join(' | ')}`, got: word }
  const matching = text(row['rationale'])
  const rationale = rationales.find((r): r is Rationale => r === matching)
  if (matching !== undefined && rationale === undefined)
    return { expected: `rationale: ${rationales.join(' | ')}`, got: matching }
  const given = row['strength_of_relationship']
  const strength = given === undefined || given === null || given === '' ? undefined : Number(given)
  if (strength !== undefined && !(strength >= 0 && strength <= 10))
    return { expected: 'strength_of_relationship: 0-10', got: String(given) }
  const note = text(row['annotation'])
  return {
    id,
    source: [source],
    target: [target],
    relation,
    ...(rationale ? { rationale } : {}),
    ...(note ? { note: { en: note } } : {}),
    ...(strength === undefined ? {} : { strength }),
    confidence: 'unspecified',
    known: 'seen',
    ...rest(
      row,
      'source_requirement_urn',
      'target_requirement_urn',
      'relationship',
      'rationale',
      'annotation',
      'strength_of_relationship',
    ),
  }
}

function frameworkFrom(
  given: unknown,
  library: Json,
  file: string,
  path: string,
): Outcome<{ framework?: Framework; problems: readonly Problem[] }> {
  const urn = isObject(given) ? text(given['urn']) : undefined
  if (!isObject(given) || urn === undefined) return done({ problems: [rowProblem(file, { path, expected: 'urn' })] })
  const problems: Problem[] = []
  const requirements: Requirement[] = []
  for (const [i, node] of list(given['requirement_nodes']).entries()) {
    const id = isObject(node) ? text(node['urn']) : undefined
    if (!isObject(node) || id === undefined) {
      problems.push(rowProblem(file, { path: `${path}.requirement_nodes[${i}]`, expected: 'urn' }))
      continue
    }
    const parent = text(node['parent_urn'])
    const ref = node['ref_id'] === undefined ? undefined : String(node['ref_id'])
    requirements.push({
      id,
      ...(parent ? { parent } : {}),
      kind: node['assessable'] === true ? 'requirement' : 'heading',
      title: {
        en: [ref, text(node['name']) ?? text(node['description'])?.slice(0, 120)].filter(Boolean).join(' ') || id,
      },
      testable: node['assessable'] === true,
      known: 'seen',
      ...(ref ? { note: ref } : {}),
      ...rest(node, 'urn', 'parent_urn', 'assessable', 'name', 'ref_id'),
    })
  }
  const sound = soundTree(requirements, file)
  if (!sound.ok) return sound
  const name = text(given['name']) ?? urn
  return done({
    framework: {
      id: urn,
      names: [name, urn, ...(text(given['ref_id']) ? [String(given['ref_id'])] : [])],
      title: { en: name },
      ...(text(library['provider']) ? { publisher: String(library['provider']) } : {}),
      ...(text(library['copyright']) ? { licence: String(library['copyright']) } : {}),
      version: String(library['version'] ?? ''),
      source: 'CISO Assistant',
      requirements: sound.value,
      ...rest(given, 'urn', 'name', 'ref_id', 'requirement_nodes'),
    },
    problems,
  })
}
