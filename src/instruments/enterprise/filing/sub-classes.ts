import type { Text } from '../../../language/text.ts'

export interface SubClass {
  readonly id: string
  readonly title: Text
  /** classes of GB/T 4754-2017 (four digits) in which such an enterprise is expected to be registered */
  readonly industries: readonly string[]
}

const sub = (id: string, zh: string, en: string, industries: string): SubClass => ({
  id,
  title: { zh, en },
  industries: industries.split(' '),
})

const COMPUTERS = '3911 3912 3913 3914 3915 3919'
const MODELS = '6513 6519 7320'

/** Sub-classes by layer, upstream first: F foundation, K framework, M model, A application. Our reference design. */
export const subClasses: readonly SubClass[] = [
  sub('F1', '芯片与集成电路设计', 'chips and circuit design', '3973 6520'),
  sub('F2', '传感器与元器件', 'sensors and components', '3983 3976'),
  sub('F3', '算力与云', 'computing and cloud', `${COMPUTERS} 6410 6450 6550`),
  sub('F4', '数据服务', 'data services', '6450 6550 6579'),
  sub('K1', '框架、编译器与工具链', 'frameworks, compilers, toolchains', '6511 6512'),
  sub('K2', '平台与模型运维', 'platforms and operation of models', '6519'),
  sub('M1', '通用模型', 'general models', MODELS),
  sub('M2', '行业模型', 'models of an industry', MODELS),
  sub('M3', '感知算法', 'algorithms of perception', MODELS),
  sub('M4', '安全与评测', 'safety and evaluation', MODELS),
  sub('A1', '智能软件与智能体', 'intelligent software and agents', '6513'),
  sub('A2', '机器人', 'robots', '3491 3492 3964'),
  sub('A3', '智能汽车与交通', 'intelligent vehicles and transport', '3962 6513'),
  sub('A4', '智能终端', 'intelligent terminals', '3961 3963 3969'),
  sub('A5', '行业解决方案', 'solutions for an industry', '6531'),
  sub('A6', '服务', 'services', '6560 6540'),
]
