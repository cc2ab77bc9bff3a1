import { ProblemError, problem } from '../../../language/problem.ts'
import { Growing } from '../../../metrics/growing.ts'
import type { Comparisons } from '../../../metrics/verification/clustered-zone.ts'
import { scoreOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { readTable } from '../files/table.ts'
import { labels } from '../verification/columns.ts'
import type { DemographicsAccess } from './access.ts'
import type { Intake } from './params.ts'

/** Comparisons with the groups of both sides. */
export interface Grouped extends Comparisons {
  /** group of each side, -1 where nobody says; numbers are those of `groups` */
  readonly groupA: Int32Array
  readonly groupB: Int32Array
  /** in the order of their names */
  readonly groups: readonly string[]
  readonly by: 'subject' | 'comparison'
  readonly intake: Intake
}

const columns = {
  label: { names: ['label', 'target', 'mated', 'genuine', '标签', '类别', '同人', '是否同人'] },
  score: { names: ['score', 'similarity', 'distance', '分数', '得分', '相似度', '距离'] },
  group: { names: ['group', 'stratum', '组', '分组', '分层'], optional: true },
  probeGroup: { names: ['probe_group', '探针组'], optional: true },
  galleryGroup: { names: ['gallery_group', 'reference_group', '注册组'], optional: true },
  probeSubject: { names: ['probe_subject', 'subject', 'subject_id', '探针人员', '人员'], optional: true },
  gallerySubject: { names: ['gallery_subject', 'reference_subject', '注册人员'], optional: true },
} as const

const MOST = 20_000_000

/** Reads all comparisons. ProblemError: demographics-groups, demographics-too-many, and those of the files. */
export async function readGrouped(access: DemographicsAccess, source: Source): Promise<Grouped> {
  const attributes =
    access.subjects === undefined ? undefined : await attributesOf(access.subjects, access.attribute, source)
  const sign = access.polarity === 'distance' ? -1 : 1
  const [scores, genuine] = [new Growing(), new Growing()]
  const [subjectA, subjectB, groupA, groupB] = [new Growing(), new Growing(), new Growing(), new Growing()]
  const subjects = new Map<string, number>()
  const groups = new Map<string, number>()
  const without = new Set<string>()
  let count = 0
  const numbered = (names: Map<string, number>, name: string) => {
    if (name === '') return -1
    const known = names.get(name)
    if (known === undefined) names.set(name, names.size)
    return known ?? names.size - 1
  }
  const groupOf = (subject: string) => {
    const group = attributes?.get(subject) ?? ''
    if (group === '' && subject !== '') without.add(subject)
    return group
  }
  for (const file of [access.scores].flat()) {
    const rows = readTable(
      source,
      file,
      columns,
      (row): Parsed<{ cells: readonly [string, string, string, string]; target: boolean; score: number }> => {
        const label = labels.get(row.cell('label').toLowerCase())
        if (label === undefined) return { expected: `label: ${[...labels.keys()].join(' | ')}`, got: row.cell('label') }
        const target = label === 'genuine'
        const score = scoreOf(row.cell('score'))
        if (score === undefined) return { expected: 'score: a decimal number, or nothing', got: row.cell('score') }
        const probe = row.cell('probeSubject')
        const gallery = row.cell('gallerySubject') || (target ? probe : '')
        if (target && probe !== gallery)
          return { expected: 'one subject on both sides of a genuine comparison', got: `${probe}, ${gallery}` }
        if (!target && probe !== '' && probe === gallery)
          return { expected: 'two subjects in an impostor comparison', got: probe }
        const [x, y] = attributes
          ? [groupOf(probe), groupOf(gallery)]
          : [row.cell('probeGroup') || row.cell('group'), row.cell('galleryGroup') || row.cell('group')]
        if (target && x !== y && x !== '' && y !== '')
          return { expected: 'one group on both sides of a genuine comparison', got: `${x}, ${y}` }
        return { cells: [probe, gallery, x, y], target, score }
      },
    )
    for await (const { cells, target, score } of rows) {
      scores.push(score * sign + 0)
      genuine.push(Number(target))
      subjectA.push(numbered(subjects, cells[0]))
      subjectB.push(numbered(subjects, cells[1]))
      groupA.push(numbered(groups, cells[2] || (target ? cells[3] : '')))
      groupB.push(numbered(groups, cells[3] || (target ? cells[2] : '')))
      if (++count > MOST) throw tooMany()
    }
  }
  const named = count > 0 && subjectA.values().every((s) => s >= 0) && subjectB.values().every((s) => s >= 0)
  const [people, kinds] = [inOrder(subjects), inOrder(groups)]
  const own = Uint32Array.from({ length: count }, (_, i) => i)
  if (count > 0 && groups.size === 0) throw noGroups()
  return {
    scores: scores.values(),
    genuine: Uint8Array.from(genuine.values()),
    a: named ? Uint32Array.from(subjectA.values(), (s) => people.place[s]!) : own,
    b: named ? Uint32Array.from(subjectB.values(), (s) => people.place[s]!) : own,
    clusters: named ? subjects.size : count,
    groupA: Int32Array.from(groupA.values(), (g) => (g < 0 ? -1 : kinds.place[g]!)),
    groupB: Int32Array.from(groupB.values(), (g) => (g < 0 ? -1 : kinds.place[g]!)),
    groups: kinds.names,
    by: named ? 'subject' : 'comparison',
    intake: { ...source.reading(), withoutGroup: without.size },
  }
}

/** Names in their own order, and where each number goes: the order of lines is nothing to a resample. */
function inOrder(numbers: ReadonlyMap<string, number>): { names: readonly string[]; place: Uint32Array } {
  const names = [...numbers.keys()].sort()
  const place = new Uint32Array(names.length)
  for (const [i, name] of names.entries()) place[numbers.get(name)!] = i
  return { names, place }
}

async function attributesOf(file: string, attribute: string, source: Source): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const rows = readTable(
    source,
    file,
    {
      subject: { names: ['subject_id', 'subject', 'id', '人员编号', '人员', '编号'] },
      group: { names: [attribute.toLowerCase()] },
    },
    (row): Parsed<{ subject: string; group: string }> => {
      const subject = row.cell('subject')
      if (subject === '') return { expected: 'subject_id' }
      if (found.has(subject)) return { expected: 'subject_id: not listed before', got: subject }
      return { subject, group: row.cell('group') }
    },
  )
  for await (const { subject, group } of rows) found.set(subject, group)
  return found
}

function noGroups(): ProblemError {
  return new ProblemError([
    problem(
      'demographics-groups',
      { zh: '没有一次比对有分组。', en: 'Not one comparison belongs to a group.' },
      {
        expected:
          'a column group, or probe_group and gallery_group, or subjects with their groups in a table of their own',
        next: {
          zh: '补上分组列，或用 subjects 与 attribute 指明人员表。',
          en: 'Add columns of groups, or name the table of subjects with subjects and attribute.',
        },
      },
    ),
  ])
}

function tooMany(): ProblemError {
  return new ProblemError([
    problem(
      'demographics-too-many',
      { zh: '比对过多。', en: 'There are too many comparisons.' },
      { expected: `at most ${MOST} comparisons` },
    ),
  ])
}
