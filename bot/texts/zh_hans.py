"""What the bot says in simplified Chinese."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "start": "我用团队文档里的原话回答问题，并注明出处；我自己一个字也不写。\n\n直接用中文或英文提问即可。更多说明见 /help",
    "help": "用中文或英文提问，我会引用能回答问题的原句，并注明出处。\n\n{commands}\n\n"
    "在群组里，我只回应 /ask、提到我的消息和对我消息的回复。按 ‹ 和 › 可翻看其他段落。文档里没有答案时，我会直说。",
    "help_start": "我是谁",
    "help_help": "本页说明",
    "help_ask": "提出一个问题",
    "ask_what": "请把问题写在命令后面：/ask 谁被罚了？",
    "too_long": "这个问题有 {length} 个字符，我最多读 {limit} 个。",
    "unknown_command": "我不认识 /{command}，可用的命令见 /help",
    "refused": "您不在这个机器人的名单里。您的 ID 是 {asker}，管理员可以把它加入名单。",
    "first_admin": "欢迎。您是这个机器人的第一位管理员，可以提问了。",
    "failed": "我这边出了点问题，不是您的错。请再问一次。",
    "too_old": "我已经不记得那个问题了，请再问一次。",
    "only_text": "我只能读文字。",
    "no_answer": "文档里没有这个问题的答案。",
    "because_empty_corpus": "现在还没有任何文档。",
    "because_no_words": "问题里没有可以查找的词。",
    "because_unknown_words": "文档里从未出现：{words}",
    "because_nothing_close": "这些词出现过，但从未在一处出现。",
    "because_not_said": "最接近的段落既不能证实也不能否定这一说法。",
    "nearest": "最接近的段落，并非答案：",
    "contradicted": "与下文矛盾：",
    "supported": "有下文为证：",
    "read_as": "把“{written}”当作“{meant}”来查。",
    "differs": "说法是“{claimed}”，原文是“{quoted}”。",
    "help_check": "核对一个说法",
    "check_what": "请把要核对的说法写在命令后面：/check 罚款是五百元",
    "copies": "同文又见：{sources}",
    "not_in": "{days} 的副本中没有这段话。",
    "gone_from": "{days} 的副本中已没有这段话。",
    "also": "另见：{sources}",
    "contrary": "但{source}：{quote}",
    "matched": "{word} → {shown}",
    "inferred": "约 {date}",
    "cut_short": "原文到此被截断。",
    "place": "{file}，第 {start}–{end} 字符",
    "at_page": "第 {number} 页",
    "at_slide": "第 {number} 张幻灯片",
    "at_row": "第 {number} 行",
    "within": "{whole}，{part}",
    "more": "其他段落",
    "chat_hint": "输入问题即可；> 和 < 翻页，/help 列出命令，Ctrl-D 结束。",
    # delivery
    "passed_over": "较早的 {number} 个问题没有回答。",
}
