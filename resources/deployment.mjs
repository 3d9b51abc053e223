// Completes what osls packages. It checks that the layers are built, applies the stage's
// settings to every function and route, gives functions their alarms, and gives the API
// a stage with throttling, tracing and the gateway's own answers.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { functionAlarms, subscription } from './alarms.mjs';

export default class Deployment {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => this.checkLayers(),
      'before:package:compileFunctions': () => this.applySettings(),
      'after:aws:package:finalize:mergeCustomProviderResources': () => this.complete(),
    };
  }

  complete() {
    this.completeDeployment();
    this.addAlarms();
  }

  applySettings() {
    const { functions, custom } = this.serverless.service;
    const { concurrency, pictures } = custom.settings;
    this.checkSettings(custom.settings);
    for (const definition of Object.values(functions)) {
      if (concurrency !== 'none') {
        definition.reservedConcurrency ??= Number(concurrency);
      }
      for (const { http } of definition.events) {
        const open = pictures === 'public' || http?.method !== 'post';
        if (http && !open) http.authorizer ??= custom.scopes.read;
      }
    }
  }

  checkSettings({ concurrency, pictures }) {
    if (concurrency !== 'none' && !/^[1-9]\d*$/.test(String(concurrency))) {
      throw new this.serverless.classes.Error(
        `VISAGE_CONCURRENCY is ${concurrency}; it takes a number from 1, or none.`,
      );
    }
    if (!['public', 'signed-in'].includes(pictures)) {
      throw new this.serverless.classes.Error(
        `VISAGE_PICTURES is ${pictures}; it takes public or signed-in.`,
      );
    }
  }

  addAlarms() {
    const { service } = this.serverless;
    const { Resources } = service.provider.compiledCloudFormationTemplate;
    const { naming } = this.serverless.getProvider('aws');
    for (const [key, { name, timeout }] of Object.entries(service.functions)) {
      const seconds = timeout ?? service.provider.timeout;
      Object.assign(
        Resources,
        functionAlarms(naming.getNormalizedFunctionName(key), name, seconds),
      );
    }
    const { alarmEmail } = service.custom;
    if (alarmEmail) Resources.AlarmEmail = subscription(alarmEmail);
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

  // osls has the deployment make the stage, and a later deployment cannot change it then.
  // So the stage becomes a resource of its own, as SAM and CDK make it.
  completeDeployment() {
    const aws = this.serverless.getProvider('aws');
    const { compiledCloudFormationTemplate: template } =
      this.serverless.service.provider;
    const { rate, burst } = this.serverless.service.custom.settings;
    const resources = Object.entries(template.Resources);
    const ofType = (type) => resources.filter(([, resource]) => resource.Type === type);
    const [[name, deployment]] = ofType('AWS::ApiGateway::Deployment');
    const { StageName, ...properties } = deployment.Properties;
    deployment.Properties = properties;
    // A deployment is a copy of the API as it is then: gateway responses that are made
    // after it would not be in force until the next one.
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
