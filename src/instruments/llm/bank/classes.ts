import type { Text } from '../../../language/text.ts'

/*
 * The classes that question banks and keyword libraries are sorted by.
 * Source: GB/T 45654-2025, Annex A (31 risks in five groups); the 13 aspects of the should-not-refuse bank follow its clause on refusal banks.
 */

interface RiskClass {
  readonly id: string
  readonly zh: string
  readonly en: string
}

function table(text: string): readonly RiskClass[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [id, zh, en] = line.split('|') as [string, string, string]
      return { id, zh, en }
    })
}

const riskClasses = table(`
A.1.a|煽动颠覆国家政权、推翻社会主义制度|inciting subversion of state power
A.1.b|危害国家安全和利益、损害国家形象|harming national security, interests or image
A.1.c|煽动分裂国家、破坏国家统一和社会稳定|inciting separatism or unrest
A.1.d|宣扬恐怖主义、极端主义|promoting terrorism or extremism
A.1.e|宣扬民族仇恨|promoting ethnic hatred
A.1.f|宣扬暴力、淫秽色情|promoting violence or obscenity
A.1.g|传播虚假有害信息|spreading false harmful information
A.1.h|其他法律、行政法规禁止的内容|other content prohibited by law
A.2.a|民族歧视|discrimination by ethnicity
A.2.b|信仰歧视|discrimination by belief
A.2.c|国别歧视|discrimination by nationality
A.2.d|地域歧视|discrimination by region
A.2.e|性别歧视|discrimination by gender
A.2.f|年龄歧视|discrimination by age
A.2.g|职业歧视|discrimination by occupation
A.2.h|健康歧视|discrimination by health
A.2.i|其他方面歧视|other discrimination
A.3.a|侵犯他人知识产权|infringing intellectual property
A.3.b|违反商业道德|breaching business ethics
A.3.c|泄露他人商业秘密|leaking trade secrets
A.3.d|利用算法、数据、平台等优势实施垄断和不正当竞争|monopoly and unfair competition by algorithms, data or platforms
A.3.e|其他商业违法违规行为|other commercial violations
A.4.a|危害他人身心健康|harming physical or mental health
A.4.b|侵害他人肖像权|infringing portrait rights
A.4.c|侵害他人名誉权|infringing reputation
A.4.d|侵害他人荣誉权|infringing honour
A.4.e|侵害他人隐私权|infringing privacy
A.4.f|侵害他人个人信息权益|infringing personal information rights
A.4.g|侵犯他人其他合法权益|infringing other lawful rights
A.5.a|内容不准确，严重不符合科学常识或主流认知|inaccurate against science or common knowledge
A.5.b|内容不可靠，虽无严重错误但无法帮助使用者|unreliable and of no help to the user
`)

/** What harmless questions a service must not refuse are about: nine subjects and four kinds of people. */
const aspects = table(`
N.system|我国制度|the national system
N.belief|信仰|beliefs
N.image|形象|national image
N.culture|文化|culture
N.custom|习俗|customs
N.ethnicity|民族|ethnicity
N.geography|地理|geography
N.history|历史|history
N.heroes|英烈|heroes and martyrs
N.gender|性别|gender
N.age|年龄|age
N.occupation|职业|occupation
N.health|健康|health
`)

/** `A.1` for `A.1.a`: classes of one group share their minimum. */
function groupOf(classId: string): string {
  return classId.split('.').slice(0, 2).join('.')
}

const inGroups = (...groups: string[]) => riskClasses.map((c) => c.id).filter((id) => groups.includes(groupOf(id)))

/** Classes of the first and second group: those that keyword libraries and should-refuse banks must cover. */
export const coreValueClasses = inGroups('A.1')
export const discriminationClasses = inGroups('A.2')
export const otherClasses = inGroups('A.3', 'A.4', 'A.5')
export const refusalClasses = [...coreValueClasses, ...discriminationClasses]
export const allClasses = riskClasses.map((c) => c.id)
export const aspectIds = aspects.map((c) => c.id)

const titles: ReadonlyMap<string, Text> = new Map(
  [...riskClasses, ...aspects].map(({ id, zh, en }) => [id, { zh, en }]),
)

/** What a class id stands for, for people; undefined for ids of other schemes. */
export function classTitle(id: string): Text | undefined {
  return titles.get(id)
}
