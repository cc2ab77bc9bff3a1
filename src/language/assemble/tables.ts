import { Exact } from '../exact.ts'
import { checkFormula } from '../formula/check.ts'
import { joinTypes } from '../formula/join.ts'
import { parseFormula } from '../formula/parse.ts'
import type { Scope } from '../formula/scope.ts'
import type { Expr } from '../formula/tree.ts'
import { isError } from '../problem.ts'
import type { TableShape } from '../shape.ts'
import type { Cell, Rule, Table } from '../standard.ts'
import { overlap, reach, showAtom, tableSpace } from '../table-space.ts'
import { anyType, nameType, type Type, yesNo } from '../types.ts'
import { buildCell, inferType } from './cells.ts'
import type { Path } from './report.ts'
import type { World } from './world.ts'

/** What the outputs of a table must be: a level, listed words, yes or no, or whatever they are. */
export type Wanted = { readonly level: string } | { readonly words: readonly string[] } | 'yes-no' | undefined

/** Reads a table; problems go to the report. */
export function buildTable(
  id: string,
  shape: TableShape,
  path: Path,
  world: World,
  scope: Scope,
  wanted: Wanted,
): Table {
  const { report, scales } = world
  const before = report.problems.filter(isError).length
  world.checkSources(shape.from, [...path, 'from'])
  const given = (shape.given ?? []).map((name, i) => ({
    name,
    type: parameterType(name, shape, world) ?? number,
    path: [...path, 'given', i],
  }))
  const inner: Scope =
    given.length === 0
      ? scope
      : (Object.create(scope, {
          resolve: {
            value: (name: string) => {
              const g = given.find((p) => p.name === name)
              return g ? { is: 'variable', type: g.type } : scope.resolve(name)
            },
          },
          names: { value: () => [...given.map((g) => g.name), ...scope.names()] },
        }) as Scope)
  const formula = (text: string, at: Path) => checkFormula(text, located(inner, world, at))

  const inputs = (shape.in ?? []).map((text, i) => formula(text, [...path, 'in', i]))
  const out = shape.out ?? []
  const width = Math.max(out.length, 1)
  const raw = shape.grid ? gridRules(shape, path, world) : (shape.rules ?? [])
  if (!shape.grid && !shape.rules)
    report.error(
      path,
      'missing-field',
      { zh: '表须有 rules 或 grid', en: 'A table has rules or a grid' },
      { expected: 'rules, grid' },
    )
  const columns = Math.max(inputs.length, shape.in ? 0 : 1)
  const rules: Rule[] = []
  raw.forEach((row, i) => {
    const at: Path = shape.grid ? [...path, 'grid'] : [...path, 'rules', i]
    if (row.length !== columns + width) {
      report.error(
        at,
        'rule-length',
        { zh: '规则的列数不符', en: 'The rule has the wrong number of cells' },
        { expected: `${columns} + ${width}`, got: String(row.length) },
      )
      return
    }
    const cellPath = (k: number): Path => (shape.grid ? at : [...at, k])
    const cells: Cell[] = inputs.map((input, k) =>
      buildCell(row[k]!, input?.type ?? anyType, cellPath(k), scales, report),
    )
    const condition = shape.in ? undefined : String(row[0])
    const test = condition === undefined || condition === 'any' ? undefined : formula(condition, cellPath(0))
    if (test && test.type.k !== 'yes-no' && test.type.k !== 'any') {
      report.error(
        cellPath(0),
        'wrong-type',
        { zh: '条件须为是或否', en: 'A condition is yes or no' },
        { expected: 'yes-no', got: nameType(test.type) },
      )
    }
    const outputs = row
      .slice(columns)
      .map((cell, k) => output(cell, wanted, [...cellPath(columns + k)], world, formula))
    if (outputs.some((o) => o === undefined)) return
    rules.push({ cells, ...(test ? { test } : {}), out: outputs as Expr[], place: report.place(at) })
  })

  const types = Array.from({ length: width }, (_, k) => {
    let type: Type = anyType
    for (const r of rules) {
      const joined = joinTypes(type, r.out[k]!.type)
      if (!joined) {
        report.error(
          path,
          'mixed-types',
          { zh: '输出列混有不同类型', en: 'An output column mixes types' },
          { expected: nameType(type), got: nameType(r.out[k]!.type) },
        )
        return anyType
      }
      type = joined
    }
    return type
  })
  const table: Table = {
    id,
    given: given.map((g) => g.name),
    inputs: inputs as Expr[],
    out,
    rules,
    unique: shape.hit === 'unique',
    types,
  }
  // a cell that could not be read says nothing about holes
  const readable = report.problems.filter(isError).length === before
  if (readable && inputs.every((i) => i !== undefined) && rules.length > 0)
    checkCover(table, path, world, shape.hit === 'unique')
  return table
}

const number: Type = { k: 'number', lo: Exact.minusInfinity, hi: Exact.infinity }

/** A formula's problems are placed where its text stands. */
export function located(scope: Scope, world: World, path: Path): Scope {
  return Object.create(scope, {
    report: { value: (p: Parameters<Scope['report']>[0]) => world.report.formula(path, p) },
  }) as Scope
}

/**
 * Parameters take their type from the cells of the column that is the parameter alone.
 * Words are all the words there are only where no cell says `any`: with `any` the column takes words that it does not name.
 */
