import type { Report } from '../../assessment/report.ts'
import type { JudgedNode } from '../../judge/judgement.ts'
import type { Node, Scale, Standard } from '../../language/standard.ts'
import { type Lang, say, type Text } from '../../language/text.ts'
import { look, type Words, wordsOf } from './words.ts'

/** A report being read in one language: what every section is given. */
export interface View {
  readonly report: Report
  readonly standard: Standard
  readonly lang: Lang
  readonly words: Words
  readonly nodes: Readonly<Record<string, JudgedNode>>
}

export function viewOf(report: Report, lang: Lang): View {
  return { report, standard: report.standard, lang, words: wordsOf(lang), nodes: report.judgement.nodes }
}

/** A judged node with its definition; undefined if the judgement has no such path or the standard no such node. */
export function at(view: View, path: string): { readonly judged: JudgedNode; readonly node: Node } | undefined {
  if (!Object.hasOwn(view.nodes, path)) return undefined
  const judged = view.nodes[path]!
  const node = view.standard.nodes.get(judged.id)
  return node ? { judged, node } : undefined
}

/** `cases[0].E9` stands in `cases[0]`; a path without a list stands at the top. */
export function frameOf(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot < 0 ? '' : path.slice(0, dot)
}

/** The judged paths of a node named from `path`: the nearest enclosing one, else every item's. */
export function resolve(view: View, id: string, path: string): readonly string[] {
  for (let frame = frameOf(path); frame !== ''; frame = frameOf(frame)) {
    const near = `${frame}.${id}`
    if (Object.hasOwn(view.nodes, near)) return [near]
  }
  if (Object.hasOwn(view.nodes, id)) return [id]
  return Object.keys(view.nodes).filter((p) => p.endsWith(`].${id}`))
}

/** Which item of a list a path stands in, from 1. */
export function itemOf(path: string): number | undefined {
  const m = /\[(\d+)\]\.[^.[\]]+$/.exec(path)
  return m ? Number(m[1]) + 1 : undefined
}

/** A formula short enough to stand for a title. */
function shortFormula(node: Node): string {
  const text = node.value?.text ?? ''
  return text.length <= 40 && !/\bof\b/.test(text) ? text : ''
}

/** The name a reader knows a node by: its title, else its printed clause or id with its formula if that is short. */
export function nameOf(view: View, path: string): string {
  const found = at(view, path)
  if (!found) return path
  const item = itemOf(path)
  const name =
    say(found.node.title, view.lang) || [found.node.clause ?? found.node.id, shortFormula(found.node)].join(' ').trim()
  return item === undefined ? name : `${name}${view.words.inBrackets(view.words.node.item(item))}`
}

/** Clause and name, without saying the same twice; a node without a title is told by its formula. */
export function labelOf(view: View, path: string): string {
  const found = at(view, path)
  if (!found) return path
  const { node } = found
  const key = node.clause ?? node.id
  const item = itemOf(path)
  const name = say(node.title, view.lang) || (node.value?.text ?? node.holds?.text ?? '')
  return `${key}${item === undefined ? '' : view.words.inBrackets(view.words.node.item(item))}${name && name !== key ? `  ${name}` : ''}`
}

/** In which language a text will be read: a standard may lack one of them. */
export function langOf(text: Text | string | undefined, lang: Lang): Lang {
  if (text === undefined || typeof text === 'string') return lang
  return text[lang] === undefined ? (lang === 'zh' ? 'en' : 'zh') : lang
}

/** `L3 Interactive`: the id of a level, with its title where it has one. */
export function levelName(view: View, scale: Scale, id: string): string {
  const level = scale.levels.find((l) => l.id === id)
  const title = level ? say(level.title, view.lang) : ''
  if (!title || title.toLowerCase() === id.toLowerCase()) return id
  return isCode(id) ? `${id} ${title}` : title
}

/** A word that a result can be: by the standard's title for it, else as the reports call the usual kinds of result. */
export function wordName(view: View, node: Node, word: string): string {
  return say(node.wordTitles?.get(word), view.lang) || look(view.words.kinds, word)
}

/** `AA` and `Lv4` are how people name a level; `extreme` is only its key, and its title is what they read. */
export function isCode(id: string): boolean {
  return !/^[a-z]/.test(id)
}

/** The place of a level on its scale, for comparing; NaN for an id that is not on it. */
export function levelNumber(scale: Scale, id: string): number {
  return scale.levels.find((l) => l.id === id)?.number.toNumber() ?? Number.NaN
}
