"""Claims against quotes: what agrees, what differs, and what is said in the place of what."""

from __future__ import annotations

import math

import pytest

from retrieval.analysis.analyzer import Analyzed, Analyzer
from retrieval.checking import CHECK, FIGURES, Comparison, claim_of, likeliest, probabilities
from retrieval.figures import Figure, figures
from retrieval.model import Answer, Difference, NoAnswer, Question, Span, Verdict
from tests.retrieval.fakes import Corpus, FakeLexicon

LEXICON = FakeLexicon(
    {
        "target": ["目标"],
        "deliveri": ["交付"],
        "car": ["车"],
        "compani": ["公司"],
        "rais": ["提高"],
        "price": ["价格"],
        "beij": ["北京"],
        "yunfan": ["云帆"],
        "haima": ["海马"],
        "changfeng": ["长风"],
        "shengang": ["深港"],
        "beichen": ["北辰"],
        "net promot score": ["净推荐值"],
        "remain": ["剩下"],
    },
    opposites={
        "上涨": ["下跌", "跌落"],
        "下跌": ["上涨"],
        "跌落": ["上涨"],
        "rais": ["lower"],
        "lower": ["rais"],
        "开除": ["录用"],
        "录用": ["开除"],
    },
    rivals={
        "快手": ["微博"],
        "微博": ["快手"],
        "上海": ["北京"],
        "deutsch bank": ["santand"],
        "部长": ["局长"],
        "ultra": ["标准版"],
        "remain": ["promot"],
    },
)
TEXTS = {
    "target.md": "小米公司宣布，今年的交付目标是55万辆车。",
    "apology.md": "公关部总经理徐洁云1月5日在微博上向车主道歉。",
    "campaign.md": "六个部门决定开展为期3个月的整治行动。",
    "shares.md": "消息公布以后，公司的股价当天下跌6%。",
    "crash.md": "The video showed an SU7 hitting a Zeekr 007 at three crossings.",
    "fine.md": "The regulator fined the company about 104,878 dollars.",
    "plant.md": "海马汽车的工厂设在北京，没有人受伤。",
    "sale.md": "Santander bought the lender in March, and no branch was closed.",
    "counts.md": "法务部监测账号231个；对92个侵权账号提起诉讼。",
    "shares2.md": "第四季度，云帆占58.4%，海马占35.6%，两家合起来超过九成。",
    "suit.md": "云帆公司起诉海马公司侵权。",
    "founder.md": "任正非创办了这家企业。",
    "years.md": "云帆2024年交付13.5万辆，同时立下目标，2025年要交付30万辆。",
    "score.md": "长风的评分降到71.2，下降约6.3分。",
    "late.md": "3月8日晚，北辰的主管发文致歉，表示以后再也不会这样做。3月9日晚，北辰宣布对主管的处罚结果。",
    "model.md": "公司发文庆祝超越Model 3。",
    "recall.md": "深港宣布召回一批Q8标准版。",
    "archive.md": "In March the firm moved its archive from the castle to the harbour.",
    "depot.md": "这座仓库去年从码头迁到机场。",
    "letter.md": "The X factory hired workers.",
    "office.md": "花房从码头迁到机场，办公室从机场迁到码头。",
    "stage.md": "长风的负责人在台上对芯片只字未提。",
    "swap.md": "长风不是换颜色而是换车型。",
    "buses.md": "这是阳光号首次召回客车。",
    "fog.md": "大雾关闭跑道，不是因为旅客投诉了机场，是因为能见度低。",
    "rule.md": "这项规定不适用于在本地建厂的药企。",
    "loss.md": "曾在2021—2023年连续亏损的北辰，今年实现盈利。",
    "oil.md": "油价下跌，股市上涨。",
    "staff.md": "长风开除了两名泄密的职员，永不录用。",
    "chart.md": "北辰的销量高居年度榜第三名。",
    "cost.md": "深港造船花了近300亿元，其中研发费用就高达130亿元。",
    "gift.md": "深港说今年很难做到加量不加价。",
    "score2.md": "The net promoter score of the brand has declined to 65.4 this spring.",
    "advice.md": "队友商量说不要跟海马比销量。",
    "guests.md": "节目播出以后，云帆、海马、长风、深港四家车企接受了采访。",
}


@pytest.fixture(scope="module")
def corpus(analyzer: Analyzer) -> Corpus:
    """A few texts that claims are made about."""
    return Corpus(TEXTS, analyzer, LEXICON)


def numbers(corpus: Corpus, claim: str) -> dict[str, float]:
    """What is known of a claim beside the quote that is nearest, by name."""
    return dict(zip(CHECK, comparison(corpus, claim).features, strict=True))


