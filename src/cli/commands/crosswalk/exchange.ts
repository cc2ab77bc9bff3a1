import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lint as lintOf } from '../../../crosswalk/lint/lint.ts'
import type { MappingSet } from '../../../crosswalk/mapping.ts'
import { reviewOf } from '../../../crosswalk/review/reviewed.ts'
import { type Crosswalk, tablesOf } from '../../../exchange/crosswalk/catalogue.ts'
import { importCrosswalk } from '../../../exchange/crosswalk/import.ts'
import { idFrom } from '../../../exchange/crosswalk/oscal/catalog.ts'
import { mappingCollection } from '../../../exchange/crosswalk/oscal/export.ts'
import { writeMappings } from '../../../exchange/crosswalk/own/mappings.ts'
import { isError, problem } from '../../../language/problem.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { here } from '../finish.ts'
import { named, opened } from './open.ts'
import { reviewIn } from './words.ts'

/** Looks over the catalogue and the files with it, and says who reviewed each set; 1 where an error is found, warnings alone are 0. */
export async function lint(o: { with: readonly string[] }, common: Common): Promise<number> {
  const c = new Console(common)
  const open = await opened(o.with)
  if (!open.ok) return c.refuse(open.problems)
  const found = lintOf(open.value.frameworks, open.value.sets)
  const all = [...open.warnings, ...found.map((l) => l.problem)]
  const reviews = open.value.sets.map((s) => ({ set: s.id, rows: s.mappings.length, ...reviewOf(s) }))
  if (c.json) c.data({ unread: open.warnings, lint: found, reviews })
  else {
    c.problems(all)
    const width = Math.max(...reviews.map((r) => r.set.length))
    for (const r of reviews)
      c.out(`${r.set.padEnd(width)}  ${c.say(`${r.rows} 行`, `${r.rows} rows`)}, ${reviewIn(r, c.lang)}`)
    const rows = open.value.sets.reduce((n, s) => n + s.mappings.length, 0)
    c.out(
      c.say(
        `${open.value.sets.length} 个映射集，${rows} 行：${all.length} 处须看`,
        `${open.value.sets.length} mapping sets, ${rows} rows: ${all.length} to look at`,
      ),
    )
  }
  return all.some(isError) ? exit.doesNotConform : exit.conforms
}

/** Reads a file of another format and tells what is in it; with `out`, writes it as tables of our own. */
export async function importFile(
  file: string,
  o: { source?: string; target?: string; out?: string },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const read = await importCrosswalk(file, o)
  if (!read.ok) return c.refuse(read.problems)
  const { frameworks, sets, problems } = read.value
  const own = await opened([], [o.source ?? '', o.target ?? ''])
  if (!own.ok) return c.refuse(own.problems)
  const known = [...own.value.frameworks, ...frameworks]
  // what no known framework can be held against is told once
  const settled = named(sets, known)
  const linted = lintOf(known, settled.sets)
  const written: string[] = []
  if (o.out !== undefined) {
    // what no framework is known for is written as it was called: nothing read is lost
    const kept = sets.map((s) => settled.sets.find((known) => known.id === s.id) ?? s)
    for (const [name, text] of tablesOf(withSafeIds({ frameworks, sets: kept }))) {
      const path = join(o.out, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      written.push(path)
    }
  }
  if (c.json) c.data({ frameworks, sets, problems: [...problems, ...settled.problems], lint: linted, written })
  else {
    c.problems([...problems, ...settled.problems, ...linted.map((l) => l.problem)])
    for (const f of frameworks)
      c.out(
        c.say(`框架 ${f.id}：${f.requirements.length} 条`, `framework ${f.id}: ${f.requirements.length} requirements`),
      )
    for (const s of sets)
      c.out(
        c.say(
          `映射集 ${s.id}：${s.source} → ${s.target}，${s.mappings.length} 行`,
          `mapping set ${s.id}: ${s.source} → ${s.target}, ${s.mappings.length} rows`,
        ),
      )
    for (const path of written) c.out(here(path))
  }
  return problems.length > 0 || linted.some((l) => isError(l.problem)) ? exit.doesNotConform : exit.conforms
}

/** Ids name files: each is made safe for one, and two that come to the same are told apart. */
function withSafeIds({ frameworks, sets }: Crosswalk): Crosswalk {
  const safe = (taken: Set<string>) => (id: string) => {
    let name = idFrom(id)
    for (let n = 2; taken.has(name); n++) name = `${idFrom(id)}-${n}`
    taken.add(name)
    return name
  }
  const [ofFramework, ofSet] = [safe(new Set()), safe(new Set())]
  const renamed = new Map(frameworks.map((f) => [f.id, ofFramework(f.id)]))
  return {
    frameworks: frameworks.map((f) => ({ ...f, id: renamed.get(f.id)! })),
    sets: sets.map((s) => ({
      ...s,
      id: ofSet(s.id),
      source: renamed.get(s.source) ?? s.source,
      target: renamed.get(s.target) ?? s.target,
    })),
  }
}

/** Writes mapping sets as an OSCAL mapping collection, or one of them as CSV. */
export async function exportSets(
  o: { set: readonly string[]; with: readonly string[]; out?: string },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const open = await opened(o.with)
  if (!open.ok) return c.refuse(open.problems)
  c.problems(open.warnings)
  const unknown = o.set.find((id) => !open.value.sets.some((s) => s.id === id))
  if (unknown !== undefined)
    return c.refuse([
      problem(
        'unknown-set',
        { zh: '本目录中没有这个映射集', en: 'No record of this mapping set in this catalogue' },
        { expected: open.value.sets.map((s) => s.id).join(', '), got: unknown },
      ),
    ])
  const chosen = open.value.sets.filter((s) => o.set.length === 0 || o.set.includes(s.id))
  const closed = chosen.filter((s) => !s.publishable && o.set.length === 0)
  const sets = chosen.filter((s) => !closed.includes(s))
  if (/\.csv$/i.test(o.out ?? '') && sets.length !== 1)
    return c.refuse([
      problem(
        'one-set',
        { zh: 'CSV 一次只写一个映射集', en: 'CSV holds one mapping set' },
        { got: String(sets.length), next: { zh: '用 --set 选一个', en: 'choose one with --set' } },
      ),
    ])
  const text = /\.csv$/i.test(o.out ?? '')
    ? writeMappings(sets[0] as MappingSet)
    : `${JSON.stringify(mappingCollection(sets, new Date().toISOString()), null, 2)}\n`
  if (o.out === undefined) c.out(text)
  else {
    writeFileSync(o.out, text)
    if (c.json) c.data({ written: o.out, sets: sets.map((s) => s.id) })
    else c.out(here(o.out))
  }
  return exit.conforms
}
