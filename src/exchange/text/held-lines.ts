import { say } from '../../language/text.ts'
import { wrap } from './columns.ts'
import { nextThreshold, sidesText } from './conditions.ts'
import { decisionShort } from './decision.ts'
import { heldBack, type Obstacle, type Proviso } from './held-back.ts'
import { kindsOf, kindText } from './results.ts'
import { stepText } from './steps.ts'
import { showMain, showStep } from './values.ts'
import { at, labelOf, levelName, type View } from './view.ts'

/** What held the headline back, as an indented list, nearest first. */
export function heldLines(view: View, width: number): readonly string[] {
  const { held } = view.words
  const id = view.standard.results[0]
  const found = id === undefined ? undefined : at(view, id)
  if (id === undefined || !found) return []
  const h = heldBack(view, id)
  const lines: string[] = []
  if (h.provisos.length > 0) lines.push(...wrap(held.provisos, width, '  '), ...list(view, h.provisos, width, 1))
  if (h.rung && found.node.level) {
    const name = levelName(view, found.node.level.scale, h.rung.level)
    lines.push(
      ...wrap(h.rung.turned ? held.reached(name) : held.next(name, decisionShort(view, h.rung.decision)), width, '  '),
      ...list(view, h.rung.conditions, width, 1),
    )
  }
  if (h.parts.length > 0) lines.push(...wrap(partsTitle(view, id), width, '  '), ...list(view, h.parts, width, 1))
  return [held.title, ...(lines.length > 0 ? lines : wrap(held.nothingFound, width, '  '))]
}

function list(view: View, items: readonly Obstacle[], width: number, depth: number): readonly string[] {
  const indent = '  '.repeat(depth + 1)
  return items.flatMap((o) => {
    const [first = '', ...rest] = wrap(line(view, o), width - 2, indent)
    return [
      `${indent}- ${first.slice(indent.length)}`,
      ...rest.map((l) => `  ${l}`),
      ...list(view, o.below, width, depth + 1),
    ]
  })
}

function line(view: View, o: Obstacle): string {
  const { words } = view
  switch (o.kind) {
    case 'condition': {
      const c = o.condition
      const sides = sidesText(view, c)
      return `${words.holds[c.holds]}${words.colon}${c.text}${sides && words.inBrackets(sides)}`
    }
    case 'proviso': {
      const because = say(o.step.because, view.lang)
      const may = o.fired === 'yes' ? '' : words.inBrackets(words.held.may)
      return `${because ? `${because}${words.inBrackets(stepText(view, o.step))}` : stepText(view, o.step)}${may}${words.colon}${moved(view, o)}`
    }
    default: {
      const found = at(view, o.path)
      if (!found) return o.path
      const next = o.below.length === 0 ? nextThreshold(view, o.path) : ''
      const kinds = found.node.part === 'results' ? kindsOf(view, found.node.id) : []
      const kind = kinds.length > 0 ? ` [${words.result.kind}${words.colon}${kindText(view, kinds)}]` : ''
      return `${labelOf(view, o.path)}${words.colon}${showMain(view, found.judged, found.node).text}${kind}${next && `${words.semicolon}${next}`}`
    }
  }
}

/** What the parts in a list of obstacles are to the node above them. */
export function partsTitle(view: View, path: string): string {
  const { held } = view.words
  const judged = at(view, path)?.judged
  if (judged?.outcome) return held.failing
  return judged && judged.parts.length > 0 ? held.weakest : held.rests
}

/** What a proviso did to the result, or that it holds it where it is. */
export function moved(view: View, o: Proviso): string {
  const { words } = view
  const shown = (value: string) => showStep(view, at(view, o.path)?.node, value).text
  return o.before === o.after
    ? words.held.stepKept(shown(o.after))
    : words.held.stepChanged(shown(o.before), shown(o.after))
}
