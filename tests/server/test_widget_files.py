"""What a clinic's page loads: small files with their types, and who may load them."""

import gzip
import json
import re

import pytest

from bot.server.widget_files import SLOT, widget_sources

MOST_BYTES = 15 * 1024
MODULES = sorted(name for name in widget_sources() if name.endswith(".js"))
ELSEWHERE = "https://clinic.example"


def words_the_scripts_name():
    scripts = b"\n".join(widget_sources().values()).decode()
    return set(re.findall(r"words\.(?!json)([a-z_]+)", scripts)) | set(
        re.findall(r"SAID\.([a-z_]+)", scripts)
    )


def test_script_and_style_together_stay_within_15_kilobytes_gzipped():
    sizes = {name: len(gzip.compress(body, 9)) for name, body in widget_sources().items()}

    assert sum(sizes.values()) <= MOST_BYTES, sizes


@pytest.mark.parametrize("name", MODULES)
def test_a_module_writes_text_and_never_markup_or_inline_style(name):
    source = widget_sources()[name].decode()

    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\.style\b|\.cssText",
        source,
    )
    assert not re.search(r"https?:|localStorage|document\.cookie", source)


def test_the_style_sheet_loads_nothing():
    assert not re.search(rb"https?:|@import|url\(", widget_sources()["widget.css"])


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_served_as_script(chat, name):
    answer = chat.call("GET", f"/widget/{name}")

    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "max-age" in answer.headers["cache-control"]


def test_the_module_a_clinic_embeds_holds_the_words_of_the_closed_chat(chat):
    source = chat.call("GET", "/widget/widget.js").body

    assert SLOT.decode() not in source
    assert "In an emergency, call 911." in source
    assert '"tel":"911"' in source


def test_every_word_the_scripts_name_is_sent_and_no_other(chat):
    sent = chat.call("GET", "/widget/words.json").body["words"]
    by_role = {"person", "bot", "staff", "not_sure", "skip", "none"}
    by_outcome = {name for name in sent if name.startswith("outcome_")}

    assert set(sent) == words_the_scripts_name() - {"tel", "lang"} | by_role | by_outcome
    assert all(text.strip() for text in sent.values())


def test_the_words_are_of_the_clinic_and_its_country(chat):
    page = chat.call("GET", "/widget/words.json").body

    assert page["lang"] == "en-US"
    assert page["words"]["call_clinic"] == "Call Hill & Dale <Clinic>"
    assert page["emergency"] == {"number": "911", "tel": "911"}
    assert page["facts"]["age"]["values"]["from_18_to_49"]
    assert set(page["professionals"]) > {"physical_therapist", "exercise_therapist"}


def test_only_the_scripts_blanks_are_left(chat):
    text = json.dumps(chat.call("GET", "/widget/words.json").body)

    assert set(re.findall(r"\{([a-z_]+)\}", text)) == {
        "asked",
        "at_most",
        "count",
        "name",
        "number",
        "answer",
        "outcome",
    }


def test_an_unchanged_file_is_not_sent_again(chat):
    first = chat.call("GET", "/widget/panel.js")

    again = chat.call("GET", "/widget/panel.js", headers={"if-none-match": first.headers["etag"]})

    assert (again.status, again.body) == (304, "")


def test_a_file_is_sent_compressed_to_those_who_take_it(chat):
    plain = chat.call("GET", "/widget/widget.css")
    small = chat.call("HEAD", "/widget/widget.css", headers={"accept-encoding": "gzip"})

    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(plain.body) / 2


@pytest.mark.parametrize(
    "path", ["/widget/widget.js", "/widget/panel.js", "/widget/widget.css", "/widget/words.json"]
)
def test_a_listed_site_may_load_it_and_another_may_not(serve, path):
    chat = serve(allowed_origins=(ELSEWHERE,))

    listed = chat.call("GET", path, headers={"origin": ELSEWHERE}).headers
    other = chat.call("GET", path, headers={"origin": f"{ELSEWHERE}.evil.example"}).headers

    assert listed["access-control-allow-origin"] == ELSEWHERE
    assert listed["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in other
    assert "origin" in listed["vary"].lower()
