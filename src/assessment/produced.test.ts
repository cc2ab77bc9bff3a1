import { expect, test } from 'vitest'
import { instruments } from '../instruments/registry.ts'
import { producedBy } from './produced.ts'

test('what an instrument produces is written down in its order, with titles, units and the fields of lists', () => {
  const produced = producedBy({
    b: { kind: 'number', unit: 'ms', title: { zh: '时延', en: 'latency' } },
    a: {
      kind: 'list',
      fields: { x: { kind: 'word', title: { zh: '类', en: 'class' } } },
      title: { zh: '各类', en: 'by class' },
    },
  })
  expect(produced).toEqual([
    { name: 'b', title: { zh: '时延', en: 'latency' }, kind: 'number', unit: 'ms' },
    {
      name: 'a',
      title: { zh: '各类', en: 'by class' },
      kind: 'list',
      fields: [{ name: 'x', title: { zh: '类', en: 'class' }, kind: 'word' }],
    },
  ])
})

test('every instrument has a title in both languages for whatever it produces, and it survives the plan of a bundle', () => {
  const untitled = (of: ReturnType<typeof producedBy>, at: string): string[] =>
    of.flatMap((p) => [
      ...(p.title.zh && p.title.en ? [] : [`${at}.${p.name}`]),
      ...untitled(p.fields ?? [], `${at}.${p.name}`),
    ])
  for (const i of instruments.values()) {
    const produced = producedBy(i.produces)
    expect(untitled(produced, i.name)).toEqual([])
    expect(JSON.parse(JSON.stringify(produced))).toEqual(produced)
  }
})