def comparison(corpus: Corpus, claim: str) -> Comparison:
    """A claim beside the quote that is nearest."""
    answerer = corpus.answerer
    query = answerer.query(Question(claim, claim=True))
    return answerer.compare(query, answerer.candidates(query, 5))[0]


class Listening(Analyzer):
    """An analyzer that keeps what it was asked for."""

    def __init__(self, other: Analyzer) -> None:
        """Analyse as another does."""
        super().__init__(other.cut, lambda text: other.fold(text).text, other.stem)
        self.heard: list[str] = []

    def analyze(self, text: str) -> Analyzed:
        """The tokens of `text`, in order."""
        self.heard.append(text)
        return super().analyze(text)


def test_a_claim_is_read_as_often_for_many_quotes_as_for_one(analyzer: Analyzer) -> None:
    """It may be as long as a message, and every quote is of a few sentences."""
    claim, heard = "公司的股价上涨6%，没有人受伤。", []
    for most in (1, 4):
        listening = Listening(analyzer)
        answerer = Corpus(TEXTS, listening, LEXICON).answerer
        query = answerer.query(Question(claim, claim=True))
        found = answerer.candidates(query, 5, near=0.0)[:most]
        assert len(found) == most
        listening.heard.clear()
        answerer.compare(query, found)
        heard.append(listening.heard.count(claim))
    assert heard[0] == heard[1] > 0


@pytest.mark.parametrize(
    ("claim", "agrees", "differs"),
    [
        ("小米今年的交付目标是55万辆", 0.5, 0),
        ("小米今年的交付目标是五十五万辆", 0.5, 0),
        ("The delivery target is 550,000 cars", 0.5, 0),
        ("小米今年的交付目标是35万辆", 0, 0.5),
        ("徐洁云1月6日在微博上道歉", 0, 0.5),
        ("徐洁云一月五日在微博上道歉", 0.5, 0),
        ("公司的股价当天下跌0.6%", 0, 0.25),
        ("an SU7 hitting a Zeekr 001", 0, 0.25),
        ("徐洁云在微博上道歉，点赞8000次", 0, 0),
        ("徐洁云在微博上道歉", 0, 0),
        ("the regulator fined the company 104,878 dollars", 1, 0),
        ("the regulator fined the company 105,000 dollars", 0.75, 0),  # rounds the source's figure
        ("the video showed the SU7 at 3 crossings", 0.5, 0),
    ],
)
def test_figures_agree_or_differ_by_their_digits_or_are_missing(
    corpus: Corpus, claim: str, agrees: float, differs: float
) -> None:
    """In whatever form, whatever language; another of the same sort in a figure's place differs. Long ones tell most."""
    found = numbers(corpus, claim)
    assert (found["agreeing"], found["differing"]) == (agrees, differs)


def test_how_much_is_said_is_told_in_words_and_in_letters(corpus: Corpus) -> None:
    """Letters of another language tell nothing; then every share is smaller, and that is told instead."""
    whole, half = numbers(corpus, "公司的股价当天下跌6%"), numbers(corpus, "公司的股价明年回升")
    assert whole["words"] == 1 > half["words"] > 0
    assert whole["spoken"] > half["spoken"] > 0
    assert whole["letters"] == 1 > half["letters"] > 0
    assert (whole["across"], half["across"]) == (0, 0)
    across = numbers(corpus, "The delivery target is 550,000 cars")
    assert (across["across"], across["letters"]) == (1, 0)
    assert across["spoken"] > 0


def test_a_quote_is_ahead_of_the_best_of_the_others(corpus: Corpus) -> None:
    """At most one of several is; where there is no other, by its whole score."""
    answerer = corpus.answerer
    query = answerer.query(Question("公司的股价当天下跌6%，工厂设在北京", claim=True))
    found = answerer.candidates(query, 5, near=0.0)
    column = CHECK.index("ahead")
    ahead = [one.features[column] for one in answerer.compare(query, found)]
    assert len(ahead) > 2
    assert 0 <= ahead[0] <= 1
    assert all(one <= 0 for one in ahead[1:])
    assert answerer.compare(query, found[:1])[0].features[column] > ahead[0]


