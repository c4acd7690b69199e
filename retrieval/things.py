"""What a question asks to be named: which country, what degree, which law; and what in a sentence is such a name.

As for measures, a few set phrases of the question tell. The signs are loose, for names are many: a sentence with a law is
sooner the answer to "which law" than one with none, and what the question says itself does not count.
"""

from __future__ import annotations

import re
from typing import Final

from retrieval.asking import Sort
from retrieval.model import Kind

NAME: Final = "name"  # the sorts that people are asked for by
AUTHOR: Final = "author"
_OF_PERSON: Final = re.compile(
    r"\bnames? of the\b|\b(?:his|her|their) (?:full |real )?names?\b|姓什么|姓啥|姓名|叫什么|叫啥"
)
_CALLED: Final = re.compile(
    r"(?:叫做?|名为|化名|署名|网名|昵称|账号|用户|博主|网友|答主|主播|作者|kol)[^,，。]{0,4}[“「『\"]|\b(?:named|called|known as|nicknamed|dubbed|user)\b"
)
_HAN: Final = r"[\u4e00-\u9fff]"
_NAME: Final = r"\b[A-Z][\w.'’&-]{1,30}"
_NAMES: Final = rf"(?<!^){_NAME}|^{_NAME} {_NAME}"  # a capital that begins a sentence tells nothing
_WHICH: Final = (
    r"(?:哪一?[两几]?[个家所些位部座条种款支只本项门间份张场届类块层档]?|什么|啥|(?<![如任为几])何)"
)
_COUNTRIES: Final = (
    "中国|美国|英国|法国|德国|日本|韩国|俄罗斯|印度|加拿大|澳大利亚|意大利|西班牙|巴西|墨西哥|荷兰|瑞士|瑞典|挪威|芬兰|丹麦|波兰|土耳其|以色列|伊朗|"
    "伊拉克|埃及|南非|新加坡|马来西亚|泰国|越南|印度尼西亚|印尼|菲律宾|朝鲜|乌克兰|希腊|葡萄牙|比利时|奥地利|匈牙利|捷克|罗马尼亚|爱尔兰|新西兰|"
    "阿根廷|智利|巴基斯坦|沙特|阿联酋|卡塔尔|苏联|巴拿马|巴哈马|台湾|香港|古巴|肯尼亚|尼日利亚|摩洛哥|利比亚|叙利亚|阿富汗|缅甸|柬埔寨|老挝|蒙古|"
    "哈萨克斯坦|白俄罗斯|冰岛|秘鲁|哥伦比亚|委内瑞拉|斯里兰卡|孟加拉|尼泊尔|埃塞俄比亚"
)
_ENGLISH_COUNTRIES: Final = (
    "China|Chinese|United States|US|U\\.S\\.|Americans?|Britain|British|UK|England|English|France|French|Germany|Germans?|Japan|"
    "Japanese|Koreans?|Russians?|India|Indians?|Canada|Canadians?|Australians?|Italy|Italians?|Spain|Spanish|Brazil|Brazilians?|Mexico|"
    "Mexicans?|Netherlands|Dutch|Switzerland|Swiss|Sweden|Swedish|Norway|Norwegian|Finland|Finnish|Denmark|Danish|Poland|Polish|"
    "Turkey|Turkish|Israelis?|Iran|Iranians?|Iraq|Egypt|Egyptians?|South Africa|Singapore|Malaysia|Thailand|Thai|Vietnam|Indonesia|"
    "Philippines|Ukraine|Ukrainian|Greece|Greek|Portugal|Portuguese|Belgium|Belgian|Austrians?|Hungary|Hungarian|Czech|Ireland|Irish|"
    "New Zealand|Argentina|Chile|Pakistan|Saudi|Qatar|Soviet|Panama|Bahamas|Taiwan|Hong Kong|Cuba|Kenya|Nigeria|Scotland|Wales|Roman"
)
_CITIES: Final = "北京|上海|广州|深圳|杭州|南京|武汉|成都|重庆|天津|西安|苏州|香港|台北|纽约|伦敦|巴黎|东京|首尔|柏林|莫斯科|华盛顿|旧金山|洛杉矶"
_PROVINCES: Final = (
    "北京|上海|广东|江苏|浙江|四川|湖北|湖南|河南|河北|山东|山西|陕西|福建|安徽|江西|云南|贵州|广西|海南|辽宁|吉林|黑龙江|内蒙古|新疆|西藏|宁夏|甘肃|"
    "青海|重庆|天津|加州|得州|纽约州"
)


