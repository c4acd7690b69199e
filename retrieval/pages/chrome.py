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
    r"|open in app|open app|get the app|download app|advertisement|ad|sponsored|promoted|ask question|improve this (?:question|answer)|expand|collapse"
    r"|accept all(?: cookies)?|reject all(?: cookies)?|manage (?:preferences|cookies|options|consent)|cookie (?:policy|settings|preferences)|got it|i agree|loading"
    r"|unsubscribe|view in browser|manage subscription|follow us"
    r"|知道了|点?分享|点?收藏|点赞|点?在看|写留言|赞赏作者|喜欢作者|去阅读|去登录|加入收藏|设为首页|分享文章|预设排序|打赏作者|反馈|投诉|[上下]一[篇条]|只看楼主|只看该作者|倒序浏览|返回列表|[大中小]字号|语音播报.{0,10}|[缩放][小大]字[体号]|我要(?:纠错|举报|评论|投诉)|投诉.{0,3}"
)
_BESIDE: Final = re.compile(  # what is chrome only where other chrome stands beside it
    r"\W+|about(?: us)?|contact(?: us)?|careers|privacy(?: policy)?|terms(?: of (?:use|service))?|help|status|sitemap|topics?|sort|recommended|news|sport|weather|users?|tags?|questions?"
    r"|facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|instagram|微信|微博|qq空间|qq|朋友圈|豆瓣|[大中小]|标准|关于|归档|关于我们|联系我们|隐私政策|用户协议|免责声明|网站地图|版权|发现|问答|会员",
    re.IGNORECASE,
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
            r"|(?:打开|下载|前往|安装)?[\w“”]{0,6}\s*(?:app|客户端|小程序)\s*(?:内(?:打开|查看|阅读|浏览|观看))?|(?:打开|下载|前往)\s*(?:app|客户端)\s*(?:查看|阅读|观看|体验).{0,10}|.{0,30}尽在.{1,16}(?:app|客户端)[。!]?"
            r"|(?:展开|查看|阅读|显示)(?:全部|剩余|更多|其余|另外)\s*(?:\d+\s*[条个])?.{0,4}"
            r"|[-—=\s(/]*(?:the end|end|完|全文完|正文完|本文完)[-—=\s)/]*"
            r"|[上下]一[篇页条]\s*:.*"
            r"|(?:文章)?(?:标签|tags?|tagged(?: with)?|分类|分类专栏|专栏|categor(?:y|ies)|filed under|posted in|keywords?|关键词)\s*:.{0,80}|tagged\s[^.。]{1,60}|字[号体](?:大小)?\s*:?\s*(?:[大中小特超默认标准]\s*)*|字号\s*[+-].{0,8}"
            r"|返回.{1,10}[,，]?\s*查看更多.{0,4}|(?:预览时.{0,8}|(?:继续|向[上下左右])滑动.{0,8}|轻触.{0,8}|在小说阅读器中?(?:读本章|沉浸阅读)|微信扫一扫.{0,12}|(?:older|newer|previous|next) posts?)"
            r"|(?:[←→‹›«»<>]\s*(?:older|newer|previous|next|prev)?.{0,60}(?:post|article|entry|entries)s?)|(?:older|newer|previous|next) (?:post|article|entries)\s*[←→‹›«»<>]?|proudly powered by .{1,30}|post navigation|文章导航|post your answer|your answer|sign up or log in|sorted by\s*:?|(?:highest score|date modified|oldest first|newest first).{0,20}"
            r"|(?:read|open|view) (?:it )?(?:on|in) [\w.-]{1,24}|(?:read|view|open|see) (?:the )?original(?: article| post| page)?"
            r"|loading\W*|(?:已?收录于|专辑|合集).{0,30}|(?:分享|点赞|在看|收藏|转发)(?:[、,，和 ]+(?:点赞|在看|收藏|转发|分享))+.{0,12}"
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
            rf"|(?:收藏|在看|赞|打赏|踩|(?:总)?字数(?:总计|统计)?|阅读时[长间]|viewed|分享|转发|阅读|浏览|点击|播放|评论|在看数?)\s*:?\s*{_N}\s*(?:[次人条字]|分钟)?(?:\s*times)?"
            rf"|(?:{_N}\s*(?:gold|silver|bronze) badges?\s*)+|{_N}人(?:点赞|赞赏).{{0,4}}|还没有人(?:赞赏|点赞|打赏).{{0,24}}|真诚赞赏.{{0,10}}"
            rf"|{_N}\s*(?:min(?:ute)?s?|分钟)\s*(?:read|阅读|读完)|(?:全文|本文)共?约?\s*{_N}\s*字.{{0,30}}"
        ),
    ),
    (
        Why.PROFILE,
        (
            r"已认证的?(?:账号|帐号|机构号|官方账号)|.{0,20}(?:话题|领域|问题)下?的?(?:优秀|新知)答主|.{1,16}(?:优秀答主|认证作者|签约作者)"
            rf"|author has [\d.,]+[km]? answers.*|{_N}\s*(?:粉丝|篇文章|followers)|IP\s*属地\s*:?\s*\S{{2,8}}|发布于\s*:\s*\S{{2,8}}|\S{{2,16}}官方(?:账号|帐号|微博)|微信号\s*:?\s*[\w-]{{4,24}}|功能介绍.{{1,60}}|profile (?:photo|picture) (?:for|of) .{{1,40}}|.{{1,40}}'s avatar"
        ),
    ),
    (
        Why.PICTURE,
        (
            r"[(\[【*]*\s*(?:图源|图片来源|图片|题图|头图|封面图?|配图|供图|图|视频来源|视频截图|资料图|截图|摄影|image (?:credits?|captions?|source)|photo credits?|photo|picture)\s*(?:[:|丨│/](?!/).{1,60}|来自.{1,30}|来源.{1,30})[)\]】*]*"
            r"|[(\[【]\s*(?:图片?|视频|image|photo|video|动图|表情)\s*\d*[)\]】]|[(【].{0,6}(?:图片|照片|配图|视频)均?[由来].{1,30}[)】]|资料图片?[。.]?"
        ),
    ),
    (
        Why.RIGHTS,
        (
            r"(?:版权|著作权)(?:声明|所有|归属|说明)?\s*[:©].*|©?\s*著作权归.{0,30}|平台声明\s*:.*|.{0,40}均为.{1,20}原创.{0,30}|.{0,20}(?:版权所有|保留(?:所有|一切)权利|侵权必究|违者必究).*"
            r"|.{0,30}(?:如需|未经).{0,12}转载.{0,40}|.{0,40}转载(?:请|须|需|务必|时请)?.{0,4}(?:注明|保留|标明).{0,24}|(?:原文|本文|文章|转载请注明|永久)(?:链接|地址|网址|出处)\s*:.*|.{0,20}(?:ICP备|公网安备).{0,40}"
        ),
    ),
    (
        Why.SHARING,
        (
            rf"(?:分享|转发)(?:到|给|至|本文|文章|该文|此文)?\s*:?\s*(?:朋友|好友|{_PLACES}(?:[\s·|/,、]+{_PLACES})*)?\s*:?|share (?:this|on|to|via)\b.{{0,24}}|click to (?:share|email|print).{{0,60}}|like this\s*:|spread the (?:love|word)|分享让更多人看到"
            r"|(?:请)?(?:扫描|扫码|扫一扫|长按|识别)\S{0,8}二维码.{0,16}|(?:微信)?(?:扫码|扫一扫)(?:关注|分享|阅读|查看|下载|加入?).{0,16}"
            rf"|{_PLACES}(?:[\s·|/,、]+{_PLACES})+"
        ),
    ),
    (
        Why.PROMOTION,
        (
            r".{0,60}[↓⬇👇]{2,}.*|(?:subscribe|sign up|join us|follow us)\b.{0,60}\b(?:newsletter|inbox|updates|channel|community|mailing list|for free|us on)\b.{0,40}"
            r"|.{0,20}(?:关注我们|关注.{0,10}公众号|微信公众号\s*:).{0,40}"
            r"|(?:get|receive|sign up|subscribe|delivered)\b.{0,80}\b(?:inbox|newsletter)\b.{0,40}|enter your e-?mail.{0,20}|(?:this|our) (?:web)?site uses cookies.{0,120}|we value your privacy|.{0,60}\bpartners\b.{0,80}\bcookies\b.{0,60}|.{0,10}本(?:网)?站使用\s*cookies?.{0,60}"
            r"|thanks for reading\b.{0,100}|you(?:'re| are) receiving this (?:e-?mail|newsletter).{0,100}|更多精彩内容.{0,20}|.{0,20}[,，]\s*来.{1,6}关注我[\"”]?"
        ),
    ),
    (
        Why.COMMENTS,
        (
            r"[\W_]*(?:欢迎|请)(?:您|你|大家)?(?:参与讨论|在(?:这里|下方|评论区).{0,6}(?:发表|留言|讨论)|发表(?:您|你)的(?:看法|观点|意见|评论)).{0,40}"
            r"|.{0,8}(?:登录后|请先登录|登陆后).{0,6}(?:评论|回复|留言|发言|发表).{0,6}|(?:访客|游客)|(?:暂无|还没有|没有更多)(?:评论|回复).{0,20}|save my name.{0,80}|please enter your .{0,40}|no comments yet.{0,20}|(?:be the first to comment|your email address will not be published).{0,60}"
        ),
    ),
)
_AT_THE_END: Final[tuple[tuple[Why, str], ...]] = (
    (
        Why.RIGHTS,
        r".{0,40}(?:all rights reserved|copyright\s*(?:©|\(c\)|\d{4})|©\s*\d{4}).*|[(\[【*]*(?:.{0,6}声明|风险提示|disclaimer|notice\s*:\s*the content)\s*[: ].*|[(\[【*]*(?:本文|文章|以上内容|本内容)(?:系|由|为|仅代表|来自|不代表|转载自?).{0,60}(?:观点|立场|转载|授权|发布|提供|原创|平台|建议).{0,40}",
    ),
    (Why.SHARING, r".{0,16}(?:扫描|扫码|扫一扫|二维码).{0,30}"),
    (Why.NAVIGATION, r"(?:prev(?:ious)?|next)(?: (?:post|article|page))?\s*:.*"),
    (
        Why.PROMOTION,
        (
            r".{0,30}(?:公众号|[进入加].{0,8}群|交流群|读者群|社群|粉丝群|添加.{0,8}微信|微信(?:号)?\s*:|点击(?:上方|下方)|星标|点个?赞|在看|戳(?:这里|下方)|福利|红包|领取|优惠|投稿|合作|联系我们|寻求报道|爆料|关注|订阅|内参|热线|邮箱|e-?mail).{0,28}"
            r"|(?:下载|打开|前往|安装|扫码下载).{1,16}(?:app|客户端).{0,30}|(?:thanks for reading|enjoyed this|like what you read|support us|become a member|donate|buy me a coffee|get the app|download|subscribe|join|follow).{0,80}"
        ),
    ),
    (Why.COMMENTS, r"[\W_]*(?:欢迎|说点|说说|留下|你怎么看|what do you think|what are your thoughts).{0,60}"),
)
_TELLING: Final = frozenset({Why.COUNTER, Why.PROFILE, Why.RIGHTS, Why.SHARING, Why.PROMOTION, Why.COMMENTS})
_ONLY_PAGES: Final = re.compile(  # menus that no note has; single words of buttons may stand in one
    r"(?:当前位置|您(?:现在)?的位置|你的位置|所在位置|you are here)\s*:.*|.*skip to (?:main )?content.*|toggle navigation|open in app|登录/注册|阅读原文|预览时.{0,8}"
    r"|accept all.*|(?:点击|打开|前往|下载|进入|去)\s*[“\"「『《].*|[上下]一篇\s*:.*|(?:read|view|open|see) (?:the )?original.*|read on .*|proudly powered by .*|返回.*查看更多.*|app内(?:打开|查看|阅读).{0,4}|打开app.{0,8}",
    re.IGNORECASE,
)
_BREADCRUMB: Final = re.compile(  # the way to a page, not its title
    r".*\S\s*[>»›]\s*\S+\s*[>»›]\s*\S.*|(?:首页|主页|home)\s*/\s*\S.*", re.IGNORECASE
)
_END_MARK: Final = re.compile(
    r"[-—=\s(\\*]*(?:the end|end|完|全文完|正文完|本文完)[-—=\s)\\*/]*", re.IGNORECASE
)
_TURNS: Final = re.compile(
    r"(?:read (?:more|also)|also read)\s*:|[\W_]*(?:[上下前后]一篇|(?:previous|next|older|newer)(?: (?:post|article|story))?)[\W_]*",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(  # the first row of a page, where its menu comes first
    r"首页|首頁|home|menu|菜单|导航|登录|sign in|log in|search|搜索|搜索一下", re.IGNORECASE
)
_LONGEST_ROW: Final = 200
_SENTENCE: Final = (
    40  # code points of a row that is a sentence, if it has no word that chrome of such length has
)
_MAY_BE: Final = re.compile(
    r"[转轉][载載]|版[权權]|著作|原[创創]|ICP|公[网網]安|二[维維][码碼]|[扫掃]|[关關]注|公[众眾]|cookie|[评評][论論]|[讨討][论論]|[声聲]明|登[录錄]|登陆|app|客[户戶]|"
    r"[图圖照]|平[台臺]|本文|文章|以上|本[内內]|群|微信|[点點]|星[标標]|[赞讚]|在看|戳|福利|[红紅]包|[领領]|[优優]惠|投稿|合作|[联聯]系|[寻尋]求|爆料|[订訂]|[热熱][线線]|[邮郵]|mail|[欢歡]迎|[说說]|留|怎[么麼]看|收[录錄]|字[号體体號]",
    re.IGNORECASE,
)
_BUTTON: Final = 4  # code points of the word on a button
_LONGEST: Final = {
    Why.NAVIGATION: 80,
    Why.COUNTER: 80,
    Why.PROFILE: 40,
    Why.SHARING: 80,
    Why.PROMOTION: 120,
}  # code points


def _compiled(rules: tuple[tuple[Why, str], ...]) -> tuple[tuple[Why, re.Pattern[str]], ...]:
    return tuple((why, re.compile(pattern, re.IGNORECASE)) for why, pattern in rules)


_PIECES: Final = re.compile(r"\s*[·•・|]\s*|\s{2,}|\s+or\s+")
_PATTERNS: Final = _compiled(_ANYWHERE)
_END_PATTERNS: Final = _compiled(_AT_THE_END)
_COMMENTS_BEGIN: Final = re.compile(
    r"[\W_]*(?:(?:发表|添加|写|撰写|提交)(?:新)?(?:评论|回复|留言)|(?:网友|精彩|热门|最新|全部|用户|相关)(?:评论|留言|跟帖)|(?:精选|全部|最新)留言|评论区|评论列表|文明上网.{0,20}"
    r"|(?:leave|post|add|write) (?:a |your )?(?:comment|reply)|join the (?:conversation|discussion)|discussion about this post|comments? \(\d+\))(?:\s*[(（]?\d*[)）]?)[\W_]*"
    r"|\d+\s*(?:条)?(?:评论|留言|comments?|responses|replies|thoughts on .{1,80})",
    re.IGNORECASE,
)
_RELATED_BEGIN: Final = re.compile(
    r"(?:[“\"「『《].{1,120}[”\"」』》]\s*的)?(?:相关|更多|其他|其它)(?:的)?(?:文章|阅读|推荐|内容|新闻|报道|资讯|帖子|回答|问题|话题|精彩内容)|(?:推荐|延伸|扩展|热门|最新|精选|编辑推荐|往期|历史)(?:阅读|文章|推荐|内容|新闻|回顾|资讯|精选|帖子)"
    r"|related|相关|猜你喜欢|猜你想看|为你推荐|为您推荐|你可能(?:也|还)?(?:喜欢|感兴趣).{0,6}|大家都在看|大家还在看|喜欢此内容的人还喜欢|往期精选|往期推荐|更多推荐|看了(?:又|还)看|热门|热门推荐|往期回顾|今日热点|热榜|热点推荐|精彩推荐|精品推荐|相关推荐|近期文章"
    r"|(?:related|recommended|similar|more|popular|latest|recent|other|trending)\s+(?:posts?|articles?|stories|reading|content|news|questions?|topics?)(?:\s+(?:from|on|in|by)\s.{1,40})?"
    r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|read (?:next|also|more from .{1,40})|(?:more|also) (?:from|on|by|in) .{1,40}|recommended for you|most (?:read|popular|viewed)|more on this (?:story|topic)|up next|further reading|keep reading|what to read next|see also",
    re.IGNORECASE,
)
_HANDS: Final = re.compile(
    r"[\W_]*(?:关注|已关注|\+\s*关注|关注他|关注她|关注TA|follow|following)[\W_]*", re.IGNORECASE
)
_MORE: Final = re.compile(
    r"\s*(?:[\[(【]?\s*(?:\.{3,}|…+|。{3,})\s*[\])】]?)?\s*(?P<button>(?:[显顯]示|展[开開]|查看|[阅閱][读讀]|[点點][击擊]查看|[点點][击擊][阅閱][读讀])(?:全部|全文|更多|原文|剩[余餘])(?:[内內]容)?\s*[>»→↓]*|[\[(]?(?:read|show|see|view)\s+(?:the\s+)?(?:more|full (?:article|story|post))[\])]?\s*[>»→]*|continue reading\b.{0,60})\s*$",
    re.IGNORECASE,
)
_MAY_BE_MORE: Final = (
    "示",
    "开",
    "看",
    "读",
    "read",
    "show",
    "see",
    "view",
)  # of which every such button has one
_ON: Final = re.compile(
    r"\W*(?:(?:点击)?(?:阅读|查看|显示|展开)(?:全文|原文|更多|详情|全部)|原文链接|全文|详情|(?:read|see|view|learn)\s+(?:the\s+)?(?:more|full (?:article|story|post)|original|on .{1,30})|continue reading.{0,40}|full story|link)\W*",
    re.IGNORECASE,
)
_ELLIPSIS: Final = re.compile(
    r"\s*(?:[\[(【]\s*(?:\.{2,}|…+|。{3,})\s*[\])】]|\.{3,}|。{3,}|(?<!…)…(?!…))\s*$"
)
_LONG_ELLIPSIS: Final = re.compile(r"\s*……\s*$")
_ENDS_CUT: Final = ("...", "。。。", "…", "]", ")", "】")  # what every such mark ends with
_PICTURE_MARK: Final = re.compile(
    r"\\?\[(?:图片|圖片|视频|影片|动图|表情|image|photo|video)\d*\\?\]", re.IGNORECASE
)


def chrome(words: str, *, at_the_end: bool = False) -> Why | None:
    """What a row is where it is no text; `None` for text. Below an article more is chrome than inside it."""
    return _chrome(words, at_the_end=at_the_end) if len(words) <= _LONGEST_ROW else None


@lru_cache(maxsize=1024)
def _chrome(words: str, *, at_the_end: bool) -> Why | None:
    if len(words) > _SENTENCE and words[-1] == "。" and not _MAY_BE.search(words):
        return None
    plain = folded(words).strip()
    if why := _matched(plain, (*_PATTERNS, *(_END_PATTERNS if at_the_end else ()))):
        return why
    pieces = _PIECES.split(plain.strip("| "))
    whys = {_matched(piece, _PATTERNS) for piece in pieces} if len(pieces) > 1 else {None}
    return None if None in whys else Why.COUNTER if Why.COUNTER in whys else Why.NAVIGATION


def _matched(plain: str, patterns: Sequence[tuple[Why, re.Pattern[str]]]) -> Why | None:
    return next(
        (why for why, p in patterns if len(plain) <= _LONGEST.get(why, _LONGEST_ROW) and p.fullmatch(plain)),
        None,
    )


def telling(words: str) -> bool:
    """Whether a row is one that only a saved page has: no one writes a counter or a share bar into a note."""
    why = chrome(words)
    if why is None:
        return False
    plain = folded(words).strip()
    if why is Why.COUNTER or why is Why.SHARING:
        return bool(re.search(r"\d", plain)) or (why is Why.SHARING and len(plain) > _BUTTON)
    return why in _TELLING or bool(_ONLY_PAGES.fullmatch(plain))


def is_breadcrumb(words: str) -> bool:
    """Whether a row is the way to a page: its rubrics, one in another."""
    return len(words) <= _LONGEST_ROW and bool(_BREADCRUMB.fullmatch(words))


def ends_text(words: str) -> bool:
    """Whether a row says that the text ends here."""
    return len(words) <= _BUTTON * 8 and bool(_END_MARK.fullmatch(folded(words).strip()))


def opens(words: str) -> bool:
    """Whether a row is what the menu of a page begins with."""
    return is_breadcrumb(words) or (len(words) <= _BUTTON * 4 and bool(_OPENS.fullmatch(words.strip())))


def beside(words: str) -> bool:
    """Whether a row is chrome where other chrome stands beside it: a number, the name of a network, a word of a menu."""
    return len(words) <= _BUTTON * 8 and (is_number(words) or bool(_BESIDE.fullmatch(folded(words).strip())))


def menu(words: str) -> bool:
    """Whether a row is several words of a menu beside each other."""
    parts = folded(words).split() if len(words) <= _BUTTON * 16 else []
    return len(parts) > 1 and all(_BESIDE.fullmatch(part) and part.isalpha() for part in parts)


def saver_heading(words: str) -> Why | None:
    """Whether a heading was put there by the program that saved the page."""
    if len(words) > _LONGEST_ROW:
        return None
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


def turns_page(words: str) -> bool:
    """Whether a row says that the row below it is the title of the page before or behind."""
    return len(words) <= _BUTTON * 8 and bool(_TURNS.fullmatch(folded(words).strip()))


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
    may_be_more = any(map(words.casefold().__contains__, _MAY_BE_MORE))
    button = _MORE.search(words) if may_be_more else None
    shown = words[: button.start("button")] if button else words
    match = _ellipsis(shown, whole=whole) if shown.rstrip().endswith(_ENDS_CUT) else None
    if match and re.search(r"\w", words[: match.start()]):
        return before + match.start(), True
    return (before + button.start(), False) if button and before + button.start() else None


def _ellipsis(words: str, *, whole: bool) -> re.Match[str] | None:
    return _ELLIPSIS.search(words) or (None if whole else _LONG_ELLIPSIS.search(words))


def is_ellipsis(words: str) -> bool:
    """Whether a row is nothing but the mark that a text goes on elsewhere."""
    return bool(re.fullmatch(r"[\s\[\](【】]*(?:\.{3,}|…+|。{3,})[\s\[\])【】]*", words))


def picture_marks(words: str) -> list[tuple[int, int]]:
    """Where words stand for a picture that was not saved."""
    return [m.span() for m in _PICTURE_MARK.finditer(words)] if "[" in words else []
