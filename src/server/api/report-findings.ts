import { type FoundIn, foundIn } from '../../assessment/found-in.ts'
import { readBundle } from '../../attestation/bundle/read.ts'
import type { Finding } from '../../crosswalk/evidence.ts'
import { findingsOfReport, otherText } from '../../crosswalk/findings.ts'
import { type Network, network } from '../../crosswalk/network.ts'
import { frameworkOf } from '../../crosswalk/of-standard.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { bytesOf } from '../../registry/evidence/store.ts'
import type { House } from '../../registry/house.ts'
import { shippedCrosswalk } from './shipped.ts'

/** A report as a place in the crosswalk. */
export interface ReportFindings {
  readonly net: Network
  readonly findings: ReadonlyMap<number, Finding>
  /** where the mappings were made for another text of its standard */
  readonly warnings: readonly Problem[]
}

/** A bundle is opened whole; one that is larger is left to the command. Bytes. */
const LARGEST = 64 * 1024 * 1024

/** What a report of a space found of the requirements that the mappings know. Problems: report-too-large, report-unreadable and those of a bundle. */
export async function reportFindings(house: House, org: string, sha256: string): Promise<Outcome<ReportFindings>> {
  const read = await foundInBundle(house, org, sha256)
  if (!read.ok) return read
  const { standard, findings } = read.value
  const { frameworks, sets, net: shipped } = shippedCrosswalk()
  const isKnown = frameworks.some((f) => f.id === standard.id)
  const net = isKnown ? shipped : network([...frameworks, frameworkOf(standard)], sets)
  const other = otherText(frameworks, standard)
  return done({ net, findings: findingsOfReport(net, standard.id, findings), warnings: other ? [other] : [] })
}

async function foundInBundle({ evidence }: House, org: string, sha256: string): Promise<Outcome<FoundIn>> {
  const size = await evidence.size(org, sha256)
  if (size !== undefined && size > LARGEST) return failed(tooLarge(size))
  const stream = size === undefined ? undefined : await evidence.get(org, sha256)
  if (stream === undefined) return failed(unreadable)
  const files = readBundle(await bytesOf(stream))
  return files.ok ? foundIn(files.value) : files
}

const unreadable = problem('report-unreadable', { zh: '读不到这份报告', en: 'The report cannot be read' })

const tooLarge = (size: number) =>
  problem(
    'report-too-large',
    { zh: '报告过大，服务器不打开它', en: 'The report is too large for the server to open' },
    {
      expected: `≤ ${LARGEST}`,
      got: String(size),
      next: {
        zh: '下载报告包，用 plumbline crosswalk prove 或 plan',
        en: 'download the bundle and use plumbline crosswalk prove or plan',
      },
    },
  )
