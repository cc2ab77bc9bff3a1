/**
 * Words that hold 应, 宜, 可 or 能 and are none of these verbs, and words that end where a verb may begin (影响 before 应).
 * After `/` stands what makes the first letters no word of their own: 应用 is a word, 应变 is one unless 更 follows (应 + 变更).
 * Ours; the first words are those of GB/T 1.1 drafts that were read, the others were thought of by their letters.
 */
const should = `
响应 相应 相对应 对应/当|急 适应 自适应 应急 反应 供应 效应 感应 应力 应激 呼应 顺应/当 报应 应聘 应征 应邀 应试 应届 应酬 应战 应声 应景 应运 应诉 应验 应允 应约 应诊
应用/红|绿|黄|蓝|黑|白|中文|英文|粗体|斜体|表格 应变/更|换|为|成 应答/复|辩 应收/集|到|回|取|录|听|紧|存|敛 应付/出|诸 应税 应纳税所得额 应计/算|入|时|数|分 应到人数 应出席 应得分 应有的 应有尽有 应对措施 应对策略 应对能力 应对方案 应对预案 应对机制 应对突发
应拒答题 应拒答、 应拒答） 应拒答或 应拒答与 应拒答和 应拒答拒答率 应拒答率 应拒答问题 应拒答测试 应否 应是 因应
影响 音响 真相 互相 合适 相反 违反 敏感 提供 有效 时效 失效 生效 成效 绩效 高效 通报 预报 申报 上报 情报 举报 填报 汇报 警报 直接 间接 连接 对接 返回 召回 收回 撤回 回答 应答者 按照 参照 依照 对照 原因 决策 政策 核对 比对 针对 面对 绝对 校对 派对 不对
`
const advisable = `
适宜 便宜 事宜 权宜 时宜 相宜 因地制宜 宜居 宜人 宜兴 宜昌 宜宾 宜春
`
const may = `
可靠 可能 不可能 可视/为|情|需|作|具体 可用/于|来|作|以|户|其|本|下|表|图|符 可信/息 可控/制 可扩展 可追溯 可解释 许可 认可 可见 可行/使|走|驶 可再生 可持续 可读/取|出|入 可比/较|照|对 可观/察|测|看 可逆 可变/更|换|为|动 可选/用|择|取|定|配|派 可调/整|用|取|节|查|阅|度 可燃 可溶 可穿戴 可编程 可移植 可信赖 可理解 可预见 可预测 可复现 可互操作 可及 可达/到 可塑 可谓 可惜 尚可 宁可 不可抗力 不可逆 不可见 不可用 不可信 不可分割 不可抵赖 不可否认 不可篡改 不可伪造 不可忽视 不可避免 不可或缺 可疑 可移动介质 可移动存储 可移动设备 可执行文件 可执行程序 可执行代码 可回收物 可公开信息 可接受水平 可接受风险 可接受准则 可识别信息 不可答 可感知 可乐 可口 可编辑
`
const able = `
功能 性能 智能 能力 能源 能耗 能效 能量 职能 节能 技能 效能 机能 本能 赋能 使能 万能 产能 动能 势能 电能 热能 光能 风能 核能 太阳能 潜能 储能 官能 才能 能级 能见度 能谱 能动 能人 能手 体能 聚能 耐能 动能 可能性 能带 能否
`

/** A word, and what must not follow it. */
interface Word {
  readonly word: string
  readonly unless: readonly string[]
}

const words: readonly Word[] = `${should}${advisable}${may}${able}`
  .trim()
  .split(/\s+/)
  .map((entry) => {
    const [word = '', unless] = entry.split('/')
    return { word, unless: unless?.split('|') ?? [] }
  })

const byFirst = new Map<string, Word[]>()
for (const each of new Map(words.map((w) => [w.word, w])).values()) {
  const first = each.word[0]!
  byFirst.set(first, [...(byFirst.get(first) ?? []), each])
}
for (const list of byFirst.values()) list.sort((a, b) => b.word.length - a.word.length)

/** The longest word of the list that begins at an offset, if what follows leaves it a word. */
export function wordAt(text: string, at: number): string | undefined {
  const entries = byFirst.get(text[at] ?? '')
  return entries?.find(({ word, unless }) => {
    if (!text.startsWith(word, at)) return false
    return !unless.some((u) => text.startsWith(u, at + word.length))
  })?.word
}
