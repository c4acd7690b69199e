"""Who does what to whom: whether who does it in a claim has it done to them in a quote, or the other way round.

Without a parser: of a deed, a verb that is not the same both ways, the nearest of those that the claim names does it or has it done
to them by the side on which they stand, by a passive, and by what stands before them: 向X道歉, 被X起诉, sued by X.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from retrieval.ground import Ground
from retrieval.model import Span

Role = Literal["doer", "receiver"]

_ENGLISH: Final = (  # stems
    "accus acquir advis aid alert apolog apologis appoint approach arrest ask assault attack award back bailout ban "
    "beat beaten betray blam block bought boycott brib bull buy call chastis cheat cheer commission compens condemn "
    "confront contact convict critic criticis defeat defend defraud deni deport detain dismiss donat employ endors "
    "evict expel extradit fin fire follow forc forgiv fund gave give grant greet grill guarante harass help hire "
    "hit honour hous humili imitat indict insult interview invest investig invit jail join kidnap kill lead "
    "leas lend lent loan lobbi lose mimick mock murder notifi order outbid outsel overtak owe own paid pay persuad "
    "pester poach prais pressur promis prosecut protect punish purchas question ram reassur rebuk recruit refund "
    "reimburs reject releas replac report reprimand reproach reprov rescu reward ridicul sack sanction save scold "
    "sell send sentenc serv shoot slander smear snub sold sought spi sponsor strike struck su succeed summon suppli "
    "support surpass suspend taught teach tell thank threaten tip told took train trick trust undercut urg vet warn "
    "welcom whistl win won write"
)
_CHINESE: Final = (
    "举报 买 买下 付 付款 付钱 代工 任命 会见 供应 供货 侮辱 侵权 保护 信任 借 借给 入股 出卖 出售 出租 出资 击败 判 判处 "
    "制裁 剽窃 劝 劝说 勒索 卖 卖给 原谅 反对 反驳 取代 否认 告 告知 告诉 呼吁 命令 嘲笑 嘲讽 培训 处分 处罚 夸 夸奖 委托 "
    "威胁 审判 审查 审问 封杀 封禁 带领 帮 帮助 并购 建议 开除 引渡 怀疑 恐吓 惩罚 感谢 慰问 战胜 打 打败 扣押 批评 抄袭 "
    "抓 抓捕 投诉 投资 报告 抨击 抵制 抹黑 拒绝 拘捕 拘留 拜访 拥有 持有 指使 指控 指派 指责 挖 挖苦 挖角 挖走 捐 捐给 "
    "捐赠 授权 探望 接任 接替 接见 控告 控股 提拔 提醒 提问 撞 撞击 支付 支持 支援 收留 收购 攻击 救 救助 教 敦促 斥责 杀 "
    "杀害 检举 检查 模仿 欺骗 殴打 汇报 注资 炮轰 状告 盘问 祝贺 租 称赞 约谈 绑架 给 罚 罚款 聘用 聘请 背叛 致歉 致谢 "
    "营救 虐待 行贿 补偿 表扬 袭击 要求 解救 解聘 解雇 警告 讽刺 诅咒 诋毁 说服 请 请求 诽谤 调侃 调查 谴责 质问 购买 贷款 "
    "贿赂 资助 赔 赔不是 赔付 赔偿 赔礼 赞助 赠送 赢 起诉 超越 超过 跟随 输 辞退 辱骂 追尾 追随 送 通报 通报批评 通知 造谣 "
    "逮捕 道歉 邀请 采访 采购 隶属 雇 雇用 领导 领投 驱逐 骂 骗 骚扰"
)
DEEDS: Final = frozenset(f"{_ENGLISH} {_CHINESE}".split())
"""Verbs that tell of two, and not the same of both."""
_PARTED: Final[Mapping[bool, re.Pattern[str]]] = {  # of Chinese, of English: no deed reaches farther
    True: re.compile(r"[,，。;；!！?？:：\n]"),
    False: re.compile(
        r"[,;!?:\n]|\.\s|\b(?:but|because|after|before|while|when|although|though|whether|if)\b"
    ),
}
_TO: Final = re.compile(
    r"(?:[向对给替把将找让使](?:着|自己的)?|\b(?:to|against|from|at|towards?)(?: the| an?| his| her| its| their)?) ?[“\"「『]?$"
)
_BY: Final = re.compile(r"(?:[被由遭经](?:到)?|受到|\bby(?: the| an?| his| her| its| their)?) ?[“\"「『]?$")
_NEITHER: Final = re.compile(
    r"(?:[和与跟同及、在从于以靠就因]|关于|对于|\b(?:and|or|of|with|for|over|about|in|on|after|as|than|like|into|beside)(?: the| an?| his| her| its| their)?) ?[“\"「『]?$"
)
_SUFFERED: Final = re.compile(
    r"被|遭|受到|挨|获得?|\b(?:was|were|been|being|is|are|be|got|gets|get)\b(?!.*\bto\b)"
)
_HAD: Final = re.compile(r"\b(?:had|has|have|having)(?: the| its| his| her| their) $")
_OF: Final = re.compile(r"^(?:的|所|们的|['’]s\b)")
MOST: Final = 10  # deeds of a claim; a text of more is no claim
_BEFORE: Final = 12  # characters that may say a role
_WITHIN: Final = 40  # characters between who and what
_DIRECT: Final = 24  # the same between a verb and its object


@dataclass(frozen=True, slots=True)
class Part:
    """The role that a word has in a deed, and whether a mark tells it."""

    word: str
    role: Role
    marked: bool


def exchanged(names: Collection[str], ground: Ground) -> bool:
    """Whether those that the claim names do in the quote what in the claim is done to them, or suffer what they do, no fewer than keep their role.

    Of one that is no name a mark is to tell, or another that takes its part: 存款 is given, and gives nothing.
    """
    words = {g.word for g in ground.groups if g.word in ground.shares}
    deeds = {t.surface for t in ground.claim.tokens if t.term in DEEDS} & words
    known = {*names, *ground.names}
    named = {word for word in words if any(word in name for name in known)}
    written = [(w, at) for w in sorted(words) if (at := ground.written(w))] if deeds else []
    placed = [(p.word, p.span) for p in ground.places]
    kept = crossed = 0
    for deed in sorted(deeds)[:MOST]:
        claimed = list(_of_deed(ground.written_claim, deed, written, deeds))
        told = list(_of_deed(ground.text, deed, placed, deeds)) if claimed else []
        held, lost = _compared(claimed, told, named)
        kept, crossed = kept + len(held), crossed + len(lost)
    return crossed > 0 and crossed >= kept


def _of_deed(
    text: str, deed: str, placed: Sequence[tuple[str, Span]], deeds: Collection[str]
) -> Iterator[Part]:
    """The roles that words, with their places in a text, have in a deed wherever it stands there."""
    others = [(word, at) for word, at in placed if word not in deeds]
    for word, at in placed:
        if word == deed:
            yield from _parts(text, at, others)


def _compared(
    claimed: Sequence[Part], told: Sequence[Part], named: Collection[str]
) -> tuple[set[str], set[str]]:
    """The words of a claim that have their role in some place of the quote, and those that have the other in all."""
    pairs = [(p, o) for p in claimed for o in told if p.word == o.word]
    kept = {p.word for p, o in pairs if p.role == o.role}
    lost = [(p, o) for p, o in pairs if p.word not in kept]
    both = len({part.role for part, _ in lost}) > 1
    telling = {p.word for p, o in pairs if p.marked or o.marked or p.word in named}
    return kept & telling, {p.word for p, _ in lost if both or p.word in telling}


def _parts(text: str, deed: Span, placed: Iterable[tuple[str, Span]]) -> Iterator[Part]:
    """The roles that words have in a deed: those that a mark tells, and else the nearest on either side, and what stands right beside it."""
    nearest: dict[bool, list[Part]] = {}
    near = [(word, at) for word, at in placed if abs(at.start - deed.start) <= _WITHIN + _BEFORE]
    for words, at in sorted(_phrases(text, near), key=lambda phrase: abs(phrase[1].start - deed.start)):
        role, marked = _role(text, deed, at)
        if role:
            parts = [Part(word, role, marked) for word in words]
            if marked:
                yield from parts
            else:
                nearest.setdefault(at.start < deed.start, parts)
    for parts in nearest.values():
        yield from parts


def _phrases(text: str, placed: Iterable[tuple[str, Span]]) -> list[tuple[list[str], Span]]:
    """Words that stand right beside each other, with where they stand together: Fairfield Motors, 云帆公司."""
    found: list[tuple[list[str], Span]] = []
    for word, at in sorted(placed, key=lambda one: one[1]):
        if found and not text[found[-1][1].end : at.start].strip():
            words, before = found[-1]
            found[-1] = [*words, word], Span(before.start, max(before.end, at.end))
        else:
            found.append(([word], at))
    return found


def _role(text: str, deed: Span, at: Span) -> tuple[Role | None, bool]:
    """The role that a word has in a deed by where both stand, and whether a mark tells it."""
    first, second = sorted((at, deed))
    between = text[first.end : second.start]
    before = text[max(0, at.start - _BEFORE) : at.start].lower()
    chinese = not text[deed.start : deed.end].isascii()
    if at.overlaps(deed) or len(between) > _WITHIN or _PARTED[chinese].search(between):
        return None, False
    if _BY.search(before):
        return "doer", True
    if at == first:
        return _ahead(before, between, chinese=chinese)
    suffered = bool(_SUFFERED.search(text[max(0, deed.start - _BEFORE) : deed.start]))
    return _behind(before, between, suffered=suffered)


def _ahead(before: str, between: str, *, chinese: bool) -> tuple[Role | None, bool]:
    """The role of a word that stands before the deed, by what stands before it and between them."""
    if _TO.search(before):
        return ("receiver" if chinese else None), True
    if _NEITHER.search(before) or _HAD.search(before) or _OF.match(between):
        return None, False
    return ("receiver" if _SUFFERED.search(between) else "doer"), False


def _behind(before: str, between: str, *, suffered: bool) -> tuple[Role | None, bool]:
    """The same of one that stands behind a deed, which is `suffered` where it is a passive."""
    if _TO.search(before):
        return "receiver", True
    if _NEITHER.search(before) or len(between) > _DIRECT or between.startswith("是"):
        return None, False
    if between.startswith("的") or between.endswith("的是"):  # 道歉的司机, 起诉司机的是乘客
        return ("receiver" if suffered else "doer"), between.endswith("是")
    if suffered or between.endswith("的"):  # 起诉小米的公司, and 收购小米的股份
        return None, False
    return "receiver", False
