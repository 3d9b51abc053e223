// An option with a price: AWS WAF in front of the API, which counts requests by address
// and by access token. API Gateway's own limits hold for a route, whoever asks; its usage
// plans count API keys, which callers of a user pool do not have.

const WINDOW = 300; // seconds; AWS WAF looks at the last five minutes
// As the API says it (resources/cors.yml), with a wait that a window needs to pass.
const REFUSAL = 'too_many_requests';
const TOLD = 'Too many requests; try again in a minute.';
const header = (Name, Value) => ({ Name, Value });

function rule(name, priority, limit, origin, aggregate) {
  return {
    Name: name,
    Priority: priority,
    Action: {
      Block: {
        CustomResponse: {
          ResponseCode: 429,
          CustomResponseBodyKey: REFUSAL,
          ResponseHeaders: [
            header('Retry-After', '60'),
            header('Access-Control-Allow-Origin', origin),
            header('Access-Control-Expose-Headers', '*'),
          ],
        },
      },
    },
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
export function firewall(name, limit, origin, stage) {
  return {
    Firewall: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        Name: name,
        Scope: 'REGIONAL',
        DefaultAction: { Allow: {} },
        VisibilityConfig: visible(name),
        CustomResponseBodies: {
          [REFUSAL]: {
            ContentType: 'APPLICATION_JSON',
            Content: JSON.stringify({ error: TOLD, code: REFUSAL }),
          },
        },
        Rules: [
          rule('address', 0, limit, origin, { AggregateKeyType: 'IP' }),
          rule('token', 1, limit, origin, {
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
