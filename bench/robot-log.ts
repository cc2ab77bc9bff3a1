/**
 * A ROS 1 bag of about 20 GB, nearly all of it pictures, read by its index: `npm run bench:robot-log [GB]`. The bag is sparse on the disk, so that only the reading
 * is measured and no writing. First the events are compared with what was put in; then time and the largest resident memory are told.
 */
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from '@foxglove/rosmsg'
import { MessageWriter } from '@foxglove/rosmsg-serialization'
import { type BagMessage, writeBag } from '../src/instruments/robot/log/fixtures/bag.ts'
import { readLog } from '../src/instruments/robot/log/read/read.ts'

const gigabytes = Number(process.argv[2] ?? 20)
const GAP = 1 << 23
const EVERY = 10
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-bag-'))
const definition = 'string data'
const writer = new MessageWriter(parse(definition))
const topics = ['/camera', '/events'].map((topic) => ({ topic, type: 'std_msgs/String', definition }))
const chunks = Math.round((gigabytes * 1e9) / GAP)
const at = (i: number) => 1_772_440_000_000_000_000n + BigInt(i) * 500_000_000n
const expected: boolean[] = []

function* messages(): Generator<readonly BagMessage[]> {
  for (let i = 0; i < chunks; i++) {
    const picture = { topic: 0, at: at(i), data: new Uint8Array(4) }
    if (i % EVERY !== 0) yield [picture]
    else {
      const ok = i % 3 !== 0
      expected.push(ok)
      yield [
        picture,
        { topic: 1, at: at(i), data: writer.writeMessage({ data: JSON.stringify({ type: 'task.end', ok }) }) },
      ]
    }
  }
}

try {
  const path = join(folder, 'large.bag')
  const file = openSync(path, 'w')
  const size = writeBag(
    topics,
    messages(),
    (offset, bytes) => void writeSync(file, bytes, 0, bytes.length, offset),
    undefined,
    GAP,
  )
  ftruncateSync(file, size)
  closeSync(file)
  const rules = [{ topic: '/events', gives: 'events' as const }]
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  const began = performance.now()
  const log = await readLog(folder, 'log', 'large.bag', { files: ['large.bag'], rules })
  const seconds = (performance.now() - began) / 1000
  clearInterval(watch)
  if (JSON.stringify(log.events.map((e) => e.ok)) !== JSON.stringify(expected))
    throw new Error('the events are not those that were put in')
  console.log(
    `${(statSync(path).size / 1e9).toFixed(1)} GB, ${chunks} chunks, ${expected.length} events: ${seconds.toFixed(1)} s (hash of the whole file included), at most ${Math.round(Math.max(most, process.memoryUsage().rss) / 1e6)} MB resident`,
  )
} finally {
  rmSync(folder, { recursive: true })
}
