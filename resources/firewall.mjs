// An option with a price: AWS WAF in front of the API, which counts requests by address
// and by access token. API Gateway's own limits hold for a route, whoever asks; its usage
// plans count API keys, which callers of a user pool do not have.

const WINDOW = 300; // seconds; AWS WAF looks at the last five minutes

function rule(name, priority, limit, aggregate) {
  return {
    Name: name,
    Priority: priority,
    Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
    Statement: {
      RateBasedStatement: { Limit: limit, EvaluationWindowSec: WINDOW, ...aggregate },
    },
    VisibilityConfig: visible(name),
  };
}

function visible(name) {
  return {
    CloudWatchMetricsEnabled: true,
    MetricName: name,
    SampledRequestsEnabled: false, // samples would have headers: tokens
  };
}

// Each address may ask `limit` times in five minutes, and each token.
export function firewall(name, limit, stage) {
  return {
    Firewall: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        Name: name,
        Scope: 'REGIONAL',
        DefaultAction: { Allow: {} },
        VisibilityConfig: visible(name),
        Rules: [
          rule('address', 0, limit, { AggregateKeyType: 'IP' }),
          rule('token', 1, limit, {
            AggregateKeyType: 'CUSTOM_KEYS',
            CustomKeys: [
              {
                Header: {
                  Name: 'authorization',
                  TextTransformations: [{ Priority: 0, Type: 'NONE' }],
                },
              },
            ],
          }),
        ],
      },
    },
    FirewallOfTheApi: {
      Type: 'AWS::WAFv2::WebACLAssociation',
      Properties: {
        WebACLArn: { 'Fn::GetAtt': ['Firewall', 'Arn'] },
        ResourceArn: {
          'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}::/restapis/\${ApiGatewayRestApi}/stages/\${${stage}}`,
        },
      },
    },
  };
}
