"""What the bot says in traditional Chinese."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "start": "我用團隊文件裡的原話回答問題，並註明出處；我自己一個字也不寫。\n\n直接用中文或英文提問即可。更多說明請見 /help",
    "help": "用中文或英文提問，我會引用能回答問題的原句，並註明出處。\n\n{commands}\n\n"
    "在群組裡，我只回應 /ask、提到我的訊息和對我訊息的回覆。按 ‹ 和 › 可翻看其他段落。文件裡沒有答案時，我會直說。",
    "help_start": "我是誰",
    "help_help": "本頁說明",
    "help_ask": "提出一個問題",
    "ask_what": "請把問題寫在指令後面：/ask 誰被罰了？",
    "too_long": "這個問題有 {length} 個字元，我最多讀 {limit} 個。",
    "unknown_command": "我不認識 /{command}，可用的指令請見 /help",
    "refused": "您不在這個機器人的名單裡。您的 ID 是 {asker}，管理員可以把它加入名單。",
    "first_admin": "歡迎。您是這個機器人的第一位管理員，可以提問了。",
    "failed": "我這邊出了點問題，不是您的錯。請再問一次。",
    "too_old": "我已經不記得那個問題了，請再問一次。",
    "only_text": "我只能讀文字。",
    "no_answer": "文件裡沒有這個問題的答案。",
    "because_empty_corpus": "現在還沒有任何文件。",
    "because_no_words": "問題裡沒有可以查找的詞。",
    "because_unknown_words": "文件裡從未出現：{words}",
    "because_nothing_close": "這些詞出現過，但從未在一處出現。",
    "because_not_said": "最接近的段落既不能證實也不能否定這一說法。",
    "nearest": "最接近的段落，並非答案：",
    "contradicted": "與下文矛盾：",
    "supported": "有下文為證：",
    "read_as": "把「{written}」當作「{meant}」來查。",
    "differs": "說法是「{claimed}」，原文是「{quoted}」。",
    "help_check": "核對一個說法",
    "check_what": "請把要核對的說法寫在命令後面：/check 罰款是五百元",
    "copies": "同文又見：{sources}",
    "not_in": "{days} 的副本中沒有這段話。",
    "gone_from": "{days} 的副本中已沒有這段話。",
    "also": "另見：{sources}",
    "contrary": "但{source}：{quote}",
    "matched": "{word} → {shown}",
    "inferred": "約 {date}",
    "cut_short": "原文到此被截斷。",
    "place": "{file}，第 {start}–{end} 字元",
    "at_page": "第 {number} 頁",
    "at_slide": "第 {number} 張投影片",
    "at_row": "第 {number} 列",
    "within": "{whole}，{part}",
    "more": "其他段落",
    "chat_hint": "輸入問題即可；> 和 < 翻頁，/help 列出指令，Ctrl-D 結束。",
    # delivery
    "passed_over": "較早的 {number} 個問題沒有回答。",
}
