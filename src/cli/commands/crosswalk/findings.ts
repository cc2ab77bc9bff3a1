import { reportOf } from '../../../assessment/report-of.ts'
import { names } from '../../../attestation/layout.ts'
import type { Finding } from '../../../crosswalk/evidence.ts'
import type { Framework } from '../../../crosswalk/framework.ts'
import { findingsOf as findingsOfJudgement } from '../../../crosswalk/of-judgement.ts'
import { done, failed, type Outcome, type Problem, problem, warning } from '../../../language/problem.ts'
import type { Standard } from '../../../language/standard.ts'
import { readSource } from '../sources.ts'
import { nodeNamed, type Opened, opened } from './open.ts'

export interface Given {
  readonly report?: string
  readonly satisfied: readonly string[]
  readonly partly: readonly string[]
  readonly failed: readonly string[]
  readonly with: readonly string[]
}

export interface Found extends Opened {
  readonly findings: ReadonlyMap<number, Finding>
}

/** What is known of requirements: as a report found them, and as said by hand. What a report leaves open, waives or does not apply is no finding. */
export async function findingsOf(given: Given, also: readonly string[]): Promise<Outcome<Found>> {
  const told: [string, Finding][] = []
  const frameworks = [...also]
  let assessed: Standard | undefined
  if (given.report !== undefined) {
    const files = readSource(given.report)
    if (!files.ok) return files
    if (!files.value.has(names.judgement))
      return failed(
        problem(
          'not-judged',
          { zh: '尚未判定', en: 'This has not been judged yet' },
          { next: { zh: '先运行 plumbline attest', en: 'run plumbline attest first' } },
        ),
      )
    const { standard, judgement } = reportOf(files.value)
    assessed = standard
    frameworks.push(standard.id)
    for (const [id, finding] of findingsOfJudgement(standard, Object.values(judgement.nodes)))
      told.push([`${standard.id}#${id}`, finding])
  }
  for (const finding of ['satisfied', 'partly', 'failed'] as const)
    for (const key of given[finding]) {
      frameworks.push(key.split('#')[0]!)
      told.push([key, finding])
    }
  if (told.length === 0)
    return failed(
      problem(
        'no-findings',
        { zh: '没有可用的结论', en: 'There is no finding to go on' },
        { expected: '--report | --satisfied | --partly | --failed' },
      ),
    )
  const open = await opened(given.with, frameworks)
  if (!open.ok) return open
  const findings = new Map<number, Finding>()
  for (const [key, finding] of told) {
    const node = nodeNamed(open.value, key)
    if (!node.ok) return node
    const before = findings.get(node.value)
    if (before !== undefined && before !== finding)
      return failed(
        problem(
          'findings-differ',
          { zh: '同一条款有两种结论', en: 'One requirement has two findings' },
          { expected: before, got: `${key}: ${finding}` },
        ),
      )
    findings.set(node.value, finding)
  }
  const other = assessed && otherText(open.value.frameworks, assessed)
  return done({ ...open.value, findings }, other ? [...open.warnings, other] : open.warnings)
}

/** Mappings are made for one text: of another, what follows holds only as far as its requirements are the same. */
function otherText(frameworks: readonly Framework[], { id, hash, edition }: Standard): Problem | undefined {
  const mapped = frameworks.find((f) => f.id === id)
  if (mapped?.hash === undefined || mapped.hash === hash) return undefined
  return warning(
    'mapped-other-text',
    {
      zh: '报告所依据的标准文本与映射所对应的不同，以下结论只在条款相同处成立',
      en: 'The report rests on another text of the standard than the mappings: what follows holds only where the requirements are the same',
    },
    { expected: `${id} ${mapped.version} ${mapped.hash}`, got: `${id} ${edition} ${hash}` },
  )
}
