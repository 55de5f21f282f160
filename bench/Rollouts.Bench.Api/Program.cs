using Rollouts.Bench.Api;
using Rollouts.Bench.Engine;

// How quick the API is while a worker beside it drives what it starts: starts at a given rate, reads of the list, and
// listeners during a storm. The API with its worker, its database, and what speaks for Prometheus and for HAProxy all
// run on this machine, as does whoever calls.
// Usage: [postgres|sqlite|both] [apart, for an API whose workers run elsewhere]
switch (args)
{
    case ["outside", var metrics, var runtime]:
        await Outside.ServeAsync(int.Parse(metrics), int.Parse(runtime));
        return;
    case ["api", ..]:
        await ApiRole.RunAsync(args[1..]);
        return;
}

var stores = args is [] or ["both", ..] ? ["sqlite", "postgres"] : args[..1];
foreach (var store in stores)
{
    await using var run = await Run.StartAsync(store, works: !args.Contains("apart"));
    await foreach (var line in run.MeasureAsync())
    {
        Console.WriteLine(line);
    }
}