@pytest.mark.parametrize(
    ("claim", "contested"),
    [
        ("公司的股价当天下跌6%", False),
        ("公司的股价当天上涨6%", True),  # the opposite
        ("公司的股价当天下跌7%", True),  # another figure
        ("公司的股价当天下跌，成交8000股", True),  # a figure of which nothing is said
        ("海马汽车的工厂设在上海", True),  # a rival
        ("海马汽车的工厂有人受伤", True),  # negated
        ("海马汽车的工厂设在北京", False),
    ],
)
def test_being_ahead_counts_once_more_where_nothing_differs(
    corpus: Corpus, claim: str, *, contested: bool
) -> None:
    """A quote that is clearly about the claim, with nothing against it, speaks for it."""
    found = numbers(corpus, claim)
    assert found["ahead"] != 0
    assert found["uncontested"] == (0 if contested else found["ahead"])


def test_an_opposite_in_the_place_of_a_word_is_seen(corpus: Corpus) -> None:
    """The shares rose, says the claim; they fell, says the source."""
    assert numbers(corpus, "公司的股价当天上涨6%")["opposite"]
    assert not numbers(corpus, "公司的股价当天下跌6%")["opposite"]


def test_what_differs_is_named_on_both_sides(corpus: Corpus) -> None:
    """As the claim has it, and as the source has it."""
    assert comparison(corpus, "小米今年的交付目标是35万辆").differences == (Difference("35万", "55万"),)
    assert comparison(corpus, "公司的股价当天上涨6%").differences == (Difference("上涨", "下跌"),)


@pytest.mark.parametrize(
    ("claim", "difference"),
    [
        ("海马汽车的工厂设在上海", Difference("上海", "北京")),
        ("Deutsche Bank bought the lender in March", Difference("Deutsche Bank", "Santander")),
    ],
)
def test_a_rival_in_the_place_of_a_word_is_seen(corpus: Corpus, claim: str, difference: Difference) -> None:
    """Of one city, or one bank, a sentence means one; a name of two words counts as one."""
    assert numbers(corpus, claim)["rival"] > 0
    assert difference in comparison(corpus, claim).differences


def test_a_rival_is_seen_of_a_name_that_is_cut_otherwise(corpus: Corpus) -> None:
    """在快手上 is cut into 在, 快, 手上."""
    assert numbers(corpus, "徐洁云1月5日是在快手上道歉的")["rival"] > 0
    assert not numbers(corpus, "徐洁云1月5日是在微博上道歉的")["rival"]


def test_of_opposites_the_nearest_is_shown(corpus: Corpus) -> None:
    """Where the quote says several."""
    found = comparison(corpus, "公司的股价当天上涨6%")
    assert [d.quoted for d in found.differences] == ["下跌"]


def test_a_length_of_time_of_another_unit_differs(corpus: Corpus) -> None:
    """Half a year stands in the place of three months, and three cars do not."""
    found = numbers(corpus, "整治行动为期半年")
    assert (found["differing"], found["measured"]) == (0.25, 1)
    assert numbers(corpus, "整治行动为期90天")["agreeing"]
    assert not numbers(corpus, "整治行动查了三公里")["differing"]


def test_a_rival_that_the_claim_says_itself_is_none(corpus: Corpus) -> None:
    """Who names both cities means both."""
    assert not numbers(corpus, "海马汽车的工厂设在北京，不在上海")["rival"]


@pytest.mark.parametrize(
    ("claim", "negation"),
    [
        ("海马汽车的工厂有人受伤", "negated_there"),
        ("海马汽车的工厂没有人受伤", "negated_both"),
        (
            "海马汽车的工厂不设在北京，是租的",
            "negated_both",
        ),  # nobody was hurt: whether it is the same word tells `denied`
        ("公司的股价当天没有下跌", "negated_here"),
        ("The lender closed a branch", "negated_there"),
        ("公司的股价当天下跌6%", None),
    ],
)
def test_negation_counts_where_it_reaches_a_word_of_the_claim(
    corpus: Corpus, claim: str, negation: str | None
) -> None:
    """There; here, where the quote negates nothing; in both, or in neither."""
    found = numbers(corpus, claim)
    assert [n for n in CHECK if n.startswith("negated") and found[n]] == ([negation] if negation else [])


def test_a_claim_that_denies_what_the_quote_says_is_seen(corpus: Corpus) -> None:
    """It is another matter where the quote does not say the word, or negates it as well."""
    assert numbers(corpus, "公司的股价当天没有下跌")["denied"]
    assert numbers(corpus, "公司没有让股价当天下跌")["denied"]  # over another word
    assert numbers(corpus, "海马汽车的工厂不设在北京，是租的")["denied"]
    assert not numbers(corpus, "公司的股价当天没有暂停交易")["denied"]
    assert not numbers(corpus, "海马汽车的工厂没有人受伤")["denied"]
    assert numbers(corpus, "长风不换车型")["denied"]  # behind "but" nothing is negated
    assert not numbers(corpus, "长风不换颜色")["denied"]
    assert not numbers(corpus, "长风的负责人没有提到芯片")["denied"]  # the word stands before its negation


