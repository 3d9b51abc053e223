// Lets `sls package`, `sls invoke local` and `sls offline` work with no credentials and
// no network.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

export default class Offline {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = { initialize: () => this.initialize() };
  }

  initialize() {
    const command = this.serverless.processedInput.commands.join(' ');
    if (command === 'package') this.forgetLastLayers();
    if (command === 'invoke local' || command.startsWith('offline')) {
      this.dropDeployedEnvironment();
      this.useProjectPython();
    }
  }

  // While it packages, osls asks CloudFormation which layers are deployed, to spare
  // uploads. That needs credentials, and `sls package` uploads nothing.
  forgetLastLayers() {
    const layers = this.serverless.pluginManager.plugins.find(
      ({ compareWithLastLayer }) => compareWithLastLayer,
    );
    layers.compareWithLastLayer = async () => {};
  }

  // A variable that refers to a deployed resource has no value here: the function then
  // takes its own default, or what the shell says.
  dropDeployedEnvironment() {
    const { provider, functions } = this.serverless.service;
    for (const { environment } of [provider, ...Object.values(functions)]) {
      for (const [name, value] of Object.entries(environment ?? {})) {
        if (typeof value === 'object') delete environment[name];
      }
    }
  }

  // Functions run in the activated Python environment, else in the project's own.
  useProjectPython() {
    const project = join(this.serverless.serviceDir, '.venv');
    if (!process.env.VIRTUAL_ENV && existsSync(project)) {
      process.env.VIRTUAL_ENV = project;
    }
  }
}
