import { createInterface } from 'node:readline'

/** Speaks the contract on standard input and output: `read` gets the bytes of an image and gives {output, confidence} or {error}. */
export async function serve(about, read) {
  const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)
  say(about)
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, bytes } = JSON.parse(line)
    say({ id, ...(await read(Buffer.from(bytes, 'base64'))) })
  }
}
