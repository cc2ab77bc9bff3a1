import type { Text } from '../../../src/language/text.ts'

export interface District {
  readonly code: string
  readonly title: Text
  /** where its tile lies, from 1: roughly where the district lies on a map */
  readonly column: number
  readonly row: number
}

const at = (code: string, zh: string, en: string, column: number, row: number): District => ({
  code,
  title: { zh, en },
  column,
  row,
})

/** The districts of Shanghai (GB/T 2260) as tiles of the same size: the small ones in the middle are read as well as the large ones around. */
export const districts: readonly District[] = [
  at('310151', '崇明', 'Chongming', 4, 1),
  at('310114', '嘉定', 'Jiading', 2, 2),
  at('310113', '宝山', 'Baoshan', 3, 2),
  at('310107', '普陀', 'Putuo', 2, 3),
  at('310106', '静安', "Jing'an", 3, 3),
  at('310109', '虹口', 'Hongkou', 4, 3),
  at('310110', '杨浦', 'Yangpu', 5, 3),
  at('310118', '青浦', 'Qingpu', 1, 4),
  at('310105', '长宁', 'Changning', 2, 4),
  at('310101', '黄浦', 'Huangpu', 3, 4),
  at('310115', '浦东', 'Pudong', 4, 4),
  at('310117', '松江', 'Songjiang', 1, 5),
  at('310104', '徐汇', 'Xuhui', 2, 5),
  at('310112', '闵行', 'Minhang', 3, 5),
  at('310116', '金山', 'Jinshan', 1, 6),
  at('310120', '奉贤', 'Fengxian', 3, 6),
]
