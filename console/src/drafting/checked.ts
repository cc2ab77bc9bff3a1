import type { Catalogue } from '../../../src/catalogue/catalogue.ts'
import { type Place, placeOfClause } from '../../../src/drafting/anchors.ts'
import { draftOf } from '../../../src/drafting/draft.ts'
import { lintWording } from '../../../src/drafting/lints/lint.ts'
import { type CaseResult, readCases, runCase } from '../../../src/judge/cases.ts'
import { differences } from '../../../src/language/diff/changes.ts'
import { sayChange } from '../../../src/language/diff/say-change.ts'
import type { Library } from '../../../src/language/library.ts'
import { loadStandard } from '../../../src/language/load.ts'
import type { Problem } from '../../../src/language/problem.ts'
import { readYaml } from '../../../src/language/source.ts'
import type { Standard } from '../../../src/language/standard.ts'
import type { Text } from '../../../src/language/text.ts'

/** Texts of a standard and of what it extends, as the registry gives them. */
export type Files = readonly (readonly [name: string, text: string])[]

export interface Asked {
  readonly text: string
  readonly cases: string
  /** the edition that it is compared with */
  readonly base?: Files
  /** what it extends, and what that extends */
  readonly extended?: Files
  /** for which citations are looked up, from 1970-01-01; once the catalogue is here */
  readonly day?: number
}

/** A problem with where it stands in the text, UTF-16 units. */
export interface Placed {
  readonly problem: Problem
  readonly from: number
  readonly to: number
}

export interface Checked {
  readonly problems: readonly Placed[]
  /** in written order; `path` of keys, `from` and `to` in the text */
  readonly clauses: readonly (Place & {
    readonly path: string
    readonly depth: number
    readonly title: Text
    readonly from: number
    readonly to: number
  })[]
  readonly cases: readonly CaseResult[]
  readonly caseProblems: readonly Problem[]
  /** absent where one of both cannot be loaded, or nothing is compared */
  readonly changes?: readonly Text[]
  readonly loads: boolean
}

export const FILE = 'standard.yaml'
export const CASES = 'standard.test.yaml'

/** Everything that is told of a draft while it is written; the same checks as the command's. Citations are looked up where there is a catalogue. */
export function checked({ text, cases, base, extended, day }: Asked, catalogue?: Catalogue): Checked {
  const loaded = loadStandard(FILE, text, libraryOf(extended))
  const { raw } = readYaml(FILE, text)
  const standard = loaded.ok ? loaded.value : undefined
  const known = catalogue && day !== undefined ? { catalogue, day } : {}
  const draft = raw && draftOf(raw, { ...(standard ? { standard } : {}), ...known })
  const lines = lineStarts(text)
  const problems = [
    ...(loaded.ok ? loaded.warnings : loaded.problems).map((problem) => placed(problem, text, lines)),
    ...(draft ? lintWording(draft) : []).map(({ problem, range }) => ({ problem, from: range.start, to: range.end })),
  ]
  const clauses = (draft?.clauses ?? []).map((clause) => ({
    ...placeOfClause(clause),
    path: clause.path,
    depth: clause.path.split('.of.').length - 1,
    title: Object.fromEntries(clause.words.filter((w) => w.field === 'title').map((w) => [w.lang, w.raw.text])),
    from: clause.raw.at.start,
    to: clause.raw.at.end,
  }))
  const compared = standard && base ? comparedWith(standard, base) : undefined
  return {
    problems,
    clauses,
    ...casesOf(standard, cases),
    ...(compared ? { changes: compared } : {}),
    loads: loaded.ok,
  }
}

function casesOf(standard: Standard | undefined, cases: string): Pick<Checked, 'cases' | 'caseProblems'> {
  if (!standard || cases.trim() === '') return { cases: [], caseProblems: [] }
  const read = readCases(CASES, cases, standard)
  if (!read.ok) return { cases: [], caseProblems: read.problems }
  return { cases: read.value.map((each) => runCase(standard, each)), caseProblems: [] }
}

function comparedWith(standard: Standard, base: Files): readonly Text[] | undefined {
  const [entry] = base
  const old = entry && loadStandard(entry[0], entry[1], libraryOf(base))
  return old?.ok ? differences(old.value, standard).map(sayChange) : undefined
}

export const libraryOf =
  (files: Files = []): Library =>
  (reference) => {
    const name = `${reference.split('@')[0]}/${FILE}`
    const found = files.find(([n]) => n === name)
    return found && { name, text: found[1] }
  }

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  return starts
}

/** To the end of the line: a problem says only where it begins. */
function placed(problem: Problem, text: string, lines: readonly number[]): Placed {
  const { line = 1, column = 1 } = problem.place ?? {}
  const from = Math.min(text.length, (lines[line - 1] ?? text.length) + column - 1)
  const end = text.indexOf('\n', from)
  return { problem, from, to: Math.max(from, end < 0 ? text.length : end) }
}
