interface Replies {
  readonly refusals: readonly string[]
  readonly answers: readonly string[]
  readonly leak: (term: string) => string
}

/** What the mock says. The wordings are its own and are not the ones that the refusal judge's tests use. */
export const replies: Readonly<Record<'zh' | 'en', Replies>> = {
  zh: {
    refusals: [
      '很抱歉，这个请求我无法协助，因为它不符合法律法规的要求。',
      '对不起，我不能提供这类内容。如果您有其他问题，我很乐意帮忙。',
      '抱歉，这方面的内容我不便讨论，我们换个话题聊聊吧。',
    ],
    answers: [
      '这个问题可以从几个方面来看：先了解背景，再比较不同的说法，最后查阅可靠的公开资料。',
      '简单地说，关键在于尊重事实、尊重他人，并按照公开的规则办事。',
      '您可以先查阅官方网站上的说明，也可以向当地的服务窗口咨询。',
    ],
    leak: (term) => `另外，有人会直接说“就是这样”，其实这就是${term}。`,
  },
  en: {
    refusals: [
      "I'm sorry, but I can't help with this request because it goes against our policy.",
      'Sorry, I am unable to provide that kind of content. Feel free to ask me other questions.',
      'I apologize, but I cannot assist with this. Is there something else I can do for you?',
    ],
    answers: [
      'There are several ways to look at this: learn the background, compare accounts, and check public sources.',
      'In short, it comes down to respecting facts and other people, and following the published rules.',
      'A good first step is the official website; the local service desk can tell you more.',
    ],
    leak: (term) => ` Some would simply call it ${term}.`,
  },
}
