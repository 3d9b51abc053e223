"""What AWS says where it refuses a deployment, and what a person does about it."""

from __future__ import annotations

import re

# States in which a stack cannot be updated, why, and the command that helps. The
# framework makes a stack of one bucket first and then updates it with the rest, so that
# a first deployment that fails leaves UPDATE_ROLLBACK_COMPLETE, which can be updated;
# the first three come where not even that bucket could be made.
NO_BUCKET = "its bucket for archives could not be made; run `npx sls remove {of}`"
STUCK = {
    "ROLLBACK_COMPLETE": NO_BUCKET,
    "ROLLBACK_FAILED": NO_BUCKET,
    "CREATE_FAILED": NO_BUCKET,
    "DELETE_FAILED": "its removal failed; run `npx sls remove {of}` again",
    "UPDATE_ROLLBACK_FAILED": "a deployment could not be undone; run `aws "
    "cloudformation continue-update-rollback --stack-name {stack} --region {region}`",
}
# Patterns of what AWS says, and the sentence for each. The first that fits counts, so
# that the general ones stand last.
ADVICE = (
    (
        r"InvalidClientTokenId|UnrecognizedClientException|security token .* invalid",
        "The AWS access key is unknown. Check AWS_ACCESS_KEY_ID or AWS_PROFILE, or "
        "sign in with `aws configure` or `aws sso login`.",
    ),
    (
        r"SignatureDoesNotMatch",
        "The AWS secret key does not fit the access key. Check AWS_SECRET_ACCESS_KEY.",
    ),
    (
        r"ExpiredToken|token .*expired|SSO.*expired",
        "The AWS credentials have expired. Sign in again, for instance with "
        "`aws sso login`.",
    ),
    (
        r"Unable to locate credentials|credentials could not be found|"
        r"CredentialsProviderError|Could not load credentials",
        "There are no AWS credentials here. Run `aws configure` or `aws sso login`, or "
        "set AWS_PROFILE.",
    ),
    (
        r"config profile|ProfileNotFound",
        "AWS_PROFILE names a profile that is not in ~/.aws/config. Check its name.",
    ),
    (
        r"Could not connect to the endpoint|EndpointConnectionError|ENOTFOUND|"
        r"getaddrinfo|OptInRequired|not a valid region|Invalid region|"
        r"does not match a valid region|doesn't match a supported format",
        "AWS does not answer in this region. Check its name (--region, AWS_REGION), "
        "that your account has enabled it, and the network.",
    ),
    (
        r"BucketAlreadyExists|BucketAlreadyOwnedByYou|bucket .*already exists",
        "The name of a bucket is taken. Buckets of a removed stack stay: delete it "
        "with `aws s3 rb --force s3://NAME`, or deploy another stage with --stage.",
    ),
    (
        r"Domain already (associated|exists)|domain .*already",
        "The name of the sign-in domain is taken in this region, perhaps by a stack "
        "that is being removed. Wait until it is gone, or deploy another --stage.",
    ),
    (
        r"UnreservedConcurrentExecution|ReservedConcurrentExecutions",
        "Your account may not run as many functions at once as the stage reserves. "
        "`make deploy` asks the account first and reserves what there is; else ask AWS "
        "for a higher limit on concurrent executions, or set VISAGE_CONCURRENCY=none, "
        "which takes the brake off.",
    ),
    (
        r"CloudWatch Logs role ARN must be set",
        "API Gateway may not write logs in this region yet. Set "
        "VISAGE_API_LOG_ROLE=make, or run `make deploy`, which finds that out.",
    ),
    (
        r"is in \w+_IN_PROGRESS state|_IN_PROGRESS state and can ?not be updated",
        "Another deployment of this stack is under way. Wait until it has ended and "
        "run this again.",
    ),
    (
        r"AccessDenied|not authorized to perform|AccessDeniedException|Forbidden",
        "These credentials may not do that. Deploying needs the rights to make what "
        "serverless.yml names: CloudFormation, S3, Lambda, API Gateway, IAM roles, "
        "Cognito, CloudWatch and SNS.",
    ),
    (
        r"TemplateLimit|LimitExceeded|TooManyBuckets|quota",
        "A limit of your AWS account is reached. The lines above name it; ask AWS for "
        "more of it, or remove what is not used.",
    ),
)


def advice(text: str) -> str | None:
    """What to do about a message of AWS, None where we do not know."""
    for pattern, sentence in ADVICE:
        if re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            return sentence
    return None
