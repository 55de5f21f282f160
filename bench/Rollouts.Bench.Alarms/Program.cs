using System.Globalization;
using Rollouts.Bench.Alarms;

// How long traffic stays on a version that fails, from its first failure or from the alarm's push to restored weights.
Console.WriteLine("| what takes it back | runs | least | middle | most |");
Console.WriteLine("|---|---:|---:|---:|---:|");
await RowAsync("an alarm that is pushed", 10, () => WayBack.ByAlarmAsync());
await RowAsync("CloudWatch, periods of 10 s that settle for 10 s", 5, () => WayBack.ByCloudWatchAsync("10s", "10s"));
await RowAsync("CloudWatch, periods of 1 min that settle for 1 min", 3, () => WayBack.ByCloudWatchAsync("60s", "1m"));

static async Task RowAsync(string what, int runs, Func<Task<TimeSpan>> measure)
{
    List<TimeSpan> took = [];
    for (var run = 0; run < runs; run++)
    {
        took.Add(await measure());
    }

    took.Sort();
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {runs} | {took[0].TotalSeconds:0.00} s | {took[runs / 2].TotalSeconds:0.00} s | "
                + $"{took[^1].TotalSeconds:0.00} s |"
        )
    );
}
