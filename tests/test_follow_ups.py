"""Claims about follow-ups over the seeds: how many are answered as they stand, and how many as they are understood."""

from __future__ import annotations

from typing import Final

from retrieval.follow_ups import Earlier
from retrieval.library import Library
from retrieval.model import Answer, Question

ASKED: Final = (  # a question, one that leans on it, and of what stands in the quote that answers that one
    ("雷军量出来到底有多高？", "那他在1月3日的直播里说自己多高？", ("一米八三",)),
    ("许斐和徐洁云受到了什么处分？", "为什么？", ("接洽", "米黑", "羞辱用户", "KOL")),
    ("who was punished in the KOL incident", "and when?", ("1月6日",)),
    ("who was punished in the KOL incident", "what did they lose?", ("绩效和奖金", "bonuses")),
    ("雷军的抖音直播间为什么被封了？", "封了多久？", ("one hour",)),
    ("Why was Lei Jun's livestream room banned?", "for how long?", ("one hour",)),
    (
        "Why was Lei Jun's livestream room banned?",
        "did the user apologise to him?",
        ("apologised to Lei Jun",),
    ),
    ("ZAKER是怎么处理那名员工的？", "他以后还能被聘用吗？", ("永远不会再聘用",)),
    (
        "How many lawsuits has Xiaomi filed on behalf of car owners?",
        "and against malicious accounts?",
        ("92",),
    ),
    ("小米法务评估了多少条舆情线索？", "那盯住了多少个账号？", ("231",)),
    ("How many SU7 cars did Xiaomi recall?", "why?", ("parking", "泊车", "召回", "原因")),
    ("小米汽车2026年的交付目标是多少？", "雷军觉得它保守吗？", ("保守",)),
    ("小米汽车2026年的交付目标是多少？", "那2024年一共交了多少辆？", ("13", "十三")),
    ("How many followers has Lei Jun lost?", "what share is that?", ("%", "百分")),
    ("雷军掉了多少粉丝？", "占全部的百分之几？", ("%", "百分")),
    (
        "Which vice president announced the feedback channel for owners?",
        "where is it found?",
        ("community section", "社区"),
    ),
    (
        "Which ministry leads the campaign against online chaos in the auto industry?",
        "how long will it last?",
        ("three months", "三個月", "三个月", "months", "3个月"),
    ),
    (
        "整治行動持續多久？",
        "由誰牽頭？",
        ("工業和信息化部", "工业和信息化部", "工信部", "Ministry of Industry"),
    ),
    ("那段撞车影片是什么时候流出的？", "发布它的博主道歉了吗？", ("道歉", "致歉", "apolog")),
    (
        "At what speed did the SU7 and the Zeekr 007 hit each other?",
        "what happened to the SU7 afterwards?",
        ("SU7",),
    ),
    ("雷军微博起先把新款SU7的预售价格写成了多少？", "后来改成了多少？", ("23.59", "改")),
    (
        "Who talked to users in the early days of Xiaomi, before it had a marketing department?",
        "when was that?",
        ("2011", "早期", "early", "20"),
    ),
    ("央视财经的节目采访了哪四家车企？", "节目叫什么？", ("经济半小时",)),
    ("When do the new American tariffs take effect?", "what do they cover?", ("medicines, heavy trucks",)),
    ("When do the new American tariffs take effect?", "who announced them?", ("Trump", "特朗普")),
    ("How many followers did Lei Jun win on Douyin in 2024?", "where did he rank?", ("third",)),
    ("雷军2024年在抖音涨了多少粉丝？", "那他排第几？", ("third", "第三")),
    ("科技Yttrium主張怎樣對待洩密者？", "二民呢？", ("杀鸡儆猴", "杀一儆百", "震慑", "罚", "fine")),
)


def quote(library: Library, text: str) -> str:
    """The first words quoted; empty where nothing answers."""
    found = library.answer(Question(text), 3)
    return found.citations[0].quote if isinstance(found, Answer) else ""


def test_more_follow_ups_are_answered_where_they_are_understood(seeds: Library) -> None:
    """Three in four, and at least twice as many as of those that are asked as they stand."""
    alone = understood = 0
    for first, second, right in ASKED:
        meant = seeds.understood(Earlier(first, quote(seeds, first)), second) or second
        alone += any(words in quote(seeds, second) for words in right)
        understood += any(words in quote(seeds, meant) for words in right)
    assert understood >= 2 * alone
    assert 4 * understood >= 3 * len(ASKED)
