"""Serving does not import TensorFlow; what Rasa answers stays the same."""

SERVE = """
    import asyncio, sys, time
    {install}
    started = time.monotonic()
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.core.channels.channel import UserMessage
    from bot.rasa_seams.agent import load_agent
    from bot.rasa_seams.in_process_actions import InProcessActions
    agent = load_agent("models", tracker_store=InMemoryTrackerStore(None),
                       action_endpoint=InProcessActions("toy_actions"))
    for text in ("hello", "work"):
        replies = asyncio.run(agent.handle_message(UserMessage(text, sender_id="a")))
        print("said", [reply["text"] for reply in replies])
    print("tensorflow", "tensorflow" in sys.modules, "keras" in sys.modules)
"""
INSTALL = "from bot.rasa_seams import without_tensorflow; without_tensorflow.install()"


def test_tensorflow_is_not_imported_and_the_answers_are_the_same(run_in_toy):
    shimmed = run_in_toy(SERVE.format(install=INSTALL))
    stock = run_in_toy(SERVE.format(install=""))

    said = [line for line in shimmed if line.startswith("said")]
    assert said == ["said ['Hi']", "said ['Worked']"]
    assert said == [line for line in stock if line.startswith("said")]
    assert "tensorflow False False" in shimmed
    # The other way round shows that the check above can fail.
    assert any(line.startswith("tensorflow True") for line in stock)


def test_installing_twice_is_fine_and_after_rasa_is_too_late(run_in_toy):
    twice = f"{INSTALL}; without_tensorflow.install(); print('fine')"
    late = f"""
    import rasa.utils.train_utils
    try:
        {INSTALL}
    except without_tensorflow.TooLate:
        print("too late")
    """

    assert "fine" in run_in_toy(twice)
    assert "too late" in run_in_toy(late)


def test_a_stand_in_that_is_used_says_what_to_do(run_in_toy):
    code = f"""
    {INSTALL}
    from rasa.utils.tensorflow.callback import RasaTrainingLogger
    try:
        RasaTrainingLogger(1)
    except RuntimeError as error:
        print(error)
    """

    assert any("rasa train" in line for line in run_in_toy(code))
