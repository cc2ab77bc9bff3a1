import type { Instrument, Item, Subject } from '../../contract.ts'
import type { Parsed } from '../../recognition/files/refusal.ts'
import type { Row } from '../../recognition/files/table.ts'
import { tableFiles } from '../../recognition/files/table-path.ts'
import { tableWork } from '../../table-work.ts'
import { sectionOf } from '../access.ts'
import { type Answers, type SusParams, type SusResult, susProduces } from './params.ts'
import { susReducer } from './reduce.ts'

const columns = {
  q1: { names: ['q1', '问题1'] },
  q2: { names: ['q2', '问题2'] },
  q3: { names: ['q3', '问题3'] },
  q4: { names: ['q4', '问题4'] },
  q5: { names: ['q5', '问题5'] },
  q6: { names: ['q6', '问题6'] },
  q7: { names: ['q7', '问题7'] },
  q8: { names: ['q8', '问题8'] },
  q9: { names: ['q9', '问题9'] },
  q10: { names: ['q10', '问题10'] },
}
type Columns = keyof typeof columns
const names = Object.keys(columns) as Columns[]

const access = tableFiles.transform((files) => ({ files }))

/** Scores the ten answers of users: how usable they find the robot. */
export const sus: Instrument<SusParams, Item & { readonly result: SusResult }, SusResult> = {
  ...susReducer,
  title: { zh: '系统可用性量表', en: 'system usability scale' },
  method: {
    title: {
      zh: '十题五级问卷；单数题答案减 1，双数题 5 减答案，合计乘 2.5；均值取 t 界',
      en: 'ten questions of five degrees; odd items less 1, even items from 5, times 2.5; mean with Student bounds',
    },
    source:
      'Brooke, SUS: a quick and dirty usability scale (1996); Sauro and Lewis, Quantifying the User Experience (2016)',
  },
  produces: susProduces,
  ...tableWork<SusParams, { readonly files: readonly string[] }, Columns, Answers>({
    section: 'usability',
    access: (subject: Subject, { section }) => sectionOf(subject, section, access, 'sus.csv'),
    columns,
    row: answersOf,
    declared: () => ({}),
  }),
}

function answersOf(row: Row<Columns>): Parsed<Answers> {
  const wrong = names.find((name) => !/^[1-5]$/.test(row.cell(name)))
  if (wrong !== undefined) return { expected: `${wrong}: 1 to 5`, got: row.cell(wrong).slice(0, 80) }
  return { answers: names.map((name) => Number(row.cell(name))) }
}
