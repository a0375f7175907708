"""Run the actions in this process, where Rasa would call an action server over HTTP."""

import asyncio
import functools
import inspect
import json as jsonlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.rasa_seams.frozen import freeze
from bot.rasa_seams.turn_aborted import TurnAborted
from bot.rasa_seams.version import check_version

log = logging.getLogger(__name__)
ACTION_SECONDS = 8.0
ACTION_THREADS = 8


class ActionsNotLoaded(RuntimeError):
    """The actions package could not be imported."""


class InProcessActions(EndpointConfig):
    """Rasa's action endpoint, backed by rasa_sdk's own executor.

    An action gets its own copy of the tracker and a frozen one of the domain, so it cannot
    change the conversation but by the events it returns. A rejection keeps its meaning.
    Everything else that goes wrong, and a result Rasa could not read, raises TurnAborted.
    """

    def __init__(self, package: str, timeout: float = ACTION_SECONDS) -> None:
        check_version()
        super().__init__(url="inprocess://actions")
        self.timeout = timeout
        self._domain_source: dict[str, Any] | None = None
        self._domain: dict[str, Any] = {}
        self._threads = ThreadPoolExecutor(ACTION_THREADS, thread_name_prefix="action")
        self._executor = _executor_for(package)
        for name, run in list(self._executor.actions.items()):
            if not inspect.iscoroutinefunction(run):
                self._executor.actions[name] = functools.partial(self._in_thread, run)

    @property
    def names(self) -> "frozenset[str]":
        """The actions that can be called."""
        return frozenset(self._executor.actions)

    async def _in_thread(self, run: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, run, *args)

    def _own_domain(self, live: dict[str, Any]) -> dict[str, Any]:
        if self._domain_source is not live:
            self._domain_source, self._domain = live, freeze(live)
        return self._domain

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = None,
        compress: bool = False,
        json: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Run `json["next_action"]`; its events and responses, as an action server returns them."""
        name = str((json or {}).get("next_action"))
        try:
            call = {
                **(json or {}),
                "tracker": jsonlib.loads(jsonlib.dumps((json or {})["tracker"])),
                "domain": self._own_domain((json or {}).get("domain") or {}),
            }
            result = await asyncio.wait_for(self._executor.run(call), self.timeout)
            return _readable(result)
        except ActionExecutionRejection as rejection:
            body = {"action_name": rejection.action_name, "error": "rejected"}
            raise ClientResponseError(400, "rejected", jsonlib.dumps(body)) from None
        except Exception as error:  # noqa: BLE001 fail closed, whatever broke
            log.error("action %s failed: %s", name, type(error).__name__)
            raise TurnAborted(name) from None

    def close(self) -> None:
        """Take no more actions; running ones end by themselves."""
        self._threads.shutdown(wait=False)


def _readable(result: Any) -> dict[str, Any]:
    """The result as JSON that Rasa can read back: better an error here than while saving."""
    plain: dict[str, Any] = jsonlib.loads(jsonlib.dumps(result))
    RemoteAction("any", None)._validate_action_result(plain)
    for event in plain["events"]:
        if Event.from_parameters(dict(event)) is None:
            raise ValueError("an event that Rasa does not know")
    return plain


def _executor_for(package: str) -> ActionExecutor:
    """An executor that knows the actions of this package and no others in the process."""
    executor = ActionExecutor()
    try:
        executor.register_package(package)
    except SystemExit:  # rasa_sdk ends the process when the import fails
        raise ActionsNotLoaded(f"{package} cannot be imported: see the log for its error.") from None
    for name, run in list(executor.actions.items()):
        module = type(getattr(run, "__self__", run)).__module__
        if module != package and not module.startswith(package + "."):
            del executor.actions[name]
    return executor
