/** What an empty draft begins with: the smallest standard that loads, with words to be replaced. */
export const blank = `plumbline: 1
id: local/new-standard
edition: 0.1.0
title: { zh: 新标准, en: New standard }
authority: reference-profile
sources:
  design: { title: 本组提案, kind: proposal }
from: [design]
subject: any

facts:
  logged: { type: yes-no, title: { zh: 有运行日志, en: Logs are kept } }

requirements:
  - { id: R1, clause: "4.1", says: shall, title: { zh: 系统应保存运行日志, en: The system shall keep logs }, holds: subject.logged }

results:
  - { id: conformity, title: { zh: 符合性, en: Conformity }, holds: R1.satisfied }
`
