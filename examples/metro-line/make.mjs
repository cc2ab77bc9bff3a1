// Makes a line of twelve stations with its timetable (GTFS) and one day of running, the same bytes every time.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = process.argv[2] ?? dirname(fileURLToPath(import.meta.url))
const DAY = '2026-09-01'
const STATIONS = [
  ['S01', '江湾 Jiangwan', 0],
  ['S02', '临水 Linshui', 1400],
  ['S03', '书院 Shuyuan', 2600],
  ['S04', '北桥 Beiqiao', 4100],
  ['S05', '人民公园 Renmin Park', 5200],
  ['S06', '中心 Centre', 6500],
  ['S07', '南塘 Nantang', 7700],
  ['S08', '体育场 Stadium', 9300],
  ['S09', '大学城 University', 11000],
  ['S10', '科苑 Keyuan', 12500],
  ['S11', '东岭 Dongling', 14300],
  ['S12', '海湾 Haiwan', 16000],
]
const DWELL = 30
const SPEED = 12.5
/** departures from each terminal: from, to (hours), seconds apart */
const SERVICE = [
  [5.5, 7, 360],
  [7, 9.5, 180],
  [9.5, 16.5, 300],
  [16.5, 19.5, 180],
  [19.5, 24.5, 420],
]

// a generator of its own, so that no version of anything changes a byte
let state = 20260901
function uniform() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())

const clock = (s) =>
  [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60].map((x) => String(x).padStart(2, '0')).join(':')

/** Calls of a train: seconds after its departure at which it comes and leaves. */
function profile(stations) {
  let at = 0
  return stations.map(([id, , place], k) => {
    const run = k === 0 ? 0 : Math.round(Math.abs(place - stations[k - 1][2]) / SPEED) + 25
    const arrival = at + run
    at = arrival + (k === 0 || k === stations.length - 1 ? 0 : DWELL)
    return { id, place: Math.abs(place - stations[0][2]), arrival, departure: at }
  })
}

const starts = SERVICE.flatMap(([from, to, apart]) =>
  Array.from({ length: Math.ceil(((to - from) * 3600) / apart) }, (_, k) => Math.round(from * 3600) + k * apart),
)
const table = (name, header, rows) => {
  mkdirSync(dirname(join(here, name)), { recursive: true })
  writeFileSync(join(here, name), `${[header, ...rows].join('\n')}\n`)
}

const trips = []
const times = []
const calls = []
const came = []
let late = 0
let cancelled = 0
for (const direction of [0, 1]) {
  const stations = direction === 0 ? STATIONS : [...STATIONS].reverse()
  const planned = profile(stations)
  let before = stations.map(() => Number.NEGATIVE_INFINITY)
  for (const [k, start] of starts.entries()) {
    const trip = `${direction === 0 ? 'D' : 'U'}${String(k + 1).padStart(3, '0')}`
    trips.push(`M1,WORK,${trip},${direction}`)
    for (const [i, c] of planned.entries())
      times.push(
        `${trip},${clock(start + c.arrival)},${clock(start + c.departure)},${c.id}${direction === 0 ? 'a' : 'b'},${i + 1},${c.place}`,
      )
    // one train of the morning does not run; a fault at Centre holds the line for some minutes in the evening
    if (direction === 0 && k === 60) {
      cancelled++
      calls.push(`${DAY},${trip},,,,cancelled`)
      continue
    }
    let delay = Math.max(-10, Math.round(5 + 8 * normal()))
    const own = []
    for (const [i, c] of planned.entries()) {
      const now = start + c.arrival + delay
      if (direction === 1 && c.id === 'S06' && now > 18 * 3600 && now < 18.2 * 3600) delay += 18.2 * 3600 - now
      delay = Math.round(delay > 0 ? delay * 0.9 : delay) + Math.round(6 * Math.abs(normal()) - 2)
      // no train overtakes: ninety seconds behind the one in front
      const arrival = Math.max(start + c.arrival + delay, before[i] + 90)
      delay = arrival - start - c.arrival
      own.push(arrival)
      const departure = Math.max(arrival + (c.departure - c.arrival), start + c.departure)
      delay = departure - start - c.departure
      const name = `${c.id}${direction === 0 ? 'a' : 'b'}`
      calls.push(`${DAY},${trip},${name},${clock(arrival)},${clock(departure)},`)
    }
    if (own.at(-1) - start - planned.at(-1).arrival > 120) late++
    before = own
    came.push({
      trip,
      departed: own[0],
      stops: planned.map((c, i) => [`${c.id}${direction === 0 ? 'a' : 'b'}`, own[i]]).slice(1),
    })
  }
}

