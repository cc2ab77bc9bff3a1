import type { Lang } from '../../language/text.ts'

/** Verbs that begin a step of a test. Ours; nouns that begin alike are kept apart. */
const chinese =
  /^(?:[（(]?[a-z\d]{1,2}[)）]\s*|——\s*)?(?:按(?!钮|键|时间)|将(?!来)|把(?!手|握)|用(?!户|途|于|例)|从|在.{1,20}(?:中|上|后|时)(?:打开|记录|读取|选取|输入)|打开|关闭|启动|停止(?!条件)|记录(?!仪|完整|保存|者|人|的)|读取|计算(?!机|量|力|资源|能力)|选取|选择(?!性)|抽取|输入(?!数据|的|端)|重复|测量(?!值|仪|不|结果|的)|统计(?!量|数据|学)|运行(?!状态|环境|时间|期)|检查(?!表|清单|点)|核对|比较(?!器)|准备|设置|取|依次|逐一|确认|采集|加载|连接(?!器)|提交|执行)\S/
const english =
  /^(?:\(?[a-z\d]{1,2}\)\s*|[-–—]+\s*)?(?:Ask|Calculate|Check|Choose|Close|Collect|Compare|Compute|Confirm|Connect|Count|Determine|Divide|Draw|Ensure|Feed|Install|Load|Measure|Multiply|Open|Prepare|Present|Read|Record|Remove|Repeat|Report|Run|Sample|Select|Send|Set|Start|Stop|Submit|Switch|Take|Turn|Use|Verify|Wait|Weigh)\b(?! of\b| is\b| are\b| was\b|-)/

/** Whether a sentence without a verb of its own tells somebody to do something. */
export const imperative = (words: string, lang: Lang): boolean => (lang === 'zh' ? chinese : english).test(words)
