using Rollouts.Bench.Engine;

// Many live rollouts on one worker: how late it is, what it costs, and how quick a command is. Everything runs on this
// machine: the worker, its database, and a process that speaks for Prometheus and for HAProxy's runtime API.
// Usage: [rollouts] [seconds] [postgres|sqlite|both] [prometheus, to ask a real one]
switch (args)
{
    case ["outside", var metrics, var runtime, var services]:
        await Outside.ServeAsync(int.Parse(metrics), int.Parse(runtime), int.Parse(services));
        return;
    case ["worker", ..]:
        await WorkerRole.RunAsync(args[1..]);
        return;
}

var rollouts = args.Length > 0 ? int.Parse(args[0]) : 1_000;
var seconds = args.Length > 1 ? int.Parse(args[1]) : 60;
var stores = args.Length > 2 && args[2] != "both" ? [args[2]] : new[] { "postgres", "sqlite" };

Console.WriteLine(Report.Heading);
foreach (var store in stores)
{
    await using var run = await Run.StartAsync(store, rollouts, isReal: args.Contains("prometheus"));
    await foreach (var line in run.MeasureAsync(seconds))
    {
        Console.WriteLine(line);
    }
}