def test_an_opposite_that_is_negated_itself_takes_no_denial_back(corpus: Corpus) -> None:
    """Dismissed, never to be hired again: so nobody can say that they were not dismissed."""
    assert numbers(corpus, "长风没有开除泄密的职员")["denied"] > 0


def test_a_claim_with_a_negation_is_negated_by_another(corpus: Corpus) -> None:
    """More for no more money is promised, and can hardly be given."""
    assert numbers(corpus, "深港今年做到加量不加价")["negated_there"] > 0
    assert not numbers(corpus, "海马汽车的工厂没有人受伤")["negated_there"]


def test_who_is_told_not_to_is_told_so_in_several_ways(corpus: Corpus) -> None:
    """别 in front of a verb negates, and in 特别 it does not."""
    assert numbers(corpus, "队友说别跟海马比销量")["negated_both"]
    assert not numbers(corpus, "队友说特别要跟海马比销量")["negated_both"]


@pytest.mark.parametrize(
    ("claim", "differs"),
    [
        ("北辰的销量是年度榜第一名", True),
        ("北辰的销量在年度榜最高", True),
        ("北辰的销量是年度榜第三名", False),
    ],
)
def test_the_first_of_all_is_not_the_third(corpus: Corpus, claim: str, *, differs: bool) -> None:
    """However that is said."""
    assert (numbers(corpus, claim)["rival"] > 0) == differs


def test_what_says_a_word_of_the_claim_is_no_rival_of_another(corpus: Corpus) -> None:
    """The promoter of a net promoter score promotes nobody."""
    assert not numbers(corpus, "品牌的净推荐值剩下65.4")["rival"]


def test_the_unit_beside_every_figure_tells_of_none(corpus: Corpus) -> None:
    """What was spent on research is told by the word beside it."""
    bare, counted = (numbers(corpus, f"The company was fined 104,878{unit}") for unit in ("", " dollars"))
    assert bare["spoken"] == counted["spoken"]
    assert numbers(corpus, "深港造船的研发费用将近300亿元")["rivalled"]
    assert not numbers(corpus, "深港造船的研发费用高达130亿元")["rivalled"]


def test_up_to_so_long_is_as_long_as_that(analyzer: Analyzer) -> None:
    """A full year is one, and not the six months that are within it."""
    year, full, half = (
        figures(text, analyzer)[0] for text in ("up to a year", "lasted a full year", "长达6个月")
    )
    assert year.agrees(full)
    assert not year.agrees(half)


def test_a_figure_of_something_else_in_the_same_quote_does_not_agree(corpus: Corpus) -> None:
    """Both figures are there; the one nearer to the claim's words is another."""
    assert numbers(corpus, "法务部对231个侵权账号提起诉讼")["rivalled"] > 0
    assert not numbers(corpus, "法务部对92个侵权账号提起诉讼")["rivalled"]
    assert Difference("231", "92") in comparison(corpus, "法务部对231个侵权账号提起诉讼").differences


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("小米宣布今年的交付目标是55万辆车", "supported"),
        ("小米宣布今年的交付目标是35万辆车", "contradicted"),
        ("海豹在南极生活", None),
    ],
)
def test_a_claim_gets_a_verdict_or_none(corpus: Corpus, claim: str, verdict: str | None) -> None:
    """When in doubt, none; and a contradiction says what differs."""
    answer = corpus.answerer.answer(Question(claim, claim=True), 3)
    assert isinstance(answer, Answer if verdict else NoAnswer)
    if isinstance(answer, Answer):
        assert answer.verdict == verdict
        assert bool(answer.differences) == (verdict == "contradicted")


def test_a_month_that_there_is_not_is_no_figure(analyzer: Analyzer) -> None:
    """And no error."""
    assert not [f for f in figures("他0月来，13月走", analyzer) if f.sort == "day"]


def test_a_claim_has_a_figure_once_and_not_many(analyzer: Analyzer) -> None:
    """Whoever repeats one a thousand times waits no longer for it."""
    (once,) = claim_of("监测231个账号 " * 300, analyzer, LEXICON).figures
    assert once.term == "#231"
    many = " ".join(f"{number}个账号" for number in range(100, 400))
    assert len(claim_of(many, analyzer, LEXICON).figures) == FIGURES


FIRST = (1.0, *[0.0] * (len(CHECK) - 1))
NOTHING = Comparison((0.0,) * len(CHECK), ())
SOMETHING = Comparison(FIRST, ())