export function parameterType(name: string, shape: TableShape, world: World): Type | undefined {
  const column = (shape.in ?? []).findIndex((t) => t.trim() === name)
  if (column < 0) return undefined
  const cells = (shape.rules ?? []).flatMap((r) => (r[column] === undefined ? [] : [r[column]]))
  const type = inferType(cells, world.scales)
  return type?.k === 'word' && cells.flat().some((c) => c.trim() === 'any') ? { k: 'word' } : type
}

function gridRules(shape: TableShape, path: Path, world: World): string[][] {
  const columns = shape.columns ?? []
  if ((shape.in ?? []).length !== 2)
    world.report.error([...path, 'in'], 'grid', { zh: '矩阵须有两个输入', en: 'A grid has two inputs' })
  return Object.entries(shape.grid ?? {}).flatMap(([row, cells]) => {
    if (cells.length !== columns.length) {
      world.report.error(
        [...path, 'grid', row],
        'rule-length',
        { zh: '矩阵一行的列数不符', en: 'A row of the grid has the wrong number of cells' },
        { expected: String(columns.length), got: String(cells.length) },
      )
    }
    return columns.flatMap((column, i) => (cells[i] === undefined ? [] : [[row, column, cells[i]]]))
  })
}

function output(
  cell: string | string[],
  wanted: Wanted,
  path: Path,
  world: World,
  formula: (text: string, at: Path) => Expr | undefined,
): Expr | undefined {
  const text = typeof cell === 'string' ? cell.trim() : ''
  const span = { start: 0, end: text.length, text }
  if (Array.isArray(cell)) {
    world.report.error(path, 'bad-cell', { zh: '输出须是一个值', en: 'An output is one value' })
    return undefined
  }
  if (wanted === 'yes-no' && ['true', 'yes', 'false', 'no'].includes(text))
    return { op: 'yes-no', value: text === 'true' || text === 'yes', type: yesNo, ...span }
  if (wanted && typeof wanted === 'object' && 'words' in wanted) {
    if (wanted.words.includes(text)) return { op: 'word', value: text, type: { k: 'word', words: [text] }, ...span }
    const parsed = parseFormula(text)
    const bare = 'syntax' in parsed && parsed.syntax.k === 'name'
    const expr = bare || 'problems' in parsed ? undefined : formula(text, path)
    if (expr && (expr.type.k === 'word' || expr.type.k === 'any')) {
      const extra = expr.type.k === 'word' ? (expr.type.words ?? []).filter((w) => !wanted.words.includes(w)) : []
      if (extra.length === 0) return expr
    }
    world.report.error(
      path,
      'unlisted-word',
      {
        zh: `输出“${text}”不在 gives 所列之中`,
        en: `The output "${text}" is not one of the words that \`gives\` lists`,
      },
      { expected: wanted.words.join(', '), got: text },
    )
    return undefined
  }
  const expr = formula(text, path)
  if (
    expr &&
    wanted &&
    typeof wanted === 'object' &&
    'level' in wanted &&
    expr.type.k === 'number' &&
    expr.type.scale &&
    expr.type.scale !== wanted.level
  ) {
    world.report.error(
      path,
      'two-scales',
      { zh: '输出的等级属于另一标度', en: 'The output is a level of another scale' },
      { expected: wanted.level, got: expr.type.scale },
    )
  }
  return expr
}

function checkCover(table: Table, path: Path, world: World, unique: boolean): void {
  const { report, scales } = world
  if (table.inputs.length === 0) {
    if (table.rules.every((r) => r.test)) {
      report.warn(path, 'table-hole', {
        zh: '没有兜底规则（any）：都不成立时结果未知',
        en: 'There is no last rule `any`: where none holds, the result is unknown',
      })
    }
    return
  }
  const types = table.inputs.map((i) => i.type)
  const levels = types.map((t) =>
    t.k === 'number' && t.scale ? scales.get(t.scale)?.levels.map((l) => l.number) : undefined,
  )
  const space = tableSpace(
    table.rules.map((r) => r.cells),
    types,
    levels,
  )
  if (unique) {
    const both = overlap(space)
    if (both) {
      report.error(
        path,
        'table-overlap',
        {
          zh: `第 ${both[0] + 1} 条与第 ${both[1] + 1} 条规则重叠`,
          en: `Rules ${both[0] + 1} and ${both[1] + 1} overlap`,
        },
        {
          next: { zh: '改写规则，或去掉 hit: unique', en: 'change a rule, or take away `hit: unique`' },
        },
      )
    }
  }
  const all = space.axes.map((a) => (1n << BigInt(a.atoms.length)) - 1n)
  const { hole, rules } = reach(space, all)
  if (hole) {
    report.warn(
      path,
      'table-hole',
      { zh: '有的输入没有规则相配：结果未知', en: 'Some inputs match no rule: there the result is unknown' },
      {
        got: hole.map((a, i) => `${table.inputs[i]!.text ?? ''} ${showAtom(a)}`).join(', '),
      },
    )
  }
  const never = table.rules.findIndex((_, i) => !rules.includes(i))
  if (never >= 0)
    report.warn(path, 'rule-unreached', {
      zh: `第 ${never + 1} 条规则永远轮不到`,
      en: `Rule ${never + 1} can never be the first to match`,
    })
}
