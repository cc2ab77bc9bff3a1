import { z } from 'zod'
import { readShaped } from '../attestation/json-file.ts'
import { manifestShape, names } from '../attestation/layout.ts'
import type { Finding } from '../crosswalk/evidence.ts'
import { findingsOf } from '../crosswalk/of-judgement.ts'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import { standardIn } from './report-of.ts'

/** What a report found of the requirements of its standard. */
export interface FoundIn {
  readonly standard: Standard
  /** by id of the standard; what is open, waived or does not apply is no finding */
  readonly findings: ReadonlyMap<string, Finding>
}

const judgedNodes = z.looseObject({
  nodes: z.record(
    z.string(),
    z.looseObject({ id: z.string(), outcome: z.string().optional() }).transform(({ id, outcome }) => ({
      id,
      ...(outcome === undefined ? {} : { outcome }),
    })),
  ),
})

/** Reads it off the files of a bundle; nothing is verified. Problems: not-judged and those of a damaged file. */
export function foundIn(files: ReadonlyMap<string, Uint8Array>): Outcome<FoundIn> {
  const [manifest, judged] = [files.get(names.manifest), files.get(names.judgement)]
  if (manifest === undefined || judged === undefined)
    return failed(
      problem(
        'not-judged',
        { zh: '尚未判定', en: 'This has not been judged yet' },
        { next: { zh: '先运行 plumbline attest', en: 'run plumbline attest first' } },
      ),
    )
  const read = readShaped(manifest, names.manifest, manifestShape)
  if (!read.ok) return read
  const standard = standardIn(files, read.value.standard.entry)
  if (!standard.ok) return standard
  const judgement = readShaped(judged, names.judgement, judgedNodes)
  if (!judgement.ok) return judgement
  return done({ standard: standard.value, findings: findingsOf(standard.value, Object.values(judgement.value.nodes)) })
}
