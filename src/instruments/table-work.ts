import { createHash } from 'node:crypto'
import { type Outcome, ProblemError, problem } from '../language/problem.ts'
import type { Instrument, Item, Subject } from './contract.ts'
import type { Intake } from './intake.ts'
import type { Parsed, Reading } from './recognition/files/refusal.ts'
import { refusalWarnings, Source } from './recognition/files/source.ts'
import { type Column, type Row, readTable } from './recognition/files/table.ts'

interface RowItem<R> extends Item {
  readonly result: R | Intake
}

interface Section {
  readonly section: string
}

/** How rows of one or more tables are read. `P` names the section of the subject's `access`; `A` is what stands there. */
interface RowForm<P extends Section, A, R> {
  readonly section: string
  readonly access: (subject: Subject, params: P) => Outcome<A>
  /** the rows in a stable order; files are read by the source, which counts what it refuses */
  readonly rows: (source: Source, access: A, params: P) => AsyncIterable<R>
  /** what is kept beside the rows, such as what the subject declares */
  readonly declared: (access: A) => Readonly<Record<string, unknown>>
}

/** How the tables of an instrument are read that all have the same columns. */
interface TableForm<P extends Section, A extends { readonly files: readonly string[] }, C extends string, R>
  extends Omit<RowForm<P, A, R>, 'rows'> {
  readonly columns: Readonly<Record<C, Column>>
  /** what a row stands for; a row that is none of this measure's is passed over */
  readonly row: (row: Row<C>, params: P, access: A) => Parsed<R>
}

type Half<P, R> = Pick<Instrument<P, RowItem<R>, R | Intake>, 'material' | 'check' | 'items' | 'measure'>

/** The half of an instrument that reads tables: a row is an item, and the last item says which files were read and what was refused. */
export function rowWork<P extends Section, A, R extends object>(form: RowForm<P, A, R>): Half<P, R> {
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
      let k = 0
      for await (const result of form.rows(source, access, params))
        yield { id: idOf(String(k++).padStart(7, '0'), result), result }
      const intake: Intake = { kind: 'intake', ...source.reading(), declared: form.declared(access) }
      yield { id: idOf('intake', intake), result: intake }
    },
    measure: async ({ result }) => result,
  }
}

/** As `rowWork`, for an instrument with tables of one form. */
export function tableWork<
  P extends Section,
  A extends { readonly files: readonly string[] },
  C extends string,
  R extends object,
>({ columns, row, ...form }: TableForm<P, A, C, R>): Half<P, R> {
  return rowWork<P, A, R>({
    ...form,
    async *rows(source, access, params) {
      for (const file of access.files) yield* readTable(source, file, columns, (r) => row(r, params, access))
    },
  })
}

async function read<P extends Section, A, R extends object>(
  form: RowForm<P, A, R>,
  subject: Subject,
  params: P,
): Promise<{ readonly rows: number; readonly intake: Reading }> {
  const source = new Source(subject.folder, params.section)
  let rows = 0
  for await (const _ of form.rows(source, accessOf(form, subject, params), params)) rows++
  return { rows, intake: source.reading() }
}

function accessOf<P extends Section, A, R>(form: RowForm<P, A, R>, subject: Subject, params: P): A {
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
    'table-nothing',
    { zh: '没有读到一行属于这项测量的记录。', en: 'Not one row of this measure could be read.' },
    {
      next: {
        zh: `检查 access.${section} 的文件；标准若指定了规程，看 protocol 一列是否与之一致`,
        en: `check the files under access.${section}; where the standard names a protocol, whether the column protocol says it`,
      },
    },
  )
}
