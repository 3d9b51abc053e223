// The right to read pictures in buckets that programs may name, and in no others.

export function readBuckets(names) {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      Description: 'Read pictures in the buckets that programs may name',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:GetObjectVersion'],
            Resource: names.map((name) => ({
              'Fn::Sub': `arn:\${AWS::Partition}:s3:::${name}/*`,
            })),
          },
        ],
      },
    },
  };
}
