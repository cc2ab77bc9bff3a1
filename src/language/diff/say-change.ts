import { Exact } from '../exact.ts'
import type { Text } from '../text.ts'
import type { Change } from './changes.ts'
import type { Direction } from './direction.ts'

const kinds: Readonly<Record<Change['kind'], Text>> = {
  heading: { zh: '标准信息', en: 'heading' },
  source: { zh: '来源', en: 'source' },
  fact: { zh: '事实', en: 'fact' },
  measure: { zh: '测量', en: 'measure' },
  scale: { zh: '尺度', en: 'scale' },
  table: { zh: '判定表', en: 'table' },
  clause: { zh: '条款', en: 'clause' },
}

export const directionNames: Readonly<Record<Direction, Text>> = {
  stricter: { zh: '更严', en: 'stricter' },
  looser: { zh: '更宽', en: 'looser' },
  equal: { zh: '不影响判定', en: 'no effect on judging' },
  incomparable: { zh: '宽严不可比', en: 'neither stricter nor looser for certain' },
}

const fieldNames: Readonly<Record<string, Text>> = {
  when: { zh: '适用条件', en: 'condition of application' },
  holds: { zh: '条件', en: 'condition' },
  says: { zh: '用语（应、宜、可）', en: 'wording (shall, should, may)' },
  minimum: { zh: '最小样本量', en: 'minimum n' },
  decision: { zh: '判定规则', en: 'decision rule' },
  value: { zh: '算式', en: 'formula' },
  score: { zh: '得分', en: 'score' },
  of: { zh: '组成', en: 'parts' },
  title: { zh: '名称', en: 'title' },
  clause: { zh: '条款编号', en: 'printed number' },
  from: { zh: '来源', en: 'sources' },
  place: { zh: '位置', en: 'place' },
  check: { zh: '检查方式', en: 'way of checking' },
  adjust: { zh: '调整', en: 'adjustment' },
  because: { zh: '理由', en: 'reason' },
  add: { zh: '加减', en: 'addition' },
  waivable: { zh: '可否豁免', en: 'whether it can be waived' },
}

/** One change as a sentence in both languages, with its direction. */
export function sayChange(c: Change): Text {
  const direction = directionNames[c.direction]
  const said = sentence(c)
  return { zh: `${said.zh}（${direction.zh!}）`, en: `${said.en} (${direction.en!})` }
}

function sentence(c: Change): { zh: string; en: string } {
  const kind = kinds[c.kind]
  const name = c.clause !== undefined && c.clause !== c.id ? `${c.clause} (${c.id})` : c.id
  const [zh, en] = [`${kind.zh!} ${name}`, `${kind.en!} ${name}`]
  const from = c.from ?? { zh: '无', en: 'none' }
  const to = c.to ?? { zh: '无', en: 'none' }
  const say = (t: string | { zh: string; en: string }, lang: 'zh' | 'en') =>
    typeof t === 'string' ? shown(t) : t[lang]
  const [before, after] = typeof from === 'string' && typeof to === 'string' ? apart(from, to) : [from, to]
  const move = {
    zh: `由 ${say(before, 'zh')} 改为 ${say(after, 'zh')}`,
    en: `${say(before, 'en')} to ${say(after, 'en')}`,
  }
  if (c.what === 'added')
    return c.kind === 'fact' || c.kind === 'measure'
      ? { zh: `新增${zh}：要求新的证据`, en: `${en} added: it asks for new evidence` }
      : { zh: `新增${zh}`, en: `${en} added` }
  if (c.what === 'removed') return { zh: `删去${zh}`, en: `${en} removed` }
  if (c.what === 'renamed')
    return { zh: `${zh} 的标识${move.zh}，仍是同一条款`, en: `${en}: the same clause under another id, ${move.en}` }
  if (c.field === undefined) return { zh: `${zh} ${move.zh}`, en: `${en} changed from ${move.en}` }
  if (c.field === 'weight') {
    const share = c.share
      ? {
          zh: `（占比 ${percent(c.share.from)} 变为 ${percent(c.share.to)}）`,
          en: ` (its share ${percent(c.share.from)} to ${percent(c.share.to)})`,
        }
      : { zh: '', en: '' }
    return { zh: `${zh} 权重${move.zh}${share.zh}`, en: `weight of ${en} ${move.en}${share.en}` }
  }
  const rung = /^(at-least|at-most|needs)\.(.+)$/.exec(c.field)
  if (rung || c.field === 'limit') {
    const at = rung ? { zh: `等级 ${rung[2]} 的`, en: ` for level ${rung[2]}` } : { zh: '', en: '' }
    const thing = rung?.[1] === 'needs' ? { zh: '条件', en: 'condition' } : { zh: '限值', en: 'threshold' }
    const verb =
      c.direction === 'stricter'
        ? { zh: '收紧，', en: 'tightened' }
        : c.direction === 'looser'
          ? { zh: '放宽，', en: 'loosened' }
          : { zh: '', en: 'changed' }
    return {
      zh: `${zh} ${at.zh}${thing.zh}${verb.zh}${move.zh}`,
      en: `${en}: ${thing.en}${at.en} ${verb.en} ${move.en}`,
    }
  }
  const cell = /^(?:table\.)?rules\[(\d+)\](?:\[(\d+)\])?/.exec(c.field)
  if (cell) {
    const [row, column] = [Number(cell[1]) + 1, cell[2] === undefined ? undefined : Number(cell[2]) + 1]
    return {
      zh: `${zh} 第 ${row} 行${column === undefined ? '' : `第 ${column} 格`}${move.zh}`,
      en: `${en}: row ${row}${column === undefined ? '' : `, cell ${column}`} changed from ${move.en}`,
    }
  }
  const item = /^(\w+)\[(\d+)\]\.([\w-]+)$/.exec(c.field)
  if (item) {
    const [list, field] = [fieldNames[item[1]!], fieldNames[item[3]!]]
    const n = Number(item[2]) + 1
    return {
      zh: `${zh} 的第 ${n} 项${list?.zh ?? ` ${item[1]} `}的${field?.zh ?? ` ${item[3]} `}${move.zh}`,
      en: `${en}: ${field?.en ?? item[3]} of ${list?.en ?? item[1]} ${n} changed from ${move.en}`,
    }
  }
  const known = fieldNames[c.field]
  return {
    zh: `${zh} 的${known?.zh ?? ` ${c.field} `}${move.zh}`,
    en: `${en}: ${known?.en ?? c.field} changed from ${move.en}`,
  }
}

/** Of two long texts that differ in a place, that place with some words around it. */
function apart(from: string, to: string): [string, string] {
  if (Math.min(from.length, to.length) <= LONG) return [from, to]
  const most = Math.min(from.length, to.length)
  let head = 0
  while (head < most && from[head] === to[head]) head++
  let tail = 0
  while (tail < most - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++
  const around = (text: string) => {
    const [first, last] = [Math.max(0, head - AROUND), Math.min(text.length, text.length - tail + AROUND)]
    return `${first > 0 ? '…' : ''}${text.slice(first, last)}${last < text.length ? '…' : ''}`
  }
  return [around(from), around(to)]
}

const LONG = 80
const AROUND = 24

/** Long pieces are cut: the whole text stands in the standards themselves. */
function shown(text: string): string {
  return text.length > 160 ? `${text.slice(0, 157)}…` : text
}

function percent(ratio: string): string {
  const x = Exact.parse(ratio)
  return x ? `${Number((x.toNumber() * 100).toPrecision(4))} %` : ratio
}
