"""The trained NLU pipeline as the server runs it, without dialogue, actions or store."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.graph import ExecutionContext, GraphNodeHook
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY

from bot.evaluation.understanding.reading import Certainty, Found, Reading
from bot.evaluation.understanding.timing import ALTOGETHER
from bot.nlu.intent_classifier import IntentClassifier
from bot.rasa_seams.agent import newest_model
from bot.rasa_seams.version import check_version

_NODE = re.compile(r"^run_(?:.*\.)?(?P<component>\w+?)\d*$")
_WARM_UP = "hello, is anyone there?"


class NoClassifier(RuntimeError):
    """The trained model has no intent classifier of ours, so half of the scores cannot be told."""


class Stopwatch(GraphNodeHook):
    """Notes how long each component took over one message, and what the classifier said."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}
        self.classified: str | None = None

    def on_before_node(
        self,
        node_name: str,
        execution_context: ExecutionContext,
        config: dict[str, Any],
        received_inputs: dict[str, Any],
    ) -> dict[str, Any]:
        return {"started": perf_counter()}

    def on_after_node(
        self,
        node_name: str,
        execution_context: ExecutionContext,
        config: dict[str, Any],
        output: Any,
        input_hook_data: dict[str, Any],
    ) -> None:
        took = (perf_counter() - input_hook_data["started"]) * 1000
        node = _NODE.match(node_name)
        component = node["component"] if node else node_name
        self.milliseconds[component] = took
        if component == IntentClassifier.__name__:
            self.classified = output[0].get(INTENT)[INTENT_NAME_KEY]


class TrainedPipeline:
    """One loaded model. Build it with `load`."""

    def __init__(self, runner: DaskGraphRunner, target: str, stopwatch: Stopwatch, name: str) -> None:
        self._runner, self._target, self._stopwatch = runner, target, stopwatch
        self.name = name
        """The archive's file name."""

    @classmethod
    def load(cls, models: Path) -> TrainedPipeline:
        """The newest model of a folder, with nothing left to do at its first message.

        Raises:
            NoModel: nothing was trained yet.
            NoClassifier: the model names no intents.
        """
        check_version()
        archive = newest_model(models)
        stopwatch = Stopwatch()
        with tempfile.TemporaryDirectory() as folder:
            storage, metadata = LocalModelStorage.from_model_archive(Path(folder), archive)
            target = str(metadata.nlu_target)
            schema = metadata.predict_schema.minimal_graph_schema([target])
            context = ExecutionContext(schema, metadata.model_id)
            runner = DaskGraphRunner.create(schema, storage, context, [stopwatch])
        pipeline = cls(runner, target, stopwatch, archive.name)
        pipeline.read(_WARM_UP)
        return pipeline

    def read(self, text: str, asked: str | None = None) -> Reading:
        """What the pipeline reads in a message, sent while the question `asked` waits for its answer."""
        self._stopwatch.milliseconds, self._stopwatch.classified = {}, None
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: _waiting_for(asked)}
        started = perf_counter()
        [message] = self._runner.run(inputs, targets=[self._target])[self._target]
        took = (perf_counter() - started) * 1000
        if self._stopwatch.classified is None:
            raise NoClassifier(
                "The model has no IntentClassifier. Put it into config.yml and run: make train"
            )
        return Reading(
            str((message.get(INTENT) or {}).get(INTENT_NAME_KEY, DEFAULT_NLU_FALLBACK_INTENT_NAME)),
            self._stopwatch.classified,
            tuple(_found(entity) for entity in message.get(ENTITIES, [])),
            {**self._stopwatch.milliseconds, ALTOGETHER: took},
        )


def _waiting_for(asked: str | None) -> DialogueStateTracker:
    slot = AnySlot(REQUESTED_SLOT, mappings=[])
    return DialogueStateTracker.from_events("evaluation", [SlotSet(REQUESTED_SLOT, asked)], [slot])


def _found(entity: Mapping[str, Any]) -> Found:
    certainty: Certainty = "doubtful" if entity.get("certainty") == "doubtful" else "sure"
    return Found(str(entity["entity"]), str(entity["value"]), certainty)
