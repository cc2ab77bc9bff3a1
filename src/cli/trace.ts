import type { Report } from '../assessment/report.ts'
import { shown } from '../assessment/verdict.ts'
import { names } from '../attestation/layout.ts'
import { formulasOf } from '../language/assemble/dependencies.ts'
import { walk } from '../language/formula/tree.ts'
import { type Lang, say } from '../language/text.ts'

/** From a result down to the files it rests on: node, formula, inputs, measurement, results. Undefined if there is no such node. */
export function trace(report: Report, path: string, lang: Lang): string[] | undefined {
  const { judgement, standard } = report
  if (!judgement.nodes[path]) return undefined
  const lines: string[] = []
  const seen = new Set<string>()
  const visit = (at: string, depth: number): void => {
    const judged = judgement.nodes[at]
    if (!judged || seen.has(at) || depth > 8) return
    seen.add(at)
    const node = standard.nodes.get(judged.id)!
    const pad = '  '.repeat(depth)
    const clause = node.clause ? ` [${node.clause}]` : ''
    lines.push(
      `${pad}${at}${clause} ${say(node.title, lang)} = ${shown(judged)}  (${node.from.map((s) => standard.sources.get(s)?.title ?? s).join('; ')})`,
    )
    if (judged.applies === 'no') return
    for (const i of judged.inputs) lines.push(`${pad}  ${i.text} = ${i.value}`)
    const measures = new Set<string>()
    const next = new Set<string>(judged.parts)
    for (const f of formulasOf(node)) {
      for (const e of walk(f)) {
        if (e.op === 'measure') measures.add(e.measure)
        if (e.op === 'property' && e.of.op === 'node') next.add(e.of.id)
      }
    }
    for (const id of measures) {
      const m = report.measures.find((r) => r.measure === id)
      lines.push(
        m
          ? `${pad}  ← ${id}: ${m.instrument} ${m.version}, n = ${m.n}, ${names.results(id)} (${m.items.answered}/${m.items.planned})`
          : `${pad}  ← ${id}: ${lang === 'zh' ? '未测定' : 'not determined'}`,
      )
    }
    if (node.check) {
      const f = report.findings[judged.id]
      lines.push(
        `${pad}  ← ${lang === 'zh' ? '检查' : 'finding'}: ${f ? `${f.satisfied} (${f.evidence ?? 'measured'})${f.note ? ` ${f.note}` : ''}` : lang === 'zh' ? '尚无' : 'none yet'}`,
      )
    }
    for (const id of next) visit(id, depth + 1)
  }
  visit(path, 0)
  return lines
}
