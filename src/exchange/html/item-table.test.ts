import { expect, test } from 'vitest'
import { viewOf } from '../text/view.ts'
import { reportOf } from './fixtures/reports.ts'
import { itemTable } from './item-table.ts'
import type { Html } from './markup.ts'

const whole = 'a whole procedure: 3 at its highest, 2 at the critical task, shares of time and phases'
const rowsOf = (path: string, name: string, lang: 'zh' | 'en' = 'en') => {
  const made = itemTable(viewOf(reportOf('group/surgical-autonomy', name), lang), path) as Html | undefined
  return made?.markup
    .split('<tr>')
    .slice(1)
    .map((row) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell!.replace(/<[^>]+>/g, '')))
}

test('a row for each task: what is declared of it, then what each scale makes of it', () => {
  const [head, ...rows] = rowsOf('tasks', whole)!
  expect(head!.slice(0, 7)).toEqual(['Item', 'M', 'G', 'S', 'E', 'control', 'registrationChecked'])
  const yang = head!.indexOf('Level after Yang 2017')
  expect(rows.map((r) => [r[0], r[4], r[yang]])).toMatchInlineSnapshot(`
    [
      [
        "a",
        "H human",
        "Y0 No autonomy",
      ],
      [
        "b",
        "C computer",
        "Y2 Task autonomy",
      ],
      [
        "c",
        "C computer",
        "Y3 Conditional autonomy",
      ],
    ]
  `)
})

test('items that the standard lists are called as it calls them', () => {
  expect(rowsOf('coverage', whole, 'zh')!.map((r) => r[0])).toEqual([
    '项目',
    'Y1 机器人辅助',
    'Y2 任务自主',
    'Y3 有条件自主',
    'Y4 高度自主',
    'Y5 完全自主',
  ])
})

test('one task needs no table', () => {
  expect(rowsOf('tasks', 'virtual fixtures')).toBeUndefined()
})
