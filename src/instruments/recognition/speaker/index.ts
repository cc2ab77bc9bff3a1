import { type Problem, ProblemError, problem, renderProblem, warning } from '../../../language/problem.ts'
import { type Instrument, type Item, SetupError, type Subject } from '../../contract.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { accessOf } from './access.ts'
import { type MeasuredPart, measuredTrials } from './measured.ts'
import { type SpeakerParams, type SpeakerResult, speakerProduces } from './params.ts'
import { readTrials } from './read.ts'
import { speakerReducer } from './reduce.ts'
import type { Trials } from './trials.ts'

interface SpeakerItem extends Item {
  readonly part: MeasuredPart | 'intake'
  /** what a standard says decides which points are kept */
  readonly params: SpeakerParams
}

/** Speaker verification from a list of trials: EER, detection costs and calibration. */
export const speaker: Instrument<SpeakerParams, SpeakerItem, SpeakerResult> = {
  ...speakerReducer,
  title: { zh: '说话人确认', en: 'Speaker verification' },
  method: {
    title: {
      zh: '由全部试验的分数精确求 EER、归一化 minDCF 与 actDCF、Cllr 与最小 Cllr；界限按说话人整群重抽样',
      en: 'EER, normalised minDCF and actDCF, Cllr and its minimum of all trials, exactly; bounds by whole speakers',
    },
    source:
      'NIST speaker recognition evaluation plans; Brümmer and du Preez (2006); The BOSARIS Toolkit (2011); ISO/IEC 19795-1:2021',
  },
  produces: speakerProduces,
  material: (fixed) => String(fixed['section'] ?? 'speaker'),
  errorLimit: 0,
  async check(subject, params) {
    try {
      const trials = await trialsOf(subject, params)
      return trials.scores.length === 0 ? [nothing()] : warnings(trials)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(_, params) {
    for (const part of ['calibration', 'curve', 'intake', 'resamples'] as const) yield { id: part, part, params }
  },
  async measure({ part, params }, context) {
    const { intake, measured } = await context.shared(
      `recognition/speaker ${JSON.stringify(params)}`,
      () => load(context.subject, params),
      () => undefined,
    )
    return part === 'intake' ? { kind: 'intake', intake } : measured[part]
  },
}

async function trialsOf(
  subject: Subject,
  { section }: SpeakerParams,
): Promise<Trials & { polarity: 'similarity' | 'distance' }> {
  const access = accessOf(subject, section)
  if (!access.ok) throw new ProblemError(access.problems)
  const trials = await readTrials(access.value, new Source(subject.folder, section))
  return { ...trials, polarity: access.value.polarity }
}

async function load(subject: Subject, params: SpeakerParams) {
  try {
    const trials = await trialsOf(subject, params)
    return { intake: trials.intake, measured: measuredTrials(trials, params, trials.polarity) }
  } catch (error) {
    throw error instanceof ProblemError ? setUp(error.problems) : error
  }
}

function warnings({ intake, missing }: Trials): readonly Problem[] {
  const left = missing.targets + missing.nonTargets
  return [
    ...refusalWarnings(intake),
    ...(intake.extra === 0
      ? []
      : [
          warning(
            'speaker-extra',
            {
              zh: '有的分数不属于列出的试验，不计入。',
              en: 'Some scores belong to no trial on the list and do not count.',
            },
            { got: `${intake.extra}: ${intake.extraTrials.slice(0, 3).join(', ')}` },
          ),
        ]),
    ...(left === 0
      ? []
      : [
          warning(
            'speaker-missing',
            { zh: '有的试验没有分数，按判错计。', en: 'Some trials have no score and count as errors.' },
            { got: String(left) },
          ),
        ]),
  ]
}

function nothing(): Problem {
  return problem(
    'speaker-nothing',
    { zh: '没有读到一次可计的试验。', en: 'Not one trial could be read.' },
    { next: { zh: '检查对象描述 access 里写的文件。', en: 'Check the files that access of the subject names.' } },
  )
}

function setUp(problems: readonly Problem[]): SetupError {
  const { code, text } = problems[0]!
  return new SetupError({ code, text, detail: problems.map((p) => renderProblem(p, 'en')).join('\n') })
}
