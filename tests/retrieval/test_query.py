"""Claims about queries: which words are looked up, under which names, in which language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.stopwords import CHINESE_QUESTION_WORDS, ENGLISH_QUESTION_WORDS
from retrieval.model import Group, Kind, Language, Query, Question
from retrieval.wording import MOST
from tests.retrieval import fakes
from tests.retrieval.fakes import FakeLexicon
from tests.retrieval.strategies import scripts, texts

LEXICON = FakeLexicon(
    {
        "punish": ["处罚", "惩罚"],
        "incid": ["事件"],
        "south korea": ["韩国"],
        "south": ["南方"],
        "korea": ["朝鲜"],
        "knowledg base": ["知识库"],
    },
    synonyms={"处罚": ["通报批评"], "fine": ["penalty"]},
)


IDIOMS = FakeLexicon({"keep a close eye on": ["密切关注"], "aim": ["目标", "的"]})


def query_of(text: str, analyzer: Analyzer, corpus: str = "") -> Query:
    """The query of a question to a corpus."""
    return fakes.query_of(text, analyzer, LEXICON, corpus)


def group(query: Query, language: Language, word: str) -> Group:
    """The group of a word of the question, in one language."""
    return next(g for g in query.readings[language] if g.word == word)


def words(query: Query, language: Language) -> list[str]:
    """The words of the question that are looked up, characters aside."""
    return [g.word for g in query.readings[language] if g.meaning]


def surfaces(found: Group) -> list[str]:
    """The ways to say a word."""
    return [alternative.surface for alternative in found.alternatives]


@pytest.mark.parametrize(
    ("question", "language", "looked_up"),
    [
        ("who was punished in the KOL incident", "en", {"punished", "kol", "incident"}),
        ("What is the price of the SU7?", "en", {"price", "su7"}),
        ("KOL事件谁被处罚了？", "zh", {"kol", "事件", "处罚"}),
        ("KOL事件誰被處罰了？", "zh", {"kol", "事件", "处罚"}),
        ("请问公司是什么时候道歉的呢", "zh", {"公司", "道歉"}),
        ("公司咋办，老总啥时候道歉", "zh", {"公司", "老总", "道歉"}),
    ],
)
def test_words_of_content_are_looked_up_in_the_questions_own_language(
    analyzer: Analyzer, question: str, language: Language, looked_up: set[str]
) -> None:
    """Question words and function words are dropped; the script makes no difference."""
    query = query_of(question, analyzer)
    assert query.language == language
    assert set(words(query, language)) == looked_up


@pytest.mark.parametrize(
    "question", ["who", "谁呢", "what is it?", "为什么？", "???", "。", "😀", "\ud800", "the of"]
)
def test_a_question_without_content_has_no_readings(analyzer: Analyzer, question: str) -> None:
    """There is nothing to look up."""
    assert query_of(question, analyzer).readings == {}


def test_no_question_word_is_ever_looked_up(analyzer: Analyzer) -> None:
    """Those that the cutter divides aside, none makes a reading."""
    for word in sorted(ENGLISH_QUESTION_WORDS | CHINESE_QUESTION_WORDS):
        if len(analyzer.analyze(word).tokens) == 1:
            assert query_of(word, analyzer).readings == {}, word


def test_an_english_word_is_looked_for_in_chinese_under_its_translations(analyzer: Analyzer) -> None:
    """The usual one weighs most, and the word itself may stand in the text as it is."""
    found = group(query_of("who was punished", analyzer), "zh", "punished")
    weights = {a.surface: a.weight for a in found.alternatives}
    assert set(weights) == {"punished", "处罚", "惩罚"}
    assert weights["处罚"] > weights["惩罚"] > 0
    assert group(query_of("the KOL", analyzer), "zh", "kol").alternatives[0].surface == "kol"


def test_a_chinese_word_is_looked_for_in_english_under_its_translations(analyzer: Analyzer) -> None:
    """As stems, as the index has them."""
    found = group(query_of("谁被处罚了", analyzer), "en", "处罚")
    assert [a.terms for a in found.alternatives] == [("w:punish",)]


def test_a_phrase_is_translated_as_a_whole(analyzer: Analyzer) -> None:
    """The longest that the dictionary knows: South Korea is not the south of anything."""
    query = query_of("exports of South Korea", analyzer)
    assert "韩国" in surfaces(group(query, "zh", "south korea"))
    assert not {"南方", "朝鲜"} & {s for g in query.readings["zh"] for s in surfaces(g)}


def test_a_phrase_may_be_as_long_as_an_idiom(analyzer: Analyzer) -> None:
    """With what stands in the middle of it."""
    query = fakes.query_of("who is keeping a close eye on them", analyzer, IDIOMS)
    found = group(query, "zh", "keeping a close eye on")
    assert "密切关注" in surfaces(found)


def test_what_says_nothing_is_no_translation(analyzer: Analyzer) -> None:
    """的 is "aim", too, and stands in every sentence."""
    found = group(fakes.query_of("which aims", analyzer, IDIOMS), "zh", "aims")
    assert {"目标"} < set(surfaces(found)) <= {"目标", "aims"}


def test_a_word_that_the_dictionary_lacks_is_looked_up_in_short_phrases(analyzer: Analyzer) -> None:
    """A last resort, for what it is worth."""
    assert "知识库" in surfaces(group(query_of("knowledge", analyzer), "zh", "knowledge"))


def test_a_chinese_word_that_the_dictionary_lacks_is_looked_up_by_its_parts() -> None:
    """The longest word at either of its ends."""
    whole = Analyzer(lambda text: [text], str, str)
    found = group(query_of("重处罚", whole), "en", "重处罚")
    assert surfaces(found) == ["punish"]


def test_an_unknown_word_keeps_its_place(analyzer: Analyzer) -> None:
    """A word that cannot be said in a language counts as unsaid there, rather than not at all."""
    found = group(query_of("徐洁云被处罚了吗", analyzer), "en", "处罚")
    assert found.alternatives
    assert any(not g.alternatives for g in query_of("芜湖在哪里", analyzer).readings["en"])


def test_a_synonym_counts_for_less_than_the_word(analyzer: Analyzer) -> None:
    """In the question's own language, too, a text may say it otherwise."""
    itself, *others = group(query_of("谁被处罚了", analyzer), "zh", "处罚").alternatives
    assert (itself.surface, itself.weight) == ("处罚", 1.0)
    assert [a.surface for a in others] == ["通报批评"]
    assert all(a.weight < 1 for a in others)


