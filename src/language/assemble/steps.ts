import { plainNumber } from '../formula/join.ts'
import type { StepShape } from '../shape.ts'
import type { Scale, Step } from '../standard.ts'
import { nameType, type Type } from '../types.ts'
import type { Draft } from './drafts.ts'
import { scaleType } from './facts.ts'
import type { NodeBuilder, Own } from './nodes.ts'
import type { Path } from './report.ts'
import { titleOf } from './scales.ts'

export function buildSteps(
  b: NodeBuilder,
  d: Draft,
  raw: Type | undefined,
  scale: Scale | undefined,
  own: Own,
): Step[] {
  const steps: Step[] = []
  const shapes = d.shape.adjust ?? []
  if (shapes.length > 0 && !scale && raw && raw.k !== 'number' && raw.k !== 'any') {
    b.world.report.error(
      [...d.path, 'adjust'],
      'nothing-to-adjust',
      { zh: '没有可调整的数或等级', en: 'There is no number and no level to adjust' },
      { got: nameType(raw) },
    )
  }
  if (shapes.length > 0 && !scale && !raw) {
    b.world.report.error(
      [...d.path, 'adjust'],
      'nothing-to-adjust',
      { zh: '没有可调整的数或等级', en: 'There is no number and no level to adjust' },
      { expected: 'value, table, level' },
    )
  }
  const names: Own = { ...own, value: plainNumber(), ...(scale ? { level: scaleType(scale) } : {}) }
  shapes.forEach((s, i) => {
    const step = buildStep(b, d, s, [...d.path, 'adjust', i], scale, names)
    if (step) steps.push(step)
  })
  orderLint(b, d, steps)
  return steps
}

function buildStep(
  b: NodeBuilder,
  d: Draft,
  s: StepShape,
  path: Path,
  scale: Scale | undefined,
  names: Own,
): Step | undefined {
  const { report } = b.world
  const kinds = (['at-most', 'at-least', 'add', 'set', 'round'] as const).filter((k) => s[k] !== undefined)
  if (kinds.length !== 1) {
    report.error(
      path,
      'one-step',
      { zh: '一步只做一件事', en: 'A step does one thing' },
      { expected: 'at-most | at-least | add | set | round', got: kinds.join(', ') },
    )
    return undefined
  }
  const does = kinds[0]!
  b.world.checkSources(s.from, [...path, 'from'])
  const when = s.when === undefined ? undefined : b.formula(d, s.when, [...path, 'when'], names, 'yes-no')
  if (s.when !== undefined && !when) return undefined
  const common = {
    ...(when ? { when } : {}),
    ...(s.because ? { because: titleOf(s.because) } : {}),
    ...(s.from ? { from: s.from } : {}),
    place: report.place(path),
  }
  if (does === 'round') {
    const digits = Number(s.round)
    if (!Number.isInteger(digits) || Math.abs(digits) > 100) {
      report.error(
        [...path, 'round'],
        'not-a-number',
        { zh: '位数须是整数', en: 'The digits are a whole number' },
        { got: s.round },
      )
      return undefined
    }
    return { ...common, does, digits }
  }
  const amount = b.formula(d, s[does]!, [...path, does], names, 'number')
  if (!amount) return undefined
  if (scale && amount.type.k === 'number' && amount.type.scale && amount.type.scale !== scale.id && does !== 'add') {
    report.error(
      [...path, does],
      'two-scales',
      { zh: '是另一标度的等级', en: 'This is a level of another scale' },
      { expected: scale.id, got: amount.type.scale },
    )
  }
  return { ...common, does, amount }
}

function orderLint(b: NodeBuilder, d: Draft, steps: readonly Step[]): void {
  const set = steps.findIndex((s) => s.does === 'set')
  const after = steps.findIndex((s, i) => set >= 0 && i > set && (s.does === 'add' || s.does === 'at-least'))
  if (after >= 0) {
    b.world.report.warn([...d.path, 'adjust', after], 'step-order', {
      zh: `第 ${after + 1} 步会抬高第 ${set + 1} 步已定的结果`,
      en: `Step ${after + 1} can raise what step ${set + 1} has set`,
    })
  }
}
