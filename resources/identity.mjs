// A client of the user pool for each machine, with the scopes that it needs and no
// others, so that one can be taken away without the rest.

export const SCOPES = ['read', 'enrol', 'erase', 'watch', 'watchlist'];
// `camera=watch program=read+enrol`: names, and what each may do.
const MACHINE = /^([a-z][a-z0-9]{0,29})=([a-z]+(?:\+[a-z]+)*)$/;

// The machines of a setting by name. Throws what is wrong, as a sentence.
export function machines(setting) {
  const found = {};
  for (const each of setting.split(/\s+/).filter(Boolean)) {
    const [, name, scopes] = MACHINE.exec(each) ?? [];
    const listed = scopes?.split('+') ?? [];
    if (!name || name in found || listed.some((one) => !SCOPES.includes(one))) {
      throw new Error(
        `VISAGE_MACHINES has ${each}; it takes names and scopes, such as ` +
          `camera=watch program=read+enrol, and knows ${SCOPES.join(', ')}.`,
      );
    }
    found[name] = listed;
  }
  return found;
}

const logical = (name) => `${name[0].toUpperCase()}${name.slice(1)}MachineClient`;

function client(service, name, scopes) {
  return {
    Type: 'AWS::Cognito::UserPoolClient',
    DependsOn: ['Scopes'],
    Properties: {
      ClientName: name,
      UserPoolId: { Ref: 'UserPool' },
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: scopes.map((scope) => `${service}/${scope}`),
      EnableTokenRevocation: true,
      AccessTokenValidity: 60,
      TokenValidityUnits: { AccessToken: 'minutes' },
    },
  };
}

// Resources and outputs of every machine's client.
export function machineClients(service, setting) {
  const entries = Object.entries(machines(setting));
  return {
    resources: Object.fromEntries(
      entries.map(([name, scopes]) => [logical(name), client(service, name, scopes)]),
    ),
    outputs: Object.fromEntries(
      entries.map(([name, scopes]) => [
        `${logical(name)}Id`,
        {
          Description: `What ${name} signs in as, for ${scopes.join(', ')}`,
          Value: { Ref: logical(name) },
        },
      ]),
    ),
  };
}
