"""Claims about saved pages of every kind: what is text, whose it is, from when, and what is left out and why."""

from __future__ import annotations

import pytest

from retrieval.model import Document, Why
from retrieval.readers import read

QUESTION = """\
首页
搜索
登录
为什么小区的快递柜总是满的？
快递
物业管理
关注者
1,204
被浏览
88,310
关注问题
写回答
12 个回答
默认排序
林间小路
在物业做了八年
关注
326 人赞同了该回答
快递柜满，是因为白天没人取。
我们小区统计过，下午三点到六点入柜最多。
编辑于 2024-03-05 18:20・IP 属地浙江
赞同 326
25 条评论
分享
收藏
喜欢
收起
半夏
关注
谢谢邀请。
柜子的格口数十年没变，包裹却翻了两番。
我不认为加收超时费能解决问题。
发布于 2024-03-06 09:01
赞同 41
添加评论
分享
收藏
喜欢
老周说事
关注
把柜子交给驿站管理就好了，我们这里试过。
发布于 03-07 10:11
赞同 7
3 条评论
"""
LINKED_QUESTION = """\
---
title: "How do small museums keep their rooms dry? - Quora"
source: https://www.quora.com/How-do-small-museums-keep-their-rooms-dry
saved: 2024-05-06
---

# How do small museums keep their rooms dry? - Quora

3 answers

[Mara Lind](https://www.quora.com/profile/Mara-Lind)

Follow

Conservator for twenty years

120 upvotes

We put silica gel into every case and change it in spring.

A humidity of fifty percent is what paper likes best.

[Answered May 3, 2024](https://www.quora.com/How-do/answer/Mara-Lind)

120 upvotes · 4 comments · Share

[Tom Reed](https://www.quora.com/profile/Tom-Reed)

Follow

Our museum has one dehumidifier for nine rooms, and it is enough.

[Answered yesterday](https://www.quora.com/How-do/answer/Tom-Reed)
"""
AGGREGATOR = """\
Menu
Search
早报
三家快递公司同日涨价
晨光财经 | 2025-03-02 08:15
三家快递公司宣布，从四月起每单加收两角。
公司解释说，油价上涨是主要原因。
[…]
一座老桥的新生
李晓东 · 江边周刊 · 2025年3月1日
老桥修缮了三年，今天重新通车。
编辑：王明
图书馆夜里也开门了
城市快讯 · 3 小时前
市图书馆把闭馆时间推迟到了夜里十二点。第一晚来了四百人……
The harbour gets a new crane
Harbour Post — Mar 1, 2025
The crane lifts ninety tons. Read more
"""
BLOG = """\
首页 » 技术 » 正文
一台旧打印机的修理记
小匠 2天前 (11-03) 手工 233
2024年11月1日，我在仓库里翻出一台旧打印机。
换了两个齿轮以后，它又能打印了，费用是三十元。
图片来源：自己拍的
标签：打印机 修理
本文由旧物工坊原创，转载请注明出处
本文地址：https://blog.example.com/2024/11/printer.html
赞(12)
打赏
上一篇：怎样给木桌上油
下一篇：没有了
相关推荐
怎样给木桌上油
2024-10-12
木桌每年上一次油就够了。先用细砂纸打磨，再用棉布把油抹匀，等一个晚上再抹第二遍…
阅读全文
拆一只旧闹钟
拆一只旧闹钟
闹钟的发条断了，我从另一只钟上拆下一根，长短正好，走起来一天只差半分钟……
旧书的味道
评论 2
张三：写得真好，我也要试试看。
李四：齿轮在哪里买的？
昵称
邮箱
提交
"""
ARTICLE = """\
夜市为什么又热闹起来了
街角观察
2025-06-18 21:30
关注
入夏以后，城里的夜市又热闹起来了。
摊主们说，今年的客人比去年多三成。
图源:街角观察
热闹的背后
租金降了一半，是摊主愿意回来的原因。
*编辑 | 小北 审核 | 阿南
扫码进读者群
每周抽三位读者送书
更多城市故事,等你来听!
点个在看↓↓↓
打开“城市通”阅读更多精彩资讯
"""
DIGEST = """\
---
title: The Weekly Harbour
date: 2025-04-04
---

# The Weekly Harbour

Welcome to issue 12.

## Ferry line opens

Harbour Post · Apr 2, 2025

The new ferry line crosses the bay in eleven minutes.

[Read more](https://post.example.com/ferry)

## Fish market moves

BBC News | 1 April 2025

The fish market moves to the eastern pier in June.
"""
NOTES = """\
# 周会 2026-01-08

参会：张三、李四

## 下载

- 搜索
- 收藏
- 分享

设计：张三

审核：李四

员工福利将提高。

来源：内部统计
"""
OTHER_BLOG = """\
首页 > 新闻 > 正文

湖边的新书店开张了

作者：admin | 分类：新闻 | 浏览：233 | 评论：0
2025年9月27日

湖边的新书店周六开张，第一天来了三百位客人。

店主说，她准备了八千本书。

转载请注明：湖边生活 » 湖边的新书店开张了

喜欢 (3) or 分享 (0)

相关文章：

湖边要修一条步道
书店里的咖啡
"""
ACCOUNT = """\
一碗面的价格

原创 江边子 江边周刊 2025-03-02 08:15 北京

一碗面卖十八块，贵吗？

老板给我算了一笔账：面粉三块，牛肉六块，房租四块。

文字：江边子
编辑：小北
图片：江边子

END

往期推荐

点击阅读原文，报名读书会
江边周刊
喜欢此内容的人还喜欢
微信扫一扫
关注该公众号
继续滑动看下一个
轻触阅读原文
向上滑动看下一个
预览时标签不可点
"""
NEWS_APP = """\
三条地铁同日开通，市民早起尝鲜

城市早报
2025-01-08 10:00 ·城市早报官方账号
关注

三条地铁线今天同日开通，最早的乘客凌晨四点就到了。

全程票价四元，走完需要五十一分钟。（记者 李明）

（图片来自网络，如有侵权请联系删除）

举报
评论 58
城市早报
8小时前
头条新闻
热门
"""
ENGLISH = """\
Skip to main content
Home
News
A bakery that opens at midnight
By Mara Lind
Published 3 May 2024 at 8:05 AM
Share
Bread is best at night, says the baker, who opens at twelve and closes at six.
Her customers are nurses, drivers and students; four hundred come on a good night.
Advertisement
She pays twelve hundred a month for the room.
Related articles
Why trams are back
The tram was gone for forty years. Now five cities lay rails again, and the first…
© 2024 Harbour Post. All rights reserved.
Subscribe to our newsletter
"""
SAVED_QUESTION = """\
---
id: 1
title: |
  旧电梯该不该换？ - 知乎
author: |
  知乎用户
date_saved: 2024-02-01 10:00:00
date_published: 2024-02-01 09:58:11
---

# 旧电梯该不该换？ - 知乎
#Shelfmark

[Read on Shelfmark](https://shelfmark.example/me/x)

[Read Original](https://www.zhihu.com/question/77)

# Full Content:

我们小区的电梯用了二十年，上个月坏了三次。

有人说该换，有人说修一修就好。

关注者

**12**

被浏览

**3,400**

[![电梯工老李](https://cache.example.com/a.jpg)](https://www.zhihu.com/people/li)

[电梯工老李](https://www.zhihu.com/people/li)

 关注

谢邀，干了十五年电梯维修。

## 先看三样东西

![](https://cache.example.com/b.jpg)

钢丝绳、门机、控制柜。三样里坏两样就换。

1. 钢丝绳断丝超过十根要换
2. 门机换过两次的要换

> 修一次八千，换一台二十万。

[编辑于 2024-01-30 22:10](https://www.zhihu.com/question/77/answer/1)

赞同 1.2 万326 条评论收藏喜欢

[业主阿花](https://www.zhihu.com/people/hua)

 关注

我家一楼，不换。

[发布于 昨天 08:00](https://www.zhihu.com/question/77/answer/2)

赞同 3添加评论收藏喜欢

[被收录于话题](https://www.zhihu.com/topic/1)
"""


