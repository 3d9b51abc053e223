// What osls leaves to its users: layers have to be built before they are packaged, the
// API is throttled, and its deployment waits for the gateway's own answers.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

export default class Deployment {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => this.checkLayers(),
      'after:aws:package:finalize:mergeCustomProviderResources': () =>
        this.completeDeployment(),
    };
  }

  checkLayers() {
    const { service, serviceDir } = this.serverless;
    const missing = Object.values(service.layers)
      .map(({ path }) => path)
      .filter((path) => !existsSync(join(serviceDir, path, 'python')));
    if (missing.length > 0) {
      const paths = missing.join(', ');
      throw new this.serverless.classes.Error(
        `Not built: ${paths}. Run \`make layers\` first.`,
      );
    }
  }

  completeDeployment() {
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
