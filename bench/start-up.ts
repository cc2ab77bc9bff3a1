/**
 * How long `plumbline --help` takes beside a Node process that does nothing.
 *
 *   npm run build
 *   npx rolldown bench/start-up.ts --platform node -o dist/bench/start-up.js && node dist/bench/start-up.js [rounds=15]
 *
 * Goal: within 3 times. The two in turn; medians of the wall clock.
 */
import { spawnSync } from 'node:child_process'

function milliseconds(args: readonly string[]): number {
  const begun = performance.now()
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const took = performance.now() - begun
  if (status !== 0 || (args.includes('--help') && !stdout.includes('assess')))
    throw new Error(`${args.join(' ')} failed`)
  return took
}

const rounds = Number(process.argv[2] ?? 15)
const help: number[] = []
const nothing: number[] = []
for (let i = 0; i < rounds; i++) {
  nothing.push(milliseconds(['-e', '0']))
  help.push(milliseconds(['bin/plumbline.js', '--help']))
}
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
const [a, b] = [median(help), median(nothing)]
process.stdout.write(
  `node ${process.versions.node}, ${rounds} rounds\nplumbline --help ${a.toFixed(0)} ms, node -e 0 ${b.toFixed(0)} ms, ratio ${(a / b).toFixed(2)} (goal 3)\n`,
)
