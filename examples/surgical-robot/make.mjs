// Writes the records of an invented bone-milling robot, the same bytes every time.
import { mkdirSync, writeFileSync } from 'node:fs'

const folder = new URL('records/', import.meta.url)
mkdirSync(folder, { recursive: true })

/** mulberry32: small, and the same everywhere */
let state = 20261123
function random() {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
const write = (name, head, rows) => writeFileSync(new URL(name, folder), `${[head, ...rows].join('\n')}\n`)
const times = (n, make) => Array.from({ length: n }, (_, i) => make(i))

// 240 bones, one each: the robot mills what the surgeon approved; one was not finished, four were taken over
write(
  'surgical_attempts.csv',
  'task,case,by,success,takeovers,safe,plan,deviation,allowed',
  times(240, (i) => {
    const taken = i % 60 === 7 ? 1 : 0
    const plan = random() < 0.93 ? 'accepted' : 'edited'
    const deviation = Math.min(0.95, Math.abs(normal()) * 0.3).toFixed(2)
    return `mill,b${i + 1},C,${i === 127 ? 'no' : 'yes'},${taken},${taken},${plan},${deviation},1`
  }),
)
// 300 drills: the robot asks, a person takes over within the time
write(
  'surgical_drills.csv',
  'task,by,success,takeovers,safe',
  times(300, () => 'takeover,C,yes,1,1'),
)
// 320 approaches to the edge of the planned volume, held by the boundary
write(
  'surgical_boundary.csv',
  'task,by,success',
  times(320, () => 'edge,B,yes'),
)
// targets reached under navigation, in millimetres; 1 mm is declared
write(
  'surgical_targets.csv',
  'cx,cy,cz,x,y,z,accuracy,repeatability',
  times(120, (i) => {
    const command = [100 + (i % 6) * 10, 50, 20]
    const reached = command.map((c) => (c + normal() * 0.25).toFixed(3))
    return `${command.join(',')},${reached.join(',')},1,1`
  }),
)
// stops asked for at full speed
write(
  'surgical_stops.csv',
  'mm,ms,allowedMm,allowedMs',
  times(30, () => `${(0.6 + random() * 0.3).toFixed(2)},${(70 + random() * 20).toFixed(0)},1,100`),
)
// one operation, annotated: who moved the tool, at 30 frames a second
const gestures = [
  ['expose', 'H', 9000],
  ['register', 'B', 3600],
  ['mill', 'C', 7200],
  ['inspect', 'H', 1800],
  ['mill', 'C', 2400],
  ['close', 'H', 6000],
]
let frame = 1
write(
  'surgical_gestures.csv',
  'trial,gesture,by,from,to',
  gestures.map(([gesture, by, frames]) => {
    const from = frame
    frame += frames
    return `op1,${gesture},${by},${from},${frame - 1}`
  }),
)
