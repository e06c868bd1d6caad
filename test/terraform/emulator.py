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
from moto.iam.models import SERVICE_NAME_CONVERSION, IAMBackend  # noqa: E402
from moto.iot.exceptions import ResourceAlreadyExistsException, ResourceNotFoundException  # noqa: E402
from moto.iot.models import IoTBackend  # noqa: E402
from moto.iot.responses import IoTResponse  # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from moto.s3.models import S3Backend  # noqa: E402
from moto.s3control.models import S3ControlBackend, s3control_backends  # noqa: E402
from moto.s3control.responses import S3ControlResponse  # noqa: E402
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


def teach_service_linked_role() -> None:
    """Gives Panorama's service-linked role the name that AWS gives it: its ARN is what it is adopted by.

    https://docs.aws.amazon.com/panorama/latest/dev/using-service-linked-roles.html
    """
    SERVICE_NAME_CONVERSION["panorama"] = "AWSPanorama"


def teach_role_descriptions() -> None:
    """Lets UpdateRole leave a description that the call does not name, as IAM does: moto 5.2 clears it, and the
    provider changes a description and a session's length by calls of their own.
    """
    update_role = IAMBackend.update_role

    def update_what_is_named(self: IAMBackend, role_name: str, role_description: str | None, max_session_duration):
        kept = self.get_role(role_name).description if role_description is None else role_description
        return update_role(self, role_name, kept, max_session_duration)

    IAMBackend.update_role = update_what_is_named


def teach_s3_encryption() -> None:
    """Encrypts every bucket, as S3 has done since January 2023: moto 5.2 says that there is no configuration.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    """
    configured = S3Backend.get_bucket_encryption
    always = {"Rule": {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}}
    S3Backend.get_bucket_encryption = lambda self, bucket_name: configured(self, bucket_name) or always


def teach_s3_control_regions() -> None:
    """Gives each Region its own access points: moto keeps them by name alone, so that those of one name in two
    Regions would be one. The Region is the signature's, since the host's name has one and the same for all.
    """

    def backend(self: S3ControlResponse) -> S3ControlBackend:
        region = self.headers["Authorization"].split("Credential=")[1].split("/")[2]
        # In the backend's own attributes, which POST /moto-api/reset empties.
        account = s3control_backends[self.current_account][self.partition]
        regional = account.__dict__.setdefault("regional_backends", {})
        if region not in regional:
            regional[region] = S3ControlBackend(region, self.current_account)
        return regional[region]

    S3ControlResponse.backend = property(backend)


def teach_iot_jobs() -> None:
    """Lets moto's IoT refuse what AWS IoT refuses: a job of an id that is there already, and a thing that isn't.

    moto 5.2 puts the new job in the old one's place and never looks for its targets.
    https://docs.aws.amazon.com/iot/latest/apireference/API_CreateJob.html#API_CreateJob_Errors
    """
    create_job = IoTBackend.create_job

    def create_new_job(self: IoTBackend, job_id: str, targets: list[str], **details):
        if job_id in self.jobs:
            raise ResourceAlreadyExistsException(f"Job {job_id} already exists", job_id, self.jobs[job_id].job_arn)
        things = {thing.arn for thing in self.things.values()}
        for target in targets:
            if target not in things:
                raise ResourceNotFoundException(f"{target} is not there")
        return create_job(self, job_id=job_id, targets=targets, **details)

    IoTBackend.create_job = create_new_job


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
    teach_iot_jobs()
    teach_service_linked_role()
    teach_role_descriptions()
    teach_s3_encryption()
    teach_s3_control_regions()
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", port, application, threaded=True)
    os.environ["MOTO_PORT"] = str(server.port)  # moto calls itself for some services
    print(server.port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
