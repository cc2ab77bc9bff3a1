import { spawn } from 'node:child_process'
import { root, run, setUp } from './setup.mjs'

/** The whole suite: formatter, linter, types, unused code, import directions, then every test. The last line counts the tests. */
setUp()
if (process.argv[2] !== '--only-tests') {
  const checked = run('npm', ['run', '--silent', 'check'])
  if (checked !== 0) {
    console.log('0 passed, 1 failed')
    process.exit(checked)
  }
}
const vitest = spawn(
  'npx',
  [
    '--no-install',
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=./scripts/count-reporter.mjs',
    ...process.argv.slice(2).filter((a) => a !== '--only-tests'),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
)
vitest.on('exit', (code) => process.exit(code ?? 1))