def test_a_phrasal_verb_is_said_with_its_particle(analyzer: Analyzer) -> None:
    """A step is no resignation, and what is put is not put off."""
    lexicon = FakeLexicon(synonyms={"resign": ["step down"], "delay": ["put off"]})
    query = fakes.query_of("why did he resign after the delay", analyzer, lexicon)
    said = {a.surface: a.stems for g in query.readings["en"] for a in g.alternatives}
    assert said["step down"] == ("step", "down")
    assert said["put off"] == ("put", "off")


def test_the_characters_of_chinese_words_are_looked_up_beside_them(analyzer: Analyzer) -> None:
    """For less than the words, and they are no words of the question."""
    query = query_of("徐洁云", analyzer)
    grams = {g.word: g for g in query.readings["zh"] if not g.meaning}
    assert {"徐", "洁", "云", "徐洁", "洁云"} <= set(grams)
    assert all(g.weight < 1 for g in grams.values())


def test_each_word_is_looked_up_once(analyzer: Analyzer) -> None:
    """To repeat a word does not make it matter more."""
    for question in ("处罚 处罚，處罰", "punished punished, PUNISHED"):
        for reading in query_of(question, analyzer).readings.values():
            alternatives = [a.terms for g in reading for a in g.alternatives]
            assert len(alternatives) == len(set(alternatives))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who was punished", Kind.WHO),
        ("誰被處罰了", Kind.WHO),
        ("什么时候召回的", Kind.WHEN),
        ("how many cars were recalled", Kind.HOW_MANY),
        ("recall of the SU7", Kind.OTHER),
    ],
)
def test_a_query_knows_the_kind_of_thing_that_is_asked_for(
    analyzer: Analyzer, question: str, kind: Kind
) -> None:
    """In either language and script."""
    assert query_of(question, analyzer).kind is kind


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who owns the ship", {"owns", "ship"}),
        ("who was told of the recall", {"told", "recall"}),
        ("tell me about its own port", {"port"}),
        ("so how tall is the tower actually", {"tower"}),
        ("轮船几号靠岸", {"轮船", "靠岸"}),
        ("轮船一共赔了多少钱", {"轮船", "赔"}),
    ],
)
def test_words_that_only_ask_are_not_looked_for(analyzer: Analyzer, question: str, words: set[str]) -> None:
    """No text that answers says them; what an owner does, and what somebody is told, it does say."""
    assert set(query_of(question, analyzer).words) == words


