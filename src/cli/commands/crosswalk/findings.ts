import { type FoundIn, foundIn } from '../../../assessment/found-in.ts'
import type { Finding } from '../../../crosswalk/evidence.ts'
import { findingsAt, findingsOfReport, otherText } from '../../../crosswalk/findings.ts'
import { network } from '../../../crosswalk/network.ts'
import { frameworkOf } from '../../../crosswalk/of-standard.ts'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import type { Standard } from '../../../language/standard.ts'
import { readSource } from '../sources.ts'
import { type Opened, opened } from './open.ts'

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
  let report: FoundIn | undefined
  if (given.report !== undefined) {
    const files = readSource(given.report)
    if (!files.ok) return files
    const read = foundIn(files.value)
    if (!read.ok) return read
    report = read.value
    frameworks.push(report.standard.id)
  }
  for (const finding of ['satisfied', 'partly', 'failed'] as const)
    for (const key of given[finding]) {
      frameworks.push(key.split('#')[0]!)
      told.push([key, finding])
    }
  if (told.length === 0 && !report?.findings.size)
    return failed(
      problem(
        'no-findings',
        { zh: '没有可用的结论', en: 'There is no finding to go on' },
        { expected: '--report | --satisfied | --partly | --failed' },
      ),
    )
  const open = await opened(given.with, frameworks)
  if (!open.ok) return open
  const { net, ...crosswalk } = withStandard(open.value, report?.standard)
  const known = report && findingsOfReport(net, report.standard.id, report.findings)
  const findings = findingsAt(net, told, known)
  if (!findings.ok) return findings
  const other = report && otherText(crosswalk.frameworks, report.standard)
  const warnings = other ? [...open.warnings, other] : open.warnings
  return done({ ...crosswalk, net, findings: findings.value }, warnings)
}

/** A standard that is not of the library is a framework without mappings. */
function withStandard(open: Opened, standard: Standard | undefined): Opened {
  if (standard === undefined || open.frameworks.some((f) => f.id === standard.id)) return open
  const frameworks = [...open.frameworks, frameworkOf(standard)]
  return { ...open, frameworks, net: network(frameworks, open.sets) }
}