def test_quotes_are_weighed_against_each_other() -> None:
    """A softmax over every quote with either verdict, and none: with nothing known all are as likely."""
    likely = probabilities([NOTHING, NOTHING], {"supported": FIRST, "contradicted": FIRST})
    assert [p for of_one in likely for p in of_one.values()] == pytest.approx([1 / 5] * 4)
    sureness, _, _ = likeliest(likely)
    assert sureness == pytest.approx(2 / 5)


def test_the_quote_that_speaks_most_for_the_verdict_decides() -> None:
    """What all quotes say together is the verdict; one of them is shown for it."""
    weights: dict[Verdict, tuple[float, ...]] = {
        "supported": tuple(-w for w in FIRST),
        "contradicted": tuple(3 * w for w in FIRST),
    }
    sureness, verdict, decisive = likeliest(probabilities([NOTHING, SOMETHING], weights))
    assert (verdict, decisive) == ("contradicted", 1)
    assert sureness == pytest.approx((1 + math.exp(3)) / (3 + math.exp(3) + math.exp(-1)))


def test_a_clear_quote_decides_alone() -> None:
    """The first of them, whatever the others weigh."""
    clear = Comparison(FIRST, (), clear=True)
    weights: dict[Verdict, tuple[float, ...]] = {"supported": FIRST, "contradicted": FIRST}
    likely = probabilities([SOMETHING, clear, clear], weights)
    assert likeliest(likely) == (1.0, "supported", 1)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("three of the 2,000 cars", ["#3", "#2000"]),
        ("发生了三次，共20多万元", ["#3", "#200000"]),
        ("Zeekr 001 on 7 January 2025", ["001", "#1-7", "#2025"]),
        ("一个人", []),
        ("almost fifty million yuan, forty percent of it", ["#50000000", "#40%"]),
        ("五分之一，三成，三分之二", ["#20%", "#30%", "#66.67%"]),
        ("nine-tenths of the income, a quarter of the cash, half of the staff", ["#90%", "#25%", "#50%"]),
        ("九月的发布会，in October, since March 2013", ["#9-", "#10-", "#3-", "#2013"]),
        ("第六大银行，the sixteenth-largest bank, the 3rd floor", ["#6th", "#16th", "#3th"]),
        ("Ⅱ级响应，三级预警，level IV", ["#2th", "#3th", "#4th"]),
        ("the new Mate 60 and the Model 3", ["60", "3"]),
        ("twenty-five games, two and a half years", ["#25", "#2.5"]),
        ("最初只有四张桌子", ["#4"]),
        ("In Hong Kong 1.55 million people applied", ["#1550000"]),  # and no name Hong Kong 1.55 million
        ("估计，Mate 60系列头六周卖出约160万台", ["60", "#6", "#1600000"]),
        ("The Chang'e-6 mission took 53 days", ["6", "#53"]),
        ("她在TOP50里排最前，the Top 10", ["#50", "#10"]),
        ("Typhoon No. 20 on the 28th, 第20号台风28日登陆", ["#20th", "#-28", "#20th", "#-28"]),
        ("the 28th floor", ["#28th"]),
        ("嫦娥八号, Chang'e-8, 北京地铁10号线, 5月3号, 二十八号", ["8", "8", "10", "#5-3", "#28"]),
        ("prices went up [2][3]", []),  # they only point to sources
        ("3个月，又3个月", ["#3", "#3"]),
        ("three in ten buyers, 2 out of every 3 shops, 每十个人里就有一个人", ["#30%", "#66.67%", "#10%"]),
        ("one in 2019, three in 10 years", ["#2019", "#3", "#10"]),
        ("the three-three rule, 过去八、九个月, 六七十万辆", ["#8.5", "#650000"]),
        ("几百亿, 数十万人, dozens of cars, tens of thousands", ["#30000000000", "#300000", "#30", "#30000"]),
        ("几个人，几天后, 二十几万", ["#200000"]),
        ("It took Harlow 20 years, up to a year", ["#20", "#1"]),  # and no name Harlow 20
        ("SpaceX landed the Falcon 9 minutes after launch", ["9"]),
    ],
)
def test_small_numbers_in_words_are_figures_too(analyzer: Analyzer, text: str, terms: list[str]) -> None:
    """They are too common to search for, and tell much of a claim."""
    assert [figure.term for figure in figures(text, analyzer)] == terms


def test_only_large_numbers_are_rounded() -> None:
    """Seven is not about eight; years and days are exact."""
    span = Span(0, 1)
    assert Figure("#105000", span).agrees(Figure("#104878", span))
    assert not Figure("#7", span).agrees(Figure("#8", span))
    assert not Figure("#2024", span).agrees(Figure("#2025", span))
    assert not Figure("#1-5", span).agrees(Figure("#1-6", span))
    assert not Figure("#50%", span).agrees(Figure("#50", span))


