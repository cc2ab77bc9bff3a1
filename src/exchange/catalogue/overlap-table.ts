import type { Catalogue } from '../../catalogue/catalogue.ts'
import { formatIdentifier } from '../../catalogue/identifier/format.ts'
import { likeTitle, overlapLines } from '../../catalogue/overlap.ts'
import { standingsOf } from '../../catalogue/system-map.ts'
import { showDay } from '../../judge/dates.ts'
import { type Lang, say, type Text } from '../../language/text.ts'
import type { TableSheet } from '../tables/workbook.ts'

const MOST = 50

/** The report on overlaps of a project (重复性检索报告): editions with a title like its own, for somebody to look through; `day` from 1970-01-01. */
export function overlapTable(title: Text, catalogue: Catalogue, day: number, lang: Lang): TableSheet {
  const zh = lang === 'zh'
  const alike = likeTitle(title, catalogue.editions).slice(0, MOST)
  const said = zh
    ? `以“${say(title, lang)}”检索，截至 ${showDay(day)}，目录共 ${catalogue.editions.length} 个版本。名称相近只是线索；未列出的，是本目录没有记录。`
    : `Looked for “${say(title, lang)}” on ${showDay(day)} among ${catalogue.editions.length} editions. A like title is a hint; of what is not listed there is no record in this catalogue.`
  return {
    name: zh ? '重复性检索' : 'overlaps',
    head: zh
      ? ['编号', '名称', '层级', '当日状态', '名称相似度', '须查看', '查看意见']
      : ['Number', 'Title', 'Level', 'Standing', 'Likeness of titles', 'To be looked at', 'Opinion'],
    rows: [
      ...alike.map(({ edition: e, title: score }) => [
        formatIdentifier(e.identifier, 'display'),
        say(e.title, lang),
        e.level,
        standingsOf(catalogue, e, day).join('|'),
        score.toFixed(2),
        score >= overlapLines.review ? (zh ? '是' : 'yes') : '',
        '',
      ]),
      [said],
    ],
  }
}
