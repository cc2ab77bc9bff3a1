import { createHash } from 'node:crypto'
import { type Problem, ProblemError, problem, renderProblem } from '../../../language/problem.ts'
import { type Instrument, type Item, SetupError, type Subject } from '../../contract.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { accessOf } from './access.ts'
import { type Comparer, comparer } from './compare.ts'
import { type IntakeResult, type LeakageParams, type LeakageResult, leakageProduces } from './params.ts'
import { type HashedItems, itemsOf } from './read.ts'
import { leakageReducer } from './reduce.ts'

/** Test items of one item of work. */
const AT_ONCE = 2000

type LeakageItem = Item &
  (
    | {
        readonly items: HashedItems
        readonly section: string
        readonly distance: number
        /** hash of the training tables as they were listed */
        readonly train: string
      }
    | { readonly intake: IntakeResult; readonly items?: undefined }
  )

/** Test items that the training may have seen: the same item, or one whose perceptual hash is nearly the same. */
export const leakage: Instrument<LeakageParams, LeakageItem, LeakageResult> = {
  ...leakageReducer,
  title: { zh: '训练与测试数据重复', en: 'Overlap of training and test data' },
  method: {
    title: {
      zh: '64 位感知散列的汉明距离不超过声明值即为近似重复；精确查找，不遗漏',
      en: 'Near duplicates are items whose 64-bit perceptual hashes differ in at most the declared number of bits; found exactly',
    },
    source: 'Norouzi, Punjani and Fleet, CVPR 2012 (multi-index hashing); Krawetz (2013) (difference hash)',
  },
  produces: leakageProduces,
  material: (fixed) => String(fixed['section'] ?? 'leakage'),
  errorLimit: 0,
  async check(subject, params) {
    try {
      const { test, intake } = await read(subject, params.section)
      if (test.ids.length === 0 || intake.trainItems === 0) return [nothing(params.section)]
      return [...refusalWarnings(intake.train), ...refusalWarnings(intake.test)]
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, { section, distance }) {
    const { test, intake } = await read(subject, section)
    const train = hashOf(intake.train.files)
    for (let from = 0; from < test.ids.length; from += AT_ONCE) {
      const items = part(test, from)
      const number = String(from / AT_ONCE).padStart(5, '0')
      yield {
        id: `${number}-${hashOf([items.ids, items.sha256, [...items.high], [...items.low], train])}`,
        items,
        section,
        distance,
        train,
      }
    }
    yield { id: `intake-${hashOf(intake)}`, intake }
  },
  async measure(item, context) {
    if (item.items === undefined) return item.intake
    const key = `recognition/leakage ${item.section} ${item.distance} ${item.train}`
    const compare = await context.shared(
      key,
      () => load(context.subject, item),
      () => undefined,
    )
    return compare(item.items)
  },
}

async function read(subject: Subject, section: string) {
  const access = accessOf(subject, section)
  if (!access.ok) throw new ProblemError(access.problems)
  const sources = { train: new Source(subject.folder, section), test: new Source(subject.folder, section) }
  const train = await itemsOf(access.value.train, sources.train)
  const test = await itemsOf(access.value.test, sources.test)
  const intake: IntakeResult = {
    kind: 'intake',
    trainItems: train.ids.length,
    train: sources.train.reading(),
    test: sources.test.reading(),
  }
  return { train, test, intake }
}

/** The training items once for the whole run; what was listed must still be there. */
async function load(subject: Subject, item: { section: string; distance: number; train: string }): Promise<Comparer> {
  try {
    const { train, intake } = await read(subject, item.section)
    if (hashOf(intake.train.files) !== item.train) throw new ProblemError([changed()])
    return comparer(train, item.distance)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { code, text } = error.problems[0]!
    throw new SetupError({ code, text, detail: error.problems.map((p) => renderProblem(p, 'en')).join('\n') })
  }
}

function part({ ids, sha256, high, low }: HashedItems, from: number): HashedItems {
  const to = from + AT_ONCE
  return {
    ids: ids.slice(from, to),
    sha256: sha256.slice(from, to),
    high: high.slice(from, to),
    low: low.slice(from, to),
  }
}

/** The hash makes it another item when the files change under a run that goes on. */
function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)
}

function changed(): Problem {
  return problem(
    'leakage-changed',
    { zh: '训练集的表在测量中变了。', en: 'The tables of training items have changed during the measure.' },
    { next: { zh: '重新开始测量。', en: 'Start the measure again.' } },
  )
}

function nothing(section: string): Problem {
  return problem(
    'leakage-nothing',
    { zh: '训练集或测试集没有读到一个样本。', en: 'Not one training item, or not one test item, could be read.' },
    { next: { zh: `检查 access.${section} 的表。`, en: `Check the tables under access.${section}.` } },
  )
}
