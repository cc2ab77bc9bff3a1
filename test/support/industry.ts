import { type IndustrySnapshot, type SnapshotCell, sealed } from '../../src/monitoring/publication/snapshot.ts'
import type { Dimension } from '../../src/monitoring/tables/grouping.ts'

const districts = ['01', '04', '05', '06', '07', '09', '10', '12', '13', '14', '15', '16', '17', '18', '20', '51'].map(
  (d) => `3101${d}`,
)
const layers = ['F', 'K', 'M', 'A']
const levels = ['L1', 'L2', 'L3', 'L4', 'L5']
const periods = ['2023', '2024', '2025']

/** An invented industry of three years, as an office would publish it; some cells are withheld. */
export function industrySnapshot(): IndustrySnapshot {
  const cell = (period: number, at: readonly string[], size: number, withheld: boolean): SnapshotCell => {
    const [count, revenue] = [
      Math.round(4 + size * (1 + 0.2 * period)),
      Math.round(900 * size * (1 + 0.35 * period) * 100) / 100,
    ]
    const shown = (text: string) => (withheld ? '*' : text)
    return {
      period: periods[period]!,
      at,
      values: {
        enterprises: `${count}`,
        revenue: shown(`${revenue * 2}`),
        aiRevenue: shown(`${revenue}`),
        research: shown(`${revenue / 4}`),
      },
      figures: { intensity: shown('0.125'), ...(period === 0 ? {} : { growth: shown('0.292') }) },
    }
  }
  const table = (by: readonly Dimension[], words: readonly (readonly string[])[]) => ({
    by,
    cells: periods.flatMap((_, p) =>
      words.map((at, i) => cell(p, at, 3 + ((i * 7) % 13) * (by.length === 2 ? 0.4 : 3), by.length > 0 && i % 9 === 4)),
    ),
  })
  const cells = levels.flatMap((from, i) =>
    levels.flatMap((to, j) => (Math.abs(i - j) < 2 ? [{ from, to, enterprises: i === j ? '40' : '6' }] : [])),
  )
  return sealed({
    format: 'plumbline-industry/1',
    title: { zh: '上海市人工智能企业（虚构）', en: 'AI enterprises of Shanghai (invented)' },
    standard: { id: 'cn-sh/ai-enterprise', edition: '0.2.0', hash: `sha256:${'0'.repeat(64)}` },
    asOf: '2026-03-31',
    periods,
    filings: 1200,
    enterprises: 431,
    rules: { contributors: 3, largest: 0.75, two: 0.85, rest: 0.1, open: 0.1 },
    measures: ['enterprises', 'revenue', 'aiRevenue', 'research'],
    tables: [
      table([], [[]]),
      table(
        ['district'],
        districts.map((d) => [d]),
      ),
      table(
        ['layer'],
        layers.map((l) => [l]),
      ),
      table(
        ['level'],
        levels.map((l) => [l]),
      ),
      table(
        ['district', 'layer'],
        districts.flatMap((d) => layers.map((l) => [d, l])),
      ),
    ],
    movements: [
      {
        from: '2024',
        to: '2025',
        cells: [...cells, { to: 'L1', enterprises: '30' }, { from: 'L5', enterprises: '*' }],
      },
    ],
    names: {
      layer: {
        F: { zh: '基础层', en: 'Foundation' },
        K: { zh: '框架层', en: 'Framework' },
        M: { zh: '模型层', en: 'Model' },
        A: { zh: '应用层', en: 'Application' },
      },
      level: {
        L1: { zh: 'L1 入门', en: 'L1 Entry' },
        L2: { zh: 'L2 培育', en: 'L2 Cultivated' },
        L3: { zh: 'L3 成长', en: 'L3 Growing' },
        L4: { zh: 'L4 骨干', en: 'L4 Backbone' },
        L5: { zh: 'L5 引领', en: 'L5 Leading' },
      },
      district: { 310101: { zh: '黄浦区', en: 'Huangpu' }, 310115: { zh: '浦东新区', en: 'Pudong' } },
    },
    tool: { name: 'plumbline', version: '0.1.0' },
  })
}
