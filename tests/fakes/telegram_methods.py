"""The methods of the Bot API: parameters in, result out, and a refusal where Telegram refuses.

The table in `Methods`, with the one in `telegram_profile`, lists what this Telegram can do; the
rest is "Not Found". It refuses to know HTTP, and it knows no Markdown: a bot that uses it is told
so in `complaints`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram_chats import BotMessage, Chat
from tests.fakes.telegram_errors import BotApiError, EntityError, Json, bad_request, conflict
from tests.fakes.telegram_faults import Faults
from tests.fakes.telegram_flood import FloodGate
from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_inline import Offer, read_offer
from tests.fakes.telegram_keyboard import read_keyboard
from tests.fakes.telegram_profile import Method, Profile
from tests.fakes.telegram_rich import parse_rich
from tests.fakes.telegram_rooms import Room
from tests.fakes.telegram_text import ParsedText, given, plain, units, with_automatic
from tests.fakes.telegram_updates import WEBHOOK_SET
from tests.fakes.telegram_wire import Params
from tests.fakes.telegram_world import QUERY_LIFETIME, World

MAX_ANSWER = 200
MAX_CAPTION = 1024
MAX_DOWNLOAD = 20 * 2**20

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

_CHAT_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
})  # fmt: skip
_EMOJI = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥
🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨
🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
_REACTIONS = frozenset(_EMOJI.split())
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_WEBHOOK_PORTS = (443, 80, 88, 8443)


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """How the bot answered a pressed button."""

    query_id: str
    text: str
    show_alert: bool


class Methods:
    """Runs calls against a world."""

    def __init__(
        self, world: World, gate: FloodGate | None, faults: Faults, complaints: list[str], *, rich: bool
    ) -> None:
        """Work on this world, behind this gate if there is one, with these faults; complain into this list.

        A server that is not `rich` is older than rich messages.
        """
        self.world = world
        self.gate = gate
        self.faults = faults
        self.complaints = complaints
        self.answers: list[CallbackAnswer] = []
        self.offers: list[Offer] = []
        self.reactions: dict[tuple[int, int], str] = {}
        self.profile = Profile()
        self.webhook: Json = {}
        self.rich = rich
        self._table = self._own_methods() | self.profile.methods()
        if rich:
            self._table["sendRichMessage"] = self._send_rich_message
        self._names = {name.lower(): name for name in self._table}

    def name_of(self, method: str) -> str:
        """Return the documented spelling of a method, or a refusal."""
        try:
            return self._names[method.lower()]
        except KeyError:
            raise BotApiError(404, "Not Found") from None

    async def run(self, name: str, params: Params) -> Any:
        """Run one method."""
        return await self._table[name](params)

    def _own_methods(self) -> dict[str, Method]:
        return {
            "getMe": self._get_me,
            "logOut": self._agree,
            "close": self._agree,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "editMessageText": self._edit_message_text,
            "editMessageCaption": self._edit_message_caption,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "deleteMessage": self._delete_message,
            "setMessageReaction": self._set_message_reaction,
            "sendChatAction": self._send_chat_action,
            "answerCallbackQuery": self._answer_callback_query,
            "answerInlineQuery": self._answer_inline_query,
            "getChat": self._get_chat,
            "getChatMember": self._get_chat_member,
            "getFile": self._get_file,
        }

    async def _get_me(self, _params: Params) -> Json:
        return self.world.bot.as_json() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.world.privacy_mode,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    async def _agree(self, _params: Params) -> bool:
        return True

    # --- updates -------------------------------------------------------------------------------

    async def _get_updates(self, params: Params) -> Any:
        if self.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        inbox = self.world.inbox
        if "allowed_updates" in params:
            inbox.allowed = tuple(params.array("allowed_updates"))
        limit = params.integer("limit", 100)
        return await inbox.fetch(params.integer("offset"), limit, params.integer("timeout"))

    async def _set_webhook(self, params: Params) -> bool:
        url = params.text("url")
        if not _SECRET.fullmatch(params.text("secret_token")):
            raise bad_request("secret token contains unallowed characters")
        if url:
            _check_webhook_url(url)
        kept = ("url", "secret_token", "max_connections", "allowed_updates", "ip_address")
        self.webhook = {name: params.values[name] for name in kept if name in params} if url else {}
        if "allowed_updates" in params:
            self.world.inbox.allowed = tuple(params.array("allowed_updates"))
        if params.flag("drop_pending_updates"):
            self.world.inbox.clear()
        if url:
            self.world.inbox.end_poll(conflict(WEBHOOK_SET))
        return True

    async def _delete_webhook(self, params: Params) -> bool:
        self.webhook = {}
        if params.flag("drop_pending_updates"):
            self.world.inbox.clear()
        return True

    async def _get_webhook_info(self, _params: Params) -> Json:
        shown = {name: value for name, value in self.webhook.items() if name != "secret_token"}
        return {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.inbox.pending),
        } | shown

    # --- messages ------------------------------------------------------------------------------

    async def _send_message(self, params: Params) -> Json:
        return self._sent(params, self._text(params), None)

    async def _send_rich_message(self, params: Params) -> Json:
        return self._sent(params, parse_rich(params.mapping("rich_message")), None, rich=True)

    async def _send_document(self, params: Params) -> Json:
        file = params.values.get("document")
        if not isinstance(file, dict) or not file.get("content"):
            raise bad_request("file must be non-empty")
        return self._sent(params, self._caption(params), (str(file["filename"]), file["content"]))

    def _sent(
        self, params: Params, text: ParsedText, document: tuple[str, bytes] | None, *, rich: bool = False
    ) -> Json:
        keyboard = read_keyboard(params.mapping("reply_markup"))
        room = self._room(params)
        thread = room.open_thread(params.integer("message_thread_id"))
        reply_to, quote = room.answered(params.mapping("reply_parameters"))
        self._count(room.chat)
        message = BotMessage(
            room.chat.id,
            self.world.next_id(room),
            text.text,
            text.entities,
            keyboard,
            reply_to,
            quote,
            thread or room.topic_of(reply_to),
            preview=_preview(params) and not rich,
            document=document,
            rich=rich,
        )
        return self.world.keep(message)

    async def _edit_message_text(self, params: Params) -> Json:
        rich = "rich_message" in params
        if rich and not (self.rich and "text" not in params):
            raise bad_request("rich messages are not supported")
        text = parse_rich(params.mapping("rich_message")) if rich else self._text(params)
        keyboard = read_keyboard(params.mapping("reply_markup"))
        message = self._editable(params)
        if message.document is not None:
            raise bad_request("there is no text in the message to edit")
        changed = replace(
            message,
            text=text.text,
            entities=text.entities,
            markup=keyboard,
            preview=_preview(params) and not rich,
            rich=rich,
        )
        return self._edit(message, changed)

    async def _edit_message_caption(self, params: Params) -> Json:
        text = self._caption(params)
        keyboard = read_keyboard(params.mapping("reply_markup"))
        message = self._editable(params)
        if message.document is None:
            raise bad_request("there is no caption in the message to edit")
        changed = replace(message, text=text.text, entities=text.entities, markup=keyboard)
        return self._edit(message, changed)

    async def _edit_message_reply_markup(self, params: Params) -> Json:
        keyboard = read_keyboard(params.mapping("reply_markup"))
        message = self._editable(params)
        return self._edit(message, replace(message, markup=keyboard))

    async def _delete_message(self, params: Params) -> bool:
        room = self._room(params)
        message = room.messages.get(params.integer("message_id"))
        if message is None:
            raise bad_request("message to delete not found")
        own = message["from"]["id"] == self.world.bot.id
        if not own and room.chat.kind != "private":
            raise bad_request("message can't be deleted")
        self.world.forget(room, message["message_id"])
        return True

    async def _set_message_reaction(self, params: Params) -> bool:
        room = self._room(params)
        message_id = params.integer("message_id")
        reactions = params.array("reaction")
        if message_id not in room.messages:
            raise bad_request("message to react not found")
        if len(reactions) > 1:
            raise bad_request("REACTIONS_TOO_MANY")
        self.reactions.pop((room.chat.id, message_id), None)
        for reaction in reactions:
            emoji = str(reaction.get("emoji", "")).replace("\ufe0f", "")
            if reaction.get("type") != "emoji" or emoji not in _REACTIONS:
                raise bad_request("REACTION_INVALID")
            self.reactions[room.chat.id, message_id] = reaction["emoji"]
        return True

    async def _send_chat_action(self, params: Params) -> bool:
        if params.text("action") not in _CHAT_ACTIONS:
            raise bad_request("wrong parameter action in request")
        self._room(params).open_thread(params.integer("message_thread_id"))
        return True

    async def _answer_callback_query(self, params: Params) -> bool:
        text = params.text("text")
        query = self.world.queries.get(params.text("callback_query_id"))
        if query is None or self.world.clock() - query.pressed_at > QUERY_LIFETIME:
            raise bad_request(QUERY_TOO_OLD)
        if len(text) > MAX_ANSWER:
            raise bad_request("MESSAGE_TOO_LONG")
        self.answers.append(CallbackAnswer(query.id, text, params.flag("show_alert")))
        return True

    async def _answer_inline_query(self, params: Params) -> bool:
        query = self.world.inquiries.get(params.text("inline_query_id"))
        if query is None or self.world.clock() - query.pressed_at > QUERY_LIFETIME:
            raise bad_request(QUERY_TOO_OLD)
        self.offers.append(read_offer(query.id, params))
        return True

    # --- chats and files -----------------------------------------------------------------------

    async def _get_chat(self, params: Params) -> Json:
        room = self._room(params)
        return room.chat.as_json() | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(
                (
                    "unlimited_gifts",
                    "limited_gifts",
                    "unique_gifts",
                    "premium_subscription",
                    "gifts_from_channels",
                ),
                False,
            ),
        }

    async def _get_chat_member(self, params: Params) -> Json:
        room = self._room(params)
        user_id = params.integer("user_id")
        person = next((p for p in self.world.everybody() if p.id == user_id), None)
        if person is None:
            raise bad_request("invalid user_id specified")
        inside = (*room.chat.members, room.chat.person, self.world.bot)
        return {"status": "member" if person in inside else "left", "user": person.as_json()}

    async def _get_file(self, params: Params) -> Json:
        upload = self.world.files.get(params.text("file_id"))
        if upload is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(upload.content) > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        return {
            "file_id": upload.file_id,
            "file_unique_id": f"unique-{upload.file_id}",
            "file_size": len(upload.content),
            "file_path": upload.path,
        }

    # --- shared by the above -------------------------------------------------------------------

    def _text(self, params: Params) -> ParsedText:
        text, mode = params.text("text"), params.text("parse_mode").lower()
        if mode == "html":
            return with_automatic(parse_html(text))
        if mode:
            if mode.startswith("markdown"):
                self.complaints.append(f"parse_mode {mode!r} is not known to this server")
            raise EntityError("unsupported parse_mode")
        entities = params.array("entities")
        return with_automatic(given(text, entities) if entities else plain(text))

    def _caption(self, params: Params) -> ParsedText:
        if not params.text("caption"):
            return ParsedText("")
        text = self._text(Params({**params.values, "text": params.text("caption")}))
        if units(text.text) > MAX_CAPTION:
            raise bad_request("message caption is too long")
        return text

    def _room(self, params: Params) -> Room:
        chat_id = params.values.get("chat_id", "")
        return self.world.room_for(chat_id if isinstance(chat_id, int) else str(chat_id))

    def _editable(self, params: Params) -> BotMessage:
        if "chat_id" not in params or "message_id" not in params:
            raise bad_request("message identifier is not specified")
        room = self._room(params)
        message_id = params.integer("message_id")
        if message_id not in room.messages:
            raise bad_request("message to edit not found")
        if (room.chat.id, message_id) not in self.world.messages:
            raise bad_request("message can't be edited")
        return self.world.messages[room.chat.id, message_id]

    def _edit(self, message: BotMessage, changed: BotMessage) -> Json:
        if changed == message:
            raise bad_request(NOT_MODIFIED)
        self._count(self.world.rooms[message.chat_id].chat)
        return self.world.keep(replace(changed, edits=message.edits + 1))

    def _count(self, chat: Chat) -> None:
        self.faults.check_pause(chat.id)
        if self.gate:
            self.gate.admit(chat.id, group=chat.kind != "private")


def _check_webhook_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _preview(params: Params) -> bool:
    return not params.mapping("link_preview_options").get("is_disabled", False)
