"""Claims about measures: which sort of number or time a question asks for, and which sentences give one."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.asking import kind_of
from retrieval.measures import MEASURES, gives, measure_of
from tests.retrieval.strategies import texts

NAMES = [measure.name for measure in MEASURES]


def asked(analyzer: Analyzer, question: str) -> str | None:
    """The measure that a question asks for."""
    folded = analyzer.fold(question).text
    return measure_of(folded, kind_of(folded))


@pytest.mark.parametrize(
    ("measure", "question", "given", "other"),
    [
        ("clock", "發布會幾點開始？", "发布会晚上8点开始。", "发布会开了3个小时。"),
        ("clock", "What time did the launch begin?", "It began at 7:30 pm.", "It began on 3 May 2021."),
        (
            "ago",
            "How long ago was the bridge built?",
            "It was built 300 years ago.",
            "It is 300 metres long.",
        ),
        ("century", "这座桥建于哪个世纪？", "桥建于十三世纪。", "桥有十三个孔。"),
        ("year", "他是哪年入职的？", "他2013年加入公司。", "他在公司工作了13年。"),
        ("year", "In which year did she join?", "She joined in 2013.", "She joined with 13 others."),
        ("date", "新车哪天上市？", "新车7月1日上市。", "新车上市用了一年。"),
        ("date", "What day was it?", "It was 7 March.", "It took seven weeks."),
        ("duration", "审了多久？", "案子审了三年零两个月。", "法院在2013年判决。"),
        ("period", "停播停了几天？", "停播一共停了六個小時。", "1月7日晚间停播。"),
        ("duration", "审了多久？", "审了数月。", "二〇二四年十月开审。"),
        (
            "money",
            "How much compensation was it awarded?",
            "It was awarded 200 million yuan.",
            "It won in 200 days.",
        ),
        ("money", "股票的价格是多少？", "股票报23元。", "股票涨了23天。"),
        ("ago", "细胞多久之前出现的？", "细胞大约在10 亿年前出现。", "细胞有10亿个。"),
        ("share", "英国人和法国人的比例是多少？", "英国人以20比1的比例超过法国人。", "英国人有20万。"),
        ("date", "会议是哪天开？", "会议每周三开。", "会议开3个小时。"),
        ("temperature", "当天气温有多高？", "当天气温38度。", "当天来了38人。"),
        ("people", "How many workers lost their jobs?", "2000 workers lost their jobs.", "It was in 2000."),
        ("period", "他被判了几年？", "他被判三年。", "车开了60公里。"),
        (
            "part of the day",
            "What time of day does he write?",
            "He writes in the morning.",
            "He writes a lot.",
        ),
        ("share", "How much did the score lose?", "It is down 8.5 points.", "It is down again."),
        ("duration", "How long is the river?", "The river is 55 km long.", "The river has 55 bridges."),
        ("length", "合同期多长？", "合同为期三年。", "合同有三页。"),
        ("area", "这片草原的面积有多大？", "草原有300公顷。", "草原有300头牛。"),
        ("period", "How many years was he in prison?", "He served twelve years.", "He was jailed in 2003."),
        ("age", "创始人多大年纪？", "创始人今年45岁。", "公司有45名员工。"),
        (
            "age",
            "How old was the driver?",
            "The driver, aged 22, was unhurt.",
            "The driver was fined 22 dollars.",
        ),
        ("money", "公司被罚了多少？", "法院判公司缴纳罚金200万元。", "公司有200名员工。"),
        ("money", "How much did the rescue cost?", "The rescue cost $62 million.", "62 ships took part."),
        (
            "money",
            "How big was the fine?",
            "It had to pay 3.5 million yuan.",
            "It was told 3.5 weeks before.",
        ),
        ("share", "利率上升了多少个百分点？", "利率上升了2个百分点。", "利率报2元。"),
        ("money", "How much money has he lost?", "He has lost $2 million.", "He has lost 2 friends."),
        ("share", "股价跌了多少？", "股价当天跌去两成三。", "股价报23元。"),
        ("share", "What percentage agreed?", "51.6% of them agreed.", "516 of them agreed."),
        ("height", "塔有多高？", "塔高324米。", "塔重7300吨。"),
        (
            "length",
            "How far is it to the coast?",
            "The coast is 12 miles away.",
            "The coast has 12 villages.",
        ),
        ("area", "新厂占地多少？", "新厂占用土地300亩。", "新厂有300台机器。"),
        ("weight", "电池有多重？", "电池重500公斤。", "电池有500个单元。"),
        ("speed", "相撞时车速多少？", "撞击前时速降到48公里。", "车开了48公里。"),
        ("speed", "How fast was the wind?", "It blew at 40 knots.", "It blew for 40 hours."),
        ("temperature", "当天气温多少？", "当天最高38度。", "当天来了38人。"),
        ("times", "她打了几次电话？", "她一共打了11次。", "她打给了11个人。"),
        ("people", "主播涨了多少粉？", "主播三天涨粉超过80万。", "主播80天没有停播。"),
        ("people", "有多少人受伤？", "爆炸造成30人受伤。", "爆炸发生在30日。"),
        (
            "people",
            "How many workers lost their jobs?",
            "It let 4,700 employees go.",
            "It lost 4,700 dollars.",
        ),
    ],
)
def test_a_question_asks_for_a_sort_of_number_that_some_sentences_give(
    analyzer: Analyzer, measure: str, question: str, given: str, other: str
) -> None:
    """And others do not, though they have a number too."""
    chinese = any("\u4e00" <= c <= "\u9fff" for c in given)
    assert asked(analyzer, question) == measure
    assert gives(measure, analyzer.fold(given).text, chinese=chinese)
    assert not gives(measure, analyzer.fold(other).text, chinese=chinese)


@pytest.mark.parametrize(
    "question",
    [
        "who was punished",
        "谁道歉了？",
        "为什么召回",
        "what happened next",
        "which drug makers escape the tariff",  # people and firms are asked for, not what they escape
        "what area of the town is known for crime",
        "在计算面积时压力包括在什么里面",
        "付了多少精力",  # that is no money
        "how much food does it eat",
        "By about how much has the score gone down?",  # in points, in money, in percent
        "how much has it risen",
        "需要多少粉末",
        "新建的楼有多大？",
        "公司是否支付了赔偿",  # yes or no, and no amount
        "如何提高速度",
        "什么是市值",
        "what is a tariff",
        "众多高管为何离职",
        "",
    ],
)
def test_other_questions_ask_for_none(analyzer: Analyzer, question: str) -> None:
    """No number is looked for where none is asked for."""
    assert asked(analyzer, question) is None


def test_what_chinese_counts_is_told_by_its_counter(analyzer: Analyzer) -> None:
    """Another that says the same will do; an English sentence has but to have a number."""
    shops = asked(analyzer, "全国开了多少家店")
    assert shops is not None
    assert gives(shops, "全国已有300多间店。", chinese=True)
    assert not gives(shops, "店里有300辆车。", chinese=True)
    assert gives(shops, "it has 300 shops.", chinese=False)
    assert not gives(shops, "it has shops everywhere.", chinese=False)
    assert asked(analyzer, "交付了多少辆车") != asked(analyzer, "付了多少钱") == "money"


@given(texts(), st.sampled_from(NAMES), st.booleans())
def test_any_text_can_be_asked_and_read(text: str, measure: str, chinese: bool) -> None:  # noqa: FBT001
    """Without an error, and the sort is a known one."""
    assert measure_of(text, kind_of(text)) in {None, *NAMES}
    assert gives(measure, text, chinese=chinese) in {True, False}


@pytest.mark.parametrize("unit", ["1", "1,", "一", "百", "a", "two "])
def test_a_sentence_without_end_is_read_once(unit: str) -> None:
    """A file may be one line of digits; each is looked at a few times, not once for each before it."""
    text = unit * (30_000 // len(unit))
    assert not gives("century", text, chinese=True)
    for measure, chinese in product(NAMES, (True, False)):
        assert gives(measure, text, chinese=chinese) in {True, False}
