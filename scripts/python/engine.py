"""moto with the execution of state machines, for `npm run test:engine`. Usage: engine.py PORT FRONT

Everything but the functions is moto's own. Lambda, and what moto evaluates of JSONata, are replaced: the state machine
calls functions at FRONT, and jsonata-python evaluates the expressions.
"""

import json
import os
import sys

import jsonata

port, front = sys.argv[1], sys.argv[2]
os.environ["MOTO_PORT"] = front

from moto.core.config import default_user_config  # noqa: E402

default_user_config["stepfunctions"]["execute_state_machine"] = True

from moto.stepfunctions.parser.asl.jsonata import jsonata as moto_jsonata  # noqa: E402


def evaluate(expression):
    try:
        result = jsonata.Jsonata(expression).evaluate(None)
        return json.loads(json.dumps(result, default=lambda value: None if "null" in type(value).__name__.lower() else list(value)))
    except Exception as error:
        raise moto_jsonata.JSONataException("UNKNOWN", str(error))


moto_jsonata._eval_jsonata = evaluate

from moto.server import main  # noqa: E402

main(["-H", "127.0.0.1", "-p", port])
