"""A CloudFormation stack that keeps what moto drops.

moto makes the buckets, functions, roles and APIs of a stack. Of a resource that moto
does not know, the resolved properties are kept here, so that references to it have a
value and the rehearsal can assert it. An update goes in the order of references and
deletes last, as CloudFormation does; moto by itself would publish a function's version
before the function has its new code.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import moto.awslambda.models
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel

awslambda: Any = moto.awslambda.models

ACCOUNT = "123456789012"

Properties = dict[str, Any]


@dataclass
class Deployed:
    """One resource as CloudFormation made it: its type and resolved properties."""

    kind: str
    properties: Properties
    physical_id: str


@dataclass
class Account:
    """Every resource there is, by logical name, and what never changes once made."""

    resources: dict[str, Deployed] = field(default_factory=dict)
    # What each version of a layer is made of, by its ARN.
    layers: dict[str, Properties] = field(default_factory=dict)
    # What a function was when a version was published, by the version's logical name.
    versions: dict[str, Properties] = field(default_factory=dict)

    def of_type(self, kind: str) -> dict[str, Deployed]:
        """The resources of a type, by logical name."""
        found = self.resources.items()
        return {name: one for name, one in found if one.kind == f"AWS::{kind}"}

    def by_id(self, physical_id: str) -> Deployed:
        """The resource of a physical name. Raises KeyError."""
        for one in self.resources.values():
            if one.physical_id == physical_id:
                return one
        raise KeyError(physical_id)


def arn(service: str, region: str, name: str) -> str:
    """The Amazon resource name (ARN) of a resource."""
    return f"arn:aws:{service}:{region}:{ACCOUNT}:{name}"


# What `Ref` gives for types that moto does not know. For others it is the logical name.
REFERENCES: dict[str, Callable[[Properties, str], str]] = {
    "AWS::Lambda::Alias": lambda properties, region: arn(
        "lambda", region, f"function:{properties['FunctionName']}:{properties['Name']}"
    ),
    "AWS::ApiGateway::Stage": lambda properties, _: properties["StageName"],
    "AWS::S3::BucketPolicy": lambda properties, _: properties["Bucket"],
    "AWS::SNS::Topic": lambda properties, region: arn(
        "sns", region, properties["TopicName"]
    ),
    "AWS::Cognito::UserPoolResourceServer": lambda properties, _: properties[
        "Identifier"
    ],
    "AWS::Cognito::UserPoolDomain": lambda properties, _: properties["Domain"],
}
# What `Fn::GetAtt` gives.
ATTRIBUTES: dict[str, Callable[[str, str], str]] = {
    "AWS::Cognito::UserPool.Arn": lambda name, region: arn(
        "cognito-idp", region, f"userpool/{name}"
    ),
}


# Types that moto knows and that are kept here all the same: its permissions cannot be
# given on an alias.
NOT_MADE = {"AWS::Lambda::Permission", "AWS::Lambda::EventSourceMapping"}


# Policies by which a resource stays when its stack goes.
RETAINED = ("Retain", "RetainExceptOnCreate")


class Kept(CloudFormationModel):
    """A resource that does nothing but have properties."""

    def __init__(self, physical_id: str, kind: str, region: str) -> None:
        self.physical_resource_id: str = physical_id
        self.kind = kind
        self.region = region

    @staticmethod
    def cloudformation_type() -> str:
        return "Visage::Rehearsal::Kept"

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: Properties,
        account_id: str,
        region_name: str,
        **_: Any,
    ) -> Kept:
        kind = cloudformation_json["Type"]
        name_of = REFERENCES.get(kind)
        properties = cloudformation_json.get("Properties", {})
        name = name_of(properties, region_name) if name_of else resource_name
        return cls(name, kind, region_name)

    @classmethod
    def has_cfn_attr(cls, attribute: str) -> bool:
        return True

    def get_cfn_attribute(self, attribute: str) -> str:
        name_of = ATTRIBUTES.get(f"{self.kind}.{attribute}")
        name = self.physical_resource_id
        return name_of(name, self.region) if name_of else name

    def delete(self, account: str, region: str) -> None:
        """Nothing is left to delete."""


class Stack(parsing.ResourceMap):
    """A stack that keeps every resource, and updates in the order of references."""

    account: Account

    def __getitem__(self, name: str) -> Any:
        known = name in self._parsed_resources
        resource = super().__getitem__(name)
        if not known and name in self._resource_json_map and resource is not None:
            self.keep(name, resource)
        return resource

    def resolved(self, name: str) -> Properties:
        """A resource's properties with every reference replaced by its value."""
        template = copy.deepcopy(self._resource_json_map[name])
        found: Properties = parsing.clean_json(template.get("Properties", {}), self)
        return found

    def keep(self, name: str, resource: Any) -> None:
        """Record the properties that a resource has now."""
        kind = self._resource_json_map[name]["Type"]
        properties = self.resolved(name)
        physical_id = getattr(resource, "physical_resource_id", None) or name
        if kind == "AWS::Lambda::Version":
            function = self.account.by_id(properties["FunctionName"])
            self.account.versions[name] = {
                **copy.deepcopy(function.properties),
                "Version": str(resource.version),
            }
        if kind == "AWS::Lambda::LayerVersion":
            self.account.layers[physical_id] = properties
        self.account.resources[name] = Deployed(kind, properties, physical_id)

    def update(
        self, template: dict[str, Any], parameters: dict[str, Any] | None = None
    ) -> None:
        """Bring the stack to a new template: make and change, then clean up."""
        before = self._resource_json_map
        self._template = template
        self._resource_json_map = template["Resources"]
        self.load_mapping()
        self.load_parameters()
        self.load_conditions()
        for name in list(template["Resources"]):
            self.bring(name, set())
        for name in before.keys() - template["Resources"].keys():
            self.discard(name, before[name])

    def bring(self, name: str, above: set[str]) -> None:
        """Make or change one resource, after those that it refers to."""
        for needed in references(self._resource_json_map[name]):
            if needed in self._resource_json_map and needed not in above:
                self.bring(needed, above | {name})
        known = self.account.resources.get(name)
        if known is None:
            self[name]
        elif self.resolved(name) != known.properties:
            self.change(name)

    def change(self, name: str) -> None:
        """Give a resource its new properties; a layer is replaced by a new version."""
        resource = self._parsed_resources[name]
        if isinstance(resource, awslambda.LayerVersion):
            del self._parsed_resources[name]
            self[name]
            return
        update = getattr(type(resource), "update_from_cloudformation_json", None)
        if update is not None and not hasattr(update, "__isabstractmethod__"):
            renewed = parsing.parse_and_update_resource(
                name, self._resource_json_map[name], self, ACCOUNT, self._region_name
            )
            self._parsed_resources[name] = renewed
        self.keep(name, self._parsed_resources[name])

    def discard(self, name: str, template: Properties) -> None:
        """Delete a resource, unless it is to be retained."""
        resource = self._parsed_resources.pop(name, None)
        if template.get("DeletionPolicy") not in RETAINED and resource is not None:
            self._delete_resource(resource, template)
        self.account.resources.pop(name, None)

    def delete(self) -> None:
        """Delete all of it, those that refer to others first."""
        for name in reversed(list(self.account.resources)):
            if name in self._resource_json_map:
                self.discard(name, self._resource_json_map[name])


def references(template: Any) -> Iterator[str]:
    """The logical names that a part of a template refers to."""
    if isinstance(template, list):
        for one in template:
            yield from references(one)
    if not isinstance(template, dict):
        return
    for key, value in template.items():
        if key == "Ref":
            yield value
        elif key == "Fn::GetAtt":
            yield value[0] if isinstance(value, list) else value.partition(".")[0]
        elif key == "Fn::Sub":
            text = value if isinstance(value, str) else value[0]
            for part in text.split("${")[1:]:
                yield part.partition("}")[0].partition(".")[0]
            yield from references(value[1] if isinstance(value, list) else None)
        elif key == "DependsOn":
            yield from [value] if isinstance(value, str) else value
        else:
            yield from references(value)
