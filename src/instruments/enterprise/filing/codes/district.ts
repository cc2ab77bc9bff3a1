import type { Text } from '../../../../language/text.ts'

/** The districts of Shanghai (GB/T 2260). */
export const shanghaiDistricts: Readonly<Record<string, Required<Text>>> = {
  310101: { zh: '黄浦区', en: 'Huangpu' },
  310104: { zh: '徐汇区', en: 'Xuhui' },
  310105: { zh: '长宁区', en: 'Changning' },
  310106: { zh: '静安区', en: "Jing'an" },
  310107: { zh: '普陀区', en: 'Putuo' },
  310109: { zh: '虹口区', en: 'Hongkou' },
  310110: { zh: '杨浦区', en: 'Yangpu' },
  310112: { zh: '闵行区', en: 'Minhang' },
  310113: { zh: '宝山区', en: 'Baoshan' },
  310114: { zh: '嘉定区', en: 'Jiading' },
  310115: { zh: '浦东新区', en: 'Pudong' },
  310116: { zh: '金山区', en: 'Jinshan' },
  310117: { zh: '松江区', en: 'Songjiang' },
  310118: { zh: '青浦区', en: 'Qingpu' },
  310120: { zh: '奉贤区', en: 'Fengxian' },
  310151: { zh: '崇明区', en: 'Chongming' },
}

/** First two digits of GB/T 2260: provinces, autonomous regions, municipalities, special administrative regions. */
const PROVINCES =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' ')

/** What a district code would have to be where `code` cannot be one. In Shanghai the list decides, elsewhere six digits and the province. */
export function districtFault(code: string): string | undefined {
  if (!/^\d{6}$/.test(code)) return '6 (GB/T 2260): 310115'
  if (!PROVINCES.includes(code.slice(0, 2))) return PROVINCES.join(' ')
  return code.startsWith('31') && !(code in shanghaiDistricts) ? Object.keys(shanghaiDistricts).join(' ') : undefined
}

/** The code of a district of Shanghai by its name alone: Chinese with or without 区, or English. */
export function districtNamed(name: string): string | undefined {
  return Object.entries(shanghaiDistricts).find(([, { zh, en }]) => [zh, en].includes(name) || zh === `${name}区`)?.[0]
}
