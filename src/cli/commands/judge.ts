import { readFileSync, statSync } from 'node:fs'
import { toolName, toolVersion } from '../../assessment/engine.ts'
import { findStandard } from '../../assessment/library.ts'
import type { Report } from '../../assessment/report.ts'
import { headlineOf, verdictOf } from '../../assessment/verdict.ts'
import { renderText } from '../../exchange/text/text.ts'
import { evidenceFrom } from '../../judge/cases.ts'
import { draw } from '../../judge/draws.ts'
import type { Evidence } from '../../judge/evidence.ts'
import { judge } from '../../judge/judge.ts'
import type { Judgement } from '../../judge/judgement.ts'
import { samplesNeeded } from '../../judge/samples.ts'
import type { Assumption } from '../../judge/session.ts'
import { nearestName } from '../../language/names.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { plain, readYaml } from '../../language/source.ts'
import type { Standard } from '../../language/standard.ts'
import type { Text } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exitOf } from '../exit.ts'
import { judgeable, readSource, unknownNode } from './sources.ts'

export interface JudgeOptions {
  readonly against?: string
  readonly draws?: number
  readonly explain?: string
}

/** What there is to judge, from a file of evidence, a folder made by measure, or a bundle. */
export interface Ready {
  readonly standard: Standard
  readonly evidence: Evidence
  readonly assume?: Readonly<Record<string, Assumption>>
  readonly subject?: Report['subject']
}

export async function judgeEvidence(path: string, o: JudgeOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const read = readyToJudge(path, o.against)
  if (!read.ok) return c.refuse(read.problems)
  const { standard, evidence, assume } = read.value
  const judged = judge(standard, evidence, assume)
  if (!judged.ok) return c.refuse(judged.problems)
  const count = o.draws ?? 10_000
  const draws = count > 0 ? draw(standard, evidence, count) : undefined
  const verdict = verdictOf(standard, judged.value)
  if (o.explain) {
    const node = judged.value.nodes[o.explain]
    if (!node) return c.refuse([unknownNode(o.explain, Object.keys(judged.value.nodes))])
    c.data(node)
    return exitOf(verdict)
  }
  if (c.json) c.data({ verdict, results: headlineOf(judged.value), judgement: judged.value, draws })
  else {
    const needed = samplesNeeded(standard, evidence)
    const report: Report = {
      ...plainReport(path, read.value, judged.value),
      ...(draws ? { draws } : {}),
      ...(needed ? { needed } : {}),
    }
    c.out(renderText(report, c.lang, process.stdout.columns ?? 100))
  }
  return exitOf(verdict)
}

/** What a reader is told of evidence that nobody measured here. */
export function plainReport(path: string, { standard, evidence, subject }: Ready, judgement: Judgement): Report {
  return {
    standard,
    subject: subject ?? { id: path, title: { zh: path, en: path }, version: '–', facts: evidence.facts },
    assessment: evidence.assessment,
    findings: evidence.findings,
    measures: [],
    judgement,
    tool: { name: toolName, version: toolVersion },
  }
}

export function readyToJudge(path: string, against: string | undefined): Outcome<Ready> {
  const written = /\.(json|ya?ml)$/.test(path) && !statSync(path, { throwIfNoEntry: false })?.isDirectory()
  return written ? fromFile(path, against) : fromSource(path, against)
}

function fromFile(path: string, against: string | undefined): Outcome<Ready> {
  if (!against)
    return failed(
      problem(
        'missing-option',
        { zh: '证据文件须用 --against 指明标准', en: 'An evidence file needs --against' },
        { expected: '--against <standard>' },
      ),
    )
  const found = findStandard(against)
  if (!found.ok) return found
  const given = readData(path)
  if (!given.ok) return given
  const wrong = formProblems(path, given.value)
  if (wrong.length > 0) return failed(...wrong)
  const { evidence, assume } = evidenceFrom(given.value)
  const { standard } = found.value
  return done({ standard, evidence, assume: assume(standard) })
}

const parts = ['facts', 'measures', 'findings', 'assessment', 'calendar', 'assume', 'name', 'expect']

/** A part that is misspelt or no map would be passed over in silence, and the verdict would look like one on everything given. */
function formProblems(file: string, given: unknown): Problem[] {
  const isMap = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x)
  const wrong = (path: string, expected: string, got?: unknown, next?: Text) =>
    problem(
      'wrong-shape',
      { zh: '证据的写法不对', en: 'The evidence is not written as it should be' },
      { place: { file, path }, expected, ...(got === undefined ? {} : { got: JSON.stringify(got) }), next },
    )
  if (!isMap(given)) return [wrong('', `{ ${parts.slice(0, 4).join(', ')} }`)]
  return Object.entries(given).flatMap(([key, value]) => {
    if (!parts.includes(key)) {
      const near = nearestName(key, parts)
      return wrong(
        key,
        parts.join(', '),
        key,
        near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
      )
    }
    if (key !== 'name' && value !== null && !isMap(value)) return wrong(key, '{ … }', value)
    if (key !== 'measures' || !isMap(value)) return []
    return Object.entries(value).flatMap(([id, m]) => {
      if (m === null) return []
      if (!isMap(m)) return wrong(`${key}.${id}`, '{ … }', m)
      const n = m['n'] ?? 0
      return /^\d+$/.test(String(n)) ? [] : wrong(`${key}.${id}.n`, '0, 1, 2, …', n)
    })
  })
}

/** A file of JSON or YAML. */
function readData(path: string): Outcome<unknown> {
  try {
    const text = readFileSync(path, 'utf8')
    if (path.endsWith('.json')) return done(JSON.parse(text))
    const read = readYaml(path, text)
    return read.raw ? done(plain(read.raw)) : failed(...read.problems)
  } catch (e) {
    return failed(
      problem(
        'not-json',
        { zh: `无法读取 ${path}`, en: `${path} cannot be read` },
        { got: String((e as Error).message) },
      ),
    )
  }
}

function fromSource(path: string, against: string | undefined): Outcome<Ready> {
  const files = readSource(path)
  if (!files.ok) return files
  const own = judgeable(files.value)
  if (!own.ok || !against) return own
  const found = findStandard(against)
  return found.ok ? done({ standard: found.value.standard, evidence: own.value.evidence }) : found
}
