import chineseDays from 'chinese-days'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import type { Instrument, Subject } from '../../contract.ts'
import { isDate } from '../../llm/bank/changelog.ts'
import { recordFile } from '../files.ts'
import { readTable } from '../table.ts'
import { type RecordItem, recordWork } from '../work.ts'
import { type LedgerEntry, type LedgerParams, ledgerReducer } from './reduce.ts'

const columns = { id: '编号', opened: '受理日期', closed: '办结日期', due: '应办结日期' } as const

/** A ledger of what users asked or complained of, and whether it was closed in time. */
export const ledger: Instrument<LedgerParams, RecordItem<LedgerEntry>, LedgerEntry> = {
  ...ledgerReducer,
  title: { zh: '办理台账', en: 'Ledger' },
  method: {
    title: {
      zh: '逐条比对办结日期与应办结日期；未到期的不计',
      en: 'Closing day against due day, entry by entry; what is not due yet does not count',
    },
    source: 'Plumbline reference design',
  },
  produces: {
    inTime: { kind: 'ratio', better: 'higher', title: { zh: '按时办结率', en: 'closed in time' } },
    late: { kind: 'integer', title: { zh: '逾期', en: 'late' } },
    open: { kind: 'integer', title: { zh: '未到期', en: 'not due yet' } },
  },
  ...recordWork('ledgers', entriesOf),
}

async function entriesOf(subject: Subject, params: LedgerParams): Promise<Outcome<readonly RecordItem<LedgerEntry>[]>> {
  const name = `ledger_${params.ledger}.csv`
  const file = await recordFile(subject, 'ledgers', name)
  if (!file.ok) return file
  const seen = new Set<string>()
  const rows = readTable<keyof typeof columns, RecordItem<LedgerEntry>>(
    file.value.text,
    name,
    columns,
    ({ cell }) => {
      const [id, opened, closed] = [cell('id'), cell('opened').slice(0, 10), cell('closed').slice(0, 10)]
      const due = cell('due').slice(0, 10) || dueDay(opened, params)
      if (id === '' || seen.has(id)) return { expected: 'id: not listed before' }
      if (!isDate(opened)) return { expected: 'opened: YYYY-MM-DD' }
      if (closed !== '' && (!isDate(closed) || closed < opened))
        return { expected: 'closed: YYYY-MM-DD, not before opened' }
      if (due === undefined || !isDate(due)) return { expected: 'due: YYYY-MM-DD' }
      seen.add(id)
      return { id, result: { opened, closed: closed === '' ? null : closed, due } }
    },
    ['due'],
  )
  if (!rows.ok) return rows
  if (rows.value.length > 0) return done(rows.value)
  return failed(
    problem(
      'ledger-empty',
      { zh: '台账里没有记录。', en: 'The ledger has no entries.' },
      {
        place: { file: name },
        next: {
          zh: '没有发生过就不要提供这份台账，相应结果会标为未测定。',
          en: 'If nothing happened, leave the ledger out: what rests on it stays open.',
        },
      },
    ),
  )
}

function dueDay(opened: string, { workdays, days }: LedgerParams): string | undefined {
  if (!isDate(opened)) return undefined
  if (days !== undefined) return new Date(Date.parse(opened) + days * 86_400_000).toISOString().slice(0, 10)
  return workdays === undefined ? undefined : chineseDays.findWorkday(workdays, opened)
}
