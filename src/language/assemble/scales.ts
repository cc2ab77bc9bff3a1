import { Exact } from '../exact.ts'
import { identifier } from '../names.ts'
import type { StandardShape } from '../shape.ts'
import { evidenceClasses, evidenceScaleId, type LevelDef, parties, partyScaleId, type Scale } from '../standard.ts'
import type { Text } from '../text.ts'
import { badName } from './facts.ts'
import type { Path, Report } from './report.ts'

export function buildScales(shapes: NonNullable<StandardShape['scales']>, report: Report): Map<string, Scale> {
  const scales = new Map<string, Scale>()
  for (const [id, shape] of Object.entries(shapes)) {
    const path: Path = ['scales', id]
    const defs = Array.isArray(shape) ? shape : shape.levels
    const better = Array.isArray(shape) ? 'higher' : (shape.better ?? 'higher')
    const at = Array.isArray(shape) ? path : [...path, 'levels']
    if (id === evidenceScaleId || id === partyScaleId)
      report.error(path, 'names-clash', { zh: `“${id}”是内建标度`, en: `"${id}" is a built-in scale` })
    const levels: LevelDef[] = []
    let next = Exact.one
    defs.forEach((def, i) => {
      const levelId = typeof def === 'string' ? def : def.id
      if (!identifier.test(levelId)) badName(levelId, [...at, i], report)
      const given = typeof def === 'string' || def.number === undefined ? undefined : Exact.parse(def.number)
      if (typeof def !== 'string' && def.number !== undefined && !given)
        report.error(
          [...at, i, 'number'],
          'not-a-number',
          { zh: '不是数', en: 'This is not a number' },
          { got: def.number },
        )
      const number = given ?? next
      const last = levels.at(-1)
      if (last && last.number.compare(number) >= 0) {
        report.error(
          [...at, i],
          'scale-order',
          { zh: '等级须由低到高排列', en: 'Levels are listed lowest number first' },
          { expected: `> ${last.number}`, got: number.toString() },
        )
      }
      levels.push({ scale: id, id: levelId, number, title: titleOf(typeof def === 'string' ? undefined : def.title) })
      // position from 1, unless given: a scale that starts at 0 goes on from there
      next = number.plus(Exact.one)
    })
    scales.set(id, { id, levels, better })
  }
  scales.set(evidenceScaleId, builtIn(evidenceScaleId, evidenceClasses, 0n))
  scales.set(partyScaleId, builtIn(partyScaleId, parties, 1n))
  return scales
}

function builtIn(id: string, words: readonly string[], first: bigint): Scale {
  return {
    id,
    better: 'higher',
    levels: words.map((w, i) => ({ scale: id, id: w, number: Exact.whole(first + BigInt(i)), title: {} })),
  }
}

export function titleOf(t: string | { zh?: string | undefined; en?: string | undefined } | undefined): Text {
  if (t === undefined) return {}
  if (typeof t === 'string') return { zh: t, en: t }
  return { ...(t.zh !== undefined ? { zh: t.zh } : {}), ...(t.en !== undefined ? { en: t.en } : {}) }
}