def test_a_name_of_single_characters_ends_in_no_number(analyzer: Analyzer) -> None:
    """巴里奥一 is a name and the number behind it, though the corpus has them side by side."""
    query = query_of("巴里奥一开始投资", analyzer, corpus="巴里奥一开始就投资了。")
    assert "巴里奥一" not in query.words


def test_who_asks_for_a_name_asks_for_no_number(analyzer: Analyzer) -> None:
    """Which firms escape a tariff is not how high it is."""
    query = query_of("Which lenders escape the tariff?", analyzer)
    assert (query.thing, query.measure, query.asks) == ("body", None, True)
    assert not query_of("what happened", analyzer).asks


def test_the_focus_is_what_was_done_to_the_one_asked_for(analyzer: Analyzer) -> None:
    """Only a question for a person has one."""
    assert query_of("who was punished in the KOL incident", analyzer).focus == "punished"
    assert query_of("KOL事件谁被处罚了", analyzer).focus == "处罚"
    assert query_of("when was the car recalled", analyzer).focus is None


@pytest.mark.parametrize("question", ["31,000 cars", "31000 cars", "3.1万辆车"])
def test_a_number_is_looked_up_in_whatever_form(analyzer: Analyzer, question: str) -> None:
    """Thousands separators and Chinese counting make no difference."""
    query = query_of(question, analyzer)
    numbers = [
        {t for g in reading for a in g.alternatives for t in a.terms if "31000" in t}
        for reading in query.readings.values()
    ]
    assert len(numbers) == 3
    assert all(numbers)
    assert len(set(map(frozenset, numbers))) == 1


@pytest.mark.parametrize("question", ["who is Xu Jieyun", "who is Jieyun Xu"])
def test_a_name_in_pinyin_is_looked_for_in_the_characters_that_the_corpus_has(
    analyzer: Analyzer, question: str
) -> None:
    """In either order, and only as somebody of the corpus writes it."""
    pinyin = {"徐": "xu", "许": "xu", "洁": "jie", "杰": "jie", "云": "yun"}
    names = FakeLexicon(pinyin=pinyin)
    said = {
        s for g in fakes.query_of(question, analyzer, names, "徐洁云来了").readings["zh"] for s in surfaces(g)
    }
    assert "徐洁云" in said
    assert not {s for s in said if "许" in s or "杰" in s}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Was Xu punished?", {"xu", "徐"}),
        ("What did Lei say?", {"lei", "雷"}),
        ("When did Fan sing?", {"fan", "粉丝"}),
    ],
)
def test_a_surname_alone_is_looked_for_as_the_corpus_writes_it(
    analyzer: Analyzer, question: str, said: set[str]
) -> None:
    """A word that English has for something else is no surname."""
    pinyin = {"徐": "xu", "许": "xu", "雷": "lei", "范": "fan"}
    known = FakeLexicon({"fan": ["粉丝"]}, synonyms={"fan": ["follower"]}, pinyin=pinyin)
    query = fakes.query_of(question, analyzer, known, "徐洁云、雷军和范先生")
    assert said in [set(surfaces(g)) for g in query.readings["zh"]]


@pytest.mark.parametrize(
    ("question", "word", "corpus", "also"),
    [
        ("What did the fan base do?", "fan", "Its fanbase grew.", "fanbase"),
        ("What did the fan base do?", "base", "Its fanbase grew.", "fanbase"),
        ("What did the fanbase do?", "fanbase", "Its fan base grew.", "fan base"),
        ("Which e mail came?", "mail", "An email came.", "email"),
    ],
)
def test_a_compound_is_looked_for_as_the_corpus_writes_it(
    analyzer: Analyzer, question: str, word: str, corpus: str, also: str
) -> None:
    """As one word or as two."""
    assert also in surfaces(group(query_of(question, analyzer, corpus), "en", word))
    assert also not in surfaces(group(query_of(question, analyzer, "It grew."), "en", word))


