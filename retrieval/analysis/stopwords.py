"""Words that a question is made of but that no answer needs to contain.

Only questions lose them; passages are indexed whole. Chinese entries are simplified.
"""

from __future__ import annotations

from typing import Final

CHINESE_QUESTION_WORDS: Final = frozenset(
    """
    谁 哪 哪个 哪些 哪位 哪里 哪儿 哪家 哪年 哪天 哪一 哪种 何 何时 何地 何处 何人 何种 为何 如何 几 几个 几点 几时 几年 几次
    多少 多大 多高 多久 多长 多远 多 什么 什么样 什么时候 甚么 啥 为啥 为什么 怎么 怎么样 怎样 怎么办 怎么回事 怎么着 怎办 咋 咋办 咋样 回事
    啥时候 干嘛 何以 是否 有没有 是不是 吗 呢 吧 么 嘛 呀 啊 请问 告诉 知道 名字 叫 叫做 分别 到底 究竟 想知道 问 哪一个 哪一年 哪部 哪项 哪座 哪国 时候 没有
    """.split()
)

CHINESE_FUNCTION_WORDS: Final = frozenset(
    """
    的 了 是 在 和 与 及 或 而 且 之 其 于 以 为 对 对于 从 由 被 把 将 给 向 到 就 也 都 还 又 再 才 只 很 太 最 更 这 那 这个
    那个 这位 那位 这次 那次 这种 那种 这件 那件 这段 那段 这场 那场 这条 那条 这项 那项 这份 那份 这部 那部 这台 那台 这家 那家 这名 那名
    这辆 那辆 这款 那款 这篇 那篇 这句 那句 这笔 那笔 这批 那批 这起 那起 这里 那里 这儿 那儿 这些 那些 这样 那样 此 该 他 她 它 他们 她们 它们 我 你 您 我们 你们 咱 咱们 自己 有 无 没 不 会 能 可以 可 要 应该 等 等等
    个 一个 一种 一些 着 过 地 得 所 则 并 并且 但 但是 因为 所以 如果 因 用 使用 让 使 跟 同 上 下 中 里 内 后 前 时 年 月 日 号
    一共 总共 大概 大约 其实 现在 如今 目前 当时 后来 最后 最终 一直 居然 竟然 然后 还是 只是 已经 曾经 甚至 算是 有人 某人 大家
    真的 真是 确实 实际 实际上 具体 来着 究竟 难道 似乎 好像 反正 总之 毕竟 会不会 能不能 要不要 有没有
    那么 之一 关于 通过 根据 按照 来自 里面 当 称 称为 位 种 件 起 次 说 说是 认为 表示
    """.split()
)

ENGLISH_QUESTION_WORDS: Final = frozenset(
    """
    who whom whose what which when where why how many much long often far tall high old big
    do does did doing done is are was were be been being am has have had having can could may might must
    shall should will would please me name named called
    """.split()
)

ENGLISH_FUNCTION_WORDS: Final = frozenset(
    """
    a an the and or but if whether then than so as of in on at by for from to into onto with without about over under
    between during through after before since until against among per via out up down off again further once
    i you he she it we they him her us them my your his its our their this that these those there here
    not no nor only same too very just also any some such each both all s t d ll m re ve don doesn didn isn
    aren wasn weren hasn haven hadn won wouldn can't cannot one ones him himself herself itself themselves
    actually really truly honestly apparently supposedly precisely exactly roughly ever just even still already yet about now currently nowadays then eventually basically
    someone somebody anyone anybody everyone everybody nobody something anything everything nothing
    get got gets getting s' according put say says said
    """.split()
)
