import type { Draft, Read } from '../draft.ts'
import { type Advice, aboutWords } from './advice.ts'

/** Elements of a document that hold no requirement, by their headings. */
const informative = {
  zh: /^(?:[\d.\s]*)(?:范围|规范性引用文件|术语和定义|术语|定义|符号|缩略语|符号和缩略语|前言|引言|参考文献|目次)$/,
  en: /^(?:[\d.\s]*)(?:scope|normative references|terms|definitions|terms and definitions|symbols|abbreviated terms|foreword|introduction|bibliography)$/i,
}
const places = {
  note: { zh: '注', en: 'a note' },
  example: { zh: '示例', en: 'an example' },
  footnote: { zh: '脚注', en: 'a footnote' },
  element: { zh: '资料性要素（如范围、术语）', en: 'an element that only informs, such as scope or terms' },
}

/** A requirement in a note, an example, a footnote, or under a heading such as scope or terms. */
export function requirementOutOfPlace({ clauses, reads }: Draft): readonly Advice[] {
  const byId = new Map(clauses.map((c) => [c.id, c]))
  const underInformative = ({ clause }: Read): boolean => {
    for (let c: typeof clause | undefined = clause; c; c = c.parent === undefined ? undefined : byId.get(c.parent))
      if (c.words.some((w) => w.field === 'title' && informative[w.lang].test(w.raw.text.trim()))) return true
    return false
  }
  return reads.flatMap((read) => {
    const element = underInformative(read)
    return read.provisions.flatMap((p) => {
      const where =
        p.kind === 'note' || p.kind === 'example' || p.kind === 'footnote'
          ? p.kind
          : read.field === 'note'
            ? 'note'
            : element
              ? 'element'
              : undefined
      const verb = p.modals.find((m) => m.class === 'requirement')
      if (where === undefined || !verb) return []
      const place = places[where]
      return [
        aboutWords(
          read,
          verb,
          'draft-requirement-out-of-place',
          { zh: `${place.zh}里有要求（“${verb.form}”）`, en: `There is a requirement ("${verb.form}") in ${place.en}` },
          {
            next: {
              zh: '移到正文条款，或改为陈述',
              en: 'move it to a clause of its own, or make it a statement',
            },
          },
        ),
      ]
    })
  })
}
