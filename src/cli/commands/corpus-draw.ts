import { createReadStream, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { CorpusDraw, sampleColumns } from '../../instruments/genai/corpus-sample/draw.ts'
import { cell, readCsv } from '../../instruments/llm/bank/csv.ts'
import { problem } from '../../language/problem.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { free } from './bank-files.ts'

/** Draws the items of a corpus that reviewers look at, from a list of `itemId,sourceId`, and writes their sheet. */
export async function corpusDraw(
  file: string,
  o: { size: number; seed: number; out: string; force?: boolean },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const taken = free(o.out, o.force)
  if (!taken.ok) return c.refuse(taken.problems)
  const draw = new CorpusDraw(o.size, o.seed)
  let line = 0
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      line++
      const cells = readCsv(text).rows[0]?.cells
      if (cells === undefined || (line === 1 && isHead(cells))) continue
      const [itemId, sourceId] = cells
      if (!itemId || !sourceId) return c.refuse([badLine(file, line, text)])
      draw.add({ itemId, sourceId })
    }
  } catch (error) {
    return c.refuse([
      problem(
        'file-unreadable',
        { zh: `无法读取文件 ${file}`, en: `The file ${file} cannot be read` },
        { got: (error as NodeJS.ErrnoException).code ?? String(error) },
      ),
    ])
  }
  const drawn = draw.drawn()
  if (drawn.length === 0) return c.refuse([badLine(file, Math.max(1, line), '')])
  const head = Object.keys(sampleColumns).join(',')
  const rows = drawn.map(({ itemId, sourceId }) => [cell(itemId), cell(sourceId), 'human', '', '', ''].join(','))
  writeFileSync(o.out, `\uFEFF${head}\r\n${rows.join('\r\n')}\r\n`)
  if (c.json) c.data({ file: o.out, listed: draw.seen, drawn: drawn.length, seed: o.seed })
  else {
    c.out(
      `${c.say('已写出', 'Wrote')} ${o.out}: ${c.say(`${draw.seen} 条中抽出 ${drawn.length} 条，种子 ${o.seed}`, `${drawn.length} of ${draw.seen} items, seed ${o.seed}`)}`,
    )
    if (drawn.length < o.size)
      c.note(c.say(`⚠ 清单不足 ${o.size} 条，全部抽出`, `⚠ The list has fewer than ${o.size} items; all are drawn`))
    c.note(
      c.say(
        'label 填 pass 或 fail（合格、不合格），存为 access.corpus 所指文件夹里的抽检记录',
        'Fill in label with pass or fail, and keep the sheet in the folder that access.corpus names',
      ),
    )
  }
  return exit.conforms
}

const isHead = (cells: readonly string[]) => ['itemId', '条目编号'].includes(cells[0] ?? '')

function badLine(file: string, line: number, text: string) {
  return problem(
    'corpus-list-invalid',
    { zh: '清单的这一行不合格式。', en: 'This line of the list is not valid.' },
    { place: { file, line }, expected: 'itemId,sourceId', got: text.slice(0, 200) },
  )
}