def test_two_numbers_that_are_told_as_exactly_are_no_rounding_of_each_other() -> None:
    """One must have fewer digits than the other."""
    span = Span(0, 1)
    assert Figure("#370000", span).agrees(Figure("#368900", span))
    assert not Figure("#364900", span).agrees(Figure("#368900", span))
    assert not Figure("#98%", span).agrees(Figure("#97%", span))


@pytest.mark.parametrize(
    ("claim", "source", "agrees"),
    [
        ("超过100", "119", True),
        ("over 100", "90", False),
        ("突破35000", "突破25000", False),
        ("more than 35,000", "over 35,200", True),
        ("at least 7亿", "7.5亿", True),
        ("不到五分之一", "18%", True),
        ("不到五分之一", "23%", False),
        ("六成还不止", "64%", True),
        ("about 40", "43", True),
        ("about 40", "60", False),
        ("不到五成", "超过五成", False),
        ("不到30万", "20多万", True),
        ("不到20万", "20多万", False),
        ("over 200", "under 1000", False),
        ("九月", "9月25日", True),
        ("九月", "10月25日", False),
        ("on the 28th", "9月28日", True),
        ("28日", "27 September", False),
        ("前50名", "TOP50", True),
        ("前50名", "50辆", False),
        ("下降到71.2", "declined to 71.2", True),
        ("下降了71.2", "declined to 65.4", False),
        ("下降了6.3", "down about 6.3", True),
        ("up from 3.4 billion", "增至34亿", False),
        ("by 2025", "到2025年", True),
        ("截至5月8日", "by 8 May", True),
        ("由30人组成", "组成30人的团队", True),
        ("造成30人死亡", "死亡人数增加30人", True),
        ("股价下跌。30人获救", "任务完成，30人获救", True),
        ("15日内", "within 15 days", True),
        ("目前3人", "3人", True),
        ("stop 50 cars", "50 cars", True),
        ("the top 5%", "最富的5%", True),
        ("20号举行", "在20号举行", True),
        ("8号线", "地铁8号线", True),
        ("台风No.5登陆", "第5号", True),
    ],
)
def test_what_is_said_of_a_number_widens_it(
    analyzer: Analyzer, claim: str, source: str, *, agrees: bool
) -> None:
    """More than, less than, about; a month has its days; two bounds that exclude each other do not agree."""
    (mine,), (its,) = figures(claim, analyzer), figures(source, analyzer)
    assert mine.agrees(its) is agrees
    assert its.agrees(mine) is agrees


def test_a_number_in_another_role_differs(corpus: Corpus) -> None:
    """It fell to 71.2 by 6.3, and not by 71.2."""
    assert Difference("71.2", "6.3") in comparison(corpus, "长风的评分下降了71.2").differences
    assert numbers(corpus, "长风的评分下降了71.2")["differing"]
    assert not numbers(corpus, "长风的评分下降约6.3，降到71.2")["differing"]
    assert not numbers(corpus, "长风的评分下降约6.3，降到71.2")["rivalled"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The score fell by about 6.3 points to 71.2", ["by", "to"]),
        ("Prices dropped 300 yuan to 2,000 yuan", ["by", "to"]),
        ("The score fell by 3.5 points compared to 71.2 last year", ["by", ""]),
        ("The score fell from 77.5 to 71.2", ["from", "to"]),
        ("Sales were up 20% to 1.2 million", ["by", "to"]),
    ],
)
def test_by_how_much_and_to_what_is_told_in_one_breath(
    analyzer: Analyzer, text: str, roles: list[str]
) -> None:
    """The second number is what the change leads to."""
    assert [figure.role for figure in figures(text, analyzer)] == roles


def test_a_date_is_of_what_its_sentence_says(corpus: Corpus) -> None:
    """Of two days of which each begins a sentence the one is meant whose sentence says more of the claim."""
    assert numbers(corpus, "北辰的主管是3月8日发文致歉的")["rivalled"] == 0
    assert Difference("3月9日", "3月8日") in comparison(corpus, "北辰的主管是3月9日发文致歉的").differences


def test_another_model_of_the_name_differs(corpus: Corpus) -> None:
    """Models with letters are no figures."""
    assert Difference("Model Y", "Model 3") in comparison(corpus, "公司庆祝超越Model Y").differences
    assert not comparison(corpus, "公司庆祝超越Model 3").differences
    assert not comparison(corpus, "The 9 hired factory workers").differences  # The is no name


