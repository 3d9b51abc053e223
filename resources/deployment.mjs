// What osls leaves to its users: layers have to be built before they are packaged, and
// the API gets a stage with throttling and tracing, and the gateway's own answers.

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

  // osls lets the deployment make the stage, which can then never be changed by another
  // deployment. A stage of its own can, as SAM and CDK have it.
  completeDeployment() {
    const aws = this.serverless.getProvider('aws');
    const { compiledCloudFormationTemplate: template } =
      this.serverless.service.provider;
    const { rate, burst } = this.serverless.service.custom.throttle;
    const resources = Object.entries(template.Resources);
    const ofType = (type) => resources.filter(([, resource]) => resource.Type === type);
    const [[name, deployment]] = ofType('AWS::ApiGateway::Deployment');
    const { StageName, ...properties } = deployment.Properties;
    deployment.Properties = properties;
    // A gateway response made after the deployment would wait for the next one.
    const answers = ofType('AWS::ApiGateway::GatewayResponse').map(
      ([answer]) => answer,
    );
    deployment.DependsOn = [...deployment.DependsOn, ...answers];
    template.Resources[aws.naming.getStageLogicalId()] = {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: properties.RestApiId,
        DeploymentId: { Ref: name },
        StageName,
        TracingEnabled: true,
        MethodSettings: [
          {
            HttpMethod: '*',
            ResourcePath: '/*',
            ThrottlingRateLimit: rate,
            ThrottlingBurstLimit: burst,
          },
        ],
      },
    };
  }
}
