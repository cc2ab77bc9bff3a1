import { type Problem, problem } from '../../language/problem.ts'
import type { Catalogue } from '../catalogue.ts'
import { keyOf } from '../edition.ts'
import type { Relation } from './relation.ts'
import { resolve } from './resolve.ts'

/** Dated references to what is over on a day (from 1970-01-01), and relations from what is not in the catalogue. Rule SYS-7. */
export function checkReferences(catalogue: Catalogue, relations: readonly Relation[], day: number): readonly Problem[] {
  const absent = relations
    .filter((r) => catalogue.find(r.from) === undefined)
    .map((r) =>
      problem(
        'related-unknown',
        { zh: '关系的起点不在本目录中', en: 'What the relation starts from is not in this catalogue' },
        { place: { path: `${r.from} → ${r.to}` }, got: r.from },
      ),
    )
  const broken = resolve(catalogue, relations, day)
    .filter((r) => r.broken)
    .map(({ relation, successor }) =>
      problem(
        'reference-broken',
        {
          zh: '注日期的引用指向已被代替或废止的版本',
          en: 'A dated reference leads to an edition that was replaced or withdrawn',
        },
        {
          place: { path: `${relation.from} → ${relation.to}` },
          got: relation.to,
          ...(successor ? { expected: keyOf(successor) } : {}),
          next: {
            zh: '核对新版内容后改引，或改为不注日期的引用',
            en: 'hold the new edition against what is cited and cite it, or cite it without a date',
          },
        },
      ),
    )
  return [...absent, ...broken]
}
