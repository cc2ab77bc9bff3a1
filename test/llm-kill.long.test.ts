import { test } from 'vitest'
import { killedAndResumed } from './support/kill.ts'

test('killed twelve times, measuring 50 000 prompts loses none and asks none twice whose answer it had', async () => {
  await killedAndResumed(50_000, 12, 7n)
})
