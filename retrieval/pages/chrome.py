"""What a page shows beside its text: buttons, counters, share bars, forms, notices, promotion, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from retrieval.model import Why
from retrieval.pages.rows import folded

_N: Final = r"\d[\d.,]*\s*[万千亿kKmMwW]?\+?"
_ACTIONS: Final = (
    r"赞同|反对|点赞|赞|踩|评论|添加评论|查看评论|收藏|喜欢|分享|转发|转载|举报|感谢|打赏|赞赏|关注|已关注|取消关注|关注问题|写回答|邀请回答|好问题|私信"
    r"|登录|注册|登录/注册|更多|展开|收起|展开全部|收起全部|显示全部|全部|查看更多|加载更多|点击加载更多|阅读全文|阅读更多|阅读原文|查看原文|查看全文|展开全文|原文链接|点击查看"
    r"|返回|返回顶部|回到顶部|返回首页|首页|上一页|下一页|搜索|菜单|导航|目录|打印|字号|纠错|保存|复制|复制链接|下载|订阅|听文章|朗读|听全文|倍速|播放|重播|暂停"
    r"|发布于?|编辑于?|申请转载|允许规范转载|禁止转载|切换模式|默认排序|按时间排序|最热|最新|发私信|发消息|不感兴趣|不喜欢|屏蔽|拉黑|设置"
    r"|like|likes|liked|share|shares|save|saved|follow|following|followed|reply|replies|comment|comments|upvote|downvote|report|subscribe|subscribed"
    r"|sign\s?in|sign\s?up|log\s?in|log\s?out|register|menu|home|search|search documents?|skip to (?:main )?content|back to top|next|previous|prev|more|see more|show more|read more"
    r"|load more|view more|continue reading|print|email|copy link|bookmark|listen|play|pause|share this|tweet|pin|close|cancel|submit|edit|toggle navigation|icon|logo|avatar|profile"
    r"|open in app|open app|get the app|download app|advertisement|ad|sponsored|promoted"
)
_SAVER: Final = r"(?:full content|full text|正文|正文内容|highlights?|annotations?|高亮|标注|批注)\s*:"  # of who saves pages
_PLACES: Final = r"(?:微信|微博|QQ空间|QQ|朋友圈|豆瓣|facebook|twitter|x|linkedin|whatsapp|weibo|wechat|telegram|reddit|pinterest|instagram|line|email)"
_ANYWHERE: Final[tuple[tuple[Why, str], ...]] = (
    (
        Why.NAVIGATION,
        (
            rf"[\W_]*(?:{_ACTIONS})[^\w.。!?]*"
            rf"|[\W_]*(?:(?:{_ACTIONS})[\s·|/、]+)+(?:{_ACTIONS})[\W_]*"
            r"|(?:当前位置|您(?:现在)?的位置|你的位置|所在位置|you are here)\s*:.*"
            r"|(?:点击|打开|前往|下载|进入|去)\s*[“\"「『《].{1,16}[”\"」』》]\s*(?:客户端|小程序|app)?\s*(?:内)?(?:阅读|查看|观看|参与|浏览|体验|畅聊).{0,12}"
            r"|(?:打开|下载|前往|安装)?[\w“”]{0,6}\s*(?:app|客户端|小程序)\s*(?:内(?:打开|查看|阅读|浏览|观看))?"
            r"|(?:展开|查看|阅读|显示)(?:全部|剩余|更多|其余|另外)\s*(?:\d+\s*[条个])?.{0,4}"
            r"|[-—=\s(]*(?:the end|end|完|全文完|正文完|本文完)[-—=\s)]*"
            r"|[上下]一[篇页条]\s*:.*"
            r"|(?:标签|tags?|分类|categor(?:y|ies)|keywords?|关键词)\s*:.{0,80}"
            r"|(?:read|open|view) (?:it )?(?:on|in) [\w.-]{1,24}|(?:read|view|open|see) (?:the )?original(?: article| post| page)?"
            rf"|{_SAVER}"
        ),
    ),
    (
        Why.COUNTER,
        (
            rf"(?:(?:关注者|被浏览|粉丝|获赞|阅读量?|浏览量?|点击量?|评论数?|点赞数?|收藏数?|转发数?|回答数?|播放量?|人气|热度|views?|reads?|likes?|comments?|followers?|shares?)(?:数|次数)?\s*[:(]?\s*(?:{_N})?\)?\s*)+"
            rf"|\W*{_N}\s*[次人个条位]?\s*(?:也)?(?:赞同|赞|点赞|阅读|浏览|评论|收藏|喜欢|关注|关注者|转发|分享|回答|回复|觉得有用|播放|讨论|感谢|views?|reads?|likes?|comments?|followers?|shares?|answers?|upvotes?|claps?|people found this helpful)[了过]?(?:该|此|这个|这篇)?(?:回答|文章|问题|内容|评论|帖子|话题)?"
            rf"|(?:赞同|赞|点赞|喜欢|upvote|like)\s*(?:{_N})?\s*(?:(?:添加)?评论|{_N}\s*条评论|comments?)?[\s·•]*(?:(?:添加评论|{_N}\s*条评论|评论|分享|收藏|喜欢|转发|感谢|举报|收起|申请转载|continue|share|save|like|report|reply|赞同|反对)[\s·•]*)*"
            rf"|(?:赞|点赞|喜欢|收藏|分享|打赏|转发|likes?|shares?)\s*[(\[]\s*{_N}\s*[)\]]"
            rf"|(?:全部|共|查看全部|查看)?\s*{_N}\s*[个条](?:回答|评论|回复|跟帖)"
            rf"|{_N}\s*(?:min(?:ute)?s?|分钟)\s*(?:read|阅读|读完)|(?:全文|本文)共?约?\s*{_N}\s*字.{{0,30}}"
        ),
    ),
    (
        Why.PROFILE,
        (
            r"已认证的?(?:账号|帐号|机构号|官方账号)|.{0,20}(?:话题|领域|问题)下?的?(?:优秀|新知)答主|.{1,16}(?:优秀答主|认证作者|签约作者)"
            rf"|author has [\d.,]+[km]? answers.*|{_N}\s*(?:粉丝|篇文章|followers)|IP\s*属地\s*:?\s*\S{{2,8}}"
        ),
    ),
    (
        Why.PICTURE,
        (
            r"[(\[【*]*\s*(?:图源|图片来源|图片|题图|头图|封面图?|配图|供图|图|视频来源|视频截图|资料图|截图|摄影|image credits?|photo credits?|photo|picture)\s*(?:[:|丨│/](?!/).{1,60}|来自.{1,30}|来源.{1,30})[)\]】*]*"
            r"|[(\[【]\s*(?:图片?|视频|image|photo|video|动图|表情)\s*\d*[)\]】]|资料图片?[。.]?"
        ),
    ),
    (
        Why.RIGHTS,
        (
            r"(?:版权|著作权)(?:声明|所有|归属|说明)?\s*[:©].*|.{0,20}(?:版权所有|保留(?:所有|一切)权利|侵权必究|违者必究).*"
            r"|.{0,30}(?:如需|未经).{0,12}转载.{0,40}|.{0,40}转载(?:请|须|需|务必|时请)?.{0,4}(?:注明|保留|标明).{0,24}|(?:原文|本文|文章|转载请注明|永久)(?:链接|地址|网址|出处)\s*:.*|.{0,20}(?:ICP备|公网安备).{0,40}"
        ),
    ),
    (
        Why.SHARING,
        (
            rf"(?:分享|转发)(?:到|给|至|本文|文章|该文|此文)?\s*(?:朋友|好友|{_PLACES})?\s*:?|share (?:this|on|to|via)\b.{{0,24}}"
            r"|(?:请)?(?:扫描|扫码|扫一扫|长按|识别)\S{0,8}二维码.{0,16}|(?:微信)?(?:扫码|扫一扫)(?:关注|分享|阅读|查看|下载|加入?).{0,16}"
            rf"|{_PLACES}(?:[\s·|/,、]+{_PLACES})+"
        ),
    ),
    (
        Why.PROMOTION,
        (
            r".{0,60}[↓⬇👇]{2,}.*|(?:subscribe|sign up|join us|follow us)\b.{0,60}\b(?:newsletter|inbox|updates|channel|community|mailing list|for free|us on)\b.{0,40}"
            r"|.{0,20}(?:关注我们|关注.{0,10}公众号|微信公众号\s*:).{0,40}"
        ),
    ),
    (
        Why.COMMENTS,
        (
            r"[\W_]*(?:欢迎|请)(?:您|你|大家)?(?:参与讨论|在(?:这里|下方|评论区).{0,6}(?:发表|留言|讨论)|发表(?:您|你)的(?:看法|观点|意见|评论)).{0,40}"
            r"|.{0,8}(?:登录后|请先登录|登陆后).{0,6}(?:评论|回复|留言|发言|发表).{0,6}|(?:访客|游客)|(?:暂无|还没有|没有更多)(?:评论|回复).{0,20}|no comments yet.{0,20}|(?:be the first to comment|your email address will not be published).{0,60}"
        ),
    ),
)
_AT_THE_END: Final[tuple[tuple[Why, str], ...]] = (
    (
        Why.RIGHTS,
        r".{0,40}(?:all rights reserved|copyright\s*(?:©|\(c\)|\d{4})|©\s*\d{4}).*|[(\[【*]*(?:免责声明|特别声明|郑重声明|声明|风险提示|disclaimer)\s*:.*|[(\[【*]*(?:本文|文章|以上内容|本内容)(?:系|由|为|仅代表|来自|不代表|转载自?).{0,60}(?:观点|立场|转载|授权|发布|提供|原创|平台|建议).{0,40}",
    ),
    (Why.SHARING, r".{0,16}(?:扫描|扫码|扫一扫|二维码).{0,30}"),
    (Why.NAVIGATION, r"(?:prev(?:ious)?|next)(?: (?:post|article|page))?\s*:.*"),
    (
        Why.PROMOTION,
        (
            r".{0,30}(?:公众号|交流群|社群|粉丝群|微信(?:号)?\s*:|点击(?:上方|下方)|星标|点个?赞|在看|戳(?:这里|下方)|福利|红包|领取|优惠|投稿|合作|联系我们|寻求报道|爆料|关注|订阅|内参|热线|邮箱|e-?mail).{0,60}"
            r"|(?:thanks for reading|enjoyed this|like what you read|support us|become a member|donate|buy me a coffee|get the app|download|subscribe|join|follow).{0,80}"
        ),
    ),
    (Why.COMMENTS, r"[\W_]*(?:欢迎|说点|说说|留下|你怎么看|what do you think|what are your thoughts).{0,60}"),
)
_LONGEST_ROW: Final = 200
_LONGEST: Final = {
    Why.NAVIGATION: 80,
    Why.COUNTER: 80,
    Why.PROFILE: 40,
    Why.SHARING: 40,
    Why.PROMOTION: 60,
}  # code points


def _compiled(rules: tuple[tuple[Why, str], ...]) -> tuple[tuple[Why, re.Pattern[str]], ...]:
    return tuple((why, re.compile(pattern, re.IGNORECASE)) for why, pattern in rules)


_PIECES: Final = re.compile(r"\s*[·•・|]\s*|\s{2,}|\s+or\s+")
_PATTERNS: Final = _compiled(_ANYWHERE)
_END_PATTERNS: Final = _compiled(_AT_THE_END)
_COMMENTS_BEGIN: Final = re.compile(
    r"[\W_]*(?:(?:发表|添加|写|撰写|提交)(?:新)?(?:评论|回复|留言)|(?:网友|精彩|热门|最新|全部|用户|相关)(?:评论|留言|跟帖)|评论区|评论列表|文明上网.{0,20}"
    r"|(?:leave|post|add|write) (?:a |your )?(?:comment|reply)|join the (?:conversation|discussion)|comments? \(\d+\))(?:\s*[(（]?\d*[)）]?)[\W_]*"
    r"|\d+\s*(?:条)?(?:评论|留言|comments?|responses|replies|thoughts on .{1,80})",
    re.IGNORECASE,
)
_RELATED_BEGIN: Final = re.compile(
    r"(?:[“\"「『《].{1,120}[”\"」』》]\s*的)?(?:相关|更多|其他|其它)(?:的)?(?:文章|阅读|推荐|内容|新闻|报道|资讯|帖子|回答|问题|话题|精彩内容)|(?:推荐|延伸|扩展|热门|最新|精选|编辑推荐|往期|历史)(?:阅读|文章|推荐|内容|新闻|回顾|资讯|精选|帖子)"
    r"|猜你喜欢|猜你想看|为你推荐|为您推荐|你可能(?:也|还)?(?:喜欢|感兴趣).{0,6}|大家都在看|大家还在看|看了(?:又|还)看|热门推荐|往期回顾|今日热点|热榜|热点推荐|精彩推荐|精品推荐|相关推荐|近期文章"
    r"|(?:related|recommended|similar|more|popular|latest|recent|other|trending)\s+(?:posts?|articles?|stories|reading|content|news|questions?|topics?)(?:\s+(?:from|on|in|by)\s.{1,40})?"
    r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|read (?:next|also|more from .{1,40})|(?:more|also) (?:from|on|by|in) .{1,40}|recommended(?: for you)?|up next|further reading|keep reading|what to read next|see also",
    re.IGNORECASE,
)
_HANDS: Final = re.compile(
    r"[\W_]*(?:关注|已关注|\+\s*关注|关注他|关注她|关注TA|follow|following)[\W_]*", re.IGNORECASE
)
_MORE: Final = re.compile(
    r"\s*(?:[\[(【]?\s*(?:\.{3,}|…+|。{3,})\s*[\])】]?)?\s*(?P<button>(?:显示|展开|查看|阅读|点击查看|点击阅读)(?:全部|全文|更多|原文|剩余)(?:内容)?\s*[>»→↓]*|[\[(]?(?:read|show|see|view)\s+(?:the\s+)?(?:more|full (?:article|story|post))[\])]?\s*[>»→]*|continue reading\b.{0,60})\s*$",
    re.IGNORECASE,
)
_MAY_BE_MORE: Final = re.compile(
    r"[示开看读]|read|show|see|view", re.IGNORECASE
)  # what every such button has
_ON: Final = re.compile(
    r"\W*(?:(?:点击)?(?:阅读|查看|显示|展开)(?:全文|原文|更多|详情|全部)|原文链接|全文|详情|(?:read|see|view|learn)\s+(?:the\s+)?(?:more|full (?:article|story|post)|original|on .{1,30})|continue reading.{0,40}|full story|link)\W*",
    re.IGNORECASE,
)
_ELLIPSIS: Final = re.compile(
    r"\s*(?:[\[(【]\s*(?:\.{2,}|…+|。{3,})\s*[\])】]|\.{3,}|。{3,}|(?<!…)…(?!…))\s*$"
)
_LONG_ELLIPSIS: Final = re.compile(r"\s*……\s*$")
_PICTURE_MARK: Final = re.compile(
    r"\\?\[(?:图片|圖片|视频|影片|动图|表情|image|photo|video)\d*\\?\]", re.IGNORECASE
)


def chrome(words: str, *, at_the_end: bool = False) -> Why | None:
    """What a row is where it is no text; `None` for text. Below an article more is chrome than inside it."""
    return _chrome(words, at_the_end=at_the_end) if len(words) <= _LONGEST_ROW else None


@lru_cache(maxsize=1024)
def _chrome(words: str, *, at_the_end: bool) -> Why | None:
    plain = folded(words).strip()
    if why := _matched(plain, (*_PATTERNS, *(_END_PATTERNS if at_the_end else ()))):
        return why
    pieces = _PIECES.split(plain)
    whys = {_matched(piece, _PATTERNS) for piece in pieces} if len(pieces) > 1 else {None}
    return None if None in whys else Why.COUNTER if Why.COUNTER in whys else Why.NAVIGATION


def _matched(plain: str, patterns: Sequence[tuple[Why, re.Pattern[str]]]) -> Why | None:
    return next(
        (why for why, p in patterns if len(plain) <= _LONGEST.get(why, _LONGEST_ROW) and p.fullmatch(plain)),
        None,
    )


def saver_heading(words: str) -> Why | None:
    """Whether a heading was put there by the program that saved the page."""
    return Why.NAVIGATION if re.fullmatch(_SAVER, folded(words).strip(), re.IGNORECASE) else None


def is_number(words: str) -> bool:
    """Whether a row is one number, which says something only beside its label."""
    return len(words) <= _LONGEST_ROW and bool(re.fullmatch(rf"[\W_]*{_N}[\W_]*", folded(words)))


def comments_begin(words: str) -> bool:
    """Whether a row is the heading of what readers wrote, or of the form for it."""
    return len(words) <= 100 and bool(_COMMENTS_BEGIN.fullmatch(folded(words).strip()))


def counts_comments(words: str) -> bool:
    """Whether a row says how many comments there are."""
    return chrome(words) is Why.COUNTER and bool(
        re.search(r"评论|留言|comment", folded(words), re.IGNORECASE)
    )


def more_link(words: str) -> bool:
    """Whether the words of a link only invite to read on where it leads."""
    return len(words) <= _LONGEST_ROW and bool(_ON.fullmatch(folded(words).strip()))


def related_begin(words: str) -> bool:
    """Whether a row is the heading of a list of other pages."""
    return len(words) <= 160 and bool(_RELATED_BEGIN.fullmatch(folded(words).strip(" \t:#*_>-—")))


def follows(words: str) -> bool:
    """Whether a row is the button to follow an author."""
    return len(words) <= _LONGEST_ROW and bool(_HANDS.fullmatch(folded(words).strip()))


def cut_mark(words: str, *, whole: bool) -> tuple[int, bool] | None:
    """Where the mark begins with which a page ends a text, and whether it says that the text goes on elsewhere.

    A long ellipsis is a mark of style in a `whole` text, and a cut in an excerpt. A button to show all, glued to the
    last word, is a mark that cuts nothing.
    """
    before = max(0, len(words) - _LONGEST_ROW)
    words = words[before:]
    button = _MORE.search(words) if _MAY_BE_MORE.search(words) else None
    end = button.start("button") if button else len(words)
    match = _ELLIPSIS.search(words, 0, end) or (None if whole else _LONG_ELLIPSIS.search(words, 0, end))
    if match and re.search(r"\w", words[: match.start()]):
        return before + match.start(), True
    return (before + button.start(), False) if button and before + button.start() else None


def is_ellipsis(words: str) -> bool:
    """Whether a row is nothing but the mark that a text goes on elsewhere."""
    return bool(re.fullmatch(r"[\s\[\](【】]*(?:\.{3,}|…+|。{3,})[\s\[\])【】]*", words))


def picture_marks(words: str) -> list[tuple[int, int]]:
    """Where words stand for a picture that was not saved."""
    return [m.span() for m in _PICTURE_MARK.finditer(words)]
