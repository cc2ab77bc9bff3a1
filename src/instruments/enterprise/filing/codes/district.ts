/** The districts of Shanghai (GB/T 2260). */
export const shanghaiDistricts: Readonly<Record<string, string>> = {
  ...{ 310101: '黄浦区', 310104: '徐汇区', 310105: '长宁区', 310106: '静安区', 310107: '普陀区', 310109: '虹口区' },
  ...{ 310110: '杨浦区', 310112: '闵行区', 310113: '宝山区', 310114: '嘉定区', 310115: '浦东新区', 310116: '金山区' },
  ...{ 310117: '松江区', 310118: '青浦区', 310120: '奉贤区', 310151: '崇明区' },
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

/** The code of a district of Shanghai by its name alone, with or without 区. */
export function districtNamed(name: string): string | undefined {
  return Object.entries(shanghaiDistricts).find(([, known]) => known === name || known === `${name}区`)?.[0]
}
