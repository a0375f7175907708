"""Log lines hold codes and class names, never words."""

import logging
import subprocess
import sys
import textwrap

from bot.server.quiet_logs import QuietFormatter


def format_record(name, message, *args, error=None):
    info = (type(error), error, None) if error else None
    record = logging.LogRecord(name, logging.ERROR, "/x/thing.py", 7, message, args, info)
    return QuietFormatter().format(record)


def test_our_own_lines_stay_and_an_errors_text_goes():
    line = format_record("bot.channels.turns", "failed: %s", "ValueError", error=ValueError("chest"))

    assert line.endswith("ERROR bot.channels.turns: failed: ValueError (ValueError)")
    assert "chest" not in line


def test_of_other_packages_only_the_place_and_the_class_stay():
    for name in ("rasa.core.processor", "sqlalchemy.engine", "botany", "root"):
        line = format_record(name, "my chest %s", "hurts", error=KeyError("chest"))

        assert line.endswith(f"ERROR {name}: at thing:7 (KeyError)")
        assert "chest" not in line


def test_structlog_warnings_and_rasas_own_lines_all_go_through_it():
    code = """
        import logging, warnings, structlog
        early = structlog.get_logger("rasa.early")
        from bot.server import quiet_logs
        quiet_logs.configure()
        assert quiet_logs.is_configured()
        early.warning("my chest", user_text="chest")
        early.debug("my chest", text="chest")
        structlog.get_logger("rasa.late").error("chest", text="my chest hurts")
        logging.getLogger("rasa.core").error("chest %s", "pain")
        logging.getLogger("rasa.core").info("chest")
        warnings.warn("chest pain")
        try:
            raise ValueError("chest")
        except ValueError:
            logging.getLogger("rasa.core").exception("chest")
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert "chest" not in done.stdout + done.stderr
    assert done.stderr.count("ERROR") == 3
    assert "(ValueError)" in done.stderr
