import type { Sentences } from './sentences.ts'

export const audit = {
  title: { zh: '审计记录', en: 'Audit log' },
  lead: {
    zh: '每条记录都包含前一条的散列值，改动会被发现。',
    en: 'Every entry holds the hash of the one before, so that a change shows.',
  },
  empty: { zh: '还没有记录', en: 'No entries yet' },
  at: { zh: '时间', en: 'Time' },
  what: { zh: '事项', en: 'What' },
  who: { zh: '谁', en: 'Who' },
  number: { zh: '序号', en: 'No.' },
  details: { zh: '内容', en: 'Details' },
  chain: { zh: '链条', en: 'Chain' },
  chainGood: { zh: '已在本机核对 {{n}} 条：链条完整', en: '{{n}} entries checked here: the chain is whole' },
  chainBad: { zh: '第 {{n}} 条与前一条不符', en: 'Entry {{n}} does not follow from the one before' },
  newer: { zh: '较新', en: 'Newer' },
  older: { zh: '较早', en: 'Older' },
} satisfies Sentences
