import { buildConsole, run, setUp } from './setup.mjs'

/** From a fresh clone to a first report and the console: `npm start`. `--no-serve` ends after the report; CI always does. */
const given = process.argv.slice(2)
const serving = !given.includes('--no-serve') && !process.env['CI']
const args = given.filter((a) => a !== '--no-serve')
setUp()
if (serving) buildConsole()
const code = run(process.execPath, [
  'bin/plumbline.js',
  'assess',
  'examples/ocr-line-reading/subject.yaml',
  '--against',
  'cn-sh/av-recognition',
  ...args,
])
// the verdict on the example is what it is; the start has failed only where the assessment could not be made
const verdict = {
  0: 'conforms / 符合',
  1: 'does not conform / 不符合',
  3: 'inconclusive or not determined / 无定论或未测定',
}[code]
if (verdict) console.error(`\nExit code of the assessment / 评价的退出码: ${code} (${verdict})`)
else process.exit(code)
if (!serving) process.exit(0)
console.error('')
const lang = args.includes('--lang') ? ['--lang', args[args.indexOf('--lang') + 1]] : []
process.exit(run(process.execPath, ['bin/plumbline.js', 'serve', ...lang]))
