import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { root } from '../setup.mjs'
import { both, code, page, table } from './markdown.mjs'

const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href)

function kind(k) {
  if (k.kind === 'list')
    return `list of { ${Object.entries(k.fields)
      .map(([f, x]) => `${f}: ${kind(x)}`)
      .join(', ')} }`
  return [k.kind, k.unit].filter(Boolean).join(', ')
}

function paramType(p) {
  if (p.enum) return p.enum.map((x) => JSON.stringify(x)).join(', ')
  if (p.const !== undefined) return JSON.stringify(p.const)
  const options = p.anyOf ?? p.oneOf
  if (options) return options.map(paramType).join(' or ')
  if (p.type === 'array') return `list of ${paramType(p.items ?? {})}`
  if (p.type === 'object') return 'map'
  const exact = (n) => Number.isSafeInteger(n) && Math.abs(n) < Number.MAX_SAFE_INTEGER
  const lo = p.minimum ?? p.exclusiveMinimum
  const hi = p.maximum ?? p.exclusiveMaximum
  const limits = [
    lo !== undefined && (exact(lo) || !Number.isInteger(lo)) && Math.abs(lo) < 2 ** 53 - 1 ? `≥ ${lo}` : '',
    hi !== undefined && Math.abs(hi) < 2 ** 53 - 1 ? `≤ ${hi}` : '',
  ]
  return [p.type ?? 'any', ...limits].filter(Boolean).join(' ')
}

function section(i) {
  const schema = z.toJSONSchema(i.params, { io: 'input', unrepresentable: 'any' })
  const required = new Set(schema.required ?? [])
  const params = Object.entries(schema.properties ?? {}).map(([name, p]) => [
    code(name),
    paramType(p),
    p.default !== undefined ? code(JSON.stringify(p.default)) : required.has(name) ? 'required' : '',
    p.description ?? '',
  ])
  const produced = Object.entries(i.produces).map(([name, k]) => [code(name), kind(k), k.better ?? '', both(k.title)])
  return [
    `## ${i.name}`,
    `${both(i.title)}. Version ${i.version}. Method: ${both(i.method.title)}. Source: ${i.method.source}. Share of set-up errors at which a run is invalid: above ${i.errorLimit ?? 0.02}.`,
    params.length > 0 ? table(['parameter', 'may be', 'default', 'meaning'], params) : '',
    produced.length > 0
      ? table(['quantity', 'kind', 'better', 'title'], produced)
      : 'Gives whatever quantities the standard asks of the measure.',
  ]
}

/** Every instrument: method, parameters, what it produces. */
export async function instrumentsPage() {
  const { instruments } = await built('instruments/registry.js')
  const { supplied } = await built('instruments/records/supplied.js')
  const all = [...instruments.values(), supplied].sort((a, b) => (a.name < b.name ? -1 : 1))
  return page('Instruments / 仪器', 'the registry in `src/instruments`', [
    'A standard names an instrument under `measures:` and gives its parameters under `with:`. How to add one: [add-an-instrument](../how-to/add-an-instrument.md).',
    ...all.flatMap(section),
  ])
}
