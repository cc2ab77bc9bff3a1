import { type Lang, say } from '../../language/text.ts'
import type { GroupFigures, IndustrySnapshot, SnapshotTable } from '../../monitoring/publication/snapshot.ts'
import type { Dimension } from '../../monitoring/tables/grouping.ts'
import type { TableSheet } from '../tables/workbook.ts'
import { dimensionNames, figureNames, measureNames } from './words.ts'

/** What a word of a dimension is called; the word itself where the snapshot has no name for it. */
export function wordName({ names }: Pick<IndustrySnapshot, 'names'>, of: Dimension, word: string, lang: Lang): string {
  const name = names?.[of]?.[word]
  return (name && say(name, lang)) || word
}

/** The figures that some cell of a table has, in their usual order. */
export function figuresOf({ cells }: SnapshotTable): readonly (keyof GroupFigures)[] {
  return (Object.keys(figureNames) as (keyof GroupFigures)[]).filter((f) =>
    cells.some((c) => c.figures[f] !== undefined),
  )
}

/** One sheet for each table, a row for each cell, and one for the movements between levels. Withheld values stay `*`, numbers are numbers. */
export function snapshotSheets(snapshot: IndustrySnapshot, lang: Lang): readonly TableSheet[] {
  const named = (by: readonly Dimension[]) => by.map((d) => say(dimensionNames[d], lang)).join(' × ')
  const value = (text: string | undefined) => (text === undefined ? '' : text === '*' ? '*' : Number(text))
  const whole = lang === 'zh' ? '合计' : 'Total'
  const period = lang === 'zh' ? '期间' : 'Period'
  const tables = snapshot.tables.map((table): TableSheet => {
    const figures = figuresOf(table)
    return {
      name: named(table.by) || whole,
      head: [
        period,
        ...table.by.map((d) => say(dimensionNames[d], lang)),
        ...snapshot.measures.map((m) => say(measureNames[m], lang)),
        ...figures.map((f) => say(figureNames[f].title, lang)),
      ],
      rows: table.cells.map((c) => [
        c.period,
        ...table.by.map((d, i) => wordName(snapshot, d, c.at[i]!, lang)),
        ...snapshot.measures.map((m) => value(c.values[m])),
        ...figures.map((f) => value(c.figures[f])),
      ]),
    }
  })
  if (snapshot.movements.length === 0) return tables
  const nobody = lang === 'zh' ? '（未填报）' : '(did not file)'
  const level = (word: string | undefined) => (word === undefined ? nobody : wordName(snapshot, 'level', word, lang))
  const movements: TableSheet = {
    name: lang === 'zh' ? '等级流动' : 'Movement between levels',
    head: lang === 'zh' ? ['前期', '后期', '从', '到', '企业数'] : ['Before', 'After', 'From', 'To', 'Enterprises'],
    rows: snapshot.movements.flatMap((m) =>
      m.cells.map((c) => [m.from, m.to, level(c.from), level(c.to), value(c.enterprises)]),
    ),
  }
  return [...tables, movements]
}
