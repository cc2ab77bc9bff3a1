import { problem, warning } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'
import { keyOf, type Requirement } from '../framework.ts'
import type { MappingSet } from '../mapping.ts'
import type { Row } from '../network.ts'
import { titleLikeness } from '../titles.ts'
import { at, type Lint, type LintOptions, told } from './told.ts'

/** X11 */
export function ofSet(set: MappingSet): Lint[] {
  if (set.publishable || set.status !== 'approved') return []
  const text: Text = {
    zh: '该映射集已批准,但其许可不允许公开其内容',
    en: 'The set is approved, but its licence does not let others see its rows',
  }
  const next: Text = {
    zh: '仅在内部使用,或取得许可',
    en: 'Keep it to yourselves, or obtain leave',
  }
  return [
    {
      rule: 'X11',
      set: set.id,
      problem: warning('mapping-licence', text, {
        place: { path: set.id },
        ...(set.licence ? { got: set.licence } : {}),
        next,
      }),
    },
  ]
}

/** What one row shows by itself: X1, X2, X3, X8, X10, X12. */
export function ofRow(row: Row, requirements: ReadonlyMap<string, Requirement>, options: LintOptions): Lint[] {
  const { set, mapping } = row
  const { strength, relation } = mapping
  const place = at(row)
  const found: Lint[] = []
  const known: (readonly Requirement[])[] = []
  for (const side of ['source', 'target'] as const) {
    const framework = set[side]
    const ids = mapping[side]
    if (ids.length === 1 && ids[0] === '*') {
      const text: Text = {
        zh: '映射到整份文件,无法逐条核对',
        en: 'It maps a whole document, which nobody can check requirement by requirement',
      }
      found.push(told('X10', row, warning('mapping-whole-document', text, { place, got: `${framework} *` })))
      continue
    }
    const own = ids.flatMap((id) => requirements.get(keyOf(framework, id)) ?? [])
    known.push(own)
    for (const id of ids)
      if (!requirements.has(keyOf(framework, id))) {
        const text: Text = { zh: '该框架中没有这一条', en: 'The framework has no such requirement' }
        found.push(told('X1', row, problem('mapping-unknown-id', text, { place, got: `${framework} ${id}` })))
      } else if (options.changed?.has(keyOf(framework, id))) {
        const text: Text = {
          zh: '该条在映射批准后有变更',
          en: 'The requirement changed after the mapping was approved',
        }
        const next: Text = { zh: '重新评审这一行', en: 'Review the row again' }
        found.push(
          told('X12', row, warning('mapping-requirement-changed', text, { place, got: `${framework} ${id}`, next })),
        )
      }
    const carried = mapping.titles?.[side]
    const [only] = own
    if (carried !== undefined && own.length === 1 && ids.length === 1 && only !== undefined) {
      const best = Math.max(...[only.title.zh, only.title.en].map((t) => (t ? titleLikeness(t, carried) : 0)))
      const text: Text = {
        zh: '所带标题与该条的标题不符',
        en: 'The title that it carries is not that of the requirement',
      }
      const ours = [only.title.zh, only.title.en].filter(Boolean).join(' / ')
      if (ours !== '' && best < (options.likeness ?? 0.55))
        found.push(told('X2', row, warning('mapping-title-differs', text, { place, expected: ours, got: carried })))
    }
  }
  const testable = known.map((side) => side.some((r) => r.testable))
  if (relation === 'equal' && known.length === 2 && known.every((s) => s.length > 0) && testable[0] !== testable[1]) {
    const text: Text = {
      zh: '一方可检验而另一方不可检验,不能等同',
      en: 'One side can be tested and the other cannot: they are not equal',
    }
    found.push(told('X3', row, warning('mapping-equal-untestable', text, { place })))
  }
  if (strength !== undefined && (!(strength >= 0 && strength <= 10) || (strength === 0) !== (relation === 'none'))) {
    const text: Text = { zh: '强度与关系不合', en: 'Strength and relation do not go together' }
    const expected = relation === 'none' ? '0' : '1-10'
    found.push(told('X8', row, problem('mapping-strength', text, { place, expected, got: String(strength) })))
  }
  return found
}