@pytest.mark.parametrize(
    ("question", "entities"),
    [
        ("理想汽车去年交付了多少辆？", [["理想汽车", "li auto"]]),
        ("理想的生活是什么样的？", []),
        ("極氪和理想汽車誰更快？", [["极氪", "zeekr"], ["理想汽车", "li auto"]]),
        ("How many cars did Li Auto deliver?", []),  # told by its capitals
    ],
)
def test_chinese_names_are_known_by_the_dictionary(
    analyzer: Analyzer, question: str, entities: list[list[str]]
) -> None:
    """However they are cut, the longest first; what is an ordinary word as well is none."""
    brands = FakeLexicon(
        english={"理想汽车": ["li auto"], "理想": ["ideal", "li auto"], "极氪": ["zeekr"]},
        ordinary=["理想"],
    )
    found = fakes.query_of(question, analyzer, brands).entities
    assert [surfaces(entity) for entity in found] == entities


def test_a_word_of_the_other_script_is_also_looked_for_as_the_questions_own_language_says_it(
    analyzer: Analyzer,
) -> None:
    """小米的CEO是谁 finds 首席执行官, and a phrase is what it is as a whole; for less where texts say it as it is asked."""
    foreign = FakeLexicon({"ceo": ["首席执行官"], "south korea": ["韩国"]})
    said = "首席执行官去了韩国。"
    query = fakes.query_of("south korea的CEO是谁", analyzer, foreign, said)
    assert surfaces(group(query, "zh", "ceo")) == ["ceo", "首席执行官", "首席 执行官"]
    assert all("韩国" in surfaces(group(query, "zh", word)) for word in ("south", "korea"))
    weights = [
        next(a.weight for a in group(asked, "zh", "ceo").alternatives if a.surface == "首席执行官")
        for asked in (query, fakes.query_of("公司CEO是谁", analyzer, foreign, said + "CEO也去了。"))
    ]
    assert weights == [1.0, 0.5]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("iPhone 17的起售价是多少？", {"iphone"}),
        ("华为Mate什么时候发布", {"mate"}),
        ("when did eBay close its office in Lisbon", {"ebay", "lisbon"}),
        ("Why was the harbour closed", set()),
    ],
)
def test_names_are_known_by_their_capitals(analyzer: Analyzer, question: str, names: set[str]) -> None:
    """Inside a word they are always a name's; at the front they may begin an English sentence."""
    assert query_of(question, analyzer).names == names


@given(text=(texts(40) | scripts()).filter(lambda text: bool(text.strip())), claim=st.booleans())
def test_any_question_becomes_a_query(analyzer: Analyzer, text: str, claim: bool) -> None:  # noqa: FBT001
    """Whatever is asked: weights are shares, and all three languages are read or none."""
    query = fakes.query_of(Question(text, claim), analyzer, LEXICON)
    assert set(query.readings) in (set(), {"zh", "en", "und"})
    for reading in query.readings.values():
        assert all(0 < g.weight <= 1 for g in reading)
        assert all(0 < a.weight <= 1 and a.terms for g in reading for a in g.alternatives)


def test_texts_of_two_languages_are_searched_in_both(analyzer: Analyzer) -> None:
    """A Chinese title above an English text, an English product in a Chinese one: what the corpus holds is asked."""
    mixed = "处罚 punished"
    english = query_of("who was punished", analyzer, corpus=mixed)
    assert {"punished", "处罚"} <= set(surfaces(group(english, "en", "punished")))
    chinese = query_of("谁被处罚了", analyzer, corpus=mixed)
    assert "处罚" in surfaces(group(chinese, "en", "处罚"))
    assert "处罚" not in surfaces(group(query_of("谁被处罚了", analyzer), "en", "处罚"))


def test_a_text_is_told_by_its_first_words(analyzer: Analyzer) -> None:
    """However long a question is, only so many of its words are looked for."""
    letters = "bcdfghjklmnpqrstvwxz"
    many = " ".join(f"{a}a{b}{c}" for a in letters for b in letters for c in "kp")
    assert many.count(" ") > MOST
    assert len(words(query_of(many, analyzer), "en")) == MOST


def test_the_words_of_a_translated_phrase_may_stand_apart(analyzer: Analyzer) -> None:
    """已获专利的药品 says "patented drugs", for less than 专利药品 does; a single word has no parts."""
    foreign = FakeLexicon({"patent drug": ["专利药品"], "tariff": ["关税"]})
    query = fakes.query_of("tariff on patented drugs", analyzer, foreign, "专利药品的关税。")
    weights = {a.surface: a.weight for g in query.readings["zh"] for a in g.alternatives}
    assert 0 < weights["专利 药品"] < weights["专利药品"]
    assert not any(
        " " in surface and surface != "专利 药品" and "patent" not in surface for surface in weights
    )
