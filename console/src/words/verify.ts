import type { Sentences } from './sentences.ts'

export const verify = {
  title: { zh: '核验报告', en: 'Verify a report' },
  lead: {
    zh: '选一个报告包（.plumb）。全部在本机浏览器内完成：不上传，不登录，断网也行。',
    en: 'Choose a bundle (.plumb). Everything happens in this browser: nothing is uploaded, no account, no network.',
  },
  drop: { zh: '把 .plumb 文件拖到这里，或选择文件', en: 'Drop a .plumb file here, or choose one' },
  choose: { zh: '选择报告包', en: 'Choose a bundle' },
  keys: { zh: '可信的公钥', en: 'Keys that you trust' },
  keysHint: {
    zh: '签署者的公钥（PEM），可从其公开渠道取得。不填也能核验内容，只是不知道签署者是谁。',
    en: "The signer's public key (PEM), from a channel that you trust. Without one the content is checked all the same, but not who signed.",
  },
  working: { zh: '正在核验：重新归算、重新判定……', en: 'Verifying: computing and judging again…' },
  steps: { zh: '逐步核验', en: 'Step by step' },
  passed: { zh: '通过', en: 'Passed' },
  failed: { zh: '未通过', en: 'Failed' },
  'not-checked': { zh: '未检查', en: 'Not checked' },
  signers: { zh: '签署者', en: 'Signers' },
  trusted: { zh: '已知', en: 'known' },
  untrusted: { zh: '未知', en: 'not known' },
  first: { zh: '首先发现', en: 'First found' },
  another: { zh: '核验另一份', en: 'Verify another' },
  showReport: { zh: '查看报告', en: 'Show the report' },
  genuineText: {
    zh: '签名有效，每个数字和结论都从证据重新得出。',
    en: 'The signature is valid, and every number and the judgement follow from the evidence.',
  },
  unknownText: {
    zh: '每个数字和结论都从证据重新得出；签名有效，但不知道签署者是谁。',
    en: 'Every number and the judgement follow from the evidence; the signature is valid, but who signed is not known here.',
  },
  alteredText: { zh: '内容与签署的不一致。不要依据它。', en: 'It is not what was signed. Do not rely on it.' },
  notText: {
    zh: '没有发现不一致，但有些内容无法在此重算。',
    en: 'Nothing was found to differ, but not all of it could be computed again here.',
  },
  keyBad: { zh: '公钥无法读懂', en: 'The key cannot be read' },
  file: { zh: '文件', en: 'File' },
} satisfies Sentences
