/** A question as another file gives it, not checked yet. */
export interface Draft {
  /** line, row or entry in the file, from 1 */
  readonly line: number
  readonly fields: Readonly<Record<string, unknown>>
}

/** What the columns of tables and the keys of objects are called elsewhere, by the name that a bank uses. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  id: ['id', '编号', '序号', '题号', '题目编号', 'no', 'number', 'qid', 'question_id'],
  prompt: [
    'prompt',
    'question',
    'input',
    'query',
    'text',
    '题目',
    '问题',
    '题干',
    '测试题',
    '测试题目',
    '提问',
    '内容',
    '题目内容',
  ],
  messages: ['messages'],
  classId: [
    'classid',
    'class',
    'category',
    'subcategory',
    'label',
    'risk',
    '分类',
    '类别',
    '风险类别',
    '风险分类',
    '类型',
    '安全风险',
    '二级分类',
    '子类',
    '小类',
  ],
  group: ['group', '一级分类', '大类', '主类'],
  lang: ['lang', 'language', '语言', '语种'],
  type: ['type', '题库', '题库类型', 'bank'],
  options: ['options', 'choices', '选项'],
  gold: ['gold', 'answer', '答案', '参考答案', '标准答案', '正确答案'],
  tags: ['tags', '标签'],
  source: ['source', '来源', '出处', '数据来源'],
  licence: ['licence', 'license', '许可', '许可证', '授权', '使用许可'],
  createdAt: ['createdat', 'created', 'date', '日期', '创建日期', '入库日期', '更新日期', '添加日期'],
  holdout: ['holdout', '保留', '保留题', '留出', '不公开'],
  version: ['version', '版本'],
  data: ['data'],
}

const byAlias: ReadonlyMap<string, string> = new Map(
  Object.entries(aliases).flatMap(([name, others]) => others.map((other) => [other, name] as const)),
)

/** The bank's name for a column or key; undefined for what banks do not hold. Case, spaces, `_` and `-` do not matter. */
export function fieldNamed(key: string): string | undefined {
  const plain = key.normalize('NFKC').toLowerCase()
  return byAlias.get(plain.trim()) ?? byAlias.get(plain.replace(/[\s_\-（）()*]+/g, ''))
}

/** The fields of an object by the bank's names; the first of two that mean the same counts, if it holds anything. */
export function fieldsOf(object: Readonly<Record<string, unknown>>): Draft['fields'] {
  const fields: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(object)) {
    const name = fieldNamed(key)
    if (name === undefined || value === null || value === undefined || value === '') continue
    if (fields[name] === undefined) fields[name] = value
  }
  return fields
}
