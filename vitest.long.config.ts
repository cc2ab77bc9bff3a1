import { defineConfig } from 'vitest/config'

/** Slow proofs: `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['src/**/*.long.test.ts', 'test/**/*.long.test.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 300_000,
    pool: 'forks',
  },
})
