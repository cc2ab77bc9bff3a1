import type { Draft } from '../draft.ts'
import { type Advice, aboutWords } from './advice.ts'

interface Kind {
  readonly of: { readonly zh: string; readonly en: string }
  readonly shape: RegExp
}

/** What shuts competitors out. The rule is of the Standardization Law, Article 22 (seen at second hand); the words are ours, and not complete. */
const kinds: readonly Kind[] = [
  {
    of: { zh: '品牌或厂商名', en: 'a brand or maker' },
    shape:
      /华为|昇腾|鲲鹏|阿里云|阿里巴巴|通义|百度|文心|腾讯|微信|支付宝|字节跳动|豆包|抖音|商汤|科大讯飞|讯飞|旷视|依图|云从|海康威视|大华|寒武纪|英伟达|微软|谷歌|苹果公司|\b(?:Huawei|Ascend|Alibaba|Alipay|Baidu|Tencent|WeChat|SenseTime|iFlytek|Hikvision|Dahua|NVIDIA|CUDA|Microsoft|Azure|Google|OpenAI|ChatGPT|Anthropic|Amazon|AWS|Apple|Intel|Qualcomm|Oracle|DeepSeek|Kimi)\b/gi,
  },
  {
    of: { zh: '单一厂商的协议或格式', en: 'a protocol or format of one maker' },
    shape:
      /私有协议|专有协议|专有格式|私有格式|独家|指定(?:厂商|品牌|供应商|产品)|\b(?:proprietary (?:protocol|format|interface)|sole supplier|designated (?:vendor|supplier|brand))\b/gi,
  },
  {
    of: { zh: '本地注册等地域条件', en: 'a condition of place, such as local registration' },
    shape:
      /(?:在)?(?:本市|本地|上海市?|本省|本区)(?:行政区域内)?(?:登记)?注册|本地企业|本市企业|注册地[在为]|\b(?:registered (?:office )?in (?:Shanghai|this city)|local (?:registration|companies only))\b/gi,
  },
  {
    of: { zh: '资质、规模等所有制或规模条件', en: 'a condition of ownership or size' },
    shape: /国有企业方可|注册资本(?:不低于|不少于|应)|内资企业|\bregistered capital of\b/gi,
  },
]
const patent = /专利|\bpatents?\b/gi
const notice = /(?:识别|披露)专利|可能涉及专利|专利的责任|patent rights|identifying (?:any|patents)/i

/** Words that may restrict competition (SYS-2), and a patent without the notice that goes with one. What a clause forbids is told too: people decide. */
export function competition({ reads }: Draft): readonly Advice[] {
  const noticed = reads.some((r) => notice.test(r.raw.text))
  return reads.flatMap((read) => [
    ...kinds.flatMap(({ of, shape }) =>
      [...read.raw.text.matchAll(shape)].map((m) =>
        aboutWords(
          read,
          { start: m.index, end: m.index + m[0].length },
          'draft-restricts-competition',
          { zh: `“${m[0]}”是${of.zh}，可能排除、限制竞争`, en: `"${m[0]}" is ${of.en}: it may restrict competition` },
          {
            next: {
              zh: '改写为性能要求或公开的接口，并加“或等效”',
              en: 'ask for a performance or an open interface instead, or add "or equivalent"',
            },
          },
        ),
      ),
    ),
    ...(noticed ? [] : [...read.raw.text.matchAll(patent)]).map((m) =>
      aboutWords(
        read,
        { start: m.index, end: m.index + m[0].length },
        'draft-patent-without-notice',
        { zh: '提到专利，却没有专利声明', en: 'A patent is mentioned and there is no patent notice' },
        {
          next: {
            zh: '加上“可能涉及专利”的声明，或披露专利与许可',
            en: 'add the notice that patents may be concerned, or disclose the patent and its licence',
          },
        },
      ),
    ),
  ])
}
