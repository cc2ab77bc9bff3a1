import type { Step } from '../../../crosswalk/infer.ts'
import type { Author, Confidence } from '../../../crosswalk/mapping.ts'
import type { Network, Row } from '../../../crosswalk/network.ts'
import { any, type Possible, type Relation, spelled } from '../../../crosswalk/relation.ts'
import { type Review, reviewOf } from '../../../crosswalk/review/reviewed.ts'
import { type Lang, say, type Text } from '../../../language/text.ts'

const relationText: Readonly<Record<Relation, Text>> = {
  equal: { zh: '等同', en: 'equal' },
  subset: { zh: '被包含', en: 'subset' },
  superset: { zh: '包含', en: 'superset' },
  intersects: { zh: '相交', en: 'intersects' },
  none: { zh: '无关', en: 'none' },
}
const confidenceText: Readonly<Record<Confidence, Text>> = {
  high: { zh: '把握高', en: 'high confidence' },
  medium: { zh: '把握中', en: 'medium confidence' },
  low: { zh: '把握低', en: 'low confidence' },
  unspecified: { zh: '未说明把握', en: 'confidence not stated' },
}

export const relationIn = (possible: Possible, lang: Lang): string =>
  possible === any
    ? say({ zh: '不能推出任何关系', en: 'nothing follows' }, lang)
    : spelled(possible)
        .map((r) => say(relationText[r], lang))
        .join(say({ zh: '或', en: ' or ' }, lang))

export const confidenceIn = (c: Confidence, lang: Lang): string => say(confidenceText[c], lang)

/** Whose word a row is, and who else looked at it. */
export function whose({ set }: Row, lang: Lang): string {
  return `${authorIn(set.author, lang)}, ${reviewIn(reviewOf(set), lang)}`
}

function authorIn(author: Author, lang: Lang): string {
  if (author === 'plumbline') return say({ zh: '准绳的映射（拟）', en: 'Plumbline’s mapping (proposed)' }, lang)
  if (author === 'official') return say({ zh: '发布者的映射', en: 'of the publishers' }, lang)
  return say({ zh: '导入', en: 'imported' }, lang)
}

export function reviewIn({ reviewed, reviewers }: Review, lang: Lang): string {
  const names = reviewers.join(', ')
  if (reviewed === 'by-nobody')
    return say({ zh: '尚无作者以外的人评审', en: 'reviewed by nobody but its authors' }, lang)
  if (reviewed === 'by-one')
    return say({ zh: `${names}一人评审，无第二人`, en: `reviewed by ${names} alone, no second` }, lang)
  return say({ zh: `${names}评审`, en: `reviewed by ${names}` }, lang)
}

export function placeIn(net: Network, node: number, lang: Lang): string {
  const place = net.places[node]
  // a node that stands for several requirements together
  if (place === undefined) return say({ zh: '（合在一起）', en: '(taken together)' }, lang)
  return `${place.framework.id}#${place.requirement.id} ${say(place.requirement.title, lang)}`.trim()
}

export function stepIn(net: Network, step: Step, lang: Lang): string {
  const row = step.row === null ? undefined : net.rows[step.row]
  const why = row
    ? `${row.set.id}/${row.mapping.id}, ${confidenceIn(row.mapping.confidence, lang)}, ${whose(row, lang)}`
    : say({ zh: '整体与部分', en: 'whole and part' }, lang)
  return `${placeIn(net, step.from, lang)} —${relationIn(step.possible, lang)}→ ${placeIn(net, step.to, lang)} [${why}]`
}