def test_another_edition_differs(corpus: Corpus) -> None:
    """Though the name before it is said."""
    assert Difference("Ultra", "标准版") in comparison(corpus, "深港召回了Q8 Ultra").differences
    assert not comparison(corpus, "深港召回了Q8标准版").differences


def test_a_number_that_rises_is_not_the_one_that_falls(corpus: Corpus) -> None:
    """Down by so much agrees with down by so much in whatever order, and not with up."""
    fell, rose = "长风的评分下降6.3分，降到71.2", "长风的评分上升约6.3分"
    assert (numbers(corpus, fell)["rivalled"], numbers(corpus, fell)["turned"]) == (0, 0)
    assert numbers(corpus, rose)["rivalled"] == 1
    assert Difference("上升约6.3", "下降约6.3") in comparison(corpus, rose).differences


def test_to_so_much_is_told_of_what_rises_and_falls(corpus: Corpus) -> None:
    """Whether 了 stands before the number or not."""
    assert numbers(corpus, "长风的评分降到了71.2")["rivalled"] == 0
    assert numbers(corpus, "长风的评分升到了71.2")["rivalled"] == 1


def test_an_opposite_that_the_claim_says_besides_is_none(corpus: Corpus) -> None:
    """It is said of something else: 连跌两天, 周三上涨."""
    assert numbers(corpus, "公司的股价当天上涨")["opposite"] > 0
    assert numbers(corpus, "公司的股价先下跌，当天上涨")["opposite"] == 0
    assert numbers(corpus, "公司的股价连跌两天，当天上涨")["opposite"] == 0


@pytest.mark.parametrize(
    ("claim", "denied", "negated"),
    [
        ("阳光号此前从未召回过客车", 0, 1),  # 首次 says so
        ("阳光号没有召回客车", 1, 1),
        ("阳光号首次召回客车", 0, 0),
        ("阳光号召回的客车多不多，要看首次召回", 0, 0),  # which negates nothing
    ],
)
def test_what_never_was_before_is_for_the_first_time(
    corpus: Corpus, claim: str, denied: int, negated: int
) -> None:
    """And a question of yes or no inside a claim is no negation."""
    found = numbers(corpus, claim)
    assert (found["denied"] > 0) == denied
    assert (found["negated_here"] + found["negated_both"] > 0) == negated


def test_what_is_not_the_cause_is_negated(corpus: Corpus) -> None:
    """All that stands there, and not its first word alone."""
    of_no_cause = numbers(corpus, "大雾关闭跑道是因为旅客投诉了机场")["negated_there"]
    assert of_no_cause > numbers(corpus, "大雾关闭跑道是因为能见度低")["negated_there"] == 0


def test_all_of_what_a_rule_is_not_meant_for_is_negated(corpus: Corpus) -> None:
    """And what is not yet something is no negation of what is said of it."""
    of_all = numbers(corpus, "在本地建厂的药企同样要交")
    assert of_all["negated_there"] == 1
    assert numbers(corpus, "未公开的规定适用于在本地建厂的药企")["negated_there"] > 0


def test_a_stretch_of_years_is_so_many_years_long(corpus: Corpus) -> None:
    """Both of them counted."""
    assert numbers(corpus, "北辰连亏三年")["differing"] == 0
    assert numbers(corpus, "北辰连亏三年")["agreeing"] > 0
    assert numbers(corpus, "北辰连亏五年")["differing"] > 0


def test_a_name_that_goes_unsaid_is_seen(corpus: Corpus) -> None:
    """Though there is no other in its place."""
    assert numbers(corpus, "The firm moved its archive to the harbour")["unsaid_name"] == 0
    found = numbers(corpus, "On Monday the firm of Wendell Frobisher moved its archive to the harbour")
    assert (found["unsaid_name"], found["other_name"]) == (1, 0)


def test_what_is_told_the_other_way_round_is_never_clear(corpus: Corpus) -> None:
    """Though the quote says every word of the claim."""
    assert comparison(corpus, "云帆公司起诉海马公司侵权").clear
    assert not comparison(corpus, "海马公司起诉云帆公司侵权").clear


def test_a_change_that_is_told_backwards_is_seen(corpus: Corpus) -> None:
    """From here to there, and from there to here."""
    assert numbers(corpus, "The firm moved its archive from the castle to the harbour")["turned"] == 0
    assert numbers(corpus, "The firm moved its archive from the harbour to the castle")["turned"] == 1
    assert numbers(corpus, "仓库从码头迁到机场")["turned"] == 0
    assert numbers(corpus, "仓库从机场迁到码头")["turned"] == 1
    assert numbers(corpus, "倉庫從機場遷到碼頭")["turned"] == 1
    assert numbers(corpus, "办公室从机场迁到码头")["turned"] == 0  # another change of the same sentence


