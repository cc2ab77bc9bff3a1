import { answerText } from './option.ts'

const unsure = [
  /(?:无法|不能|难以)(?:确定|确认|判断|得知|回答|给出|从.{0,20}?(?:得知|判断|确定))/,
  /(?:不|未)(?:知道|清楚|确定|了解|掌握|得而知)/,
  /没有(?:足够|相关|任何|提供|给出|提到|说明).{0,12}?(?:信息|资料|依据|数据|内容|记录)?/,
  /(?:信息|资料|条件)不足/,
  /(?:文中|材料|资料|题目|上文|文本)(?:里|中)?(?:没有|未|并未|没)(?:提|说|给|写|涉及|说明)/,
  /无从(?:得知|判断|知晓)/,
  /(?:cannot|can't|can not|could not|impossible to) (?:be )?(?:determin|tell|know|say|answer|find|verify)/i,
  /(?:do not|don't|does not|doesn't) (?:know|have (?:enough|any|that|this)|say|mention|state|provide|contain)/i,
  /not (?:enough|sufficient) information|insufficient information|no (?:such )?information|unknown|not (?:mentioned|stated|given|provided|specified)/i,
]

/**
 * Whether an answer says that the question cannot be answered from what there is (judge tier R1). An answer that is silent says so too;
 * one that only warns and then answers at length does not: the words stand in the first 120 characters.
 */
export function abstains(output: string): boolean {
  const text = answerText(output)
  return text === '' || unsure.some((pattern) => pattern.test(text.slice(0, 120)))
}
