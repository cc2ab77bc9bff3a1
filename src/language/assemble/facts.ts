import { Exact } from '../exact.ts'
import { identifier, nearestName } from '../names.ts'
import { simpleTypes, type TypeShape, typeWords } from '../shape.ts'
import type { Scale } from '../standard.ts'
import { anyType, numberType, type RecordType, type Type } from '../types.ts'
import type { Path, Report } from './report.ts'

/** The type a fact or quantity is declared with. */
export function buildType(shape: TypeShape, path: Path, scales: ReadonlyMap<string, Scale>, report: Report): Type {
  if (typeof shape === 'string') return simple(shape)
  const kinds = Object.keys(shape).filter((k) => !['unit', 'size', 'title'].includes(k))
  if (kinds.length !== 1) {
    report.error(
      path,
      'one-type',
      { zh: '类型须恰好写一种', en: 'Exactly one type is written' },
      { expected: [...simpleTypes, ...typeWords].join(', '), got: kinds.join(', ') },
    )
    return anyType
  }
  const unit = shape.unit ? { unit: shape.unit } : {}
  if (shape.type) {
    const made = simple(shape.type)
    return made.k === 'number' ? { ...made, ...unit } : made
  }
  if (shape['one-of']) return { k: 'word', words: unique(shape['one-of'], [...path, 'one-of'], report) }
  if (shape['some-of']) return { k: 'words', words: unique(shape['some-of'], [...path, 'some-of'], report) }
  if (shape.date) return { k: 'date', open: true }
  if (shape.time) return { k: 'time', open: true }
  if (shape.level) return levelType(shape.level, [...path, 'level'], scales, report)
  if (shape.record) return buildRecord(shape.record, [...path, 'record'], scales, report)
  if (shape.list) {
    const of = isFields(shape.list)
      ? buildRecord(shape.list, [...path, 'list'], scales, report)
      : buildType(shape.list, [...path, 'list'], scales, report)
    const size = shape.size ? Number(shape.size) : undefined
    if (size !== undefined && !(Number.isInteger(size) && size > 0)) {
      report.error(
        [...path, 'size'],
        'not-a-number',
        { zh: '长度须是正整数', en: 'The size is a whole number above 0' },
        { got: shape.size },
      )
    }
    return { k: 'list', of, ...(size ? { size } : {}) }
  }
  const kind = kinds[0] as 'integer' | 'number' | 'ratio'
  const bounds = shape[kind]!
  const lo = bound(bounds[0])
  const hi = bound(bounds[1])
  if (!lo || !hi || lo.compare(hi) > 0) {
    report.error(
      [...path, kind],
      'bounds',
      { zh: '界限须是两个数，小者在前', en: 'Bounds are two numbers, the lower first' },
      { expected: '[0, 100], [0, inf]', got: `[${bounds.join(', ')}]` },
    )
    return anyType
  }
  return numberType(lo, hi, { ...unit, ...(kind === 'integer' ? { integer: true } : {}) })
}

export function simple(name: (typeof simpleTypes)[number]): Type {
  switch (name) {
    case 'yes-no':
    case 'text':
    case 'date':
    case 'time':
      return { k: name }
    case 'ratio':
      return numberType(Exact.zero, Exact.one)
    case 'integer':
      return numberType(Exact.minusInfinity, Exact.infinity, { integer: true })
    case 'number':
      return numberType(Exact.minusInfinity, Exact.infinity)
  }
}

export function levelType(id: string, path: Path, scales: ReadonlyMap<string, Scale>, report: Report): Type {
  const scale = scales.get(id)
  if (!scale) {
    unknownScale(id, path, scales, report)
    return anyType
  }
  return scaleType(scale)
}

export function scaleType(scale: Scale): Type & { k: 'number' } {
  return numberType(scale.levels[0]!.number, scale.levels.at(-1)!.number, {
    scale: scale.id,
    ...(scale.levels.every((l) => l.number.whole) ? { integer: true } : {}),
  })
}

export function unknownScale(id: string, path: Path, scales: ReadonlyMap<string, Scale>, report: Report): void {
  const near = nearestName(id, scales.keys())
  report.error(
    path,
    'unknown-scale',
    { zh: `没有名为“${id}”的标度`, en: `There is no scale named "${id}"` },
    {
      expected: [...scales.keys()].join(', '),
      got: id,
      next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
    },
  )
}

/** A map under `list:` is the fields of a record, unless all its keys are words of the type language. */
function isFields(list: TypeShape | { [field: string]: TypeShape }): list is { [field: string]: TypeShape } {
  return typeof list === 'object' && !Object.keys(list).every((k) => typeWords.includes(k))
}

export function buildRecord(
  fields: { [field: string]: TypeShape },
  path: Path,
  scales: ReadonlyMap<string, Scale>,
  report: Report,
): RecordType {
  const built = new Map<string, Type>()
  for (const [name, shape] of Object.entries(fields)) {
    if (!identifier.test(name)) badName(name, [...path, name], report)
    built.set(name, buildType(shape, [...path, name], scales, report))
  }
  return { k: 'record', fields: built }
}

export function badName(name: string, path: Path, report: Report): void {
  report[path.at(-1) === name ? 'keyError' : 'error'](
    path,
    'bad-name',
    {
      zh: '公式可见的名字只能用字母、数字与下划线',
      en: 'A name that formulas see has letters, digits and underscores only',
    },
    {
      expected: 'T1_2',
      got: name,
      next: { zh: '印刷编号写在 clause 中', en: 'write the printed number as `clause:`' },
    },
  )
}

function unique(words: readonly string[], path: Path, report: Report): readonly string[] {
  const twice = words.find((w, i) => words.indexOf(w) !== i)
  if (twice) report.error(path, 'twice', { zh: `“${twice}”出现两次`, en: `"${twice}" is listed twice` })
  return words
}

function bound(text: string): Exact | undefined {
  if (text === 'inf') return Exact.infinity
  if (text === '-inf') return Exact.minusInfinity
  return Exact.parse(text)
}