def _thing(name: str, nouns: str, english_nouns: str, chinese: str, english: str, asked: str = "") -> Sort:
    """One that is asked for by its nouns behind "which" or "what", or by `asked`."""
    words = nouns.split("|")
    whole = "|".join(word for word in words if len(word) > 1)
    alone = "".join(
        word for word in words if len(word) == 1
    )  # 法 is asked for by 什么法, and not by 什么法子
    short = rf"|{_WHICH}[{alone}](?=[是的被在里上让最把给对和与播]|\W|$)" if alone else ""
    wanted = (
        rf"{_WHICH}(?:{whole or '(?!)'}){short}|(?:{whole or '(?!)'})[,，]?(?:叫什么|叫啥|是哪[个家所部座]|是什么)|"
        rf"\b(?:which|what)(?! (?:sort|kind|type)s? of )(?: (?!(?:did|does|do|is|are|was|were|has|have|had|can|will|would|the|a|an)\b)[\w'-]+){{0,2}}? "
        rf"(?:{english_nouns})\b|\bthe names? of the (?:\w+ ){{0,2}}?(?:{english_nouns})\b"
    )
    return Sort(
        name,
        re.compile(f"{wanted}|{asked}" if asked else wanted),
        re.compile(chinese),
        re.compile(english),
    )


