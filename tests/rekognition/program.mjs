// A program for the AWS SDK for JavaScript as anyone would write it: it knows no address
// but that of the environment. Prints what it was answered, as one line of JSON.

import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-rekognition';

const [collection, portrait] = process.argv.slice(2);
const client = new sdk.RekognitionClient({ region: 'eu-west-1', maxAttempts: 1 });
const CollectionId = collection;
const Image = { Bytes: readFileSync(portrait) };

async function refusal(command) {
  try {
    await client.send(command);
    return 'nothing';
  } catch (error) {
    return [
      error.name,
      error instanceof sdk[error.name],
      error.$metadata.httpStatusCode,
    ];
  }
}

const made = await client.send(new sdk.CreateCollectionCommand({ CollectionId }));
const indexed = await client.send(
  new sdk.IndexFacesCommand({ CollectionId, Image, ExternalImageId: 'crew' }),
);
const found = await client.send(
  new sdk.SearchFacesByImageCommand({ CollectionId, Image }),
);
const described = await client.send(
  new sdk.DescribeCollectionCommand({ CollectionId }),
);
for (const UserId of ['a', 'b', 'c']) {
  await client.send(new sdk.CreateUserCommand({ CollectionId, UserId }));
}
const users = [];
for await (const page of sdk.paginateListUsers(
  { client, pageSize: 2 },
  { CollectionId },
)) {
  users.push(page.Users.map(({ UserId }) => UserId));
}
const refused = {
  twice: await refusal(new sdk.CreateCollectionCommand({ CollectionId })),
  user: await refusal(new sdk.CreateUserCommand({ CollectionId, UserId: 'a' })),
  picture: await refusal(
    new sdk.DetectFacesCommand({ Image: { Bytes: Buffer.from('no picture') } }),
  ),
};
const deleted = await client.send(new sdk.DeleteCollectionCommand({ CollectionId }));
refused.gone = await refusal(new sdk.DeleteCollectionCommand({ CollectionId }));

console.log(
  JSON.stringify({
    arn: made.CollectionArn,
    requestId: made.$metadata.requestId.length,
    face: indexed.FaceRecords[0].Face.FaceId,
    found: found.FaceMatches.map(({ Face, Similarity }) => [Face.FaceId, Similarity]),
    created: described.CreationTimestamp instanceof Date,
    users,
    refused,
    deleted: deleted.StatusCode,
  }),
);
