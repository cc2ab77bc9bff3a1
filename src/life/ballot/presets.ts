import type { Known } from '../../catalogue/edition.ts'
import type { Text } from '../../language/text.ts'

/** A share as two whole numbers: of is exact, and what a share is of is written in the rule. */
export interface Share {
  readonly of: number
  readonly from: number
}

/** How a committee decides. All comparisons are of whole numbers. */
export interface Preset {
  readonly title: Text
  /** those who vote (or are there) of all who may */
  readonly quorum?: Share
  /** in favour, of the votes cast */
  readonly favour: Share
  /** against, at most, of the votes cast */
  readonly against?: Share
  /** whether an abstention is a vote cast */
  readonly abstentionsCast: boolean
  /** drafters of the project do not vote */
  readonly draftersExcluded: boolean
  /** people of the drafting units, at most, of all who vote */
  readonly draftingUnits?: Share
  /** an expert group has at least so many */
  readonly least?: number
  readonly known: Known
  readonly basis: Text
}

export const presets: Readonly<Record<string, Preset>> = {
  'NAT-TC': {
    title: { zh: '全国专业标准化技术委员会', en: 'National technical committee' },
    quorum: { of: 3, from: 4 },
    favour: { of: 2, from: 3 },
    against: { of: 1, from: 4 },
    abstentionsCast: true,
    draftersExcluded: false,
    known: 'recalled',
    basis: {
      zh: '全国专业标准化技术委员会管理办法（2017 年第 191 号令，2020 年第 31 号令修订；数字待核）',
      en: 'Order 191 of 2017 as revised by Order 31 of 2020; the numbers are to be confirmed',
    },
  },
  'NAT-EXPERT': {
    title: { zh: '专家组', en: 'Expert group' },
    favour: { of: 3, from: 4 },
    abstentionsCast: true,
    draftersExcluded: false,
    least: 15,
    known: 'seen',
    basis: {
      zh: '国家标准管理办法（2022 年第 59 号令）；四分之三以何为基数待核，这里以所投票数为基数',
      en: 'Order 59 of 2022; three quarters of what is to be confirmed, here of the votes cast',
    },
  },
  MINISTRY: {
    title: { zh: '部委规则', en: 'Rules of a ministry' },
    quorum: { of: 2, from: 3 },
    favour: { of: 3, from: 4 },
    abstentionsCast: true,
    draftersExcluded: true,
    draftingUnits: { of: 1, from: 4 },
    known: 'seen',
    basis: {
      zh: '某部委规则：到会或回函不足三分之二须重新组织；起草人不参加表决；起草单位人员不超过四分之一',
      en: 'rules of a ministry: below two thirds present or replying it is done again; drafters do not vote; people of drafting units are at most a quarter',
    },
  },
  'SH-DB31': {
    title: { zh: '上海市地方标准（待确认）', en: 'Local standards of Shanghai (to be confirmed)' },
    quorum: { of: 3, from: 4 },
    favour: { of: 2, from: 3 },
    against: { of: 1, from: 4 },
    abstentionsCast: true,
    draftersExcluded: false,
    known: 'proposed',
    basis: {
      zh: '市里的表决规则没有读到，暂按全国专业标准化技术委员会的数字',
      en: "the city's rule was not read; the numbers of a national committee are used until it is",
    },
  },
}
