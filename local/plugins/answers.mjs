// What API Gateway answers by itself, read from the service's own GatewayResponses.

const DEFAULT_STATUS = { DEFAULT_4XX: 400, DEFAULT_5XX: 502 };
const HEADER = 'gatewayresponse.header.';

export default class GatewayAnswers {
  constructor(resources) {
    this.byType = Object.fromEntries(
      Object.values(resources)
        .filter(({ Type }) => Type === 'AWS::ApiGateway::GatewayResponse')
        .map(({ Properties }) => [Properties.ResponseType, Properties]),
    );
  }

  // One answer in the form a function gives: statusCode, headers, body.
  answer(type, { requestId, message = '', status } = {}) {
    const fallback = type.startsWith('DEFAULT') ? type : 'DEFAULT_4XX';
    const properties = this.byType[type] ?? this.byType[fallback];
    const context = {
      'context.requestId': requestId,
      'context.error.messageString': JSON.stringify(message),
    };
    const headers = {
      'Content-Type': 'application/json',
      'X-Amzn-RequestId': requestId,
    };
    for (const [key, value] of Object.entries(properties.ResponseParameters)) {
      headers[key.slice(HEADER.length)] = value.slice(1, -1);
    }
    const template = properties.ResponseTemplates['application/json'];
    return {
      statusCode: Number(properties.StatusCode ?? status ?? DEFAULT_STATUS[fallback]),
      headers,
      body: template.replaceAll(/\$(context[\w.]+)/g, (_, name) => context[name]),
    };
  }
}
