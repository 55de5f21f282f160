using Rollouts.Bench.Cluster;

// How many requests an API server gets from one worker that drives a release on each of many routes: for each change of
// a weight, and while all releases hold. The API server is the stand-in of the tests, in this process.
// Usage: [routes] [seconds at rest] [runs]
var routes = args.Length > 0 ? int.Parse(args[0]) : 500;
var rest = TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1]) : 60);
var runs = args.Length > 2 ? int.Parse(args[2]) : 3;

Console.WriteLine(Counts.Heading);
for (var run = 1; run <= runs; run++)
{
    await using var cluster = await BusyCluster.StartAsync(routes);
    await cluster.OpenAllAsync();
    Console.WriteLine(
        Counts.Row(run, "all start and take the first weight (5 %)", routes, await cluster.CountAsync(5))
    );
    Console.WriteLine(Counts.Row(run, "all take the second weight (25 %)", routes, await cluster.CountAsync(25)));
    Console.WriteLine(Counts.Row(run, $"all hold, for {rest.TotalSeconds:0} s", routes, await cluster.RestAsync(rest)));
}
