import type { Text } from '../../language/text.ts'
import type { GroupFigures } from '../../monitoring/publication/snapshot.ts'
import type { Measure } from '../../monitoring/rows/row.ts'
import type { Dimension } from '../../monitoring/tables/grouping.ts'

export const dimensionNames: Readonly<Record<Dimension, Text>> = {
  layer: { zh: '层级', en: 'Layer' },
  subclass: { zh: '小类', en: 'Sub-class' },
  level: { zh: '等级', en: 'Level' },
  kind: { zh: '认定类别', en: 'Recognition' },
  district: { zh: '区', en: 'District' },
  section: { zh: '行业门类', en: 'Section (GB/T 4754)' },
  class: { zh: '行业小类', en: 'Class (GB/T 4754)' },
  size: { zh: '规模', en: 'Size' },
}

/** Money is in 万元 (10,000 yuan). */
export const measureNames: Readonly<Record<Measure, Text>> = {
  enterprises: { zh: '企业数', en: 'Enterprises' },
  revenue: { zh: '营业收入（万元）', en: 'Revenue (10,000 yuan)' },
  aiRevenue: { zh: '人工智能业务收入（万元）', en: 'AI revenue (10,000 yuan)' },
  research: { zh: '研发费用（万元）', en: 'R&D (10,000 yuan)' },
  aiResearch: { zh: '人工智能研发费用（万元）', en: 'AI R&D (10,000 yuan)' },
  staff: { zh: '从业人员', en: 'Staff' },
  aiStaff: { zh: '人工智能研发人员', en: 'AI R&D staff' },
}

/** The figures of a group, and whether each is a share. */
export const figureNames: Readonly<Record<keyof GroupFigures, { readonly title: Text; readonly share: boolean }>> = {
  intensity: { title: { zh: '研发强度', en: 'R&D intensity' }, share: true },
  aiStaffShare: { title: { zh: '人工智能研发人员占比', en: 'AI R&D share of staff' }, share: true },
  growth: { title: { zh: '全样本增速', en: 'Growth, all who filed' }, share: true },
  comparableGrowth: { title: { zh: '可比样本增速', en: 'Growth, comparable sample' }, share: true },
  contribution: { title: { zh: '对增长的贡献', en: 'Contribution to growth' }, share: true },
  largestFour: { title: { zh: '前四家份额（CR4）', en: 'Four largest (CR4)' }, share: true },
  herfindahl: { title: { zh: '集中度（HHI）', en: 'Concentration (HHI)' }, share: false },
  entered: { title: { zh: '新进', en: 'Entered' }, share: false },
  left: { title: { zh: '退出', en: 'Left' }, share: false },
  aboveScale: { title: { zh: '规模以上', en: 'Above scale' }, share: false },
  locationQuotient: { title: { zh: '区位商', en: 'Location quotient' }, share: false },
}
