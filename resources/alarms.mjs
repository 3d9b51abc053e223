// Makes three alarms for every function, so that none is forgotten: one for when it
// fails, one for when it is throttled, one for when it comes near its timeout.

const PERIOD = 300; // seconds
// The slowest request in a hundred may take this share of the timeout.
const NEAR = 0.8;

const topic = { Ref: 'Alarms' };

function alarm(properties) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/Lambda',
      Period: PERIOD,
      TreatMissingData: 'notBreaching',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [topic],
      ...properties,
    },
  };
}

// The alarms of one function by logical name.
export function functionAlarms(logicalName, functionName, timeout) {
  const of = {
    Dimensions: [{ Name: 'FunctionName', Value: functionName }],
  };
  return {
    [`${logicalName}Errors`]: alarm({
      ...of,
      AlarmDescription: `${functionName} raises, or runs out of time or memory`,
      MetricName: 'Errors',
      Statistic: 'Sum',
      EvaluationPeriods: 1,
      Threshold: 3,
    }),
    [`${logicalName}Throttles`]: alarm({
      ...of,
      AlarmDescription: `${functionName} has more requests than it may run at once`,
      MetricName: 'Throttles',
      Statistic: 'Sum',
      EvaluationPeriods: 1,
      Threshold: 10,
    }),
    [`${logicalName}Slow`]: alarm({
      ...of,
      AlarmDescription: `${functionName} takes nearly its ${timeout} seconds (p99)`,
      MetricName: 'Duration',
      ExtendedStatistic: 'p99',
      EvaluationPeriods: 3,
      Threshold: Math.round(timeout * 1000 * NEAR),
    }),
  };
}

export function subscription(email) {
  return {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: topic, Protocol: 'email', Endpoint: email },
  };
}
