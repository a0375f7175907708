"""Messages of a turn as texts: danger alone, results without what was told, menus whole."""

from bot.channels.sms.rendering import needs_link, render
from bot.gsm7 import TWO_MESSAGES, septets
from bot.text_packing import as_many_as_fit, cut, fits, packed
from bot.text_words import TextWords
from bot.wording import wording

WORDS = TextWords(
    wording(),
    {
        "clinic_name": "Riverside",
        "clinic_phone": "555-0100",
        "emergency_number": "911",
        "crisis_text": "Call 988.",
    },
)
LINK = "https://chat.example/talk/continue#ABCDEF"
YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]


def text(words):
    return {"kind": "text", "text": words}


def question(name, kind="choice", options=YES_NO, words="As on the web?", **more):
    return {
        "kind": "question",
        "text": words,
        "question": {"id": name, "input": kind, "options": options},
        **more,
    }


def result(outcome, kind="result", words='The long text. Why: you said "my knee hurts".', **more):
    data = {
        "outcome": outcome, "professional": None, "destination": None, "where": "here", "next_steps": [],
        "clearance_needed": False, "urgent_signs": ["Call 911 if you faint."], **more,
    }  # fmt: skip
    return {"kind": kind, "text": words, "result": data}


def texts(*messages, link=LINK):
    return [sent.text for sent in render(messages, WORDS, link)]


def test_a_question_is_one_text_with_its_short_labels_and_not_sure_at_the_end():
    assert texts(question("athlete")) == ["Do you train for or compete in a sport?\n1 Yes\n2 No\n3 Not sure"]
    assert texts(question("consent"))[0].endswith("OK to go on?\n1 Yes\n2 No")


def test_a_tick_list_shows_only_what_is_open_and_how_to_say_none():
    options = [{"id": "unexplained_lump", "label": "A new or growing lump that was never there"}]
    shown = texts(question("general_signs", "choices", options))[0]
    assert shown.endswith("\n1 A new or growing lump\n0 None, ? Not sure")


def test_what_is_said_before_a_question_goes_into_its_text_if_there_is_room():
    assert texts(text("OK."), question("athlete"))[0].startswith("OK.\nDo you train")
    long = "A sentence of words. " * 14
    assert len(texts(text(long), question("athlete"))) == 2


def test_an_emergency_is_alone_urgent_and_complete():
    advice = "Call 911 now. " * 20
    message = result("emergency", "emergency", f"{advice}\n\nThis is not a diagnosis.", destination=advice)
    (sent,) = render([text("OK, I changed that."), message, question("handoff_ok")], WORDS, LINK)
    assert sent.urgent and fits(sent.text)
    assert sent.text.startswith(advice.strip()) and sent.text.endswith("This is not a diagnosis.")


def test_a_result_says_where_to_start_and_repeats_nothing_that_was_told():
    shown = texts(result("recommendation", professional="physical_therapist"))
    assert shown[0].startswith("A good first stop: a physical therapist. This is not a diagnosis.")
    whole = "\n".join(shown)
    assert "knee" not in whole and "Call 911 if you faint." in whole
    assert "call Riverside at 555-0100" in whole and whole.endswith(LINK)


def test_a_result_has_at_most_three_texts_and_says_what_must_not_be_left_out():
    shown = texts(
        result(
            "recommendation",
            professional="corrective_exercise_specialist",
            words=wording().text("utter_guardian_line"),
            clearance_needed=True,
            urgent_signs=["Call 911 if you go numb between the legs, can't pee, or both legs get weak."] * 3,
            where="elsewhere",
            next_steps=["You can't see them here. You can go here: Lakeside Clinic, 555-0123.",
                        wording().text("utter_next_step_recommendation")],
        )
    )  # fmt: skip
    whole = "\n".join(shown)
    assert len(shown) <= 3 and all(map(fits, shown))
    assert "Lakeside" in whole and "A doctor should OK exercise first." in whole
    assert "parent or guardian" in whole


def test_help_today_is_said_with_its_own_advice():
    shown = texts(result("same_day", destination="Please get checked today."))
    assert shown[0].startswith("Please get checked today.\nThis is not a diagnosis.")


def test_without_a_link_none_is_promised():
    assert "http" not in "".join(texts(result("person"), link=""))
    (shown,) = texts(question("summary_ok", options=[YES_NO[0]]), link="")
    assert shown == "I have 0 answers from you. Is that right?\n1 Yes, that's right"


def test_the_summary_says_how_many_answers_there_are_and_not_which():
    asked = question("summary_ok", words="Here is what I have:\n- Knee", answered=[{"id": "region"}])
    (shown,) = texts(asked)
    assert shown.startswith("I have 1 answer from you.") and LINK in shown and "Knee" not in shown
    assert needs_link([asked]) and not needs_link([question("athlete")])


def test_a_danger_question_too_long_for_its_menu_is_two_texts():
    either = "I want to be sure. " + "Is this one of the signs that you have? " * 7
    first, menu = texts(question("confirm_danger", words=either))
    assert first == either.strip() and menu == "Is that so?\n1 Yes\n2 No\n3 Not sure"


def test_long_words_are_cut_at_sentences_and_nothing_is_lost():
    words = " ".join(f"This is sentence number {n}." for n in range(40))
    pieces = cut(words)
    assert all(piece.endswith(".") and fits(piece) for piece in pieces)
    assert " ".join(pieces) == words


def test_one_endless_word_is_cut_without_losing_a_letter():
    assert "".join(cut("a" * 1000)) == "a" * 1000


def test_parts_share_a_text_while_they_fit():
    assert packed(["One.", "", "Two."]) == ["One.\nTwo."]
    assert [septets(part) <= TWO_MESSAGES for part in packed(["a" * 300, "b" * 300])] == [True, True]
    assert as_many_as_fit(["a" * 290, "b" * 100, "c"]) == "a" * 290 + " c"
