import type { Instrument, Item } from '../../contract.ts'
import type { Source } from '../../recognition/files/source.ts'
import { readTable } from '../../recognition/files/table.ts'
import { tableFiles } from '../../recognition/files/table-path.ts'
import { rowWork } from '../../table-work.ts'
import { recordsOf } from '../records/access.ts'
import { type IncidentParams, type IncidentResult, type IncidentRow, incidentProduces } from './params.ts'
import { incidentColumns, incidentOf } from './read.ts'
import { incidentReducer } from './reduce.ts'

interface Access {
  readonly files: readonly string[]
}

const access = tableFiles.transform((files): Access => ({ files }))

/** Records of incidents and drills: what the system detected, how soon, with which plan, and which steps it did. */
export const incidents: Instrument<IncidentParams, Item & { readonly result: IncidentResult }, IncidentResult> = {
  ...incidentReducer,
  title: { zh: '突发事件与演练记录', en: 'records of incidents and drills' },
  method: {
    title: {
      zh: '逐次计数：系统检出、从发生到报警的秒数、首个预案是否正确、步骤中由系统执行的份额',
      en: 'incident by incident: detected by the system, seconds from onset to alarm, whether the first plan was right, steps that the system did',
    },
    source: 'Plumbline reference design; Clopper and Pearson (1934); David and Nagaraja, Order Statistics (2003)',
  },
  produces: incidentProduces,
  ...rowWork<IncidentParams, Access, IncidentRow>({
    section: 'incidents',
    access: (subject, { section }) => recordsOf(subject, section, access, 'incidents.csv | [a.csv, drills.jsonl]'),
    rows,
    declared: () => ({}),
  }),
}

async function* rows(source: Source, { files }: Access): AsyncGenerator<IncidentRow> {
  const seen = new Set<string>()
  for (const file of files) yield* readTable(source, file, incidentColumns, (row) => incidentOf(row, seen))
}
