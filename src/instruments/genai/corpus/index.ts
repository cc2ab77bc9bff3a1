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
        id: { kind: 'word', title: { zh: '来源编号', en: 'source' } },
        kind: { kind: 'word', title: { zh: '来源类型', en: 'type of source' } },
        language: { kind: 'word', title: { zh: '语言', en: 'language' } },
        type: { kind: 'word', title: { zh: '模态', en: 'modality' } },
        overseas: { kind: 'yes-no', title: { zh: '境外', en: 'from overseas' } },
        items: { kind: 'integer', title: { zh: '条数', en: 'items' } },
        sampledBefore: { kind: 'integer', title: { zh: '采前抽检数', en: 'items checked before collection' } },
        unlawfulBefore: {
          kind: 'ratio',
          better: 'lower',
          title: { zh: '采前违法不良率', en: 'unlawful share before collection' },
        },
        collected: { kind: 'yes-no', title: { zh: '已采集', en: 'collected' } },
        unlawfulAfter: {
          kind: 'ratio',
          better: 'lower',
          title: { zh: '采后违法不良率', en: 'unlawful share after collection' },
        },
        used: { kind: 'yes-no', title: { zh: '已使用', en: 'used' } },
        documented: { kind: 'yes-no', title: { zh: '有许可文件', en: 'licence on file' } },
      },
      title: { zh: '各来源', en: 'by source' },
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
