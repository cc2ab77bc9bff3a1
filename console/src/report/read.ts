import '../standards/jitless.ts'
import type { Report } from '../../../src/assessment/report.ts'
import { reportOf } from '../../../src/assessment/report-of.ts'
import { readBundle } from '../../../src/attestation/bundle/read.ts'
import { names } from '../../../src/attestation/layout.ts'
import type { Evidence } from '../../../src/judge/evidence.ts'
import { done, failed, type Outcome, ProblemError, problem } from '../../../src/language/problem.ts'

export interface ReadReport {
  readonly report: Report
  readonly evidence: Evidence
}

/** The report that a bundle tells, made from its bytes here; what the server says of it is not needed. */
export function readReport(bytes: Uint8Array): Outcome<ReadReport> {
  const files = readBundle(bytes)
  if (!files.ok) return files
  try {
    const evidence = JSON.parse(new TextDecoder().decode(files.value.get(names.evidence))) as Evidence
    return done({ report: reportOf(files.value), evidence })
  } catch (error) {
    if (error instanceof ProblemError) return failed(...error.problems)
    return failed(
      problem(
        'bundle-unreadable',
        { zh: '报告包的内容无法读懂', en: 'What is in the bundle cannot be read' },
        { got: String(error) },
      ),
    )
  }
}
