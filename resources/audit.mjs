// What the access log says of a request, and the right to write it.

// Field by field: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
const FORMAT = {
  time: '$context.requestTime',
  request_id: '$context.requestId',
  caller: '$context.authorizer.claims.sub',
  client: '$context.authorizer.claims.client_id',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  refused_by_gateway: '$context.error.responseType',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
};
const NUMBERS = ['status'];

// One JSON object a line. The filter on refusals compares the status with numbers.
export function logTo(group, format) {
  const line = Object.entries(format)
    .map(([name, value]) =>
      NUMBERS.includes(name) ? `"${name}":${value}` : `"${name}":"${value}"`,
    )
    .join(',');
  return { DestinationArn: { 'Fn::GetAtt': [group, 'Arn'] }, Format: `{${line}}` };
}

export const accessLogs = logTo('AccessLogGroup', FORMAT);

// API Gateway writes logs as one role, that of the whole account and region. It stays
// when the stack goes, because other APIs may write as it.
export const accountRole = {
  ApiGatewayLogsRole: {
    Type: 'AWS::IAM::Role',
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'apigateway.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      ManagedPolicyArns: [
        {
          'Fn::Sub':
            'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
        },
      ],
    },
  },
  ApiGatewayAccount: {
    Type: 'AWS::ApiGateway::Account',
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      CloudWatchRoleArn: { 'Fn::GetAtt': ['ApiGatewayLogsRole', 'Arn'] },
    },
  },
};
