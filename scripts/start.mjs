import { run, setUp } from './setup.mjs'

setUp()
const code = run(process.execPath, [
  'bin/plumbline.js',
  'assess',
  'examples/ocr-line-reading/subject.yaml',
  '--against',
  'cn-sh/av-recognition',
  ...process.argv.slice(2),
])
// the verdict on the example is what it is; the start has failed only where the assessment could not be made
const verdict = {
  0: 'conforms / 符合',
  1: 'does not conform / 不符合',
  3: 'inconclusive or not determined / 无定论或未测定',
}[code]
if (verdict) console.error(`\nExit code of the assessment / 评定的退出码: ${code} (${verdict})`)
process.exit(verdict ? 0 : code)
