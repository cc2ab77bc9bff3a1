import { createHash } from 'node:crypto'
import { type Outcome, ProblemError, problem } from '../../language/problem.ts'
import type { Instrument, Item, Subject } from '../contract.ts'
import type { Parsed, Reading } from '../recognition/files/refusal.ts'
import { refusalWarnings, Source } from '../recognition/files/source.ts'
import { type Column, type Row, readTable } from '../recognition/files/table.ts'
import type { Intake } from './intake.ts'

interface TableItem<R> extends Item {
  readonly result: R | Intake
}

/** How a table of an instrument is read. `P` names the section of the subject's `access`; `A` is what stands there. */
export interface TableForm<
  P extends { readonly section: string },
  A extends { readonly files: readonly string[] },
  C extends string,
  R,
> {
  readonly section: string
  readonly access: (subject: Subject, params: P) => Outcome<A>
  readonly columns: Readonly<Record<C, Column>>
  /** what a row stands for; a row that is none of this measure's is passed over */
  readonly row: (row: Row<C>, params: P, access: A) => Parsed<R>
  /** what is kept beside the rows, such as what the subject declares */
  readonly declared: (access: A) => Readonly<Record<string, unknown>>
}

/** The half of an instrument that reads tables: a row is an item, and the last item says which files were read and what was refused. */
export function tableWork<
  P extends { readonly section: string },
  A extends { readonly files: readonly string[] },
  C extends string,
  R extends object,
>(
  form: TableForm<P, A, C, R>,
): Pick<Instrument<P, TableItem<R>, R | Intake>, 'material' | 'check' | 'items' | 'measure'> {
  return {
    material: ({ section }) => (typeof section === 'string' ? section : form.section),
    async check(subject, params) {
      try {
        const { rows, intake } = await read(form, subject, params)
        return [...(rows === 0 ? [nothing(params.section)] : []), ...refusalWarnings(intake)]
      } catch (error) {
        if (error instanceof ProblemError) return error.problems
        throw error
      }
    },
    async *items(subject, params) {
      const access = accessOf(form, subject, params)
      const source = new Source(subject.folder, params.section)
      for await (const item of rowsOf(form, source, access, params)) yield item
      const intake: Intake = { kind: 'intake', ...source.reading(), declared: form.declared(access) }
      yield { id: idOf('intake', intake), result: intake }
    },
    measure: async ({ result }) => result,
  }
}

async function* rowsOf<
  P extends { readonly section: string },
  A extends { readonly files: readonly string[] },
  C extends string,
  R extends object,
>(form: TableForm<P, A, C, R>, source: Source, access: A, params: P): AsyncGenerator<TableItem<R>> {
  let k = 0
  for (const file of access.files) {
    for await (const result of readTable(source, file, form.columns, (row) => form.row(row, params, access)))
      yield { id: idOf(String(k++).padStart(7, '0'), result), result }
  }
}

async function read<
  P extends { readonly section: string },
  A extends { readonly files: readonly string[] },
  C extends string,
  R extends object,
>(
  form: TableForm<P, A, C, R>,
  subject: Subject,
  params: P,
): Promise<{ readonly rows: number; readonly intake: Reading }> {
  const source = new Source(subject.folder, params.section)
  let rows = 0
  for await (const _ of rowsOf(form, source, accessOf(form, subject, params), params)) rows++
  return { rows, intake: source.reading() }
}

function accessOf<
  P extends { readonly section: string },
  A extends { readonly files: readonly string[] },
  C extends string,
  R,
>(form: TableForm<P, A, C, R>, subject: Subject, params: P): A {
  const access = form.access(subject, params)
  if (!access.ok) throw new ProblemError(access.problems)
  return access.value
}

/** The hash makes it another item when the files change under a run that goes on. */
function idOf(part: string, content: object): string {
  return `${part}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`
}

function nothing(section: string) {
  return problem(
    'robot-nothing',
    { zh: '没有读到一行属于这项测量的记录。', en: 'Not one row of this measure could be read.' },
    {
      next: {
        zh: `检查 access.${section} 的文件，以及 protocol 一列是否与标准所要求的一致`,
        en: `check the files under access.${section}, and whether the column protocol says what the standard asks`,
      },
    },
  )
}