def documents(page: str, name: str = "page.txt") -> list[Document]:
    """The documents of a page."""
    return read(page.encode(), name)


def text(document: Document) -> list[str]:
    """The blocks of a document, its title aside."""
    return [b.span.of(document.text) for b in document.blocks if b.kind != "title"]


def told(document: Document) -> tuple[str | None, str | None, str | None, bool]:
    """Whose words, and from when."""
    return document.publisher, document.author, document.published, document.published_inferred


def dropped(document: Document, why: Why) -> list[str]:
    """What was left out for a reason."""
    return [x.span.of(document.text) for x in document.dropped if x.why is why]


def test_a_question_page_is_the_question_and_each_answer() -> None:
    """Each answer with the author above it and the time below it; a year may follow from the days beside it."""
    question, *answers = documents(QUESTION)
    assert [b.span.of(QUESTION) for b in question.blocks] == ["为什么小区的快递柜总是满的？"]
    assert question.blocks[0].kind == "title"
    assert {a.title for a in answers} == {question.title}
    assert [told(a)[1:] for a in answers] == [
        ("林间小路", "2024-03-05T18:20", False),
        ("半夏", "2024-03-06T09:01", False),
        ("老周说事", "2024-03-07T10:11", True),
    ]
    assert [text(a)[0] for a in answers] == [
        "快递柜满，是因为白天没人取。",
        "谢谢邀请。",
        "把柜子交给驿站管理就好了，我们这里试过。",
    ]
    assert [len(text(a)) for a in answers] == [2, 3, 1]


