import stringWidth from 'string-width'
import { findStandard, listStandards } from '../../assessment/library.ts'
import type { Node, Standard } from '../../language/standard.ts'
import { say } from '../../language/text.ts'
import { nameType } from '../../language/types.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

export async function list(common: Common): Promise<number> {
  const c = new Console(common)
  const rows = listStandards().map((entry) => {
    const found = findStandard(entry.id)
    return {
      id: entry.id,
      edition: found.ok ? found.value.standard.edition : '?',
      authority: found.ok ? found.value.standard.authority : '?',
      title: found.ok ? say(found.value.standard.title, c.lang) : c.say('（有误）', '(broken)'),
    }
  })
  if (c.json) {
    c.data(rows)
    return exit.conforms
  }
  const width = (key: 'id' | 'edition' | 'authority') => Math.max(...rows.map((r) => stringWidth(r[key])))
  const pad = (text: string, to: number) => text + ' '.repeat(Math.max(0, to - stringWidth(text)))
  for (const r of rows)
    c.out(
      `${pad(r.id, width('id'))}  ${pad(r.edition, width('edition'))}  ${pad(r.authority, width('authority'))}  ${r.title}`,
    )
  return exit.conforms
}

export async function show(reference: string, common: Common): Promise<number> {
  const c = new Console(common)
  const found = findStandard(reference)
  if (!found.ok) return c.refuse(found.problems)
  const s = found.value.standard
  if (c.json) {
    c.data(outline(s))
    return exit.conforms
  }
  c.out(`${say(s.title, c.lang)}\n${s.id} ${s.edition} · ${s.authority} · sha256:${s.hash}`)
  c.out(`\n${c.say('来源', 'Sources')}`)
  for (const [id, source] of s.sources)
    c.out(
      `  ${id}: ${source.title}${source.kind === 'proposal' ? c.say('（本产品的参考设计）', ' (our reference design)') : ''}${source.note ? ` — ${source.note}` : ''}`,
    )
  c.out(`\n${c.say('事实', 'Facts')}`)
  for (const [name, type] of s.facts) c.out(`  ${name}: ${nameType(type)} ${say(s.factTitles.get(name), c.lang)}`)
  c.out(`\n${c.say('测量', 'Measures')}`)
  for (const m of s.measures.values())
    c.out(
      `  ${m.id}: ${m.instrument ?? m.standard} → ${[...m.gives.keys()].join(', ')}${m.minimum ? ` (n ≥ ${m.minimum})` : ''}`,
    )
  for (const [label, ids] of [
    [c.say('要求', 'Requirements'), s.requirements],
    [c.say('指标', 'Indicators'), s.indicators],
    [c.say('结果', 'Results'), s.results],
  ] as const) {
    if (ids.length === 0) continue
    c.out(`\n${label}`)
    for (const id of ids) tree(c, s, s.nodes.get(id)!, 1)
  }
  return exit.conforms
}

function tree(c: Console, s: Standard, n: Node, depth: number): void {
  const rule = n.holds?.text ?? n.value?.text ?? (n.check ? `check: ${n.check.join(', ')}` : n.table ? 'table' : '')
  const scale = n.level ? ` → ${n.level.scale.id}` : ''
  c.out(
    `${'  '.repeat(depth)}${n.id}${n.clause ? ` [${n.clause}]` : ''} ${say(n.title, c.lang)}${n.weight ? ` (${c.say('权重', 'weight')} ${n.weight.text ?? ''})` : ''}${rule ? `: ${rule}` : ''}${scale}`,
  )
  for (const id of n.of) {
    const child = s.nodes.get(id)!
    if (child.parent === n.id) tree(c, s, child, depth + 1)
  }
}

function outline(s: Standard) {
  return {
    id: s.id,
    edition: s.edition,
    title: s.title,
    authority: s.authority,
    hash: s.hash,
    sources: Object.fromEntries(s.sources),
    facts: Object.fromEntries([...s.facts].map(([k, t]) => [k, nameType(t)])),
    measures: Object.fromEntries(
      [...s.measures].map(([k, m]) => [
        k,
        { instrument: m.instrument, standard: m.standard, gives: [...m.gives.keys()], minimum: m.minimum },
      ]),
    ),
    requirements: s.requirements,
    indicators: s.indicators,
    results: s.results,
    nodes: [...s.nodes.keys()],
  }
}
