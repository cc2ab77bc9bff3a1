/* A delivery robot in an office building, simulated: node simulate.mjs [FOLDER]. The same files every time. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { McapWriter, TempBuffer } from '@mcap/core'

const folder = process.argv[2] ?? fileURLToPath(new URL('./', import.meta.url))

/** The same numbers everywhere: a linear congruential generator (Numerical Recipes), 32 bits. */
let state = 20260302
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}
const chance = (p) => uniform() < p
const between = (a, b) => a + (b - a) * uniform()
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
const times = (n, f) => Array.from({ length: n }, (_, i) => f(i))
const save = (name, content) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
}
const table = (name, head, rows) => save(name, `${[head, ...rows].map((r) => r.join(',')).join('\n')}\n`)
const yes = (x) => (x ? 'yes' : 'no')

/** A working day: orders from a depot to doors, on a grid of corridors; lifts, people in the way, a lidar that now and then goes blind. */
async function day(name, start, hours) {
  const buffer = new TempBuffer()
  const writer = new McapWriter({ writable: buffer, chunkSize: 1 << 18 })
  await writer.start({ profile: '', library: 'robot-delivery' })
  const channel = (topic) =>
    writer.registerChannel({ schemaId: 0, topic, messageEncoding: 'json', metadata: new Map() })
  const [events, mode, odom] = [await channel('/task_events'), await channel('/operating_mode'), await channel('/odom')]
  const log = []
  const put = (channelId, t, value) => log.push([channelId, t, value])
  let [t, x, y] = [0, 0, 0]
  put(mode, t, { operatingMode: 'AUTOMATIC' })
  const drive = (tx, ty) => {
    // along one corridor, then along the other, at 0.8 m/s
    for (const [ax, ay] of [
      [tx, y],
      [tx, ty],
    ]) {
      const length = Math.hypot(ax - x, ay - y)
      const steps = Math.max(1, Math.round(length / 4))
      for (let i = 1; i <= steps; i++) {
        put(odom, t + (length / 0.8) * (i / steps), {
          pose: { pose: { position: { x: x + ((ax - x) * i) / steps, y: y + ((ay - y) * i) / steps, z: 0 } } },
        })
      }
      t += length / 0.8
      ;[x, y] = [ax, ay]
    }
  }
  for (let order = 1; t < hours * 3600; order++) {
    const taskId = `${name}-${order}`
    put(events, t, { type: 'task.start', taskId })
    const [tx, ty] = [Math.round(between(5, 60)), Math.round(between(5, 40))]
    const shortest = Math.abs(tx - x) + Math.abs(ty - y)
    let detour = 0
    for (let k = 0; k < 4; k++) {
      const human = chance(0.03)
      put(events, t + 1 + k, {
        type: 'decision',
        taskId,
        actor: human ? 'remote' : 'robot',
        latencyMs: Math.round(Math.exp(5.3 + 0.4 * normal())),
      })
    }
    if (chance(0.2)) {
      // somebody stands in the way: back to the corner and round
      detour = Math.round(between(2, 10))
      drive(x + detour, y)
      drive(x - detour, y)
    }
    if (chance(0.06)) {
      put(events, t, { type: 'fault', cause: 'lidar blind', severity: 'error' })
      t += between(20, 90)
      put(events, t, { type: 'recovery', cause: 'lidar blind', actor: 'robot' })
    }
    if (chance(0.004)) {
      // stuck: a person drives it out
      put(mode, t, { operatingMode: 'MANUAL' })
      put(events, t + 0.5, { type: 'intervention', cause: 'stuck at a threshold' })
      t += between(60, 240)
      put(mode, t, { operatingMode: 'AUTOMATIC' })
    }
    drive(tx, ty)
    const ok = chance(0.985)
    put(events, t, { type: 'task.end', taskId, ok, optimalLen: shortest, actualLen: shortest + 2 * detour })
    t += between(30, 120)
    drive(0, 0)
    t += between(20, 60)
  }
  for (const [channelId, at, value] of log.sort((a, b) => a[1] - b[1])) {
    const time = BigInt(Date.parse(start)) * 1_000_000n + BigInt(Math.round(at * 1e6)) * 1000n
    const data = new TextEncoder().encode(JSON.stringify(value))
    await writer.addMessage({ channelId, sequence: 0, logTime: time, publishTime: time, data })
  }
  await writer.end()
  save(`logs/${name}.mcap`, buffer.get())
}

await day('monday', '2026-03-02T08:00:00+08:00', 10)
await day('tuesday', '2026-03-03T08:00:00+08:00', 10)
await day('wednesday', '2026-03-04T08:00:00+08:00', 10)

