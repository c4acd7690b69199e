"""What people do: they write, edit, press, send files, block the bot and close topics.

Every act changes the world as Telegram would and queues the update the bot is told. It refuses to
know the bot's side: methods, answers, faults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from tests.fakes.telegram_chats import BotMessage, Chat, Person, message_json
from tests.fakes.telegram_errors import Json
from tests.fakes.telegram_rooms import Room, Standing
from tests.fakes.telegram_text import ParsedText, find_automatic, in_units
from tests.fakes.telegram_world import Query, Upload, World


class People:
    """Plays the people of one world."""

    def __init__(self, world: World) -> None:
        """Act in this world."""
        self.world = world
        self._numbers = count(1)

    def room_of(self, person: Person, chat: Chat | None) -> Room:
        """Return the room where this person speaks; without a chat, the private one."""
        if chat is None:
            return self.world.open_room(Chat(person.id, person=person))
        room = self.world.rooms[chat.id]
        if chat.person is None and person not in room.chat.members:
            room.chat = replace(room.chat, members=(*room.chat.members, person))
        return room

    def say(
        self,
        person: Person,
        text: str,
        room: Room,
        answers: tuple[int | None, int | None] = (None, None),
        entities: Sequence[Json] | None = None,
    ) -> int:
        """Write a message that `answers` (a message, in a topic); return its id."""
        reply_to, thread = answers
        if thread is not None and thread not in room.chat.topics:
            raise AssertionError(f"chat {room.chat.id} has no topic {thread}")
        if reply_to is not None and reply_to not in room.messages:
            raise AssertionError(f"chat {room.chat.id} has no message {reply_to}")
        message = self._written(person, text, room, entities)
        return self._publish(room, message | room.place(reply_to, thread))

    def say_as_group(self, room: Room, text: str) -> int:
        """Write as an administrator whom the group hides."""
        nobody = Person(1_087_968_824, "Group", username="GroupAnonymousBot", is_bot=True)
        message = self._written(nobody, text, room, None) | {"sender_chat": room.chat.as_json()}
        return self._publish(room, message)

    def inquire(self, person: Person, text: str, offset: str) -> str:
        """Type behind the bot's name in some chat; return the id of the query."""
        query = Query(str(5_000_000_000 + next(self._numbers)), self.world.clock())
        self.world.inquiries[query.id] = query
        payload = {"id": query.id, "from": person.as_json(), "query": text, "offset": offset}
        self.world.inbox.put("inline_query", payload)
        return query.id

    def edit(self, person: Person, message_id: int, text: str, room: Room) -> None:
        """Change a message of this person."""
        before = room.messages.get(message_id)
        if before is None or before["from"]["id"] != person.id:
            raise AssertionError(f"{person.first_name} did not write message {message_id}")
        kept = {name: value for name, value in before.items() if name not in ("text", "entities")}
        after = self._written(person, text, room, None, message_id)
        room.messages[message_id] = {**kept, **after, "date": before["date"]}
        room.messages[message_id]["edit_date"] = self.world.now
        self._deliver("edited_message", room, room.messages[message_id])

    def press(self, person: Person, message: BotMessage, label_or_data: str) -> str:
        """Press a button of the message as it stands now; return the id of the query."""
        room = self.world.rooms[message.chat_id]
        current = self.world.messages[message.chat_id, message.message_id]
        button = current.button(label_or_data)
        if current.deleted or button.callback_data is None:
            raise AssertionError(f"button {label_or_data!r} sends nothing to the bot")
        query = Query(str(4_000_000_000 + next(self._numbers)), self.world.clock())
        self.world.queries[query.id] = query
        payload = {
            "id": query.id,
            "from": person.as_json(),
            "message": room.messages[message.message_id],
            "chat_instance": str(room.chat.id),
            "data": button.callback_data,
        }
        self.world.inbox.put("callback_query", payload)
        return query.id

    def upload(self, person: Person, room: Room, filename: str, content: bytes) -> int:
        """Send a document; return the id of its message."""
        number = next(self._numbers)
        path = f"documents/file_{number}"
        upload = Upload(f"file-{number}", path, content)
        self.world.files[upload.file_id] = upload
        message = self._written(person, "", room, None)
        del message["text"]
        message["document"] = {
            "file_id": upload.file_id,
            "file_unique_id": f"unique-{upload.file_id}",
            "file_name": filename,
            "file_size": len(content),
        }
        return self._publish(room, message)

    def stand(self, person: Person, room: Room, standing: Standing) -> None:
        """Change what the bot is in a room, and tell it so."""
        before, room.standing = room.standing, standing
        payload = {
            "chat": room.chat.as_json(),
            "from": person.as_json(),
            "date": self.world.now,
            "old_chat_member": self._member(before),
            "new_chat_member": self._member(standing),
        }
        self.world.inbox.put("my_chat_member", payload)

    def upgrade(self, room: Room, new_id: int) -> Chat:
        """Turn a group into a supergroup with another id."""
        upgraded = replace(room.chat, id=new_id)
        person = (*room.chat.members, self.world.bot)[0]
        new_room = self.world.open_room(upgraded)
        self._serve(person, room, {"migrate_to_chat_id": new_id})
        self._serve(person, new_room, {"migrate_from_chat_id": room.chat.id})
        room.moved_to = new_id
        return upgraded

    def _written(
        self,
        person: Person,
        text: str,
        room: Room,
        entities: Sequence[Json] | None,
        message_id: int | None = None,
    ) -> Json:
        found = tuple(in_units(text, find_automatic(text))) if entities is None else ()
        number = self.world.next_id(room) if message_id is None else message_id
        parsed = ParsedText(text, found)
        message = message_json(number, person, room.chat, self.world.now, parsed)
        return message | ({"entities": list(entities)} if entities else {})

    def _serve(self, person: Person, room: Room, notice: Json) -> None:
        message = self._written(person, "", room, None) | notice
        del message["text"]
        room.messages[message["message_id"]] = message
        self.world.inbox.put("message", message)  # privacy mode does not hide service messages

    def _publish(self, room: Room, message: Json) -> int:
        number: int = message["message_id"]
        room.messages[number] = message
        self._deliver("message", room, message)
        return number

    def _deliver(self, kind: str, room: Room, message: Json) -> None:
        if self.world.hears(room, message):
            self.world.inbox.put(kind, message)

    def _member(self, standing: Standing) -> Json:
        member: Json = {"user": self.world.bot.as_json(), "status": "member"}
        if standing is Standing.MEMBER:
            return member
        return member | {"status": "kicked", "until_date": 0}
