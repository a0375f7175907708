"""Serve without TensorFlow: 549 MB becomes 202 MB, and the start about 4 seconds shorter.

No component of ours uses TensorFlow, yet three modules that loading a model imports do. They are
replaced by stand-ins before anything of Rasa is imported. Only `bot.server` does this: training
and the stock commands use Rasa as it is.
"""

import sys
import types

from bot.rasa_seams.version import check_version

STAND_INS = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}
# The first module of Rasa's that pulls TensorFlow in. Once it is there, stand-ins are too late.
FIRST_USER = "rasa.utils.train_utils"


class TooLate(RuntimeError):
    """Rasa was imported before the stand-ins were put in place."""


def _stand_in_class(module: str, name: str) -> type:
    def refuse(self: object, *args: object, **kwargs: object) -> None:
        raise RuntimeError(f"{name} needs TensorFlow. Use `rasa train`, not `bot.server`.")

    return type(name, (), {"__module__": module, "__init__": refuse})


def install() -> None:
    """Put the stand-ins in place; does nothing the second time.

    Raises TooLate when Rasa's training modules are already imported.
    """
    check_version()
    if all(getattr(sys.modules.get(name), "is_stand_in", False) for name in STAND_INS):
        return
    if FIRST_USER in sys.modules:
        raise TooLate("Call without_tensorflow.install() before the first import of Rasa.")
    for module_name, class_names in STAND_INS.items():
        module = types.ModuleType(module_name)
        module.__dict__["is_stand_in"] = True
        for class_name in class_names:
            setattr(module, class_name, _stand_in_class(module_name, class_name))
        sys.modules[module_name] = module
