import { type Problem, ProblemError, renderProblem } from '../../../language/problem.ts'
import { sortNumbers } from '../../../metrics/sort-numbers.ts'
import { type Polarity, type Scores, sortedScores } from '../../../metrics/verification/scores.ts'
import { momentsOf } from '../../../metrics/verification/separation.ts'
import { type Instrument, type Item, SetupError, type Subject } from '../../contract.ts'
import type { Reading } from '../files/refusal.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { accessOf } from './access.ts'
import { clusteredFiles, type SidedScores, sidedScores } from './clustered-files.ts'
import { ladderOf, rungs } from './ladder.ts'
import { type Pairs, readPairs } from './pairs.ts'
import { statedRates, type VerificationParams, type VerificationResult, verificationProduces } from './params.ts'
import { verificationReducer } from './reduce.ts'
import { readHeading, readScores, type ScoreFile } from './score-file.ts'

interface ScoreItem extends Item {
  readonly stratum: string
  /** the stated false match rates decide which thresholds are kept */
  readonly fmr: readonly string[]
  readonly section: string
}

interface Loaded {
  readonly files: ReadonlyMap<string, { readonly read: ScoreFile; readonly scores: Scores }>
  readonly thresholds: readonly number[]
  readonly polarity: Polarity
  /** of all files together, kept with the first of them */
  readonly clustered: ReturnType<typeof clusteredFiles>
  readonly first: string
}

/** Files of comparison scores of a 1:1 algorithm: errors at stated false match rates, exactly. */
export const verification: Instrument<VerificationParams, ScoreItem, VerificationResult> = {
  ...verificationReducer,
  title: { zh: '一对一生物特征验证', en: 'Biometric verification, one to one' },
  method: {
    title: {
      zh: '按全部比对分数精确计算 DET 曲线；在规定 FMR 下取 FNMR，不插值',
      en: 'The exact DET curve of all comparison scores; FNMR at stated FMR without interpolation',
    },
    source:
      'ISO/IEC 19795-1:2021; failures as non-matches: NIST FRTE 1:1; EER: FVC2000 and four other named conventions',
  },
  produces: verificationProduces,
  material: (fixed) => String(fixed['section'] ?? 'verification'),
  errorLimit: 0,
  async check(subject, { section }) {
    const access = await accessOf(subject, section)
    if (!access.ok) return access.problems
    const { sources, polarity, reference } = access.value
    const problems = await Promise.all(
      sources.map((s) => readHeading(s.path, s.file, polarity, reference !== undefined)),
    )
    return [
      ...problems.flat(),
      ...(reference === undefined ? [] : await referenceProblems(subject, reference, section)),
    ]
  },
  async *items(subject, { fmr: rates, section }) {
    const access = await accessOf(subject, section)
    if (!access.ok) throw new ProblemError(access.problems)
    const fmr = statedRates(rates).map((rate) => rate.text)
    for (const { file, stratum } of access.value.sources) yield { id: file, stratum, fmr, section }
  },
  async measure(item, context) {
    const key = `recognition/verification ${item.section} ${JSON.stringify(item.fmr)}`
    const { files, thresholds, polarity, clustered, first } = await context.shared(
      key,
      () => load(context.subject, item, context.signal),
      () => undefined,
    )
    const { read, scores } = files.get(item.id)!
    return {
      stratum: item.stratum,
      sha256: read.sha256,
      files: files.size,
      polarity,
      genuine: read.genuine.length,
      impostor: read.impostor.length,
      genuineFailures: scores.genuineFailures,
      impostorFailures: scores.impostorFailures,
      moments: { genuine: momentsOf(scores.genuine), impostor: momentsOf(scores.impostor) },
      ladder: ladderOf(scores, thresholds),
      refused: read.refused,
      ...(read.repeated === undefined ? {} : { repeated: read.repeated }),
      ...(read.reference === undefined ? {} : { reference: read.reference }),
      ...(clustered !== undefined && item.id === first ? { clustered } : {}),
    }
  },
}

/** All files at once: which thresholds matter is a matter of all scores together. */
async function load(subject: Subject, { fmr, section }: ScoreItem, signal: AbortSignal): Promise<Loaded> {
  const access = await accessOf(subject, section)
  if (!access.ok) throw setUp(access.problems)
  const { sources, polarity, reference } = access.value
  const files = new Map<string, { read: ScoreFile; sided: SidedScores | undefined; scores: Scores }>()
  try {
    const source = new Source(subject.folder, section)
    const pairs = reference === undefined ? undefined : await readPairs(source, reference)
    for (const { file, path } of sources) {
      const given = await readScores(path, file, polarity, signal, pairs)
      // what no file scored is a failure; it is put with the last one, when all are read
      const read = pairs && file === sources.at(-1)!.file ? withUnscored(given, pairs, source.reading()) : given
      // sorting takes the scores out of the order in which their subjects stand
      const sided = read.sides && sidedScores(read.genuine, read.impostor, read.sides, polarity)
      files.set(file, { read, sided, scores: sortedScores(read.genuine, read.impostor, polarity) })
    }
  } catch (error) {
    throw error instanceof ProblemError ? setUp(error.problems) : error
  }
  const all = together([...files.values()].map((f) => f.scores))
  const stated = statedRates([...fmr])
  return {
    files,
    polarity,
    thresholds: rungs(
      all,
      stated.map((rate) => rate.value),
    ),
    clustered: clusteredFiles(
      [...files.values()].map((f) => f.sided),
      stated,
    ),
    first: [...files.keys()].sort()[0]!,
  }
}

/** Pairs of the reference without a score in any file, as failures. Nobody says whose they are, so that bounds are then by comparison. */
function withUnscored(read: ScoreFile, pairs: Pairs, { files, refused, refusals }: Reading): ScoreFile {
  const unscored = pairs.unscored()
  const longer = (values: Float64Array, more: number) => {
    const all = new Float64Array(values.length + more).fill(Number.NaN)
    all.set(values)
    return all
  }
  const { sides, ...rest } = read
  const none = unscored.genuine + unscored.impostor === 0
  return {
    ...rest,
    ...(none && sides ? { sides } : {}),
    genuine: longer(read.genuine, unscored.genuine),
    impostor: longer(read.impostor, unscored.impostor),
    reference: { sha256: files[0]?.sha256 ?? '', pairs: pairs.size, unscored, refused, refusals },
  }
}

async function referenceProblems(subject: Subject, reference: string, section: string): Promise<readonly Problem[]> {
  const source = new Source(subject.folder, section)
  try {
    await readPairs(source, reference)
    return refusalWarnings(source.reading())
  } catch (error) {
    if (error instanceof ProblemError) return error.problems
    throw error
  }
}

function together(parts: readonly Scores[]): Scores {
  if (parts.length === 1) return parts[0]!
  const join = (arrays: readonly Float64Array[]) => {
    const all = new Float64Array(arrays.reduce((n, a) => n + a.length, 0))
    let at = 0
    for (const a of arrays) {
      all.set(a, at)
      at += a.length
    }
    return sortNumbers(all)
  }
  const failures = (of: (s: Scores) => number) => parts.reduce((n, s) => n + of(s), 0)
  return {
    genuine: join(parts.map((s) => s.genuine)),
    impostor: join(parts.map((s) => s.impostor)),
    genuineFailures: failures((s) => s.genuineFailures),
    impostorFailures: failures((s) => s.impostorFailures),
  }
}

function setUp(problems: readonly Problem[]): SetupError {
  const { code, text } = problems[0]!
  return new SetupError({ code, text, detail: problems.map((p) => renderProblem(p, 'en')).join('\n') })
}
