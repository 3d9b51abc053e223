// Completes the WebSocket API that osls makes: limits, a log of who connects, and the
// right to call the function for this API alone, where osls gives it to all of them.

import { logTo } from './audit.mjs';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
// Tickets are in the query string, which is not logged.
const FORMAT = {
  time: '$context.requestTime',
  request_id: '$context.requestId',
  connection: '$context.connectionId',
  event: '$context.eventType',
  route: '$context.routeKey',
  status: '$context.status',
};

export function completeSockets(resources, { rate, burst }, isLogging) {
  const { Properties: stage } = resources.WebsocketsDeploymentStage;
  stage.DefaultRouteSettings = {
    ThrottlingRateLimit: rate,
    ThrottlingBurstLimit: burst,
  };
  stage.AccessLogSettings = logTo('AccessLogGroup', FORMAT);
  if (isLogging) resources.WebsocketsDeploymentStage.DependsOn = ['ApiGatewayAccount'];
  resources.AlertsLambdaPermissionWebsockets.Properties.SourceArn = {
    'Fn::Sub':
      'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${WebsocketsApi}/*',
  };
}
