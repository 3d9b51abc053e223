// What osls leaves out of the API's deployment: throttling, and the order in which
// the gateway's own answers and the snapshot of the API are made.

export default class Deployment {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = {
      'after:aws:package:finalize:mergeCustomProviderResources': () => this.complete(),
    };
  }

  complete() {
    const { provider, custom } = this.serverless.service;
    const resources = Object.entries(provider.compiledCloudFormationTemplate.Resources);
    // A gateway response made after the deployment would wait for the next one.
    const answers = resources
      .filter(([, { Type }]) => Type === 'AWS::ApiGateway::GatewayResponse')
      .map(([name]) => name);
    for (const [, resource] of resources) {
      if (resource.Type !== 'AWS::ApiGateway::Deployment') continue;
      resource.DependsOn = [...resource.DependsOn, ...answers];
      resource.Properties.StageDescription = {
        MethodSettings: [
          {
            HttpMethod: '*',
            ResourcePath: '/*',
            ThrottlingRateLimit: custom.throttle.rate,
            ThrottlingBurstLimit: custom.throttle.burst,
          },
        ],
      };
    }
  }
}