table('gtfs/agency.txt', 'agency_id,agency_name,agency_url,agency_timezone', [
  'M,Example Metro,https://example.org,Asia/Shanghai',
])
table('gtfs/routes.txt', 'route_id,agency_id,route_short_name,route_long_name,route_type', ['M1,M,1,Line 1,1'])
table('gtfs/calendar.txt', 'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', [
  'WORK,1,1,1,1,1,0,0,20260701,20261231',
])
table(
  'gtfs/stops.txt',
  'stop_id,stop_name,stop_lat,stop_lon',
  ['a', 'b'].flatMap((side) =>
    STATIONS.map(([id, name, place]) => `${id}${side},${name},${(31 + place / 1e5).toFixed(5)},121.5`),
  ),
)
table('gtfs/trips.txt', 'route_id,service_id,trip_id,direction_id', trips)
table('gtfs/stop_times.txt', 'trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled', times)
table('records/calls.csv', 'date,trip_id,stop_id,arrival,departure,status', calls)

// a year of operation, and its ledger
const days = 365
const km = Math.round(((2 * starts.length * days - cancelled) * 16) / 1)
table(
  'records/operation.csv',
  'line,planned,cancelled,late,train_km,door_cycles,ridership,satisfaction,support,key_indicators',
  [
    `1,${2 * starts.length * days},${cancelled + 410},${Math.round(late * 1.1) * 60},${km},41000000,98500000,284,291,388`,
  ],
)
const ledger = []
const kinds = [
  ['vehicle', 3, 12],
  ['signal', 2, 9],
  ['power', 1, 6],
  ['psd', 1, 4],
  ['other', 2, 8],
]
for (let k = 0; k < 240; k++) {
  const [subsystem, least, most] = kinds[Math.floor(uniform() * kinds.length)]
  const delay = uniform() < 0.9 ? Math.round(uniform() * least) : Math.round(least + uniform() * most)
  const day = String(1 + Math.floor(uniform() * 28)).padStart(2, '0')
  const month = String(1 + Math.floor(uniform() * 12)).padStart(2, '0')
  const [hour, minute] = [6 + Math.floor(uniform() * 16), Math.floor(uniform() * 30)]
  const at = (m) => `2025-${month}-${day} ${clock((hour * 60 + minute + m) * 60).slice(0, 5)}`
  ledger.push(`1,${subsystem},${delay},${uniform() < 0.05 ? 'yes' : 'no'},no,,,no,${at(0)},${at(delay + 4)}`)
}
ledger.push('1,signal,17,no,no,1,,no,2025-06-12 18:00,2025-06-12 18:26')
ledger.push('1,other,41,no,yes,3,,yes,2025-08-03 15:10,2025-08-03 16:02')
table(
  'records/events.csv',
  'line,subsystem,delay_min,withdrawn,interrupted,sections,severity,force_majeure,start_of_fault,end_of_fault',
  ledger,
)

// what the operator's systems recorded: a month of train supervision, two weeks of forecasts, a year of crowding, equipment, warnings and incidents
const between = (least, most) => least + Math.floor(uniform() * (most - least + 1))
const stampOf = (seconds) =>
  `2026-${new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().slice(5, 19).replace('T', ' ')}`
const DAY_S = 86_400
const SEPTEMBER = 243 * DAY_S

const ats = []
for (let k = 0; k < 460; k++) {
  const seconds = Math.round(20 + 240 * uniform() ** 3)
  // what is long is more often left to a dispatcher
  const dispatcher = uniform() < (seconds > 180 ? 0.35 : 0.04)
  const absorbed = uniform() < (dispatcher ? 0.9 : seconds > 180 ? 0.85 : 0.97)
  const at = SEPTEMBER + between(0, 29) * DAY_S + between(6 * 3600, 23 * 3600)
  ats.push([
    at,
    `${stampOf(at)},T${between(101, 148)},${seconds},${absorbed ? 'yes' : 'no'},${dispatcher ? 'yes' : 'no'}`,
  ])
}
ats.sort(([a], [b]) => a - b)
table(
  'records/ats.csv',
  'time,train,delay_s,absorbed,dispatcher',
  ats.map(([, row]) => row),
)

const forecasts = []
for (let day = 1; day <= 14; day++) {
  // a day of rain is a day of rain everywhere
  const weather = 0.06 * normal()
  const weekend = [5, 6, 12, 13].includes(day)
  for (const [s, [, name]] of STATIONS.entries())
    for (let quarter = 28; quarter < 40; quarter++) {
      const mean = (weekend ? 90 : 200) * (1 + Math.sin(s + 1) / 2) * (1 + Math.sin(((quarter - 28) / 12) * Math.PI))
      const actual = Math.max(0, Math.round(mean * (1 + weather + 0.13 * normal())))
      const start = `2026-09-${String(day).padStart(2, '0')} ${clock(quarter * 900).slice(0, 5)}`
      forecasts.push(`${name},${start},${Math.round(mean * (1 + 0.04 * normal()))},${actual}`)
    }
}
table('records/forecasts.csv', 'station,start,forecast,actual', forecasts)