def test_what_surrounds_an_answer_is_listed_with_its_reason() -> None:
    """Buttons, counters and the author's profile are no text of anyone."""
    question, first, *_ = documents(QUESTION)
    assert dropped(question, Why.PROFILE) == ["在物业做了八年"]
    assert "1,204" in dropped(question, Why.COUNTER)
    assert {"赞同 326", "25 条评论"} <= set(dropped(first, Why.COUNTER))
    assert "收藏" in dropped(first, Why.NAVIGATION)


def test_an_answer_leads_to_itself_and_its_age_counts_from_the_day_of_saving() -> None:
    """In English as in Chinese; whose page it is follows from its address, and is no part of the title."""
    question, first, second = documents(LINKED_QUESTION, "page.md")
    assert question.title == "How do small museums keep their rooms dry?"
    assert question.publisher == "Quora"
    assert told(first) == ("Quora", "Mara Lind", "2024-05-03", False)
    assert told(second) == ("Quora", "Tom Reed", "2024-05-05", True)
    assert (first.url or "").endswith("/answer/Mara-Lind")
    assert text(first)[-1] == "A humidity of fifty percent is what paper likes best."


def test_an_aggregator_may_write_its_bylines_in_many_ways() -> None:
    """Each article with its publisher, author and day; how long ago tells no day where nothing tells when it was shown."""
    found = documents(AGGREGATOR)
    assert [(d.title, *told(d)) for d in found] == [
        ("三家快递公司同日涨价", "晨光财经", None, "2025-03-02T08:15", False),
        ("一座老桥的新生", "江边周刊", "李晓东", "2025-03-01", False),
        ("图书馆夜里也开门了", "城市快讯", None, None, False),
        ("The harbour gets a new crane", "Harbour Post", None, "2025-03-01", False),
    ]
    assert [d.truncated for d in found] == [True, False, True, False]
    assert text(found[2]) == ["市图书馆把闭馆时间推迟到了夜里十二点。第一晚来了四百人"]
    assert text(found[3]) == ["The crane lifts ninety tons."]


def test_the_post_of_a_blog_is_told_from_the_teasers_below_it() -> None:
    """Names, rubric and counters are in one line; the year follows from the address; comments are nobody's document."""
    post, *teasers = documents(BLOG)
    assert told(post) == ("旧物工坊", "小匠", "2024-11-03", True)
    assert post.url == "https://blog.example.com/2024/11/printer.html"
    assert text(post) == [
        "2024年11月1日，我在仓库里翻出一台旧打印机。",
        "换了两个齿轮以后，它又能打印了，费用是三十元。",
    ]
    assert [(t.title, t.excerpt, t.truncated, t.url) for t in teasers] == [
        ("怎样给木桌上油", True, True, None),
        ("拆一只旧闹钟", True, True, None),
    ]
    assert [t.published for t in teasers] == ["2024-10-12", None]
    assert dropped(teasers[1], Why.RELATED) == ["旧书的味道"]
    assert "张三：写得真好，我也要试试看。" in dropped(teasers[1], Why.COMMENTS)


def test_a_teaser_that_begins_the_article_beside_it_says_so() -> None:
    """The words are there once; the excerpt names the document that holds them."""
    begun = "它又能打印了"
    page = BLOG.replace(
        "闹钟的发条断了，我从另一只钟上拆下一根，长短正好，",
        f"我在仓库里翻出一台旧打印机。 换了两个齿轮以后，{begun}",
    ).replace("走起来一天只差半分钟……", "，费……")
    post, *teasers = documents(page)
    assert [t.copy_of for t in teasers] == [None, post.id]


def test_promotion_below_an_article_is_no_text() -> None:
    """Whatever it says, it is short, and stands below the credits; headings and captions inside stay what they are."""
    (article,) = documents(ARTICLE)
    assert told(article) == ("街角观察", None, "2025-06-18T21:30", False)
    assert [b.kind for b in article.blocks] == ["title", "text", "text", "heading", "text"]
    assert dropped(article, Why.PICTURE) == ["图源:街角观察"]
    assert dropped(article, Why.PROMOTION) == ["每周抽三位读者送书", "更多城市故事,等你来听!", "点个在看↓↓↓"]


def test_a_page_that_holds_its_article_twice_gives_it_once() -> None:
    """The second time is listed as a copy; the headings inside it are, too."""
    body = [f"第{n}段说的是夜市里的第{n}个摊位，它卖的东西和别家不一样，价钱也公道。" for n in range(1, 9)]
    page = "\n".join(["夜市的摊位", "街角观察", "1天前", *body, "编辑：小北", *body, "编辑：小北", "展开"])
    (article,) = documents(page)
    assert text(article) == body
    assert dropped(article, Why.COPY) == [*body, "编辑：小北"]
    assert article.published is None


