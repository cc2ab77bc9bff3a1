import { readFile } from 'node:fs/promises'
import { readBundle } from '../attestation/bundle/read.ts'
import { names } from '../attestation/layout.ts'
import type { PublicKey } from '../attestation/public-key.ts'
import { insidePath } from '../instruments/inside-path.ts'
import type { SuppliedParams } from '../instruments/records/supplied.ts'
import type { Judgement } from '../judge/judgement.ts'
import { sha256Hex } from '../language/canonical.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Measure } from '../language/standard.ts'
import type { Renderer } from './assess.ts'
import { sameStandard } from './library.ts'
import { verifyBundle } from './verify.ts'

/**
 * What a standard takes from the judgement by another one: the nodes that the measure's `gives` names, read from a bundle that has been verified,
 * everything computed again. A node whose value is not known exactly is left out, and stays open. The evidence class is `recomputed`; the source names subject, date and hash of the bundle.
 * Problems: bundle-missing, bundle-not-genuine, bundle-other-standard.
 */
export async function judgedBefore(
  measure: Measure,
  file: string,
  folder: string,
  trusted: readonly PublicKey[],
  render: Renderer,
): Promise<Outcome<SuppliedParams>> {
  const place = { path: `measurements.${measure.id}.bundle` }
  const path = await insidePath(folder, file)
  if (path === undefined || path === 'outside') return failed(missing(place, file))
  const bytes = new Uint8Array(await readFile(path))
  const { verdict, first } = verifyBundle(bytes, trusted, render)
  if (verdict !== 'genuine') return failed(notGenuine(place, file, verdict, first))
  const files = readBundle(bytes)
  if (!files.ok) return files
  const read = <T>(name: string) => JSON.parse(new TextDecoder().decode(files.value.get(name))) as T
  const judgement = read<Judgement>(names.judgement)
  const { id, edition } = judgement.standard
  if (!sameStandard(measure.standard ?? '', id, edition))
    return failed(
      problem(
        'bundle-other-standard',
        { zh: '报告包是按另一个标准判定的。', en: 'The bundle was judged by another standard.' },
        { place, expected: measure.standard ?? '', got: `${id}@${edition}` },
      ),
    )
  const subject = read<{ id: string; version: string }>(names.subject)
  return done({
    evidence: 'recomputed',
    source: `${id}@${edition}, ${subject.id} ${subject.version}, ${judgement.assessment.date}, sha256 ${sha256Hex(bytes)}`,
    quantities: Object.fromEntries([...measure.gives.keys()].map((name) => [name, known(judgement, name)])),
  })
}

/** A node's result where it is one: a number, a level, yes or no, a word. */
function known(judgement: Judgement, name: string): string | boolean | null {
  const node = judgement.nodes[name]
  if (node?.applies !== 'yes') return null
  if (node.number) return node.number.lo === node.number.hi ? node.number.lo : null
  if (node.level) return node.level.lo === node.level.hi ? node.level.lo : null
  if (node.outcome) return node.outcome === 'satisfied' ? true : node.outcome === 'not-satisfied' ? false : null
  if (node.value === 'true' || node.value === 'false') return node.value === 'true'
  return node.value === undefined || node.value === 'unknown' || node.value.startsWith('[') ? null : node.value
}

function missing(place: Problem['place'], file: string): Problem {
  return problem(
    'bundle-missing',
    {
      zh: '找不到这个报告包，或它在对象文件夹之外。',
      en: 'The bundle was not found, or lies outside the folder of the subject.',
    },
    {
      ...(place ? { place } : {}),
      got: file,
      next: { zh: '把报告包放到对象文件旁边', en: 'put the bundle beside the subject file' },
    },
  )
}

function notGenuine(place: Problem['place'], file: string, verdict: string, first: Problem | undefined): Problem {
  return problem(
    'bundle-not-genuine',
    { zh: '报告包没有通过核验，不能引用。', en: 'The bundle did not pass verification and cannot be built on.' },
    {
      ...(place ? { place } : {}),
      expected: 'genuine',
      got: `${file}: ${verdict}${first ? ` (${first.code})` : ''}`,
      next: { zh: '运行 plumbline verify 查看原因', en: 'run plumbline verify to see why' },
    },
  )
}
