import { createHash } from 'node:crypto'
import { ProblemError, problem, warning } from '../../../language/problem.ts'
import { type SpottedText, spotTexts } from '../../../metrics/text-spotting/match.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { accessOf } from './access.ts'
import { type Pages, readPages } from './pages.ts'
import { type TextSpottingParams, type TextSpottingResult, textSpottingProduces } from './params.ts'
import { textSpottingReducer } from './reduce.ts'

type TextSpottingItem = Item &
  (
    | {
        readonly truth: readonly SpottedText[]
        readonly found: readonly SpottedText[] | null
        readonly protocol: TextSpottingParams['protocol']
      }
    | { readonly files: Extract<TextSpottingResult, { kind: 'files' }>; readonly truth?: undefined }
  )

/** Text in scenes, found and read: regions matched with a reference, then compared. */
export const textSpotting: Instrument<TextSpottingParams, TextSpottingItem, TextSpottingResult> = {
  ...textSpottingReducer,
  title: { zh: '场景文字端到端识别', en: 'Text in scenes, found and read' },
  method: {
    title: {
      zh: '区域交并比大于 0.5 一对一匹配，再比较文字；不可辨的参考不计；P、R、H 为全体之和的比',
      en: 'regions matched one to one at IoU above 0.5, then texts compared; unreadable references do not count; P, R and H are ratios of sums',
    },
    source: 'ICDAR 2015 Robust Reading Competition, challenge 4, end-to-end and word spotting',
  },
  produces: textSpottingProduces,
  material: 'textSpotting',
  async check(subject, params) {
    try {
      const { source, truth, extra } = await pagesOf(subject, params)
      return truth.size === 0
        ? [nothing()]
        : [...refusalWarnings(source.reading()), ...(extra.length > 0 ? [leftOver(extra)] : [])]
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { source, truth, found, extra } = await pagesOf(subject, params)
    const files = { kind: 'files', reading: source.reading(), extra: extra.length } as const
    yield { id: idOf('files', files), files }
    for (const image of [...truth.keys()].sort()) {
      const content = { truth: truth.get(image)!, found: found.get(image) ?? null, protocol: params.protocol }
      yield { id: idOf(`image:${image}`, content), ...content }
    }
  },
  measure: async (item) =>
    item.truth === undefined
      ? item.files
      : { kind: 'image', answered: item.found !== null, ...spotTexts(item.truth, item.found ?? [], item.protocol) },
}

/** The hash makes it another item when the files change under a run that goes on. */
function idOf(name: string, content: object): string {
  return `${name} ${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`
}

async function pagesOf(subject: Subject, params: TextSpottingParams) {
  const access = accessOf(subject)
  if (!access.ok) throw new ProblemError(access.problems)
  const source = new Source(subject.folder, 'textSpotting')
  const cut = params.coordinates === 'whole' ? Math.trunc : (x: number) => x
  const read = (side: 'groundTruth' | 'detections'): Promise<Pages> =>
    readPages(subject.folder, access.value, side, source, cut)
  const [truth, found] = [await read('groundTruth'), await read('detections')]
  return { source, truth, found, extra: [...found.keys()].filter((image) => !truth.has(image)) }
}

function nothing() {
  return problem(
    'text-spotting-nothing',
    { zh: '参考里没有一幅图像', en: 'the reference names no image' },
    {
      next: {
        zh: '检查 access.textSpotting 的 format 与 groundTruth',
        en: 'check format and groundTruth under access.textSpotting',
      },
    },
  )
}

function leftOver(extra: readonly string[]) {
  return warning(
    'text-spotting-extra',
    { zh: '有的结果没有参考，不计入', en: 'some results have no reference and do not count' },
    { got: `${extra.length}: ${[...extra].sort().slice(0, 3).join(', ')}` },
  )
}
