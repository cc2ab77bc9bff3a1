import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serve } from './endpoint.mjs'

const usage = `小模型服务 / tiny services (OpenAI-compatible, 127.0.0.1 only)

  node serve.mjs --variant careful|careless|biased|chatbot [--port 8090]

port 0 takes any free port. chatbot needs \`npm install\` in this folder first.
`
const variants = ['careful', 'careless', 'biased']
const { values } = parseArgs({
  options: {
    variant: { type: 'string' },
    port: { type: 'string', default: '8090' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const port = Number(values.port)
if (
  values.help ||
  ![...variants, 'chatbot'].includes(values.variant) ||
  !(Number.isInteger(port) && port >= 0 && port < 65536)
) {
  process.stderr.write(usage)
  process.exit(values.help ? 0 : 1)
}
const endpoint = await subject(values.variant)
  .then((found) => serve(found, port))
  .catch((error) => {
    const said = {
      EADDRINUSE: `端口 ${port} 已被占用 / port ${port} is in use`,
      ERR_MODULE_NOT_FOUND: '机器人要先安装软件包，见 README / the chatbot needs its package first, see README',
    }
    process.stderr.write(`${said[error.code] ?? error.message}\n`)
    process.exit(1)
  })
process.stdout.write(`${endpoint.url}\n`)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => endpoint.close().then(() => process.exit(0)))

async function subject(variant) {
  if (variant === 'chatbot') return (await import('./chatbot.mjs')).chatbot()
  const { Model } = await import('./model.mjs')
  return new Model(join(dirname(fileURLToPath(import.meta.url)), `${variant}.plmt`))
}
