"""Messages on the plain page: what was said, an emergency with its numbers, and the result card.

The card has the widget's sections, made from the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.turn_log import Message
from bot.server.markup import NOTHING, Markup, element, listed, paragraphs, together

Page = Mapping[str, Any]


def message_part(message: Message, page: Page, alert: bool = True) -> Markup:
    """One message. `alert` lets an emergency interrupt what is read aloud; not for an old one."""
    who = _who(message, page["words"])
    css = f"message {message['from']} {message['kind']}"
    if message["kind"] == "result" and "result" in message:
        return element("div", who, result_card(message, page), class_=css)
    if message["kind"] == "emergency":
        first, _, rest = message["text"].partition("\n")
        calls = element("p", *_calls(message["text"], page), class_="calls")
        body = together([paragraphs(first), calls, paragraphs(rest)])
        return element("div", who, body, class_=css, role="alert" if alert else None)
    return element("div", who, paragraphs(message["text"]), class_=css)


def _who(message: Message, words: Mapping[str, str]) -> Markup:
    if message["from"] == "staff" and "by" in message:
        return element("p", words["from_staff"].replace("{name}", message["by"]), class_="by")
    return element("span", f"{words[message['from']]}: ", class_="unseen")


def result_card(message: Message, page: Page) -> Markup:
    """Who, why, next steps, urgent signs, how it came about, and the ways to reach the clinic."""
    words, result = page["words"], message["result"]
    headline, *rest = [line for line in message["text"].split("\n") if line]
    apart = (result["not_a_diagnosis"], " ".join(result["urgent_signs"]))
    said = dict.fromkeys(f'"{fact["said"]}"' for fact in result["facts"] if fact["said"])
    excluded = [
        f"{page['professionals'][each['professional']]}: {each['reason']}" for each in result["excluded"]
    ]
    how = element(
        "details",
        element("summary", words["how"]),
        listed("h4", words["reasons"], [reason["text"] for reason in result["reasons"]]),
        listed("h4", words["said"], said),
        listed("h4", words["excluded"], excluded),
        listed("h4", words["would_change"], [_would_change(each, page) for each in result["would_change"]]),
    )
    return element(
        "div",
        element("h3", headline),
        paragraphs("\n".join(line for line in rest if line not in apart)),
        listed("h4", words["next"], result["next_steps"]),
        listed("h4", words["urgent"], result["urgent_signs"], class_="urgent"),
        how,
        element("p", result["not_a_diagnosis"], class_="plain"),
        _clinic(result, page),
        class_="card",
    )


def call_link(label: str, tel: str) -> Markup:
    """A number to call."""
    return element("a", label, href=f"tel:{tel}", class_="call")


def _calls(text: str, page: Page) -> list[Markup]:
    emergency = page["emergency"]
    named = [
        call for call in page["calls"] if call["number"] != emergency["number"] and call["number"] in text
    ]
    label = page["words"]["call"]
    return [call_link(label.format(number=call["number"]), call["tel"]) for call in (emergency, *named)]


def _clinic(result: Mapping[str, Any], page: Page) -> Markup:
    words, clinic = page["words"], page["clinic"]
    link = clinic["booking_link"] if result["where"] == "here" else ""
    book = element("a", words["book"], href=link, rel="noreferrer", class_="call") if link else NOTHING
    call = call_link(words["call_clinic"], clinic["tel"]) if clinic["tel"] else NOTHING
    return element("p", book, call, class_="calls") if book or call else NOTHING


def _would_change(change: Mapping[str, Any], page: Page) -> str:
    words, fact = page["words"], page["facts"].get(change["fact"])
    if fact is None:
        return ""
    value = words["not_sure"] if change["to"] == "unknown" else fact["values"].get(change["to"], change["to"])
    answer = fact["label"] if change["to"] == "yes" else f"{fact['label']}: {value}"
    outcome = page["professionals"].get(change["professional"]) or words[f"outcome_{change['outcome']}"]
    return str(words["would_lead_to"].format(answer=answer, outcome=outcome))
