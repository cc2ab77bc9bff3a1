import { type Problem, ProblemError, problem, renderProblem, warning } from '../../../language/problem.ts'
import { type Instrument, type Item, SetupError, type Subject } from '../../contract.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { accessOf } from './access.ts'
import { measuredGroups } from './measured.ts'
import { type DemographicsParams, type DemographicsResult, demographicsProduces } from './params.ts'
import { type Grouped, readGrouped } from './read.ts'
import { demographicsReducer } from './reduce.ts'

interface DemographicsItem extends Item {
  readonly part: 'intake' | 'rates' | 'resamples'
  /** what a standard says decides the threshold and which groups are kept */
  readonly params: DemographicsParams
}

/** How differently groups of people are served by a 1:1 algorithm at one threshold for all. */
export const demographics: Instrument<DemographicsParams, DemographicsItem, DemographicsResult> = {
  ...demographicsReducer,
  title: { zh: '人群差异', en: 'Demographic differentials' },
  method: {
    title: {
      zh: '以全部异人比对在规定 FMR 下的同一阈值，求各组 FMR 与 FNMR 及其差异量度；界限按人整群重抽样',
      en: 'FMR and FNMR of each group at the one threshold for a stated FMR over all, and measures of their differences; bounds by whole subjects',
    },
    source: 'ISO/IEC 19795-10:2024; NISTIR 8429 (2022); de Freitas Pereira and Marcel (2022); Howard et al. (2022)',
  },
  produces: demographicsProduces,
  material: (fixed) => String(fixed['section'] ?? 'demographics'),
  errorLimit: 0,
  async check(subject, params) {
    try {
      const { grouped } = await groupedOf(subject, params)
      return grouped.scores.length === 0 ? [nothing()] : warnings(grouped)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(_, params) {
    for (const part of ['intake', 'rates', 'resamples'] as const) yield { id: part, part, params }
  },
  async measure({ part, params }, context) {
    const { intake, measured } = await context.shared(
      `recognition/demographics ${JSON.stringify(params)}`,
      () => load(context.subject, params),
      () => undefined,
    )
    return part === 'intake' ? { kind: 'intake', intake } : measured[part]
  },
}

async function groupedOf(subject: Subject, { section }: DemographicsParams) {
  const access = accessOf(subject, section)
  if (!access.ok) throw new ProblemError(access.problems)
  const grouped = await readGrouped(access.value, new Source(subject.folder, section))
  return { grouped, polarity: access.value.polarity }
}

async function load(subject: Subject, params: DemographicsParams) {
  try {
    const { grouped, polarity } = await groupedOf(subject, params)
    return { intake: grouped.intake, measured: measuredGroups(grouped, params, polarity) }
  } catch (error) {
    throw error instanceof ProblemError ? setUp(error.problems) : error
  }
}

function warnings({ intake, by }: Grouped): readonly Problem[] {
  return [
    ...refusalWarnings(intake),
    ...(intake.withoutGroup === 0
      ? []
      : [
          warning(
            'demographics-without-group',
            {
              zh: '有的人没有分组，其比对只用于定阈值。',
              en: 'Some subjects have no group: their comparisons only set the threshold.',
            },
            { got: String(intake.withoutGroup) },
          ),
        ]),
    ...(by === 'subject'
      ? []
      : [
          warning(
            'demographics-subjects',
            {
              zh: '没有人员编号：各组人数未知，界限把每次比对当作独立。',
              en: 'No subjects are named: how many a group has is not known, and bounds take every comparison for itself.',
            },
            { expected: 'probe_subject, gallery_subject' },
          ),
        ]),
  ]
}

function nothing(): Problem {
  return problem(
    'demographics-nothing',
    { zh: '没有读到一次可计的比对。', en: 'Not one comparison could be read.' },
    { next: { zh: '检查对象描述 access 里写的表。', en: 'Check the tables that access of the subject names.' } },
  )
}

function setUp(problems: readonly Problem[]): SetupError {
  const { code, text } = problems[0]!
  return new SetupError({ code, text, detail: problems.map((p) => renderProblem(p, 'en')).join('\n') })
}
