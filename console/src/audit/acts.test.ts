import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { acts } from '../words/acts.ts'

/** Every word that the server writes into the chain. */
const recorded = new Set(
  ['src/registry', 'src/server'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|fixtures/.test(path))
      .flatMap((path) =>
        [
          ...readFileSync(join(root, path), 'utf8').matchAll(
            /what: (?:[^,}]*\? )?'([a-z-]+\.[a-z-]+)'(?: : '([a-z-]+\.[a-z-]+)')?/g,
          ),
        ].flatMap(([, one, other]) => (other === undefined ? [one!] : [one!, other])),
      ),
  ),
)

test('every act that is recorded has words for it in the list', () => {
  expect(recorded.size).toBeGreaterThan(40)
  expect([...recorded].filter((word) => !(word in acts))).toEqual([])
})