def test_an_opposite_is_none_where_the_word_is_meant_nearer_by(corpus: Corpus) -> None:
    """The quote says with another word what the claim says; its opposite is of something else."""
    assert numbers(corpus, "油价跌落到七十元")["opposite"] == 0
    assert numbers(corpus, "股市跌落到三千点")["opposite"] > 0


def test_figures_that_are_alike_are_told() -> None:
    """One digit, the order, or noughts; years and days are never mistaken so."""
    span = Span(0, 1)
    assert Figure("#98", span).resembles(Figure("#89", span))
    assert Figure("#500000000", span).resembles(Figure("#5000000000", span))
    assert Figure("#35", span).resembles(Figure("#55", span))
    assert not Figure("#35", span).resembles(Figure("#71", span))
    assert not Figure("#2018", span).resembles(Figure("#2019", span))


@pytest.mark.parametrize(
    ("claim", "strange"),
    [
        ("云帆、海马、北辰、深港四家车企接受了采访", [Difference("北辰", "长风")]),
        ("接受采访的是云帆、北辰、海马和深港", [Difference("北辰", "长风")]),
        ("Yunfan, Haima, Beichen and Shengang gave interviews", [Difference("Beichen", "长风")]),
        ("云帆、海马、长风、深港四家车企接受了采访", []),
        ("深港、长风、海马接受了采访", []),  # three of them
        ("Yunfan, Haima, Changfeng and Shengang gave interviews", []),
        ("Yunfan, Haima, Fangzhou and Shengang spoke", []),  # no dictionary has it: it may be any
        ("马良、王武和北辰接受了采访", []),  # another list
    ],
)
def test_an_item_of_a_list_in_the_place_of_another_is_seen(
    corpus: Corpus, claim: str, strange: list[Difference]
) -> None:
    """Where the lists share the others, and the dictionary could say it."""
    found = comparison(corpus, claim)
    assert [d for d in found.differences if d.quoted == "长风"] == strange
    assert (dict(zip(CHECK, found.features, strict=True))["rival"] == 1) is bool(strange)


def test_a_figure_is_known_by_what_stands_beside_it(corpus: Corpus) -> None:
    """231 accounts are watched, and 92 accounts are sued: which is which is told by the words beside the number."""
    wrong, right = numbers(corpus, "对231个侵权账号提起诉讼"), numbers(corpus, "对92个侵权账号提起诉讼")
    assert wrong["agreeing"] == 0 < right["agreeing"]
    assert (wrong["rivalled"], right["rivalled"]) == (1, 0)
    assert Difference("231", "92") in comparison(corpus, "对231个侵权账号提起诉讼").differences


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        ("第四季度，云帆占58.4%，海马占35.6%", False),
        ("第四季度，云帆占35.6%，海马占58.4%", True),
    ],
)
def test_figures_that_stand_for_each_other_are_seen(corpus: Corpus, claim: str, turned: bool) -> None:  # noqa: FBT001
    """The quote has both, each said of the other: by their order, and by what they stand beside."""
    found = numbers(corpus, claim)
    assert bool(found["agreeing"]) is not turned
    assert bool(found["rivalled"]) is turned


def test_names_in_the_other_order_are_seen_unless_a_passive_turned_them(corpus: Corpus) -> None:
    """A sued B, B sued A, and B was sued by A."""
    assert numbers(corpus, "the SU7 hit a Zeekr 007")["turned"] == 0
    assert numbers(corpus, "a Zeekr 007 hit the SU7")["turned"] == 1


def test_the_end_of_a_name_negates_nothing(corpus: Corpus) -> None:
    """任正非 is a man, and founded the company."""
    assert not numbers(corpus, "任正非创办了企业")["negated_both"]
    assert not numbers(corpus, "那位任先生创办了这家企业")["negated_there"]


def test_a_figure_of_quite_another_size_is_no_rival(corpus: Corpus) -> None:
    """Three is not said in the place of 550,000; 350,000 is."""
    assert not numbers(corpus, "交付目标是今年3辆")["differing"]
    assert numbers(corpus, "交付目标是今年35万辆")["differing"]


def test_a_year_belongs_to_its_number_though_both_share_a_subject(corpus: Corpus) -> None:
    """The subject stands at the front once, beside the first year, and is that of the second, too."""
    said = numbers(corpus, "云帆2025年要交付30万辆")
    assert said["agreeing"]
    assert said["rivalled"] == 0
    assert numbers(corpus, "云帆2024年要交付30万辆")["rivalled"] > 0
