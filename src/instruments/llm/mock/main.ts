import { readArguments, usage } from './arguments.ts'
import { startMock } from './server.ts'

const options = readArguments(process.argv.slice(2))
if (options === undefined) {
  process.stdout.write(usage)
} else {
  const mock = await startMock(options)
  process.stdout.write(`${mock.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      const { requests, asked, answered } = mock.stats
      let most = 0
      for (const n of answered.values()) most = Math.max(most, n)
      const summary = { requests, prompts: asked.size, answered: answered.size, mostAnswersOfOnePrompt: most }
      process.stderr.write(`${JSON.stringify(summary)}\n`)
      void mock.close().then(() => process.exit(0))
    })
  }
}
