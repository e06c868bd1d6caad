"""Starts moto's server, the AWS emulator of these tests: emulator.py [PORT] [--until-stdin-closes]

PORT (or $MOTO_PORT) 0, the default, takes a free one. The first line on standard output is the port.
"""

import logging
import os
import sys
import threading

# Without it, attaching an AWS managed policy answers NoSuchEntity. Read by moto on import.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from moto.core.responses import ActionResult, EmptyResult  # noqa: E402
from moto.iot.responses import IoTResponse  # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

# What the provider tags when it is created, and under which key the answer has its ARN.
TAGGED_WHEN_CREATED = {
    "create_policy": "policyArn",
    "create_thing_type": "thingTypeArn",
    "create_thing_group": "thingGroupArn",
    "create_role_alias": "roleAliasArn",
}


def teach_iot_tags() -> None:
    """Lets moto's IoT keep tags, which moto 5.2 drops, and answer ListTagsForResource, which it lacks.

    The provider reads the tags of everything in TAGGED_WHEN_CREATED: unanswered, it retries for minutes;
    answered with none, default_tags is a difference in every plan.
    """
    if hasattr(IoTResponse, "list_tags_for_resource"):
        return

    def tags_of(response: IoTResponse, arn: str) -> dict[str, str]:
        # In the backend's own attributes, which POST /moto-api/reset empties.
        return response.iot_backend.__dict__.setdefault("resource_tags", {}).setdefault(arn, {})

    def given_tags(response: IoTResponse) -> dict[str, str]:
        return {tag["Key"]: tag.get("Value", "") for tag in response._get_param("tags") or []}

    def remembering(create, arn_key: str):
        def create_with_tags(self: IoTResponse) -> ActionResult:
            answer = create(self)
            kept = tags_of(self, answer.result[arn_key])
            kept.clear()  # an earlier resource of this name may have left some
            kept.update(given_tags(self))
            return answer

        return create_with_tags

    def tag_resource(self: IoTResponse) -> EmptyResult:
        tags_of(self, self._get_param("resourceArn")).update(given_tags(self))
        return EmptyResult()

    def untag_resource(self: IoTResponse) -> EmptyResult:
        for key in self._get_param("tagKeys") or []:
            tags_of(self, self._get_param("resourceArn")).pop(key, None)
        return EmptyResult()

    def list_tags_for_resource(self: IoTResponse) -> ActionResult:
        kept = tags_of(self, self._get_param("resourceArn"))
        return ActionResult({"tags": [{"Key": key, "Value": value} for key, value in kept.items()]})

    for name, arn_key in TAGGED_WHEN_CREATED.items():
        setattr(IoTResponse, name, remembering(getattr(IoTResponse, name), arn_key))
    for method in (tag_resource, untag_resource, list_tags_for_resource):
        setattr(IoTResponse, method.__name__, method)


def exit_when_stdin_closes() -> None:
    """A parent that was killed cannot stop us any more, but its end of our standard input closes."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def main(arguments: list[str]) -> None:
    ports = [argument for argument in arguments if not argument.startswith("--")]
    port = int(ports[0] if ports else os.environ.get("MOTO_PORT", "0"))
    if "--until-stdin-closes" in arguments:
        exit_when_stdin_closes()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request
    teach_iot_tags()
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", port, application, threaded=True)
    os.environ["MOTO_PORT"] = str(server.port)  # moto calls itself for some services
    print(server.port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
