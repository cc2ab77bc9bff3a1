import { defineConfig } from 'vitest/config'

const common = {
  exclude: ['**/*.long.test.ts', 'node_modules/**', 'dist/**'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  pool: 'forks' as const,
}

export default defineConfig({
  test: {
    // by itself it leaves a processor idle, which on two is half of them
    maxWorkers: '100%',
    projects: [
      // tests beside the code keep nothing in their process, so files share one: it saves loading the code anew for each
      {
        test: { ...common, name: 'beside', include: ['src/**/*.test.ts', 'console/src/**/*.test.ts'], isolate: false },
      },
      { test: { ...common, name: 'whole', include: ['test/**/*.test.ts'] } },
    ],
  },
})
