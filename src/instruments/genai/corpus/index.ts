import { done, type Outcome } from '../../../language/problem.ts'
import type { Instrument, Subject } from '../../contract.ts'
import { recordFile } from '../../records/files.ts'
import { type RecordItem, recordWork } from '../../records/work.ts'
import { type CorpusParams, corpusReducer, type Source } from './reduce.ts'
import { readSources } from './register.ts'

/** The register of training-data sources, row by row. */
export const corpus: Instrument<CorpusParams, RecordItem<Source>, Source> = {
  ...corpusReducer,
  title: { zh: '训练数据来源登记', en: 'Register of training-data sources' },
  method: {
    title: {
      zh: '读取来源登记表，采前采后抽检逐来源列出',
      en: 'The register read, samples before and after collecting by source',
    },
    source: 'GB/T 45654-2025, security of training data; TC260-003 5.1',
  },
  produces: {
    sources: {
      kind: 'list',
      fields: {
        id: { kind: 'word' },
        kind: { kind: 'word' },
        language: { kind: 'word' },
        type: { kind: 'word' },
        overseas: { kind: 'yes-no' },
        items: { kind: 'integer' },
        sampledBefore: { kind: 'integer' },
        unlawfulBefore: { kind: 'ratio', better: 'lower' },
        collected: { kind: 'yes-no' },
        unlawfulAfter: { kind: 'ratio', better: 'lower' },
        used: { kind: 'yes-no' },
        documented: { kind: 'yes-no' },
      },
    },
  },
  ...recordWork('corpus', sourcesOf),
}

async function sourcesOf(subject: Subject, { sources }: CorpusParams): Promise<Outcome<readonly RecordItem<Source>[]>> {
  const file = await recordFile(subject, 'corpus', sources)
  if (!file.ok) return file
  const read = readSources(file.value.text, sources)
  return read.ok ? done(read.value.map((result) => ({ id: result.id, result }))) : read
}
