/** First and last division of each section of GB/T 4754-2017: 20 sections, 97 divisions. */
const DIVISIONS: Readonly<Record<string, readonly [number, number]>> = {
  ...{ A: [1, 5], B: [6, 12], C: [13, 43], D: [44, 46], E: [47, 50], F: [51, 52], G: [53, 60], H: [61, 62] },
  ...{ I: [63, 65], J: [66, 69], K: [70, 70], L: [71, 72], M: [73, 75], N: [76, 79], O: [80, 82], P: [83, 83] },
  ...{ Q: [84, 85], R: [86, 90], S: [91, 96], T: [97, 97] },
}

/**
 * Classes of GB/T 4754-2017 in which enterprises of artificial intelligence register. In the groups that stand here (by three digits) a class that
 * does not is refused; of other classes only the section and its divisions are checked, for the whole list of 1380 is not held.
 */
export const knownIndustries: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  C3491: { zh: '工业机器人制造', en: 'industrial robots' },
  C3492: { zh: '特殊作业机器人制造', en: 'special robots' },
  C3581: { zh: '医疗诊断、监护及治疗设备制造', en: 'medical diagnosis devices' },
  C3874: { zh: '智能照明器具制造', en: 'smart lighting' },
  C3911: { zh: '计算机整机制造', en: 'computers' },
  C3912: { zh: '计算机零部件制造', en: 'parts of computers' },
  C3913: { zh: '计算机外围设备制造', en: 'computer peripherals' },
  C3914: { zh: '工业控制计算机及系统制造', en: 'industrial control computers' },
  C3915: { zh: '信息安全设备制造', en: 'information security devices' },
  C3919: { zh: '其他计算机制造', en: 'other computers' },
  C3961: { zh: '可穿戴智能设备制造', en: 'wearables' },
  C3962: { zh: '智能车载设备制造', en: 'smart in-vehicle devices' },
  C3963: { zh: '智能无人飞行器制造', en: 'smart unmanned aircraft' },
  C3964: { zh: '服务消费机器人制造', en: 'service robots' },
  C3969: { zh: '其他智能消费设备制造', en: 'other smart consumer devices' },
  C3972: { zh: '半导体分立器件制造', en: 'semiconductor devices' },
  C3973: { zh: '集成电路制造', en: 'integrated circuits' },
  C3976: { zh: '光电子器件制造', en: 'optoelectronics' },
  C3983: { zh: '敏感元件及传感器制造', en: 'sensors' },
  I6410: { zh: '互联网接入及相关服务', en: 'internet access' },
  I6421: { zh: '互联网搜索服务', en: 'internet search' },
  I6431: { zh: '互联网生产服务平台', en: 'platforms for production' },
  I6432: { zh: '互联网生活服务平台', en: 'platforms for daily life' },
  I6433: { zh: '互联网科技创新平台', en: 'platforms for innovation' },
  I6434: { zh: '互联网公共服务平台', en: 'platforms for public services' },
  I6439: { zh: '其他互联网平台', en: 'other platforms' },
  I6440: { zh: '互联网安全服务', en: 'internet security' },
  I6450: { zh: '互联网数据服务', en: 'internet data services' },
  I6511: { zh: '基础软件开发', en: 'base software' },
  I6512: { zh: '支撑软件开发', en: 'support software' },
  I6513: { zh: '应用软件开发', en: 'application software' },
  I6519: { zh: '其他软件开发', en: 'other software' },
  I6520: { zh: '集成电路设计', en: 'design of integrated circuits' },
  I6531: { zh: '信息系统集成服务', en: 'system integration' },
  I6532: { zh: '物联网技术服务', en: 'internet of things' },
  I6540: { zh: '运行维护服务', en: 'operation and maintenance' },
  I6550: { zh: '信息处理和存储支持服务', en: 'data processing and storage' },
  I6560: { zh: '信息技术咨询服务', en: 'IT consulting' },
  I6571: { zh: '地理遥感信息服务', en: 'geographic information' },
  I6579: { zh: '其他数字内容服务', en: 'other digital content' },
  I6599: { zh: '其他未列明信息技术服务业', en: 'other information technology services' },
  M7310: { zh: '自然科学研究和试验发展', en: 'research in natural sciences' },
  M7320: { zh: '工程和技术研究和试验发展', en: 'research in engineering' },
}

/** Groups of which every class is in the list above, so that another class of theirs does not exist. */
const WHOLE = ['C391', 'C396', 'I641', 'I643', 'I651', 'I652', 'I653', 'I654', 'I655', 'I656', 'M731', 'M732']

/** What a class of GB/T 4754-2017 would have to look like where `code` (section letter, four digits) cannot be one; undefined where it can. */
export function industryFault(code: string): string | undefined {
  const [, section, digits] = /^([A-T])(\d{4})$/.exec(code) ?? []
  if (section === undefined || digits === undefined) return 'A–T + 4 (GB/T 4754-2017): I6513'
  const [first, last] = DIVISIONS[section]!
  const division = Number(digits.slice(0, 2))
  if (division < first || division > last) return `${section}${two(first)}–${section}${two(last)}`
  const group = code.slice(0, 4)
  if (!WHOLE.includes(group) || code in knownIndustries) return undefined
  return Object.keys(knownIndustries)
    .filter((known) => known.startsWith(group))
    .join(' ')
}

const two = (n: number) => String(n).padStart(2, '0')
