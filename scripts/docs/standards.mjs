import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../setup.mjs'
import { both, code, page, table } from './markdown.mjs'

const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href)

/** What a fact or quantity may be, in the words of the language. */
function typeText(t) {
  switch (t.k) {
    case 'number':
      if (t.scale) return `level of ${t.scale}`
      return [t.integer ? 'integer' : 'number', range(t), t.unit].filter(Boolean).join(' ')
    case 'word':
      return t.words ? `one of ${t.words.join(', ')}` : 'word'
    case 'words':
      return `some of ${t.words.join(', ')}`
    case 'list':
      return `list of ${typeText(t.of)}`
    case 'record':
      return `{ ${[...t.fields.keys()].join(', ')} }`
    case 'date':
    case 'time':
      return t.open ? `${t.k}, open` : t.k
    default:
      return t.k
  }
}

function range(t) {
  const [lo, hi] = [t.lo.toString(), t.hi.toString()]
  return lo === '-inf' && hi === 'inf' ? '' : `${lo}..${hi}`
}

function resultRow(standard, id) {
  const n = standard.nodes.get(id)
  const gives = n.level
    ? `level of ${n.level.scale.id}`
    : n.gives
      ? n.gives.join(', ')
      : n.holds
        ? 'holds or not'
        : typeText(n.type ?? { k: 'yes-no' })
  return [code(id), both(n.title), gives, n.qualifies.map(code).join(', ')]
}

function section(found, cases) {
  const { standard: s, file } = found
  const folder = relative(root, join(file, '..')).split('\\').join('/')
  const readme = existsSync(join(root, folder, 'README.md')) ? ` · [README](../../${folder}/README.md)` : ''
  const checks = cases.reduce((n, c) => n + Object.keys(c.expect).length, 0)
  const decision = s.decision.kind === 'point' ? 'point' : `guarded ${s.decision.confidence}`
  return [
    `## ${s.id}`,
    `${both(s.title)}. Edition ${s.edition}, authority \`${s.authority}\`, decision \`${decision}\`${s.calendar ? `, calendar \`${s.calendar}\`` : ''}. [standard.yaml](../../${folder}/standard.yaml)${readme}`,
    `${s.nodes.size} nodes: ${s.requirements.length} requirements, ${s.indicators.length} indicators and ${s.results.length} results at the top, the others inside them. ${s.tables.size} tables. ${cases.length} cases with ${checks} checks.`,
    `### Results of ${s.id}\n\n${table(
      ['id', 'title', 'gives', 'qualifies'],
      s.results.map((id) => resultRow(s, id)),
    )}`,
    s.measures.size > 0 &&
      `### Measures of ${s.id}\n\n${table(
        ['id', 'determined by', 'least n', 'quantities'],
        [...s.measures.values()].map((m) => [
          code(m.id),
          code(m.instrument ?? m.standard),
          m.minimum ?? '',
          [...m.gives].map(([q, t]) => `\`${q}\` (${typeText(t)})`).join('; '),
        ]),
      )}`,
    s.facts.size > 0 &&
      `### Facts of ${s.id}\n\n${table(
        ['id', 'title', 'may be'],
        [...s.facts].map(([id, t]) => [code(id), both(s.factTitles.get(id)), typeText(t)]),
      )}`,
    `### Sources of ${s.id}\n\n${table(
      ['key', 'title', 'status', 'note'],
      [...s.sources].map(([id, x]) => [
        code(id),
        x.title,
        [x.kind === 'proposal' ? 'our proposal' : x.kind, x.status].filter(Boolean).join(', '),
        x.note ?? '',
      ]),
    )}`,
  ].filter(Boolean)
}

/** Every standard of the library: what it asks, what it gives, what it cites. */
export async function standardsPage() {
  const { findStandard, listStandards } = await built('assessment/library.js')
  const { readCases } = await built('judge/cases.js')
  const all = listStandards().map(({ id, file }) => {
    const found = findStandard(file)
    if (!found.ok) throw new Error(`${id} does not load: ${found.problems[0].code}`)
    const path = file.replace(/standard\.yaml$/, 'standard.test.yaml')
    const cases = readCases(path, readFileSync(path, 'utf8'), found.value.standard)
    if (!cases.ok) throw new Error(`the cases of ${id} do not load: ${cases.problems[0].code}`)
    return { found: found.value, cases: cases.value }
  })
  const overview = table(
    ['standard', 'title', 'authority', 'nodes', 'cases'],
    all.map(({ found: { standard: s }, cases }) => [
      `[${s.id}](#${s.id.replaceAll('/', '')})`,
      both(s.title),
      s.authority,
      s.nodes.size,
      cases.length,
    ]),
  )
  return page('Standards / 标准', 'the library in `standards/`', [
    overview,
    ...all.flatMap(({ found, cases }) => section(found, cases)),
  ])
}