const crowding = []
for (let k = 0; k < 96; k++) {
  const onset =
    between(0, 242) * DAY_S + (uniform() < 0.5 ? between(7 * 3600, 9 * 3600) : between(17 * 3600, 19 * 3600))
  const u = uniform()
  const alerted = u < 0.95 ? stampOf(onset - between(60, 900)) : u < 0.98 ? stampOf(onset + between(30, 300)) : ''
  crowding.push([onset, `${STATIONS[between(3, 8)][1]},${stampOf(onset)},${alerted}`])
}
for (let k = 0; k < 7; k++) {
  const at = between(0, 242) * DAY_S + between(7 * 3600, 19 * 3600)
  crowding.push([at, `${STATIONS[between(3, 8)][1]},,${stampOf(at)}`])
}
crowding.sort(([a], [b]) => a - b)
table(
  'records/crowding.csv',
  'station,onset,alerted',
  crowding.map(([, row]) => row),
)

const equipment = []
const HOURS = 19 * 243
const unit = (kind, name, mean) => {
  const failures = Math.floor(-Math.log(1 - uniform()) * 3)
  const down = failures === 0 ? 0 : Math.round(failures * mean * (0.3 - Math.log(1 - uniform())) * 10) / 10
  equipment.push(`${kind},${name},${HOURS},${down},${failures}`)
}
for (const [id] of STATIONS) {
  for (let k = 1; k <= 10; k++) unit('afc', `${id}-G${k}`, 9)
  for (let k = 1; k <= 2; k++) unit('lift', `${id}-L${k}`, 14)
  for (let k = 1; k <= 6; k++) unit('escalator', `${id}-E${k}`, 11)
}
for (const [name, failures, down] of [
  ['ATS', 4, 1.6],
  ['ISCS', 5, 2.3],
  ['PIS', 6, 3.1],
])
  equipment.push(`system,${name},${24 * 243},${down},${failures}`)
table('records/availability.csv', 'kind,unit,service_h,down_h,failures', equipment)

const warned = []
for (let k = 0; k < 128; k++) {
  const at = between(0, 242) * DAY_S + between(0, DAY_S - 1)
  const u = uniform()
  const asset = `${['PUMP', 'SWITCH', 'DOOR', 'FAN', 'TRACTION'][between(0, 4)]}-${between(1, 60)}`
  warned.push([at, `${asset},${stampOf(at)},${u < 0.82 ? 'yes' : u < 0.94 ? 'no' : 'open'}`])
}
warned.sort(([a], [b]) => a - b)
table(
  'records/warnings.csv',
  'asset,warned_at,confirmed',
  warned.map(([, row]) => row),
)

const incidentKinds = [
  ['火灾 fire', 'P-FIRE', 12, 0.85],
  ['乘客受伤 injury', 'P-INJURY', 8, 0.55],
  ['闯入轨行区 intrusion', 'P-TRACK', 10, 0.8],
  ['水淹 flooding', 'P-FLOOD', 14, 0.6],
  ['大客流 crowding', 'P-CROWD', 9, 0.75],
  ['停电 power failure', 'P-POWER', 11, 0.8],
]
const incidents = []
for (let k = 0; k < 84; k++) {
  const [kind, plan, steps, share] = incidentKinds[k % incidentKinds.length]
  const onset = between(0, 242) * DAY_S + between(6 * 3600, 22 * 3600)
  const bySystem = uniform() < 0.95
  const alarm = onset + (bySystem ? 4 + Math.round(-9 * Math.log(1 - uniform())) : between(60, 240))
  const first = uniform() < 0.93 ? plan : incidentKinds[(k + 1) % incidentKinds.length][1]
  let automatic = 0
  for (let step = 0; step < steps; step++) if (uniform() < share) automatic++
  incidents.push([
    onset,
    `${kind},${uniform() < 0.4 ? 'yes' : 'no'},${stampOf(onset)},${bySystem ? 'system' : 'person'},${stampOf(alarm)},${plan},${bySystem ? first : ''},${steps},${automatic}`,
  ])
}
incidents.sort(([a], [b]) => a - b)
table(
  'records/incidents.csv',
  'id,kind,drill,onset,detected_by,alarm,right_plan,first_plan,steps,automatic_steps',
  incidents.map(([, row], k) => `I${String(k + 1).padStart(3, '0')},${row}`),
)

// what passengers were told, as far as the archive keeps it: every two minutes a word on each stop that a train is to reach in five to seven minutes
const said = []
const silent = new Set(came.filter(() => uniform() < 0.06).map(({ trip }) => trip))
for (let now = 5 * 3600; now <= 25 * 3600; now += 115)
  for (const { trip, departed, stops } of came) {
    // of some trains nothing is known until they leave
    if (now < departed && silent.has(trip)) continue
    for (const [stop, arrival] of stops) {
      const ahead = arrival - now
      if (ahead < 300 || ahead > 420) continue
      said.push(`${DAY},${trip},${stop},${clock(Math.round(arrival + normal() * (6 + ahead / 12)))},${clock(now)}`)
    }
  }
table('records/predictions.csv', 'date,trip_id,stop_id,arrival,published', said)
