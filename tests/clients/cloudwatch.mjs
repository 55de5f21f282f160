// The official client of CloudWatch talks to the endpoint named first. Each line of standard input is one call,
// { "call": "GetMetricData" | "GetMetricDataInPages" | "DescribeAlarms", "secret": ..., "attempts": ..., "input": {...} };
// the answer is one line: what came back, or { "error": its name, "message": ... }.
import { createInterface } from 'node:readline';
import {
  CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand, paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';

const [endpoint, region] = process.argv.slice(2);
for await (const line of createInterface({ input: process.stdin })) {
  const { call, secret, attempts, input } = JSON.parse(line);
  const client = new CloudWatchClient({
    endpoint, region, maxAttempts: attempts ?? 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret ?? 'right' },
  });
  for (const time of ['StartTime', 'EndTime']) if (input[time]) input[time] = new Date(input[time]);
  try {
    if (call === 'GetMetricDataInPages') {
      const values = {};
      let pages = 0;
      for await (const page of paginateGetMetricData({ client }, input)) {
        pages++;
        for (const result of page.MetricDataResults) (values[result.Id] ??= []).push(...result.Values);
      }
      console.log(JSON.stringify({ pages, values }));
    } else {
      const Command = { GetMetricData: GetMetricDataCommand, DescribeAlarms: DescribeAlarmsCommand }[call];
      const { $metadata, ...answer } = await client.send(new Command(input));
      console.log(JSON.stringify({ ...answer, attempts: $metadata.attempts }));
    }
  } catch (error) {
    console.log(JSON.stringify({ error: error.name, message: error.message }));
  }
}
