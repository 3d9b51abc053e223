// Completes what osls packages. It checks that the layers are built, applies the stage's
// settings to every function and route, gives functions their alarms, and gives the API
// a stage with throttling, tracing and the gateway's own answers.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
// A dependency of the framework, whose client it is for.
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { functionAlarms, subscription } from './alarms.mjs';
import { accessLogs, accountRole } from './audit.mjs';
import { readBuckets } from './buckets.mjs';
import { firewall } from './firewall.mjs';
import { machineClients } from './identity.mjs';
import { completeSockets } from './live.mjs';
import { checkSettings } from './settings.mjs';

// Routes whose callers sign their requests, which the function checks itself.
const SIGNED = new Set(['rekognition']);
// What the operator may say of some functions, and of which.
const OF_PROGRAMS = ['people', 'bulk'];
const OF_WATCHING = ['watch', 'alerts'];
const PASSED_ON = {
  VISAGE_POLICY_BY: OF_PROGRAMS,
  VISAGE_POLICY_PURPOSE: OF_PROGRAMS,
  VISAGE_BUCKETS: OF_PROGRAMS,
  VISAGE_KEEP_ALERTS: OF_WATCHING,
  VISAGE_KEEP_UNKNOWN: OF_WATCHING,
  VISAGE_CUSTOMERS: OF_WATCHING,
  VISAGE_CUSTOMERS_TOKEN: OF_WATCHING,
};

// Holds a function to so many instances at once. A queue would be refused by a function
// that has no more of them, and would count that as a failure of its messages: there, the
// brake is the queue's own, which is at least 2.
function brake(definition, queues, instances) {
  if (queues.length === 0) definition.reservedConcurrency ??= instances;
  for (const queue of queues) queue.maximumConcurrency ??= Math.max(2, instances);
}

export default class Deployment {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => this.checkLayers(),
      'before:package:initialize': async () => {
        await this.keepWhatIsDeployed();
        this.checkSettings(); // before anything is packed, which takes a while
      },
      'before:package:compileFunctions': () => this.applySettings(),
      'after:aws:package:finalize:mergeCustomProviderResources': () => this.complete(),
    };
  }

  complete() {
    this.completeDeployment();
    this.completeLive();
    this.addIdentity();
    this.addBuckets();
    this.addAlarms();
  }

  applySettings() {
    const { functions, custom } = this.serverless.service;
    const { concurrency, pictures } = custom.settings;
    this.passOn(functions);
    for (const definition of Object.values(functions)) {
      const queues = definition.events.flatMap(({ sqs }) => sqs ?? []);
      if (custom.snapStart === 'off') definition.snapStart = false;
      if (concurrency !== 'none') brake(definition, queues, Number(concurrency));
      for (const { http } of definition.events) {
        const open =
          pictures === 'public' || http?.method !== 'post' || SIGNED.has(http.path);
        if (http && !open) http.authorizer ??= custom.scopes.read;
      }
    }
  }

  // What the operator says of people whose programs know of no consent, of buckets, and of
  // watching: how long it keeps what, and where the business has its accounts.
  passOn(functions) {
    for (const [name, told] of Object.entries(PASSED_ON)) {
      const said = process.env[name];
      if (said) for (const each of told) functions[each].environment[name] = said;
    }
  }

  // Throws as the framework does, with no more than the sentence.
  checkSettings() {
    try {
      checkSettings(this.serverless.service.custom);
    } catch (error) {
      throw new this.serverless.classes.Error(error.message);
    }
  }

  // A deployment that says nothing of the models, of instances or of snapshots keeps what
  // the one before had: functions would start without models, might ask for more instances
  // than the account has, or cost again what was saved.
  async keepWhatIsDeployed() {
    const { custom, provider } = this.serverless.service;
    const known = await this.deployedOutputs();
    if (!process.env.VISAGE_MODELS_SHA256 && known.ModelsSha256) {
      custom.modelsSha256 = known.ModelsSha256;
      provider.environment.VISAGE_MODELS_SHA256 = known.ModelsSha256;
    }
    if (!process.env.VISAGE_CONCURRENCY && known.InstancesAtMost) {
      custom.settings.concurrency = known.InstancesAtMost;
    }
    if (!process.env.VISAGE_SNAPSTART && known.SnapStart) {
      custom.snapStart = known.SnapStart;
    }
    if (!process.env.VISAGE_API_LOG_ROLE && known.ApiLogRole) {
      custom.apiLogRole = known.ApiLogRole;
    }
  }

  // The outputs of the stack as it is, none where there is none. Only a deployment asks
  // AWS: packaging needs no account.
  async deployedOutputs() {
    if (this.serverless.processedInput.commands[0] !== 'deploy') return {};
    const aws = this.serverless.getProvider('aws');
    try {
      const cloudFormation = await aws.getCloudFormationClient();
      const { Stacks } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName: aws.naming.getStackName() }),
      );
      const outputs = Stacks[0].Outputs ?? [];
      return Object.fromEntries(
        outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
      );
    } catch (error) {
      if (/does not exist/.test(error.message)) return {};
      throw error;
    }
  }

  addIdentity() {
    const { service } = this.serverless;
    const template = service.provider.compiledCloudFormationTemplate;
    const { machines, modelsSha256, settings, snapStart, apiLogRole } = service.custom;
    const { resources, outputs } = machineClients(service.service, machines);
    Object.assign(template.Resources, resources);
    Object.assign(template.Outputs, outputs, {
      ModelsSha256: {
        Description: 'The digest of the manifest of the models that functions have',
        Value: modelsSha256,
      },
      InstancesAtMost: {
        Description: 'Instances of each function at once, or none for no limit',
        Value: String(settings.concurrency),
      },
      SnapStart: {
        Description: 'Whether functions start from snapshots',
        Value: snapStart,
      },
      ApiLogRole: {
        Description: 'Whether this stack made the role that API Gateway logs as',
        Value: apiLogRole,
      },
    });
  }

  addBuckets() {
    const { service } = this.serverless;
    const { Resources } = service.provider.compiledCloudFormationTemplate;
    if (!service.custom.buckets) return;
    Resources.ReadBucketsPolicy = readBuckets(service.custom.buckets.split(','));
    Resources.PeopleRole.Properties.ManagedPolicyArns.push({
      Ref: 'ReadBucketsPolicy',
    });
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

  completeLive() {
    const { provider, custom } = this.serverless.service;
    completeSockets(
      provider.compiledCloudFormationTemplate.Resources,
      custom.settings,
      custom.apiLogRole === 'make',
    );
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
    const stage = aws.naming.getStageLogicalId();
    const { firewall: limit, apiLogRole, cors } = this.serverless.service.custom;
    if (apiLogRole === 'make') Object.assign(template.Resources, accountRole);
    if (limit !== 'none') {
      const { service } = this.serverless.service;
      const webAcl = firewall(
        `${service}-${StageName}`,
        Number(limit),
        cors.origin,
        stage,
      );
      Object.assign(template.Resources, webAcl);
    }
    template.Resources[stage] = {
      Type: 'AWS::ApiGateway::Stage',
      ...(apiLogRole === 'make' && { DependsOn: ['ApiGatewayAccount'] }),
      Properties: {
        RestApiId: properties.RestApiId,
        DeploymentId: { Ref: name },
        StageName,
        TracingEnabled: true,
        AccessLogSetting: accessLogs,
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