THINGS: Final = (
    Sort(
        NAME,
        re.compile(
            r"(?:网名|昵称|笔名|艺名|名字|本名|真名|原名|中文名|英文名|外号|绰号|代号)(?:又?叫|是)?(?:什么|啥|[^\w]*$)|"
            r"\bwhat(?:'s| is| was)?(?: the| his| her| its| their| [\w'’-]+)? (?:(?:real|full|original|user|nick|screen|code|pen|stage) ?)"
            r"(?:name)s?\b"
        ),
        re.compile(r"[“「『《\"]|叫|名为|名字|网名|昵称|原名|本名|真名|笔名|艺名|外号|绰号|人称"),
        re.compile(rf"[\"“]|\b(?:called|named|name|known as|nicknamed|dubbed|born)\b|{_NAMES}"),
    ),
    Sort(
        AUTHOR,
        re.compile(
            r"谁(?:写|撰|采写|报道|编辑)|(?:作者|记者|撰稿人|编辑|执笔)(?:是|都是|有|叫|\W*$)|(?:哪[个位些几]|什么)(?:作者|记者|编辑)|"
            r"\bwho (?:\w+ )?(?:wrote|authored|penned|edited|reported)\b|\bwho (?:is|was|are|were) the (?:\w+ )?(?:author|writer|reporter|journalist|editor)s?\b|"
            r"\b(?:written|edited|penned) by (?:who|whom)\b|\bby whom\b"
        ),
        re.compile(r"文[丨|/:：]|(?:作者|记者|撰文|撰稿|采写|编辑|主编|执笔)\s?[丨|/:：]|(?:作者|记者)\s[\u4e00-\u9fff]"),
        re.compile(r"\b(?:By|by) [A-Z][a-z]+ [A-Z]|\b(?:[Ww]ritten|[Rr]eported|[Ee]dited) by\b|\b(?:Author|Editor|Reporter)s?:"),
    ),
    _thing(
        "country",
        "国家|国籍",
        "countr(?:y|ies)|nations?|nationality",
        rf"{_COUNTRIES}|{_HAN}{{1,4}}(?:国|共和国|王国)",
        rf"\b(?:{_ENGLISH_COUNTRIES})\b",
        r"哪国|国籍",
    ),
    _thing(
        "city",
        "城市|市|城|县",
        "city|cities|towns?|capital",
        rf"{_HAN}{{2,4}}[市镇县城堡港]|{_CITIES}",
        rf"\b(?:in|at|from|to|of|near) {_NAME}|{_NAME}, {_NAME}",
    ),
    _thing(
        "province",
        "省份?|州|自治区",
        "states?|provinces?|regions?",
        rf"{_HAN}{{2,3}}[省州]|{_PROVINCES}",
        rf"\b(?:in|at|from|to|of|near) {_NAME}",
    ),
    _thing(
        "university",
        "高校|大学|学校|学院|院校|中学",
        "universit(?:y|ies)|colleges?|schools?",
        rf"{_HAN}{{2,10}}(?:大学|学院|中学|学校)|清华|北大|复旦|哈佛|耶鲁|剑桥|牛津|斯坦福|麻省理工",
        rf"{_NAME} (?:University|College|School|Institute)|(?:University|College|Institute|School) of {_NAME}|"
        r"Harvard|Yale|Stanford|MIT|Oxford|Cambridge|Princeton",
        r"母校|毕业于哪|\balma mater\b",
    ),
    _thing(
        "degree",
        "学位|学历|文凭",
        "degrees?|diploma",
        r"学士|硕士|博士|学位|本科|研究生|mba",
        r"\b(?:[Bb]achelor|[Mm]aster|[Dd]octora|PhD|Ph\.D|MBA|degree|diploma)",
    ),
    _thing(
        "platform",
        "社交平台|社交媒体|社交网络|社交软件|社媒|直播平台|短视频平台|平台",
        "(?:social|video|streaming|online) (?:networks?|media|platforms?|sites?|apps?)|platforms?",
        r"微博|微信|公众号|朋友圈|抖音|快手|知乎|小红书|b站|哔哩|视频号|贴吧|豆瓣|头条|直播间|推特|脸书|领英|油管|电报|噗浪|批踢踢|twitter|facebook|instagram|"
        r"tiktok|telegram|whatsapp|youtube|linkedin|truth social|weibo|wechat|(?:平台|网络|媒体|网站|软件|app) ?“[^”]{2,12}”|“[^”]{2,12}”(?:平台|网站|app|上发)",
        r"Weibo|WeChat|Douyin|Kuaishou|Zhihu|Xiaohongshu|RedNote|Bilibili|Twitter|\bX\b|Facebook|Instagram|TikTok|Telegram|WhatsApp|YouTube|"
        r"LinkedIn|Truth Social|Reddit|Threads|Discord|Twitch|Snapchat|[\"“][^\"”]{2,20}[\"”]",
    ),
    _thing(
        "body",
        "公司|企业|厂商|集团|银行|机构|供应商|车企|品牌|牌子|厂家|券商|平台|组织|部门|基金|航司|药企|媒体公司",
        r"compan(?:y|ies)|firms?|banks?|lenders?|brands?|chains?|manufacturers?|suppliers?|corporations?|agenc(?:y|ies)|airlines?|"
        r"organi[sz]ations?|\w*makers?|business|retailers?|studio|network|platform|startups?|insurers?|regulators?|watchdogs?|ministr(?:y|ies)",
        rf"{_HAN}{{2,12}}(?:公司|集团|银行|股份|科技|证券|电子|汽车|资本|基金|航空|传媒|委员会|协会|部门|局|部|署)|[a-z]{{3,}}|“[^”]{{2,12}}”",
        _NAMES,
    ),
    _thing(
        "medium",
        "媒体|报纸|报|杂志|电视台|台|频道|节目|综艺|网站|刊物|周刊|栏目",
        "newspapers?|magazines?|channels?|stations?|websites?|journals?|programmes?|programs?|shows?|outlets?",
        rf"《[^》]{{1,40}}》|{_HAN}{{2,8}}(?:报|周刊|杂志|电视台|卫视|新闻|网|频道|社)|央视|“[^”]{{1,40}}”",
        rf"[\"“][^\"”]{{1,60}}[\"”]|{_NAMES}",
    ),
    _thing(
        "work",
        "电影|书|小说|作品|歌|专辑|电视剧|影片|剧|诗|著作|游戏|动画|漫画|曲|文章|论文",
        "films?|movies?|books?|novels?|songs?|albums?|series|plays?|poems?|works?|games?|paintings?|operas?|articles?",
        r"《[^》]{1,40}》|“[^”]{1,40}”",
        rf"[\"“][^\"”]{{1,60}}[\"”]|{_NAMES}",
    ),
    _thing(
        "law",
        "法律|法规|法案|条例|法|规定|条款|协议|条约|法条",
        "laws?|acts?|treat(?:y|ies)|rules?|regulations?|statutes?|agreements?|provisions?",
        rf"《[^》]{{1,40}}》|{_HAN}{{2,12}}(?:法|条例|规定|条约|协定|协议|法案)|第[\d一二三四五六七八九十百]+条",
        rf"{_NAME} (?:Act|Law|Treaty|Code|Agreement|Accord|Regulation)|(?:Act|Treaty|Law) of|Article \d|Section \d",
    ),
    _thing(
        "award",
        "奖|奖项|荣誉|称号|头衔",
        "awards?|prizes?|medals?|honou?rs?",
        rf"{_HAN}{{1,12}}奖|金牌|银牌|铜牌|称号|“[^”]{{1,40}}”",
        r"(?:Award|Prize|Medal|Emmy|Oscar|Grammy|Nobel|Golden|medal|title|Order of)",
    ),
    _thing(
        "post",
        "职位|职务|官|岗位|身份|职业|角色",
        "positions?|posts?|jobs?|roles?|titles?|occupations?|professions?",
        r"总裁|总经理|董事长|主席|ceo|cfo|首席|部长|局长|主任|经理|顾问|教授|总监|记者|工程师|书记|秘书|主编|校长|院长|创始人|律师|医生|演员|导演|教练|司令|"
        r"总统|总理|大使|主管|负责人|职务|担任|出任",
        r"\b(?:president|chairman|chief|director|manager|secretary|minister|professor|head of|editor|engineer|advis[eo]r|governor|executive|"
        r"officer|CEO|CFO|lawyer|teacher|coach|ambassador|commander|served as|worked as|partner|analyst|actor|writer)",
        r"担任什么|当什么|做什么工作",
    ),
    _thing(
        "model",
        "车型|型号|车|手机|机型|芯片|产品|处理器|版本|飞机|系统|设备|卫星|软件|应用",
        "models?|cars?|phones?|chips?|products?|versions?|processors?|devices?|aircraft|planes?|software|systems?|satellites?|apps?",
        r"[a-z]+[ -]?\d+|\d+[a-z]+|[a-z]{2,}|“[^”]{2,12}”",
        r"[A-Z]+[a-z]*[ -]?\d+|[A-Z]{2,}|\d+[A-Z]+|[A-Z][a-z]+ \d",
    ),
    _thing(
        "team",
        "球队|队|俱乐部|战队",
        "teams?|clubs?|squads?|franchises?",
        rf"{_HAN}{{2,8}}(?:队|俱乐部)|[a-z]{{3,}}",
        _NAMES,
    ),
    _thing(
        "language",
        "语言|语|文字",
        "languages?|dialects?",
        rf"{_HAN}{{1,4}}(?:语|文|话)",
        r"\b(?:English|Chinese|French|German|Latin|Greek|Spanish|Arabic|Russian|Japanese|Italian|Mandarin|Cantonese|Turkish|Persian|Hebrew|"
        r"Polish|Hindi|Sanskrit|Korean|Mongolian|Tibetan|dialect)\b",
    ),
    _thing("party", "党|政党|党派", "part(?:y|ies)", rf"{_HAN}{{1,6}}党", r"Party|Democrat|Republican|Labour|Conservative|Liberal|Communist"),
    _thing(
        "event",
        "战争|战役|战|运动|革命",
        "wars?|battles?|revolutions?|movements?|rebellions?",
        rf"{_HAN}{{1,8}}(?:战争|战役|之战|事件|革命|起义|运动|之乱)",
        r"War|Battle|Revolution|Siege|Rebellion|Uprising|Crisis|Movement",
    ),
    _thing(
        "water or height",
        "河|江|湖|海|山|岛|山脉|海洋|洋|河流|海峡|运河",
        "rivers?|lakes?|seas?|oceans?|mountains?|islands?|ranges?|straits?|canals?",
        rf"{_HAN}{{1,6}}(?:河|江|湖|海|山|岛|山脉|洋|海峡)",
        r"River|Lake|Sea|Ocean|Mountain|Mount|Island|Range|Alps|Strait|Canal|Bay|Gulf",
    ),
    _thing(
        "colour",
        "颜色|色",
        "colou?rs?",
        r"[红黄蓝绿白黑紫灰粉橙金银棕青]色?",
        r"\b(?:red|yellow|blue|green|white|black|purple|gr[ae]y|pink|orange|gold|silver|brown)\b",
    ),
    _thing(
        "disease",
        "病|疾病|癌|症",
        "diseases?|illness(?:es)?|disorders?|cancers?",
        rf"{_HAN}{{1,8}}(?:病|症|癌|炎|瘤|感染|综合征)",
        r"\b\w*(?:disease|syndrome|cancer|itis|osis|disorder|infection|fever|virus|tumou?r|stroke|attack)\b",
        "死因",
    ),
    _thing(
        "religion",
        "宗教|教|信仰",
        "religions?|faiths?|church(?:es)?|denominations?",
        rf"{_HAN}{{1,4}}教",
        r"Christian|Catholic|Islam|Muslim|Buddhis|Protestant|Lutheran|Calvinis|Method|Jewish|Judaism|Hindu|Orthodox|Anglican|Taois|Huguenot",
    ),
    _thing(
        "age",
        "朝代|王朝|年代|时期|朝",
        "dynast(?:y|ies)|eras?|periods?|ages?",
        rf"{_HAN}{{1,2}}(?:朝|代|王朝)|时期|时代",
        r"[Dd]ynasty|[Ee]ra\b|[Pp]eriod|\bAge\b",
    ),
    _thing(
        "field",
        "专业|学科|科目|系|领域|行业",
        "majors?|subjects?|fields?|disciplines?|industr(?:y|ies)|sectors?",
        r"专业|学系|工程|科学|经济|管理|法律|医学|物理|化学|数学|领域|行业|计算机|金融",
        r"\b(?:studied|major|engineering|science|economics|law|medicine|physics|mathematics|chemistry|biology|philosophy|theology|history|"
        r"industry|sector|field)\b",
    ),
    _thing(
        "court",
        "法院|法庭|监狱|警方|警局|检察院|机关",
        "courts?|prisons?|jails?|judges?|police",
        rf"(?:{_HAN}[省市区县州国]|人民|高级|中级|最高|地方|联邦|上诉|知识产权|互联网|海事|国际|宪法|巡回)(?:法院|法庭)|{_HAN}{{2}}(?:监狱|检察院|公安局|派出所)|{_HAN}[省市区县国]?警方",
        rf"{_NAME} (?:Court|Prison|Jail|Police)|Court|court|prison|jail|police",
    ),
    _thing(
        "building",
        "医院|诊所|机场|车站|港口|港|酒店|宾馆|体育场|球场|体育馆|博物馆|剧院|教堂|公园|商场|大楼|大厦|广场",
        "hospitals?|airports?|stations?|ports?|hotels?|stadiums?|arenas?|museums?|theat(?:re|er)s?|churches|parks?|buildings?|venues?",
        rf"{_HAN}{{2,12}}(?:医院|诊所|机场|站|港|酒店|宾馆|体育场|球场|体育馆|博物馆|剧院|教堂|公园|商场|大楼|大厦|广场|中心)",
        rf"{_NAME} (?:Hospital|Airport|Station|Port|Hotel|Stadium|Arena|Field|Museum|Theat|Church|Park|Building|Center|Centre)|"
        r"hospital|hotel|airport|stadium|\bport\b",
    ),
    _thing(
        "currency",
        "货币|币",
        "currenc(?:y|ies)",
        r"美元|欧元|英镑|日元|港元|港币|人民币|卢布|韩元",
        r"\b(?:dollar|yuan|euro|pound|yen|won|rouble|ruble|renminbi)s?\b|[$€£¥]",
    ),
    _thing(
        "substance",
        "材料|物质|元素|金属|气体|化合物|成分|原料",
        "materials?|substances?|elements?|metals?|gas(?:es)?|compounds?|ingredients?|chemicals?",
        rf"[氧氢氮碳铁铜铝金银锌硅钙钠镁硫磷氯钛锂镍钴铅汞铀氦氖]|{_HAN}{{1,6}}(?:酸|胺|酯|醇|盐|钢|塑料|木|石|橡胶|玻璃)",
        r"\b(?:oxygen|hydrogen|nitrogen|carbon|iron|copper|alumin|gold|silver|zinc|silicon|calcium|sodium|sulph|sulf|chlor|titanium|lithium|"
        r"nickel|cobalt|lead|mercury|steel|plastic|wood|stone|glass|rubber|cotton|acid|dioxide)\w*",
    ),
)  # fmt: skip
_BY_NAME: Final = {thing.name: thing for thing in THINGS}


def thing_of(question: str, kind: Kind) -> str | None:
    """The sort of thing whose name a question, folded, of this kind asks for, where it says so; of people what they wrote, or that they be named."""
    if kind is Kind.WHO:
        asked = NAME if _OF_PERSON.search(question) else None
        return asked or next((n for n in (AUTHOR, NAME) if _BY_NAME[n].asked.search(question)), None)
    sorts = THINGS if kind in {Kind.OTHER, Kind.WHERE} else ()
    return next((thing.name for thing in sorts if thing.asked.search(question)), None)


def calls(folded: str) -> bool:
    """Whether a sentence, folded, says what somebody is called, who may have no name but a nickname."""
    return _CALLED.search(folded) is not None


def named(thing: str, written: str, folded: str, question: str, *, chinese: bool) -> bool:
    """Whether a sentence has a name of the sort that the question, folded, does not say.

    Args:
        thing: the sort.
        written: the sentence as it stands in the document; capitals tell names of English.
        folded: the same, folded.
        question: the question, folded.
        chinese: whether the sentence is Chinese.
    """
    sort = _BY_NAME[thing]
    found = sort.chinese.finditer(folded) if chinese else sort.english.finditer(written)
    return any(m.group().lower() not in question for m in found)