def test_a_sentence_said_twice_is_no_copy() -> None:
    """A refrain is the author's own."""
    page = "歌\n\n月亮升起来了。\n\n孩子们回家了。\n\n月亮升起来了。\n"
    assert text(documents(page)[0]) == ["月亮升起来了。", "孩子们回家了。", "月亮升起来了。"]


def test_a_newsletter_is_its_introduction_and_its_pieces() -> None:
    """Each piece leads to where it goes on."""
    lead, first, second = documents(DIGEST, "digest.md")
    assert (lead.title, text(lead)) == ("The Weekly Harbour", ["Welcome to issue 12."])
    assert told(first) == ("Harbour Post", None, "2025-04-02", False)
    assert first.url == "https://post.example.com/ferry"
    assert (second.publisher, second.outlet) == ("BBC News", "英国广播公司")


def test_notes_of_a_team_lose_nothing() -> None:
    """A list of features and the names of who does what are text, however like buttons and credits they look."""
    (notes,) = documents(NOTES, "notes.md")
    assert text(notes) == [
        "参会：张三、李四",
        "下载",
        "搜索",
        "收藏",
        "分享",
        "设计：张三",
        "审核：李四",
        "员工福利将提高。",
        "来源：内部统计",
    ]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (QUESTION, "a.txt"),
        (LINKED_QUESTION, "a.md"),
        (AGGREGATOR, "a.txt"),
        (BLOG, "a.txt"),
        (ARTICLE, "a.txt"),
        (DIGEST, "a.md"),
        (NOTES, "a.md"),
    ],
)
def test_every_word_of_a_page_is_accounted_for(page: str, name: str) -> None:
    """It is in one block at least or in the list of what was left out, and never in both."""
    found = documents(page, name)
    blocks = {i for d in found for b in d.blocks for i in range(b.span.start, b.span.end)}
    out = {i for d in found for x in d.dropped for i in range(x.span.start, x.span.end)}
    assert not blocks & out
    assert {i for i, c in enumerate(page) if not c.isspace()} <= blocks | out


@pytest.mark.parametrize(
    ("page", "title", "of", "sentences"),
    [
        (OTHER_BLOG, "湖边的新书店开张了", ("湖边生活", "admin", "2025-09-27", False), 2),
        (ACCOUNT, "一碗面的价格", ("江边周刊", "江边子", "2025-03-02T08:15", False), 2),
        (NEWS_APP, "三条地铁同日开通，市民早起尝鲜", ("城市早报", "李明", "2025-01-08T10:00", False), 3),
        (
            ENGLISH,
            "A bakery that opens at midnight",
            ("Harbour Post", "Mara Lind", "2024-05-03T08:05", False),
            3,
        ),
    ],
)
def test_heads_and_ends_of_pages_differ_and_say_the_same(
    page: str, title: str, of: tuple[str, str, str, bool], sentences: int
) -> None:
    """Menus above the title, names and dates below it in any order, credits and lists at the end."""
    first, *_ = documents(page)
    assert (first.title, told(first)) == (title, of)
    assert [b.kind for b in first.blocks] == ["title", *["text"] * sentences]


def test_who_wrote_a_page_stands_apart_from_its_first_sentence() -> None:
    """What a credit is glued to is quoted without it; who asks for the author is answered by the credit."""
    page = NEWS_APP.replace("三条地铁线今天", "城市早报记者 | 李明城市早报编辑 | 王芳 三条地铁线今天")
    first, *_ = documents(page)
    assert text(first)[:2] == [
        "城市早报记者 | 李明城市早报编辑 | 王芳",
        "三条地铁线今天同日开通，最早的乘客凌晨四点就到了。",
    ]


def test_a_saved_question_keeps_lists_headings_and_quotes_of_its_answers() -> None:
    """The description is the question's; a picture is no text; the page was published on another minute than it was saved."""
    question, first, second = documents(SAVED_QUESTION)
    assert text(question) == ["我们小区的电梯用了二十年，上个月坏了三次。", "有人说该换，有人说修一修就好。"]
    assert [b.kind for b in first.blocks] == ["text", "heading", "text", "text", "text", "text"]
    assert told(first) == ("知乎", "电梯工老李", "2024-01-30T22:10", False)
    assert told(second) == ("知乎", "业主阿花", "2024-01-31", True)
    assert question.published is None


def test_a_question_may_say_when_it_was_asked() -> None:
    """That is the date of the question alone."""
    page = QUESTION.replace("物业管理\n", "物业管理\n提问于 2024-03-04\n")
    question, first, *_ = documents(page)
    assert (question.published, text(question)) == ("2024-03-04", [])
    assert first.published == "2024-03-05T18:20"
