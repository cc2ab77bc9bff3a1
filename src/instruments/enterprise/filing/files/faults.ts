import { type Place, type Problem, problem } from '../../../../language/problem.ts'

export const unknownItem = (place: Place, got: string): Problem =>
  problem(
    'filing-item',
    { zh: '填报里没有这个项目', en: 'a filing has no such item' },
    {
      ...{ place, got: got.slice(0, 120) },
      next: {
        zh: '项目名称见模板（plumbline filing template）',
        en: 'the names of the items are in the template (plumbline filing template)',
      },
    },
  )

export const twice = (place: Place, before: Place): Problem =>
  problem(
    'filing-twice',
    { zh: '同一项目填了两次', en: 'the same item is filled in twice' },
    { place, got: [before.line, before.path].filter((x) => x !== undefined).join(' ') },
  )

export const noTable = (file: string, expected: string): Problem =>
  problem(
    'filing-table',
    { zh: '文件里没有要读的表', en: 'the file does not hold the table that is read' },
    {
      ...{ place: { file }, expected },
      next: { zh: '从模板开始：plumbline filing template', en: 'start from the template: plumbline filing template' },
    },
  )
