import { done, type Outcome } from '../../../language/problem.ts'
import type { Instrument, Subject } from '../../contract.ts'
import { recordFile } from '../../records/files.ts'
import { type RecordItem, recordWork } from '../../records/work.ts'
import { readSources } from '../corpus/register.ts'
import { readSample } from './read.ts'
import { type CorpusSampleParams, corpusSampleReducer, routes, type SourceSample } from './reduce.ts'

/** The assessment of training data on a sample: share of it that passed, and share of the data in use that was looked at. */
export const corpusSample: Instrument<CorpusSampleParams, RecordItem<SourceSample>, SourceSample> = {
  ...corpusSampleReducer,
  title: { zh: '训练数据抽检', en: 'Sample of training data' },
  method: {
    title: {
      zh: '按来源清点抽检记录，只计已使用的来源；按简单随机抽样给出界限',
      en: 'Records of the sample counted by source in use; bounds as for a simple random sample',
    },
    source: 'GB/T 45654-2025, assessment of training data; TC260-003 9.2',
  },
  produces: {
    pass: { kind: 'ratio', better: 'higher', title: { zh: '合格率', en: 'pass rate' } },
    share: { kind: 'ratio', better: 'higher', title: { zh: '抽检占比', en: 'share looked at' } },
  },
  ...recordWork('corpus', samplesOf),
}

async function samplesOf(
  subject: Subject,
  { sources, sample, route }: CorpusSampleParams,
): Promise<Outcome<readonly RecordItem<SourceSample>[]>> {
  const register = await recordFile(subject, 'corpus', sources)
  if (!register.ok) return register
  const listed = readSources(register.value.text, sources)
  if (!listed.ok) return listed
  const file = await recordFile(subject, 'corpus', sample)
  if (!file.ok) return file
  const read = readSample(file.value.text, sample, listed.value, routes[route])
  return read.ok ? done(Array.from(read.value, ([id, result]) => ({ id, result }))) : read
}
