import { readFileSync } from 'node:fs'
import type { IndustrySnapshot } from '../../src/monitoring/publication/snapshot.ts'

/** 300 invented enterprises over two years, as `plumbline monitor publish` froze them; many cells are withheld. */
export const industrySnapshot = (): IndustrySnapshot =>
  JSON.parse(readFileSync(new URL('../../src/monitoring/fixtures/snapshot.json', import.meta.url), 'utf8'))
