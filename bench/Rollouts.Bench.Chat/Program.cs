using Rollouts.Bench.Chat;

// Many releases in one channel of Slack within a minute: how long until the channel shows that an approval is asked for,
// or that a release goes back, and how many messages it gets. Slack is the sandbox's, with its limits.
// Usage: [releases] [runs]
var releases = args.Length > 0 ? int.Parse(args[0]) : 200;
var runs = args.Length > 1 ? int.Parse(args[1]) : 3;

Console.WriteLine(ChannelReport.Heading);
for (var run = 1; run <= runs; run++)
{
    await using var channel = await BusyChannel.StartAsync(releases);
    Console.WriteLine((await channel.WatchAsync()).Row(run));
}