/* Frames with people, carts and doors under five conditions; boxes as the robot reports them, with a score. */
const conditions = { nominal: 0.98, dim: 0.96, bright: 0.96, occluded: 0.955, reflective: 0.96 }
for (const [name, recall] of Object.entries(conditions)) {
  const [images, annotations, found] = [[], [], []]
  for (let id = 1; id <= 300; id++) {
    images.push({ id, width: 640, height: 480, file_name: `${name}-${id}.png` })
    for (let k = 0; k < 2; k++) {
      const bbox = [40 + 300 * k + Math.round(between(0, 30)), Math.round(between(20, 300)), 100, 120]
      const category_id = 1 + Math.floor(uniform() * 3)
      annotations.push({ id: annotations.length + 1, image_id: id, category_id, bbox, area: 12000, iscrowd: 0 })
      const shifted = [bbox[0] + normal() * 3, bbox[1] + normal() * 3, 100, 120].map((v) => Math.round(v * 10) / 10)
      const score = Math.round(between(0.5, 1) * 1000) / 1000
      if (chance(recall)) found.push({ image_id: id, category_id, bbox: shifted, score })
      if (chance(0.02)) found.push({ image_id: id, category_id, bbox: [5, 430, 40, 40], score: 0.5 })
    }
  }
  const categories = ['person', 'cart', 'door'].map((label, i) => ({ id: i + 1, name: label }))
  save(`detection/${name}.json`, JSON.stringify({ images, annotations, categories }))
  save(`detection/${name}-found.json`, JSON.stringify(found))
}

/* Poses against an external tracker. */
table(
  'localisation.csv',
  ['x', 'y', 'rx', 'ry'],
  times(300, () => {
    const [rx, ry] = [between(0, 60), between(0, 40)]
    return [rx + 0.03 * normal(), ry + 0.03 * normal(), rx, ry].map((v) => v.toFixed(4))
  }),
)
table(
  'goals.csv',
  ['pose', 'x', 'y', 'rx', 'ry'],
  [1, 2, 3].flatMap((door) =>
    times(30, () => [
      `door ${door}`,
      (10 * door + 0.008 * normal()).toFixed(4),
      (5 + 0.008 * normal()).toFixed(4),
      10 * door,
      5,
    ]),
  ),
)
table(
  'paths.csv',
  ['x', 'y', 'rx', 'ry'],
  times(200, (i) => [i / 10, (0.025 * normal()).toFixed(4), i / 10, 0]),
)

/* Trials. */
table(
  'tasks.csv',
  ['ok', 'cell', 'disturbance', 'protocol'],
  ['office', 'lift', 'ramp'].flatMap((cell) =>
    times(120, (i) => [yes(chance(0.985)), cell, i % 4 === 0 ? 'pushed' : '', 'TP-TASK']),
  ),
)
table(
  'navigation.csv',
  ['ok', 'protocol', 'shortest', 'travelled'],
  times(80, () => {
    const length = between(10, 60)
    return [yes(chance(0.985)), 'TP-NAV', length.toFixed(2), (length * between(1, 1.25)).toFixed(2)]
  }),
)
table(
  'avoidance.csv',
  ['ok', 'cell', 'protocol'],
  ['static', 'moving'].flatMap((kind) =>
    ['low', 'middle', 'high'].flatMap((height) =>
      ['front', 'left', 'right'].flatMap((side) =>
        times(20, () => [yes(chance(0.985)), `${kind} ${height} ${side}`, 'TP-OBS']),
      ),
    ),
  ),
)
table(
  'faults.csv',
  ['ok', 'cell', 'protocol'],
  ['camera blocked', 'lidar dropped', 'wheel slip', 'network lost', 'battery low'].flatMap((fault) =>
    times(30, () => [yes(chance(fault === 'wheel slip' ? 0.8 : 0.96)), fault, 'TP-FAULT']),
  ),
)
const spoken = { intent: 0.93, scene: 0.85, command: 0.95 }
table(
  'dialogue.csv',
  ['ok', 'cell', 'protocol', 'latencyMs'],
  Object.entries(spoken).flatMap(([protocol, rate]) =>
    times(300, (i) => {
      const noisy = i % 2 === 1
      return [
        yes(chance(noisy ? rate - 0.02 : rate + 0.02)),
        noisy ? '65 dB' : 'quiet',
        protocol,
        Math.round(Math.exp(6.6 + 0.3 * normal())),
      ]
    }),
  ),
)
table(
  'new-tasks.csv',
  ['ok', 'cell', 'protocol'],
  times(60, (i) => [yes(chance(0.45)), `task ${1 + (i % 6)}`, 'TP-NEW']),
)
const answer = (good) => Math.min(5, Math.max(1, Math.round((good ? 3.9 : 2.1) + 0.7 * normal())))
table(
  'sus.csv',
  times(10, (i) => `q${i + 1}`),
  times(16, () => times(10, (i) => answer(i % 2 === 0))),
)

/* Anomalies of the building and what the robot reported of them; an hour in each of 48 corridors. */
const [streams, happened, reported] = [[], [], []]
for (let corridor = 1; corridor <= 48; corridor++) {
  const name = `corridor ${String(corridor).padStart(2, '0')}`
  streams.push([name, 3600])
  for (let k = 0; k < 5; k++) {
    const start = 600 * k + Math.round(between(60, 300))
    const type = chance(0.5) ? 'blocked corridor' : 'door left open'
    happened.push([name, start, start + 60, type])
    if (chance(0.9)) reported.push([name, start + Math.round(between(1, 8)), type])
    if (chance(0.06)) reported.push([name, start + 250, type])
  }
}
table('anomalies/streams.csv', ['stream', 'duration'], streams)
table('anomalies/events.csv', ['stream', 'start', 'end', 'type'], happened)
table('anomalies/alarms.csv', ['stream', 'time', 'type'], reported)
console.log(`30 hours of logs, 1500 frames, ${360 + 80 + 360 + 150 + 900 + 60} trials, 16 users`)
